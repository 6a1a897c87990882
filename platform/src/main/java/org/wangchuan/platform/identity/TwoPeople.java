package org.wangchuan.platform.identity;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Whether two accounts stand for two people, where a second one is asked for. Whoever makes a link that signs in once can use it
 * themselves, and nothing shows who did. So for a time after it was used, who is signed in by it may be its maker, and whoever may have
 * been the maker then. What is asked is the record that the database lets nobody change. Thread-safe.
 */
@Component
public class TwoPeople {
    /** How long after a link was used its maker may be whom it was for: time for that person to see it, and to say so. */
    public static final Duration LET_IN = Duration.ofHours(24);

    private final JdbcClient jdbc;
    private final InstantSource clock;

    TwoPeople(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Whether nothing says that these may be one person.
     *
     * @param since from when on the first may have acted; the second acts now
     */
    public boolean areTwo(UUID first, Instant since, UUID second) {
        return areTwo(first, since, second, clock.instant());
    }

    /**
     * From when on nothing says that these may be one person, if no other link is used by then: now, or when a day has passed since the second was let
     * in. Empty if no time makes them two: they are one, or it is by the link of the first that they may be.
     *
     * @param since from when on the first may have acted
     */
    public Optional<Instant> areTwoFrom(UUID first, Instant since, UUID second) {
        Instant now = clock.instant();
        if (areTwo(first, since, second, now)) {
            return Optional.of(now);
        }
        return jdbc
                .sql("""
                        SELECT at FROM identity.account_change
                        WHERE account_id = ? AND what = 'link_used' AND by_account IS NOT NULL AND at > ? AND at <= ? ORDER BY at""")
                .params(second, now.minus(LET_IN).atOffset(ZoneOffset.UTC), now.atOffset(ZoneOffset.UTC))
                .query((row, _) -> row.getObject(1, OffsetDateTime.class).toInstant())
                .list()
                .stream()
                .map(used -> used.plus(LET_IN))
                .filter(then -> areTwo(first, since, second, then))
                .findFirst();
    }

    private boolean areTwo(UUID first, Instant since, UUID second, Instant at) {
        OffsetDateTime now = at.atOffset(ZoneOffset.UTC);
        return jdbc.sql("""
                                WITH RECURSIVE may_be (side, account, since, until) AS (
                                  VALUES (1, :first::uuid, :since::timestamptz, :now::timestamptz),
                                    (2, :second::uuid, :now::timestamptz, :now::timestamptz)
                                  UNION
                                  SELECT m.side, c.by_account, c.link_made_at, c.link_made_at
                                  FROM may_be m JOIN identity.account_change c ON c.account_id = m.account
                                    AND c.what = 'link_used' AND c.by_account IS NOT NULL
                                    AND c.at > m.since - :time::interval AND c.at <= m.until)
                                SELECT count(*) FROM may_be one JOIN may_be other ON other.account = one.account
                                WHERE one.side = 1 AND other.side = 2""")
                        .param("first", first)
                        .param("second", second)
                        .param("since", since.atOffset(ZoneOffset.UTC))
                        .param("now", now)
                        .param("time", LET_IN.toString())
                        .query((row, _) -> row.getInt(1))
                        .single()
                == 0;
    }
}
