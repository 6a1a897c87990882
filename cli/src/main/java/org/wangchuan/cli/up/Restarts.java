package org.wangchuan.cli.up;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * When a platform that has ended by itself is started again: after 1, 2, 5, 15, 30 and 60 seconds, and then no more. Whoever ran for
 * ten minutes begins anew: what fails at once each time needs a person, what fails once a week does not. Not thread-safe.
 */
final class Restarts {
    static final Duration STEADY = Duration.ofMinutes(10);

    private static final List<Duration> WAITS = List.of(
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ofSeconds(5),
            Duration.ofSeconds(15),
            Duration.ofSeconds(30),
            Duration.ofMinutes(1));

    private int failed;

    /**
     * How long to wait now.
     *
     * @param ran how long it had answered before it ended; zero if it never did
     * @return empty if it is not started again
     */
    Optional<Duration> next(Duration ran) {
        if (ran.compareTo(STEADY) >= 0) {
            failed = 0;
        }
        if (failed == WAITS.size()) {
            return Optional.empty();
        }
        Duration wait = WAITS.get(failed);
        failed++;
        return Optional.of(wait);
    }
}
