package org.wangchuan.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.wangchuan.acceptance.program.Program;
import org.wangchuan.acceptance.program.Run;

/** What must hold of a station after whatever was done to it. */
final class Station {
    private Station() {}

    private static final int DOES_NOT_VERIFY = 4;

    /** A disk that can lie is a test disk: its receipt is whole, and never verifies as a real one. */
    static void assertIsTest(Program program, Path receipt) throws IOException {
        Run verified = program.run("verify", receipt.toString());
        assertThat(verified.exitCode()).as("%s", verified).isEqualTo(DOES_NOT_VERIFY);
        assertThat(verified.err()).contains("TEST_STATEMENT");
    }

    /** Its log is whole and holds one start and one clearing for the one job it did; the result follows from the evidence. */
    static void assertConsistent(Program program, Run end) throws IOException {
        assertIsTest(program, end.result().receipt());
        Run replayed = program.run("verdict", end.result().evidence().toString(), "--json");
        assertThat(replayed.exitCode()).as("%s", replayed).isEqualTo(end.exitCode());
        assertThat(replayed.out()).contains("\"verdict\":\"" + end.result().verdict() + "\"", "\"test\":true");
        Run checked = program.run("log", "fsck", program.home().resolve("log").toString());
        assertThat(checked.exitCode()).as("%s", checked).isZero();
        // The second line of a checkpoint is the size of the log (C2SP tlog-checkpoint).
        List<String> checkpoint = Files.readAllLines(program.home().resolve("log/checkpoint"));
        assertThat(checkpoint.get(1))
                .as("one start, one clearing, each exactly once")
                .isEqualTo("2");
    }
}
