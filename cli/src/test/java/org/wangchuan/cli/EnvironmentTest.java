package org.wangchuan.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.wangchuan.cli.service.ExitCode;

class EnvironmentTest {
    @Test
    void theHomeThatIsNamedWins() {
        assertThat(Environment.home(Map.of("WANGCHUAN_HOME", "/srv/station", "HOME", "/home/li"), true))
                .isEqualTo(Path.of("/srv/station"));
    }

    @Test
    void anEmptyNameIsNoName() {
        assertThat(Environment.home(Map.of("WANGCHUAN_HOME", "", "HOME", "/home/li"), false))
                .isEqualTo(Path.of("/home/li/.local/share/wangchuan"));
    }

    @Test
    void rootUsesTheStateFolderOfTheSystem() {
        assertThat(Environment.home(Map.of("HOME", "/root", "XDG_DATA_HOME", "/root/data"), true))
                .isEqualTo(Path.of("/var/lib/wangchuan"));
    }

    @Test
    void othersUseTheirDataFolder() {
        assertThat(Environment.home(Map.of("HOME", "/home/li", "XDG_DATA_HOME", "/data/li"), false))
                .isEqualTo(Path.of("/data/li/wangchuan"));
        assertThat(Environment.home(Map.of("HOME", "/home/li", "XDG_DATA_HOME", "relative"), false))
                .isEqualTo(Path.of("/home/li/.local/share/wangchuan"));
    }

    @Test
    void aTimeOfTheLaboratoryThatIsNoneBeginsNothing() {
        CommandLineFixture line = new CommandLineFixture(Path.of("/nowhere"))
                .in(Map.of("WANGCHUAN_LAB", "1", "WANGCHUAN_LAB_STANDSTILL_SECONDS", "soon"));
        assertThat(line.run("erase", "/dev/sdb")).isEqualTo(ExitCode.USAGE);
        assertThat(line.err()).contains("LAB_STANDSTILL", "WANGCHUAN_LAB_STANDSTILL_SECONDS", "1 to 7200 seconds");
        assertThatThrownBy(line.services::theErasure).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void outsideTheLaboratoryItIsRefused() {
        CommandLineFixture line =
                new CommandLineFixture(Path.of("/nowhere")).in(Map.of("WANGCHUAN_LAB_STANDSTILL_SECONDS", "20"));
        assertThat(line.run("erase", "/dev/sdb")).isEqualTo(ExitCode.USAGE);
        assertThat(line.err()).contains("LAB_STANDSTILL", "outside the laboratory", "WANGCHUAN_LAB=1");
    }

    @Test
    void inTheLaboratoryATimeIsTaken() {
        CommandLineFixture line = new CommandLineFixture(Path.of("/nowhere"))
                .in(Map.of("WANGCHUAN_LAB", "1", "WANGCHUAN_LAB_STANDSTILL_SECONDS", "20"));
        assertThat(line.run("erase", "/dev/sdb")).isEqualTo(ExitCode.OK);
    }

    @Test
    void theLauncherHandsOnTheLanguage() {
        assertThat(Environment.locale(Map.of("WANGCHUAN_LANG", "zh_CN.UTF-8", "LC_ALL", "C.UTF-8")))
                .isEqualTo("zh_CN.UTF-8");
        assertThat(Environment.locale(Map.of("LANG", "de_DE.UTF-8"))).isEqualTo("de_DE.UTF-8");
        assertThat(Environment.locale(Map.of())).isEqualTo("C");
    }
}
