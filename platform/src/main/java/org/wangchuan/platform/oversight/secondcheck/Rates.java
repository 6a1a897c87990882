package org.wangchuan.platform.oversight.secondcheck;

import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** How many devices of ten thousand the lot draws, as each company has said; five of a hundred is the least (R2v3). Thread-safe. */
@Component
class Rates {
    /** The least, and what holds where nobody has said anything. */
    static final int LEAST = 500;

    private final JdbcClient jdbc;
    private final InstantSource clock;

    Rates(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** That of a company now, 500 to 10 000. */
    int of(UUID organisation) {
        return jdbc.sql("""
                        SELECT basis_points FROM oversight.rate WHERE organisation_id = ? ORDER BY id DESC LIMIT 1""")
                .param(organisation)
                .query((row, _) -> row.getInt(1))
                .optional()
                .orElse(LEAST);
    }

    /**
     * Says it anew, for what is drawn from now on.
     *
     * @param basisPoints 500 to 10 000
     * @throws IllegalArgumentException if it is not
     */
    @Transactional
    public void set(UUID organisation, int basisPoints, UUID by) {
        if (basisPoints < LEAST || basisPoints > Lot.OF) {
            throw new IllegalArgumentException("expected 500 to 10000, found " + basisPoints);
        }
        jdbc.sql("INSERT INTO oversight.rate (organisation_id, at, by_account, basis_points) VALUES (?, ?, ?, ?)")
                .params(organisation, clock.instant().atOffset(ZoneOffset.UTC), by, basisPoints)
                .update();
    }
}
