package org.wangchuan.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SpeedTest {
    private static final long SECOND = 1_000_000_000L;
    private final Speed speed = new Speed();

    @Test
    void oneLookKnowsNoSpeed() {
        speed.observe("zero", 100, 0);
        assertThat(speed.bytesPerSecond()).isZero();
    }

    @Test
    void aSteadyLaneShowsItsSpeed() {
        for (int i = 0; i < 10; i++) {
            speed.observe("zero", i * 500L, i * SECOND);
        }
        assertThat(speed.bytesPerSecond()).isCloseTo(500, within(0.001));
    }

    @Test
    void aHiccupIsSmoothedAndAStopIsSeen() {
        for (int i = 0; i < 10; i++) {
            speed.observe("zero", i * 500L, i * SECOND);
        }
        speed.observe("zero", 4500, 9 * SECOND + SECOND / 10);
        assertThat(speed.bytesPerSecond()).isGreaterThan(450);
        speed.observe("zero", 4500, 40 * SECOND);
        assertThat(speed.bytesPerSecond()).isLessThan(1);
    }

    @Test
    void aNewPhaseStartsAnew() {
        speed.observe("zero", 0, 0);
        speed.observe("zero", 1000, SECOND);
        speed.observe("verify", 0, 2 * SECOND);
        assertThat(speed.bytesPerSecond()).isZero();
    }

    @Test
    void aClockThatStandsStillIsNoSpeed() {
        speed.observe("zero", 0, 5);
        speed.observe("zero", 1000, 5);
        assertThat(speed.bytesPerSecond()).isZero();
    }
}
