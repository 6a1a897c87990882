package org.wangchuan.platform.clock;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Holds a clock against what only counts. The difference between two looks is what somebody, or a time service, has set it by; a rate that is a
 * little off shows in no two looks. Not thread-safe.
 */
final class StepDetector {
    /**
     * What is less is no step: a time service slews by less, and nothing that is signed here is told apart by less (receipts may be ahead by five
     * minutes).
     */
    static final Duration LEAST = Duration.ofSeconds(5);

    /** The two are read together within this time, or the look is put off: between them a process may have stood still. */
    private static final Duration TOGETHER = Duration.ofSeconds(1);

    private final InstantSource clock;
    private final LongSupplier countedNanos;
    private @Nullable Look last;

    private record Look(Instant at, long nanos) {}

    /**
     * One that has not looked yet.
     *
     * @param countedNanos what counts on whatever the clock says, in nanoseconds from anywhere; also while the machine sleeps, for a clock goes on then
     */
    StepDetector(InstantSource clock, LongSupplier countedNanos) {
        this.clock = clock;
        this.countedNanos = countedNanos;
    }

    /** A step since the last look, if there was one. The first look finds none. */
    Optional<Steps.Step> look() {
        long begun = countedNanos.getAsLong();
        Instant at = clock.instant();
        long ended = countedNanos.getAsLong();
        Look before = last;
        if (ended - begun > TOGETHER.toNanos()) {
            return Optional.empty();
        }
        last = new Look(at, ended);
        if (before == null) {
            return Optional.empty();
        }
        Duration ahead = Duration.between(before.at(), at).minusNanos(ended - before.nanos());
        return ahead.abs().compareTo(LEAST) < 0
                ? Optional.empty()
                : Optional.of(
                        new Steps.Step(Steps.Noticed.RUNNING, before.at(), at, Duration.ofSeconds(ahead.toSeconds())));
    }
}
