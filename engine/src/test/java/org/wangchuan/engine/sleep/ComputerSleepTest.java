package org.wangchuan.engine.sleep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When a computer may be put to sleep, and what is left of that however it goes; over a made /sys. */
class ComputerSleepTest {
    @TempDir
    private Path root;

    private final AtomicLong nanos = new AtomicLong();
    private final List<String> alarms = new ArrayList<>();

    @BeforeEach
    void aDesktop() throws IOException {
        file("sys/power/state", "freeze mem disk\n");
        file("sys/power/mem_sleep", "s2idle [deep]\n");
        file("sys/class/rtc/rtc0/since_epoch", "1000\n");
        file("sys/class/rtc/rtc0/wakealarm", "");
        file("proc/uptime", "100.00 5.00\n");
    }

    private void file(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.resolveSibling("."));
        Files.writeString(file, text);
    }

    private String text(String name) throws IOException {
        return Files.readString(root.resolve(name));
    }

    private ComputerSleep computer(ComputerSleep.Kick kick) {
        return new ComputerSleep(root, nanos::get, kick);
    }

    private List<SleepHindrance> hindrances() {
        return computer(_ -> {}).hindrances();
    }

    @Test
    void aDesktopCanSleep() {
        assertThat(hindrances()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "sys/power/state, freeze disk, NO_S3",
        "sys/power/state, '', NO_S3",
        "sys/power/mem_sleep, [s2idle], IDLE_ONLY",
        "sys/power/mem_sleep, [shallow], NO_S3",
        "sys/class/rtc/rtc0/since_epoch, soon, NO_ALARM",
        "sys/class/rtc/rtc0/wakealarm, 1001, ALARM_SET",
        "run/systemd/container, lxc, CONTAINER",
        ".dockerenv, '', CONTAINER"
    })
    void whatStandsInTheWayIsNamed(String name, String text, SleepHindrance hindrance) throws IOException {
        file(name, text);
        assertThat(hindrances()).containsExactly(hindrance);
    }

    @ParameterizedTest
    @CsvSource({"sys/power/state, NO_S3", "sys/power/mem_sleep, NO_S3", "sys/class/rtc/rtc0/wakealarm, NO_ALARM"})
    void soIsWhatIsNotThere(String name, SleepHindrance hindrance) throws IOException {
        Files.delete(root.resolve(name));
        assertThat(hindrances()).containsExactly(hindrance);
    }

    /** An alarm of the past is nobody's any more. */
    @Test
    void anAlarmThatIsOverIsNoHindrance() throws IOException {
        file("sys/class/rtc/rtc0/wakealarm", "999\n");
        assertThat(hindrances()).isEmpty();
    }

    @Test
    void itSleepsUntilTheAlarmAndSaysHowLong() throws IOException {
        SleepEnd end = computer(_ -> {
                    alarms.add(text("sys/class/rtc/rtc0/wakealarm"));
                    nanos.addAndGet(2_000_000_000L); // awake, on the way down and up
                    file("proc/uptime", "131.50 6.00\n");
                    file("sys/class/rtc/rtc0/wakealarm", ""); // it has rung
                })
                .sleep(30);
        assertThat(end).isEqualTo(new SleepEnd.Slept(29_500));
        assertThat(alarms).containsExactly("1030");
        assertThat(text("sys/class/rtc/rtc0/wakealarm")).isEmpty();
        assertThat(text("sys/power/mem_sleep")).isEqualTo("s2idle [deep]\n");
    }

    /** Woken by a key before: nobody is woken at night by what is left. */
    @Test
    void anAlarmThatHasNotRungIsTakenAway() throws IOException {
        assertThat(computer(_ -> {}).sleep(30)).isEqualTo(new SleepEnd.Slept(0));
        assertThat(text("sys/class/rtc/rtc0/wakealarm")).isEqualTo("0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Device or resource busy", "Input/output error"})
    void aKernelThatDoesNotGoToSleepIsAFailureAndNoAlarmStays(String words) throws IOException {
        SleepEnd end = computer(_ -> {
                    throw new IOException(words);
                })
                .sleep(30);
        assertThat(end).isEqualTo(new SleepEnd.Failed(SleepEnd.Step.SLEEP, "IOException: " + words));
        assertThat(text("sys/class/rtc/rtc0/wakealarm")).isEqualTo("0");
    }

    /** Without an alarm that is known to be set nobody is sent to sleep. */
    @Test
    void anAlarmThatIsNotTakenKeepsItAwake() throws IOException {
        Path alarm = root.resolve("sys/class/rtc/rtc0/wakealarm");
        Files.delete(alarm);
        Files.createSymbolicLink(alarm, Path.of("/dev/null")); // it takes everything, and tells nothing
        List<Path> slept = new ArrayList<>();
        SleepEnd end = computer(slept::add).sleep(30);
        assertThat(end)
                .isInstanceOfSatisfying(
                        SleepEnd.Failed.class,
                        failed -> assertThat(failed.step()).isEqualTo(SleepEnd.Step.ALARM));
        assertThat(slept).isEmpty();
    }

    @Test
    void anAlarmOfSomebodyElseIsLeft() throws IOException {
        file("sys/class/rtc/rtc0/wakealarm", "2000\n");
        assertThat(computer(_ -> alarms.add("slept")).sleep(30))
                .isEqualTo(new SleepEnd.Failed(SleepEnd.Step.ALARM, "another alarm is set"));
        assertThat(alarms).isEmpty();
        assertThat(text("sys/class/rtc/rtc0/wakealarm")).isEqualTo("2000\n");
    }

    /** Where suspend to idle is chosen and both are there, the other is chosen for this once. */
    @Test
    void theKindOfSleepIsChosenAndGivenBack() throws IOException {
        file("sys/power/mem_sleep", "[s2idle] deep\n");
        assertThat(hindrances()).isEmpty();
        assertThat(computer(_ -> alarms.add(text("sys/power/mem_sleep"))).sleep(30))
                .isInstanceOf(SleepEnd.Slept.class);
        assertThat(alarms).containsExactly("deep");
        assertThat(text("sys/power/mem_sleep")).isEqualTo("s2idle");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4, 301})
    void anAlarmIsNeitherTooSoonNorTooLate(int seconds) {
        assertThatIllegalArgumentException().isThrownBy(() -> computer(_ -> {}).sleep(seconds));
    }
}
