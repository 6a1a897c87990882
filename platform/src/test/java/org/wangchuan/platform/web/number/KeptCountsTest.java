package org.wangchuan.platform.web.number;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** By a clock of its own: how long something takes here says nothing. */
class KeptCountsTest {
    private static final Instant BEGIN = Instant.parse("2026-11-28T10:00:00Z");
    private static final Duration SHORT = Duration.ofMillis(5);
    private static final Duration LONG = Duration.ofMillis(300);
    private static final int KEPT_MINUTES = 15;

    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger counted = new AtomicInteger();
    private final KeptCounts counts = counts(KEPT_MINUTES);

    private KeptCounts counts(int keptMinutes) {
        return new KeptCounts(new NumberSettings(keptMinutes), () -> BEGIN.plusNanos(nanos.get()), nanos::get);
    }

    /** How often this was counted, which takes some time. */
    private Supplier<Integer> taking(Duration time) {
        return () -> {
            nanos.addAndGet(time.toNanos());
            return counted.incrementAndGet();
        };
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void whatTakesNoTimeIsCountedEachTime() {
        for (int i = 1; i <= 5; i++) {
            assertThat(counts.get("a", "b", taking(SHORT))).isEqualTo(new Counted<>(i, Optional.empty()));
        }
    }

    @Test
    void aFirstOneMayTakeLongOnce() {
        counts.get("a", "b", taking(LONG));
        assertThat(counts.get("a", "b", taking(SHORT)).value()).isEqualTo(2);
        assertThat(counts.get("a", "b", taking(SHORT)).value()).isEqualTo(3);
    }

    @Test
    void whatTakesLongIsKeptAndSaysOfWhenItIs() {
        counts.get("a", "b", taking(LONG));
        Instant second = BEGIN.plusNanos(nanos.get());
        assertThat(counts.get("a", "b", taking(LONG))).isEqualTo(new Counted<>(2, Optional.empty()));
        pass(Duration.ofMinutes(KEPT_MINUTES).minusSeconds(1));
        assertThat(counts.get("a", "b", taking(LONG))).isEqualTo(new Counted<>(2, Optional.of(second)));
        assertThat(counted).hasValue(2);
    }

    @Test
    void whatTookVeryLongIsKeptAtOnce() {
        counts.get("a", "b", taking(Duration.ofSeconds(2)));
        assertThat(counts.get("a", "b", taking(SHORT))).isEqualTo(new Counted<>(1, Optional.of(BEGIN)));
    }

    @Test
    void nobodyWaitsForItToBeCountedAnew() throws Exception {
        twiceLong();
        pass(Duration.ofMinutes(KEPT_MINUTES));
        CountDownLatch go = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        Supplier<Integer> slow = () -> {
            await(go);
            int value = taking(LONG).get();
            done.countDown();
            return value;
        };
        assertThat(counts.get("a", "b", slow).value()).isEqualTo(2);
        assertThat(counts.get("a", "b", taking(LONG)).value()).isEqualTo(2); // one is at it
        assertThat(counted).hasValue(2);
        go.countDown();
        await(done);
        until(3);
        assertThat(counted).hasValue(3);
    }

    @Test
    void oneThatFailsLeavesWhatIsKnown() throws Exception {
        twiceLong();
        pass(Duration.ofMinutes(KEPT_MINUTES));
        CountDownLatch failed = new CountDownLatch(1);
        assertThat(counts.<Integer>get("a", "b", () -> {
                            failed.countDown();
                            throw new IllegalStateException("no database");
                        })
                        .value())
                .isEqualTo(2);
        await(failed);
        until(3); // and the next one counts again
    }

    @Test
    void whatIsOlderThanADayIsNotShown() {
        twiceLong();
        pass(Duration.ofDays(1));
        assertThat(counts.get("a", "b", taking(LONG))).isEqualTo(new Counted<>(3, Optional.empty()));
    }

    @Test
    void aFiftiethOfTheTimeAtMostIsSpentOnIt() {
        Duration minute = Duration.ofMinutes(1);
        counts.get("a", "b", taking(minute));
        pass(minute.multipliedBy(48));
        counts.get("a", "b", taking(minute));
        assertThat(counted).hasValue(1);
    }

    @Test
    void nobodyIsToldTheNumbersOfOthers() {
        twiceLong();
        assertThat(counts.get("a", "c", taking(SHORT)).value()).isEqualTo(3);
        assertThat(counts.get("c", "b", taking(SHORT)).value()).isEqualTo(4);
        assertThat(counts.get("a", List.of("b"), taking(SHORT)).value()).isEqualTo(5);
    }

    @Test
    void withNoTimeToKeepAllIsCounted() {
        KeptCounts none = counts(0);
        for (int i = 1; i <= 3; i++) {
            assertThat(none.get("a", "b", taking(Duration.ofMinutes(1)))).isEqualTo(new Counted<>(i, Optional.empty()));
        }
    }

    private void twiceLong() {
        counts.get("a", "b", taking(LONG));
        counts.get("a", "b", taking(LONG));
    }

    /** Until this is the number. */
    private void until(int value) throws InterruptedException {
        for (int i = 0; i < 3_000; i++) {
            if (counts.get("a", "b", taking(LONG)).value() >= value) {
                return;
            }
            Thread.sleep(10);
        }
        throw new AssertionError("expected " + value + " within 30 s");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
