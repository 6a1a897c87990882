package org.wangchuan.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.wangchuan.acceptance.program.Program;
import org.wangchuan.acceptance.program.Run;

/** What must hold of a station after whatever was done to it. */
final class Station {
    private Station() {}

    /** Its log is whole and holds one start and one clearing for the one job it did; the receipt verifies. */
    static void assertConsistent(Program program, Run end) throws IOException {
        Run verified = program.run("verify", end.result().receipt().toString());
        assertThat(verified.exitCode()).as("%s", verified).isZero();
        Run checked = program.run("log", "fsck", program.home().resolve("log").toString());
        assertThat(checked.exitCode()).as("%s", checked).isZero();
        // The second line of a checkpoint is the size of the log (C2SP tlog-checkpoint).
        List<String> checkpoint = Files.readAllLines(program.home().resolve("log/checkpoint"));
        assertThat(checkpoint.get(1))
                .as("one start, one clearing, each exactly once")
                .isEqualTo("2");
    }
}
