package org.wangchuan.platform.web.number;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
    /** What nobody waits for: done when the test says so. */
    private final List<Runnable> beside = new ArrayList<>();

    private final KeptCounts counts = counts(KEPT_MINUTES);

    private KeptCounts counts(int keptMinutes) {
        return new KeptCounts(
                new NumberSettings(keptMinutes), () -> BEGIN.plusNanos(nanos.get()), nanos::get, beside::add);
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
        assertThat(beside).isEmpty();
    }

    @Test
    void whatTookVeryLongIsKeptAtOnce() {
        counts.get("a", "b", taking(Duration.ofSeconds(2)));
        assertThat(counts.get("a", "b", taking(SHORT))).isEqualTo(new Counted<>(1, Optional.of(BEGIN)));
    }

    @Test
    void nobodyWaitsForItToBeCountedAnew() {
        twiceLong();
        pass(Duration.ofMinutes(KEPT_MINUTES));
        assertThat(counts.get("a", "b", taking(LONG)).value()).isEqualTo(2);
        assertThat(counts.get("a", "b", taking(LONG)).value()).isEqualTo(2);
        assertThat(counted).hasValue(2);
        assertThat(beside).as("one is at it").hasSize(1);
        beside.removeFirst().run();
        assertThat(counts.get("a", "b", taking(LONG)).value()).isEqualTo(3);
        assertThat(counted).hasValue(3);
    }

    @Test
    void oneThatFailsLeavesWhatIsKnown() {
        twiceLong();
        pass(Duration.ofMinutes(KEPT_MINUTES));
        assertThat(counts.<Integer>get("a", "b", () -> {
                            throw new IllegalStateException("no database");
                        })
                        .value())
                .isEqualTo(2);
        beside.removeFirst().run();
        assertThat(counts.get("a", "b", taking(LONG)).value()).isEqualTo(2);
        beside.removeFirst().run(); // the next one counts again
        assertThat(counts.get("a", "b", taking(LONG)).value()).isEqualTo(3);
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
        assertThat(beside).isEmpty();
        pass(minute.multipliedBy(2));
        counts.get("a", "b", taking(minute));
        assertThat(beside).hasSize(1);
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
}
