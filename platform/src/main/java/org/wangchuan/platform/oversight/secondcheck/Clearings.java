package org.wangchuan.platform.oversight.secondcheck;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.ledger.ClearingRoots;
import org.wangchuan.platform.ledger.Hands;
import org.wangchuan.platform.ledger.PhonesLeftAsking;

/** What is drawn from: each time that a device was proved to be cleared, as the database noted it by itself. Thread-safe. */
@Component
class Clearings {
    /** So many of whoever's erasure was not what was said are looked at after it, one and all. */
    static final int AFTER_FAILURE = 20;

    private static final int AT_ONCE = 200;

    private final JdbcClient jdbc;
    private final PhonesLeftAsking leftAsking;

    Clearings(JdbcClient jdbc, PhonesLeftAsking leftAsking) {
        this.leftAsking = leftAsking;
        this.jdbc = jdbc;
    }

    /**
     * One of them.
     *
     * @param statements what proved it
     * @param isDrawn empty as long as it is not known
     */
    record Clearing(
            long id,
            UUID device,
            UUID site,
            List<UUID> statements,
            Instant clearedAt,
            Optional<Boolean> isDrawn,
            Optional<Why> why,
            Optional<Instant> drawnAt) {
        Clearing {
            statements = List.copyOf(statements);
        }
    }

    /** What a draw came to; the statement and its root where the lot was worked out. */
    record Drawn(boolean isDrawn, Why why, Optional<ClearingRoots.Logged> by) {}

