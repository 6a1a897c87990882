package org.wangchuan.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The published table of lies is the one that a run of {@link ItIsNotFooledTest} wrote, with every lie in it. */
class LiesTableTest {

    @Test
    void everyLieIsInThePublishedTableAndNoneIsCleared() throws IOException {
        String table = Files.readString(Path.of("..", "docs", "lies.md"));
        for (Lie lie : Stream.concat(Lies.ALL.stream(), Lies.HANGS.stream()).toList()) {
            assertThat(table).contains("| `%s` | %s |".formatted(lie.name(), lie.meaning()));
        }
        assertThat(table).contains(Lies.CONSTANT_BLOCKS_DROPPED.name());
        assertThat(table).doesNotContain("cleared").doesNotContain("purged");
    }
}
