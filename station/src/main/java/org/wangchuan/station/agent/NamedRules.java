package org.wangchuan.station.agent;

import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * The rule sets that lanes tell of, as the platform named them. While its processes are renewed one after the other those of before answer, too, and
 * name none: what was named stays for a while, since a lane that tells of none is one that says no to nothing. Thread-safe.
 */
final class NamedRules {
    /** So long a platform that names none is taken for one that is being renewed. */
    static final Duration KEPT = Duration.ofMinutes(5);

    private final LongSupplier nanos;
    private List<String> named = List.of();
    private long atNanos;

    /** @param nanos a clock that only goes forward, in nanoseconds */
    NamedRules(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** The platform has answered, and named these; none if it does not name any. */
    synchronized void heard(List<String> rules) {
        long now = nanos.getAsLong();
        if (!rules.isEmpty()) {
            named = List.copyOf(rules);
            atNanos = now;
        } else if (now - atNanos > KEPT.toNanos()) {
            named = List.of();
        }
    }

    /** Their ids. */
    synchronized List<String> now() {
        return named;
    }
}
