package org.wangchuan.platform.ledger;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wangchuan.platform.identity.Stations;
import org.wangchuan.proof.encoding.Bytes32;

/** What stations sent that nothing may rest on. It is kept, so that a person can look, and shown. Thread-safe. */
@Component
public class Conflicts {
    /** Of one order; nobody reads more. */
    private static final int OF_ORDER_MAX = 50;
    /** Of one station without an order: more than it can erase in a day. */
    private static final int LOOSE_MAX = 500;

    private static final Duration LIMITED = Duration.ofDays(1);
    private static final int SHOWN_MAX = 20;
    private static final int DETAIL_CHARS_MAX = 500;

    private final JdbcClient jdbc;
    private final InstantSource clock;

    Conflicts(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * One of them.
     *
     * @param code a stable word; its words are under {@code ledger.conflict.CODE}
     * @param detail for whoever looks into it, in the words of whoever verified
     */
    public record Conflict(UUID site, String code, String detail, Instant at) {
        /** The word that has words: what follows a dot is what a verifier said. */
        public String kind() {
            int dot = code.indexOf('.');
            return dot < 0 ? code : code.substring(0, dot);
        }
    }

    /**
     * Keeps a file once; of one station and order so many in a day, and no more.
     *
     * @return whether it is here now: who is told so may throw it away
     */
    @Transactional
    public boolean keep(Stations.Station station, Optional<UUID> order, String code, String detail, String file) {
        byte[] digest = Bytes32.sha256(file.getBytes(StandardCharsets.UTF_8)).toBytes();
        if (isHere(station.id(), order, code, digest)) {
            return true;
        }
        if (inTheLastDay(station.id(), order) >= (order.isPresent() ? OF_ORDER_MAX : LOOSE_MAX)) {
            return false;
        }
        jdbc.sql("""
                        INSERT INTO ledger.conflict
                          (site_id, station_id, order_id, code, detail, file, file_digest, at, is_weighed)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, true) ON CONFLICT DO NOTHING""")
                .param(station.site())
                .param(station.id())
                .param(order.orElse(null))
                .param(code)
                .param(detail.substring(0, Math.min(detail.length(), DETAIL_CHARS_MAX)))
                .param(file)
                .param(digest)
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        return true;
    }

    private boolean isHere(UUID station, Optional<UUID> order, String code, byte[] digest) {
        return jdbc.sql("""
                        SELECT count(*) FROM ledger.conflict WHERE station_id = ? AND coalesce(order_id, station_id) = ?
                          AND code = ? AND file_digest = ?""")
                        .params(station, order.orElse(station), code, digest)
                        .query((row, _) -> row.getInt(1))
                        .single()
                > 0;
    }

    /** Those of an order, the newest first. */
    public List<Conflict> ofOrder(UUID order) {
        return jdbc.sql("SELECT site_id, code, detail, at FROM ledger.conflict WHERE order_id = ? ORDER BY id DESC")
                .param(order)
                .query((row, _) -> conflict(row))
                .list();
    }

    /** The newest of a site that came for no order. */
    public List<LooseConflict> loose(UUID site) {
        return jdbc.sql("""
                        SELECT site_id, code, detail, at, station_id, file FROM ledger.conflict WHERE site_id = ? AND order_id IS NULL
                        ORDER BY id DESC LIMIT ?""")
                .params(site, SHOWN_MAX)
                .query((row, _) ->
                        LooseConflict.of(conflict(row), row.getObject("station_id", UUID.class), row.getString("file")))
                .list();
    }

    /** Stations of a site of which no more is kept today: they keep the rest themselves, and bring it again. */
    public List<UUID> full(UUID site) {
        return jdbc.sql("""
                        SELECT DISTINCT station_id FROM (
                          SELECT station_id FROM ledger.conflict WHERE site_id = ? AND at > ?
                          GROUP BY station_id, order_id HAVING count(*) >= CASE WHEN order_id IS NULL THEN ? ELSE ? END) reached""")
                .params(site, limited(), LOOSE_MAX, OF_ORDER_MAX)
                .query((row, _) -> row.getObject(1, UUID.class))
                .list();
    }

    /** Whether of some station no more is kept of this order today. */
    public boolean isFull(UUID order) {
        return jdbc.sql("""
                        SELECT count(*) FROM (SELECT 1 FROM ledger.conflict WHERE order_id = ? AND at > ?
                          GROUP BY station_id HAVING count(*) >= ?) reached""")
                        .params(order, limited(), OF_ORDER_MAX)
                        .query((row, _) -> row.getInt(1))
                        .single()
                > 0;
    }

    private static Conflict conflict(ResultSet row) throws SQLException {
        return new Conflict(
                row.getObject("site_id", UUID.class),
                row.getString("code"),
                row.getString("detail"),
                row.getObject("at", OffsetDateTime.class).toInstant());
    }

    private OffsetDateTime limited() {
        return clock.instant().minus(LIMITED).atOffset(ZoneOffset.UTC);
    }

    /** One that came to a former version, and of which nobody has looked whether it is bad. */
    record Unweighed(long id, UUID station, String code, String file, Instant at) {}

    List<Unweighed> unweighed(long after, int limit) {
        return jdbc.sql("""
                        SELECT id, station_id, code, file, at FROM ledger.conflict WHERE NOT is_weighed AND id > ?
                        ORDER BY id LIMIT ?""")
                .params(after, limit)
                .query((row, _) -> new Unweighed(
                        row.getLong(1),
                        row.getObject(2, UUID.class),
                        row.getString(3),
                        row.getString(4),
                        row.getObject(5, OffsetDateTime.class).toInstant()))
                .list();
    }

    void weighed(long id) {
        jdbc.sql("UPDATE ledger.conflict SET is_weighed = true WHERE id = ?")
                .param(id)
                .update();
    }

    /** How many there are of each of several orders; one that has none is not in it. */
    public Map<UUID, Integer> counts(Collection<UUID> orders) {
        return jdbc
                .sql("SELECT order_id, count(*) FROM ledger.conflict WHERE order_id = ANY(?::uuid[]) GROUP BY order_id")
                .param(orders.stream().map(UUID::toString).toArray(String[]::new))
                .query((row, _) -> Map.entry(row.getObject(1, UUID.class), row.getInt(2)))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private int inTheLastDay(UUID station, Optional<UUID> order) {
        return jdbc.sql("""
                        SELECT count(*) FROM ledger.conflict
                        WHERE station_id = ? AND coalesce(order_id, station_id) = ? AND at > ?""")
                .params(station, order.orElse(station), limited())
                .query((row, _) -> row.getInt(1))
                .single();
    }
}
