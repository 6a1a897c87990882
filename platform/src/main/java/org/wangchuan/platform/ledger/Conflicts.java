package org.wangchuan.platform.ledger;

import java.nio.charset.StandardCharsets;
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
    private static final int OF_ORDER_MAX = 50;
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
    public record Conflict(UUID site, String code, String detail, Instant at) {}

    /** Keeps a file once; of one order not more than anybody could read. */
    @Transactional
    public void keep(Stations.Station station, Optional<UUID> order, String code, String detail, String file) {
        if (of(station.id(), order) >= OF_ORDER_MAX) {
            return;
        }
        jdbc.sql("""
                        INSERT INTO ledger.conflict
                          (site_id, station_id, order_id, code, detail, file, file_digest, at)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING""")
                .param(station.site())
                .param(station.id())
                .param(order.orElse(null))
                .param(code)
                .param(detail.substring(0, Math.min(detail.length(), DETAIL_CHARS_MAX)))
                .param(file)
                .param(Bytes32.sha256(file.getBytes(StandardCharsets.UTF_8)).toBytes())
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Those of an order, the newest first. */
    public List<Conflict> ofOrder(UUID order) {
        return jdbc.sql("SELECT site_id, code, detail, at FROM ledger.conflict WHERE order_id = ? ORDER BY id DESC")
                .param(order)
                .query((row, _) -> new Conflict(
                        row.getObject("site_id", UUID.class),
                        row.getString("code"),
                        row.getString("detail"),
                        row.getObject("at", OffsetDateTime.class).toInstant()))
                .list();
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

    private int of(UUID station, Optional<UUID> order) {
        return jdbc.sql("SELECT count(*) FROM ledger.conflict WHERE station_id = ? AND order_id IS NOT DISTINCT FROM ?")
                .param(station)
                .param(order.orElse(null))
                .query((row, _) -> row.getInt(1))
                .single();
    }
}
