package org.wangchuan.engine.patience;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DeadlineTest {

    @Test
    void whatIsOverIsOver() {
        for (Duration none :
                new Duration[] {Duration.ZERO, Duration.ofSeconds(-1), Duration.ofSeconds(Long.MIN_VALUE)}) {
            assertThat(Deadline.after(none).passed()).isTrue();
            assertThat(Deadline.after(none).leftMillis()).isZero();
        }
    }

    @Test
    void theLongestTimeIsAYearAndFitsAnyCall() {
        Deadline far = Deadline.after(Duration.ofSeconds(Long.MAX_VALUE));
        assertThat(far.passed()).isFalse();
        assertThat(far.leftMillis())
                .isBetween(Duration.ofDays(364).toMillis(), Duration.ofDays(365).toMillis());
        assertThat(far.leftMillisAsInt()).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void ofTwoTheEarlierCounts() {
        Deadline far = Deadline.after(Duration.ofHours(1));
        assertThat(far.orAfter(Duration.ZERO).passed()).isTrue();
        assertThat(far.orAfter(Duration.ofHours(2))).isSameAs(far);
    }
}
