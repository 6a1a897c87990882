package org.wangchuan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.PhoneEraseRequest;

class PhonesEraseLineTest {
    @TempDir
    private Path home;

    @Test
    void whatIsTypedIsWhatIsAsked() {
        CommandLineFixture line = new CommandLineFixture(home);

        assertThat(line.run(
                        "phones",
                        "erase",
                        "1-4.2",
                        "--policy",
                        "nist-clear",
                        "--technique",
                        "android-reset-fill-reset",
                        "--out",
                        "receipts",
                        "--asset",
                        "tag",
                        "--resume",
                        "--json"))
                .isEqualTo(ExitCode.OK);

        assertThat(line.services.calls())
                .containsExactly(new PhoneEraseRequest(
                        Optional.of("1-4.2"),
                        "nist-clear",
                        Optional.of("android-reset-fill-reset"),
                        Optional.of(Path.of("receipts")),
                        Optional.of("tag"),
                        true,
                        true));
    }

    @Test
    void withoutAnythingItIsTheOnlyPhoneUnderTheRulesOfTheCountry() {
        CommandLineFixture line = new CommandLineFixture(home);

        assertThat(line.run("phones", "erase")).isEqualTo(ExitCode.OK);

        assertThat(line.services.calls())
                .containsExactly(new PhoneEraseRequest(
                        Optional.empty(),
                        "gb-46864-2025",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        false));
    }

    @Test
    void whoIsInterruptedIsToldHowToGoOn() {
        CommandLineFixture line = new CommandLineFixture(home);
        line.services.answering(ExitCode.INTERRUPTED);

        assertThat(line.run("phones", "erase", "1-4.2", "--out", "receipts")).isEqualTo(ExitCode.INTERRUPTED);

        assertThat(line.err()).contains("./wangchuan phones erase 1-4.2 --out receipts --resume");
    }

    @Test
    void aSecondPlaceIsAMistake() {
        CommandLineFixture line = new CommandLineFixture(home);

        assertThat(line.run("phones", "erase", "1-4.2", "1-4.3")).isEqualTo(ExitCode.USAGE);

        assertThat(line.services.calls()).isEmpty();
    }
}
