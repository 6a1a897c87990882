package org.wangchuan.engine.purge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What people are told of how long a drive is waited for. */
class PurgeTimesTest {
    @Test
    void aDriveIsGivenTwoHoursWithoutHeadway() {
        assertThat(Duration.ofMillis(PurgeTimes.DEFAULTS.patience())).isEqualTo(Duration.ofHours(2));
    }

    /** A large disk tells whole percents, each of which takes it twenty minutes: it is asked several times within one, and given several. */
    @Test
    void aDriveIsAskedMuchMoreOftenThanItIsGivenUp() {
        PurgeTimes times = PurgeTimes.DEFAULTS;
        assertThat(Duration.ofMillis(times.patience())).isGreaterThanOrEqualTo(Duration.ofMinutes(3 * 20));
        assertThat(times.firstPoll()).isPositive().isLessThan(times.lastPoll());
        assertThat(times.lastPoll() + times.question()).isLessThan(times.patience() / 10);
    }
}
