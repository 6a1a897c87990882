package org.wangchuan.engine.patience;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A device is not blamed for the time in which this program was stopped. */
class AwakeTest {
    private long nowNanos = Long.MAX_VALUE - TimeUnit.SECONDS.toNanos(20); // it may overflow at any time

    private final Awake awake = new Awake(() -> nowNanos);
    private final long startNanos = nowNanos;

    private void pass(long millis) {
        nowNanos += TimeUnit.MILLISECONDS.toNanos(millis);
    }

    @Test
    void waitingIsCounted() {
        for (int i = 0; i < 200; i++) {
            pass(Awake.STEP_MILLIS);
            assertThat(awake.millisSince(startNanos)).isEqualTo((i + 1) * Awake.STEP_MILLIS);
        }
    }

    @Test
    void whatAnswersLaterIsWaitedForFromThenOn() {
        pass(1000);
        long later = nowNanos;
        pass(700);
        assertThat(awake.millisSince(later)).isEqualTo(700);
    }

    @Test
    void aBusyMachineIsNoExcuse() {
        for (int i = 1; i <= 100; i++) {
            pass(1900);
            assertThat(awake.millisSince(startNanos)).isEqualTo(i * 1900L);
        }
    }

    @Test
    void afterAStopPatienceBeginsAnew() {
        pass(1500);
        assertThat(awake.millisSince(startNanos)).isEqualTo(1500);
        pass(TimeUnit.MINUTES.toMillis(10));
        assertThat(awake.millisSince(startNanos)).isZero();
        pass(300);
        assertThat(awake.millisSince(startNanos)).isEqualTo(300);
    }
}