    /** One writer at a time for a site, until the caller's transaction ends. */
    void lock(UUID site) {
        jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended('oversight.site ' || ?, 0))")
                .param(site.toString())
                .query((_, _) -> true)
                .single();
    }

    /** Sites at which something waits to be drawn. */
    List<UUID> waitingSites() {
        return jdbc.sql("SELECT DISTINCT site_id FROM oversight.clearing WHERE place IS NULL")
                .query((row, _) -> row.getObject(1, UUID.class))
                .list();
    }

    /** Sites at which anything was cleared since. */
    List<UUID> sitesSince(Instant since) {
        return jdbc.sql("""
                        SELECT s.id FROM identity.site s WHERE EXISTS (
                          SELECT 1 FROM oversight.clearing c WHERE c.site_id = s.id AND c.cleared_at > ?)""")
                .param(since.atOffset(ZoneOffset.UTC))
                .query((row, _) -> row.getObject(1, UUID.class))
                .list();
    }

    /** What waits at a site, the earliest first. */
    List<Clearing> waiting(UUID site) {
        return jdbc.sql("SELECT * FROM oversight.clearing WHERE site_id = ? AND place IS NULL ORDER BY id LIMIT ?")
                .params(site, AT_ONCE)
                .query((row, _) -> read(row))
                .list();
    }

    /** Whether what proved it left a phone past its setup, with debugging on: whoever looks is told so, and that is not held against it. */
    boolean isLeftAsking(Clearing one) {
        return leftAsking.isAny(one.statements());
    }

    /** Has it noted where it was not, since the database asks the same when a look is written down. */
    void noteLeftAsking(Clearing one) {
        leftAsking.note(one.statements());
    }

    /** The last clearing of a device. */
    Optional<Clearing> latest(UUID device) {
        return jdbc.sql("SELECT * FROM oversight.clearing WHERE device_id = ? ORDER BY id DESC LIMIT 1")
                .param(device)
                .query((row, _) -> read(row))
                .optional();
    }

    Optional<Clearing> find(long id) {
        return jdbc.sql("SELECT * FROM oversight.clearing WHERE id = ?")
                .param(id)
                .query((row, _) -> read(row))
                .optional();
    }

    /** What keeps a device back: {@code drawn}, {@code unknown}, or nothing. */
    Optional<String> against(UUID device) {
        return jdbc.sql("SELECT oversight.against(?) AS why")
                .param(device)
                .query((row, _) -> Optional.ofNullable(row.getString(1)))
                .single();
    }

    /** Whether it is in a back-up that was put back: it may have been drawn since, and looked at. */
    boolean isOfBeforeARestore(Clearing one) {
        return jdbc.sql("""
                        SELECT EXISTS (SELECT 1 FROM custody.recovery_device d JOIN identity.recovery r ON r.id = d.recovery_id
                        WHERE d.device_id = ? AND r.found_at > ?)""")
                .params(one.device(), one.clearedAt().atOffset(ZoneOffset.UTC))
                .query((row, _) -> row.getBoolean(1))
                .single();
    }

    /** Whether somebody found something on this device before, and nobody has found nothing since. */
    boolean isAgain(Clearing one) {
        return jdbc.sql("""
                        SELECT v.result FROM oversight.verification v JOIN oversight.clearing c ON c.id = v.clearing_id
                        WHERE c.device_id = ? AND c.id < ? AND v.result <> 'not_possible' ORDER BY v.at DESC LIMIT 1""")
                .params(one.device(), one.id())
                .query((row, _) -> row.getString(1))
                .optional()
                .filter(result -> result.equals("found"))
                .isPresent();
    }

    /** Whether it is one of the next of somebody whose erasure was not what was said; who is not known is one person for this. */
    boolean isAfterFailure(Clearing one) {
        return jdbc.sql("""
                        SELECT EXISTS (
                          SELECT 1 FROM oversight.verification v
                          JOIN oversight.clearing f ON f.id = v.clearing_id AND f.site_id = :site
                          JOIN oversight.hand theirs ON theirs.clearing_id = f.id AND theirs.deed = 'began'
                          JOIN oversight.hand mine ON mine.clearing_id = :id AND mine.deed = 'began'
                            AND mine.account_id IS NOT DISTINCT FROM theirs.account_id
                          WHERE v.result = 'found' AND (
                            SELECT count(*) FROM (
                              SELECT 1 FROM oversight.hand h JOIN oversight.clearing since ON since.id = h.clearing_id
                              WHERE h.deed = 'began' AND h.clearing_id > f.id
                                AND (h.account_id = mine.account_id OR (h.account_id IS NULL AND mine.account_id IS NULL))
                                AND since.site_id = :site AND since.drawn_at > v.at
                              LIMIT :count) AS few) < :count)""")
                .param("site", one.site())
                .param("id", one.id())
                .param("count", AFTER_FAILURE)
                .query((row, _) -> row.getBoolean(1))
                .single();
    }

    /** Whether the last ones of a site, so many of them, were all not drawn. */
    boolean isEndOfRow(UUID site, int before) {
        return jdbc.sql("""
                        SELECT count(*) = :count AND NOT coalesce(bool_or(is_drawn), false) FROM (
                          SELECT is_drawn FROM oversight.clearing WHERE site_id = :site AND place IS NOT NULL
                          ORDER BY place DESC LIMIT :count) AS last""")
                .param("site", site)
                .param("count", before)
                .query((row, _) -> row.getBoolean(1))
                .single();
    }

    /** Notes who had a hand in it. */
    void hands(long clearing, List<Hands.Hand> hands) {
        for (Hands.Hand hand : hands) {
            jdbc.sql(
                            "INSERT INTO oversight.hand (clearing_id, deed, account_id) VALUES (?, ?, ?) ON CONFLICT DO NOTHING")
                    .param(clearing)
                    .param(hand.work().id())
                    .param(hand.account().orElse(null))
                    .update();
        }
    }

    /** Keeps what a draw came to; once. The caller holds the site's lock. */
    void drawn(Clearing one, LocalDate month, int basisPoints, Drawn drawn, Instant at) {
        int changed = jdbc.sql("""
                        UPDATE oversight.clearing SET month = ?, basis_points = ?, is_drawn = ?, why = ?, drawn_at = ?,
                          event_id = ?, log_index = ?, root = ?,
                          place = 1 + (SELECT coalesce(max(place), 0) FROM oversight.clearing WHERE site_id = ?)
                        WHERE id = ? AND place IS NULL""")
                .param(month)
                .param(basisPoints)
                .param(drawn.isDrawn())
                .param(drawn.why().id())
                .param(at.atOffset(ZoneOffset.UTC))
                .param(drawn.by().map(ClearingRoots.Logged::event).orElse(null))
                .param(drawn.by().map(ClearingRoots.Logged::index).orElse(null))
                .param(drawn.by().map(where -> where.root().toBytes()).orElse(null))
                .param(one.site())
                .param(one.id())
                .update();
        if (changed != 1) {
            throw new IllegalStateException("clearing " + one.id() + " was drawn by somebody else");
        }
    }

    private static Clearing read(ResultSet row) throws SQLException {
        OffsetDateTime drawnAt = row.getObject("drawn_at", OffsetDateTime.class);
        return new Clearing(
                row.getLong("id"),
                row.getObject("device_id", UUID.class),
                row.getObject("site_id", UUID.class),
                Arrays.stream((Object[]) row.getArray("statements").getArray())
                        .map(UUID.class::cast)
                        .toList(),
                row.getObject("cleared_at", OffsetDateTime.class).toInstant(),
                Optional.ofNullable(row.getObject("is_drawn", Boolean.class)),
                Optional.ofNullable(row.getString("why")).map(Why::of),
                Optional.ofNullable(drawnAt).map(OffsetDateTime::toInstant));
    }
}
