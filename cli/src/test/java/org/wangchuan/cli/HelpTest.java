package org.wangchuan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.cli.service.ExitCode;

class HelpTest {
    @TempDir
    private Path home;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "erase",
                "devices",
                "phones",
                "phones erase",
                "plan",
                "recheck",
                "verify",
                "verdict",
                "certify",
                "countersign",
                "countersign new-key",
                "countersign sign",
                "revoke",
                "forget",
                "kept",
                "status-list",
                "witnesses",
                "trust",
                "trust show",
                "trust import",
                "trust export",
                "trust station-key",
                "trust new-key",
                "trust sign",
                "producer",
                "producer template",
                "producer new-key",
                "producer sign",
                "producer check",
                "producer keep",
                "log",
                "log path",
                "log key",
                "log fsck",
                "log serve",
                "log follow",
                "log new-key",
                "witness",
                "witness new-key",
                "page",
                "present",
                "seal",
                "up",
                "station",
                "station run",
                "station pair",
                "station status",
                "backup",
                "restore",
                "version",
                "completion",
                "help"
            })
    void everyCommandExplainsItself(String command) {
        CommandLineFixture line = new CommandLineFixture(home);

        assertThat(line.run((command + " --help").strip().split(" ", -1))).isEqualTo(ExitCode.OK);

        assertThat(line.out()).contains(("Usage: wangchuan " + command).strip());
        assertThat(line.out().lines()).allSatisfy(text -> assertThat(text).hasSizeLessThanOrEqualTo(110));
        assertThat(line.err()).isEmpty();
        assertThat(line.services.calls()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "erase",
                "plan",
                "recheck",
                "verify",
                "verdict",
                "devices",
                "phones",
                "phones erase",
                "trust",
                "log",
                "witness",
                "page",
                "present",
                "seal",
                "witnesses",
                "certify",
                "countersign",
                "revoke",
                "forget",
                "kept",
                "status-list",
                "up",
                "backup",
                "restore"
            })
    void commandsShowExamples(String command) {
        CommandLineFixture line = new CommandLineFixture(home);

        line.run((command + " --help").split(" ", -1));

        assertThat(line.out()).contains("Examples:").contains("  ./wangchuan " + command);
    }

    @Test
    void theRootListsEveryExitCode() {
        CommandLineFixture line = new CommandLineFixture(home);

        line.run("--help");

        for (ExitCode code : ExitCode.values()) {
            assertThat(line.out()).containsPattern("(?m)^ +" + code.number() + "  ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "erase", "log", "log fsck", "witness new-key", "help"})
    void helpSaysWhatTheOptionSays(String command) {
        CommandLineFixture asked = new CommandLineFixture(home);
        CommandLineFixture option = new CommandLineFixture(home);

        assertThat(asked.run(("help " + command).strip().split(" ", -1))).isEqualTo(ExitCode.OK);
        option.run((command + " --help").strip().split(" ", -1));

        assertThat(asked.out()).isEqualTo(option.out()).contains("Usage: wangchuan");
    }

    @ParameterizedTest
    @ValueSource(strings = {"erase --help", "help erase"})
    void helpIsChineseWhereTheLocaleIs(String asked) {
        CommandLineFixture line = new CommandLineFixture(home, "zh");

        assertThat(line.run(asked.split(" ", -1))).isEqualTo(ExitCode.OK);

        assertThat(line.out())
                .contains("用法：wangchuan erase", "清除硬盘或镜像", "--patience=SECONDS", "默认 180", "退出码")
                .doesNotContain("Show this help", "Exit codes");
    }

    @Test
    void helpOfNoCommandIsAMistake() {
        CommandLineFixture line = new CommandLineFixture(home);

        assertThat(line.run("help", "log", "fskc")).isEqualTo(ExitCode.USAGE);
        assertThat(line.err()).contains("there is no command fskc; there are path, key, fsck");
    }

    /** The platform holds its port when the certificate is renewed: the authority's look would find it taken each time. */
    @ParameterizedTest
    @ValueSource(strings = {"80", "8443"})
    void thePortOfTheAuthoritysLookIsAnotherThanThePlatforms(String port) {
        CommandLineFixture line = new CommandLineFixture(home);

        assertThat(line.run(
                        "up", "--public-url", "https://shop.example", "--acme", "--port", port, "--acme-port", port))
                .isEqualTo(ExitCode.USAGE);

        assertThat(line.err()).contains("--acme-port and --port have to differ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"version", "--version", "-V"})
    void versionIsOneLine(String asked) {
        CommandLineFixture line = new CommandLineFixture(home);

        assertThat(line.run(asked)).isEqualTo(ExitCode.OK);

        assertThat(line.out()).matches("wangchuan \\d+\\.\\d+\\.\\d+(-SNAPSHOT)?\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh"})
    void completionKnowsTheCommands(String shell) {
        CommandLineFixture line = new CommandLineFixture(home);

        assertThat(line.run("completion", shell)).isEqualTo(ExitCode.OK);

        assertThat(line.out()).contains("erase", "--confirm", "verify", "fsck", "magnetic");
    }
}
