package org.wangchuan.platform.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A clock that was set is told from one that went on, from a process that stood still, and from a rate that is a little off. */
final class StepDetectorTest {
    private static final Instant BEGIN = Instant.parse("2028-02-29T23:59:58Z");

    private final AtomicReference<Instant> clock = new AtomicReference<>(BEGIN);
    private final AtomicLong counted = new AtomicLong(42);
    private final StepDetector detector = new StepDetector(clock::get, counted::get);

    @ParameterizedTest
    @ValueSource(longs = {5, -5, 20, 7200, -10800, 3456000, -86400000, 315360000})
    void aClockThatIsSet(long seconds) {
        assertThat(detector.look()).isEmpty();
        pass(Duration.ofSeconds(2));
        Instant before = clock.get();
        assertThat(detector.look()).isEmpty();
        pass(Duration.ofSeconds(2));
        clock.updateAndGet(at -> at.plusSeconds(seconds));
        assertThat(detector.look())
                .contains(new Steps.Step(
                        Steps.Noticed.RUNNING, before, before.plusSeconds(2 + seconds), Duration.ofSeconds(seconds)));
        pass(Duration.ofSeconds(2));
        assertThat(detector.look()).as("it goes on from there").isEmpty();
    }

    @Test
    void aProcessOrAMachineThatStoodStillIsNoStep() {
        assertThat(detector.look()).isEmpty();
        pass(Duration.ofDays(3));
        assertThat(detector.look()).isEmpty();
    }

    @Test
    void whatATimeServiceSlewsIsNoStep() {
        assertThat(detector.look()).isEmpty();
        for (int i = 0; i < 1000; i++) {
            pass(Duration.ofSeconds(2));
            clock.updateAndGet(at -> at.plusMillis(4999));
            assertThat(detector.look()).isEmpty();
        }
    }

    /** Between the two readings the process stood still: what they say of each other is worth nothing, and the next look tells all the same. */
    @Test
    void readingsThatAreFarApartAreLeftOut() {
        AtomicLong pause = new AtomicLong();
        StepDetector slow = new StepDetector(clock::get, () -> counted.addAndGet(pause.get()));
        assertThat(slow.look()).isEmpty();
        pause.set(Duration.ofSeconds(60).toNanos());
        assertThat(slow.look()).isEmpty();
        pause.set(0);
        clock.updateAndGet(at -> at.plusSeconds(120));
        assertThat(slow.look()).as("120 s have passed on both").isEmpty();
        clock.updateAndGet(at -> at.plusSeconds(7));
        assertThat(slow.look()).map(Steps.Step::ahead).contains(Duration.ofSeconds(7));
    }

    @Test
    void theMachineCountsOn() throws InterruptedException {
        Uptime uptime = new Uptime();
        long first = System.nanoTime();
        long before = uptime.nanos();
        long second = System.nanoTime();
        Thread.sleep(300);
        long third = System.nanoTime();
        long counts = uptime.nanos() - before;
        long fourth = System.nanoTime();
        // It is told in hundredths of a second, and this thread may have stood still between any two of these.
        assertThat(counts).isBetween(third - second - 20_000_000, fourth - first + 20_000_000);
    }

    private void pass(Duration time) {
        counted.addAndGet(time.toNanos());
        clock.updateAndGet(at -> at.plus(time));
    }
}
