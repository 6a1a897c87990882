package org.wangchuan.engine.patience;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether a machine has slept: by made clocks, for no test puts one to sleep. */
class MachineSleepTest {
    @TempDir
    Path folder;

    private long millis = 5_000;

    private MachineSleep made() throws IOException {
        up("1000.00 3900.12\n");
        return new MachineSleep(folder.resolve("uptime"), () -> millis * 1_000_000);
    }

    private void up(String text) throws IOException {
        Files.writeString(folder.resolve("uptime"), text);
    }

    @Test
    void timeThatOneClockMissedIsSleep() throws Exception {
        MachineSleep sleep = made();
        MachineSleep.Moment then = sleep.now();
        assertThat(sleep.isPossibleSince(then)).isFalse();
        millis += 60_000;
        up("1060.01 4000.00\n");
        assertThat(sleep.isPossibleSince(then)).as("awake for a minute").isFalse();
        up("1061.50 4000.00\n");
        assertThat(sleep.isPossibleSince(then)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1000.00", "never 1\n"})
    void whereNobodyKnowsItMayHave(String broken) throws Exception {
        MachineSleep sleep = made();
        MachineSleep.Moment then = sleep.now();
        up(broken);
        assertThat(sleep.isPossibleSince(then)).isTrue();
        MachineSleep.Moment unknown = sleep.now();
        up("1000.00 3900.12\n");
        assertThat(sleep.isPossibleSince(unknown)).isTrue();
    }

    @Test
    void theClocksOfThisMachineGoTogether() throws Exception {
        MachineSleep sleep = new MachineSleep();
        MachineSleep.Moment then = sleep.now();
        Thread.sleep(Duration.ofMillis(1_200));
        assertThat(then.aheadMillis()).isPresent();
        assertThat(sleep.isPossibleSince(then)).isFalse();
    }
}
