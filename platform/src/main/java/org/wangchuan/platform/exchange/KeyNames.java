package org.wangchuan.platform.exchange;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The beginnings of all keys that count, which are no secret: whether a key may be one at all is told without asking the database for it,
 * so that an address from which many wrong ones come keeps no good one out. Thread-safe.
 */
@Component
class KeyNames {
    /** As old as an answer may be: a key that was made just now waits no longer at an address that guesses. */
    private static final Duration FRESH = Duration.ofSeconds(10);

    private final JdbcClient jdbc;
    private final InstantSource clock;

    private Set<String> names = Set.of();
    private Instant readAt = Instant.MIN;

    KeyNames(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Whether some key that counts begins so. */
    synchronized boolean has(String prefix) {
        Instant now = clock.instant();
        // A clock that was put back reads anew.
        if (now.isBefore(readAt) || !now.isBefore(readAt.equals(Instant.MIN) ? now : readAt.plus(FRESH))) {
            names = Set.copyOf(jdbc.sql("SELECT prefix FROM exchange.api_key WHERE state <> 'revoked'")
                    .query((row, _) -> row.getString(1))
                    .list());
            readAt = now;
        }
        return names.contains(prefix);
    }
}
