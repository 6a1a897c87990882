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
                        false,
                        Optional.empty(),
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
                        false,
                        Optional.empty(),
                        false));
    }

    @Test
    void aJobCanBeNamedToGoOnWithItOrToGiveItUp() {
        CommandLineFixture line = new CommandLineFixture(home);

        assertThat(line.run("phones", "erase", "1-4.2", "--resume", "3f2a9c1d")).isEqualTo(ExitCode.OK);
        assertThat(line.run("phones", "erase", "--give-up", "3f2a9c1d", "--out", "receipts"))
                .isEqualTo(ExitCode.OK);

        assertThat(line.services.calls())
                .containsExactly(
                        request(Optional.of("1-4.2"), Optional.empty(), true, false),
                        request(Optional.empty(), Optional.of(Path.of("receipts")), false, true));
    }

    private static PhoneEraseRequest request(
            Optional<String> place, Optional<Path> out, boolean resume, boolean giveUp) {
        return new PhoneEraseRequest(
                place,
                "gb-46864-2025",
                Optional.empty(),
                out,
                Optional.empty(),
                resume,
                giveUp,
                Optional.of("3f2a9c1d"),
                false);
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
