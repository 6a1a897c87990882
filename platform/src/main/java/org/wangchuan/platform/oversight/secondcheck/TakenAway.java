package org.wangchuan.platform.oversight.secondcheck;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Whether a company itself took away who could have looked at a drawn device: the role of a verifier, a verifier, or what another company's
 * looked by. Nobody makes themselves alone by it. The database decides, by the record of accounts that nobody changes. Thread-safe.
 */
@Component
class TakenAway {
    private final JdbcClient jdbc;

    TakenAway(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** When it did so last, counted from a week before the device was drawn; empty if it took nobody. */
    Optional<Instant> last(Clearings.Clearing one) {
        return jdbc.sql("SELECT oversight.taken_away_at(?)")
                .param(one.id())
                .query((row, _) -> Optional.ofNullable(row.getObject(1, OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant))
                .single();
    }
}
