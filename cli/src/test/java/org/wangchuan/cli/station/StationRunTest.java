package org.wangchuan.cli.station;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.cli.service.Cancellation;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.cli.testing.ScriptedConsole;

/** What keeps a station from beginning is said before it begins. */
class StationRunTest {
    @TempDir
    Path folder;

    private void run(Path... lanes) throws UserError {
        var _ = new StationRun("test 1", Map.of())
                .run(
                        List.of(lanes),
                        new Context(folder.resolve("home"), new ScriptedConsole("en"), new Cancellation()));
    }

    /** A lane of a file that is not there would be none, and nobody would be told. */
    @Test
    void aLaneThatIsNotThereIsRefusedBeforeAnythingStarts() throws Exception {
        Path there = Files.createFile(folder.resolve("there.img"));
        Path missing = folder.resolve("nosuch.img");
        assertThatThrownBy(() -> run(there, missing)).isInstanceOfSatisfying(UserError.class, e -> {
            assertThat(e.code()).isEqualTo("LANE_FILE");
            assertThat(e).hasMessageContaining("nosuch.img");
        });
        assertThat(folder.resolve("home")).doesNotExist();
        assertThatThrownBy(() -> run(there))
                .as("it is asked first, and all else afterwards")
                .isInstanceOfSatisfying(
                        UserError.class, e -> assertThat(e.code()).isEqualTo("NOT_PAIRED"));
    }
}
