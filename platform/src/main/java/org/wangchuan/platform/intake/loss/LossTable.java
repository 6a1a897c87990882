package org.wangchuan.platform.intake.loss;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.intake.loss.Loss.Found;

/** What was said of losses, and of their ends; only added to, which the database sees to. Thread-safe. */
@Component
public class LossTable {
    private static final String ALL = """
            SELECT l.*, f.reason AS found_reason, f.note AS found_note, f.account_id AS found_by, f.at AS found_at
            FROM intake.loss l LEFT JOIN LATERAL (SELECT * FROM intake.loss e
              WHERE e.order_id = l.order_id AND e.id > l.id AND e.what = 'found' ORDER BY e.id LIMIT 1) f ON true
            WHERE l.what = 'lost' AND\s""";

    private final JdbcClient jdbc;

    LossTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Those of an order, the latest first. */
    public List<Loss> of(UUID order) {
        return jdbc.sql(ALL + "l.order_id = ? ORDER BY l.id DESC")
                .param(order)
                .query((row, _) -> read(row))
                .list();
    }

    /** The last one of each of these orders, by the order; one that was never lost is not in it. */
    public Map<UUID, Loss> last(Collection<UUID> orders) {
        Map<UUID, Loss> out = new HashMap<>();
        jdbc.sql(ALL + "l.order_id = ANY (?::uuid[]) ORDER BY l.id")
                .param(texts(orders))
                .query((row, _) -> read(row))
                .list()
                .forEach(loss -> out.put(loss.order(), loss));
        return out;
    }

    /** Orders that got lost, and were reported with this incident, at these sites; whether found since or not. */
    public List<UUID> ofIncident(String code, Collection<UUID> sites) {
        return jdbc.sql("""
                        SELECT DISTINCT l.order_id FROM intake.loss l JOIN intake.work_order o ON o.id = l.order_id
                        WHERE l.incident = ? AND o.site_id = ANY (?::uuid[])""")
                .param(code)
                .param(texts(sites))
                .query((row, _) -> row.getObject(1, UUID.class))
                .list();
    }

    /** When the device of an order was found for the last time, also if it got lost again since; empty if it never was. */
    public Optional<Instant> foundAt(UUID order) {
        return of(order).stream()
                .flatMap(loss -> loss.found().stream())
                .map(Found::at)
                .max(Instant::compareTo);
    }

    /** Whether somebody said after this time that it was lost, or it was out of the company's hands at it. */
    public boolean wasOutSince(UUID order, Instant since) {
        return of(order).stream()
                .anyMatch(loss ->
                        loss.found().filter(found -> found.at().isBefore(since)).isEmpty());
    }

    void lost(UUID order, LossReason reason, Optional<String> note, String incident, UUID by, Instant at) {
        insert(order, "lost", reason.id(), note, Optional.of(incident), by, at);
    }

    void found(UUID order, FoundReason reason, Optional<String> note, UUID by, Instant at) {
        insert(order, "found", reason.id(), note, Optional.empty(), by, at);
    }

    private void insert(
            UUID order,
            String what,
            String reason,
            Optional<String> note,
            Optional<String> incident,
            UUID by,
            Instant at) {
        jdbc.sql("""
                        INSERT INTO intake.loss (order_id, what, at, account_id, reason, note, incident)
                        VALUES (?, ?, ?, ?, ?, ?, ?)""")
                .param(order)
                .param(what)
                .param(at.atOffset(ZoneOffset.UTC))
                .param(by)
                .param(reason)
                .param(note.orElse(null))
                .param(incident.orElse(null))
                .update();
    }

    private static Loss read(ResultSet row) throws SQLException {
        String found = row.getString("found_reason");
        return new Loss(
                row.getObject("order_id", UUID.class),
                LossReason.find(row.getString("reason")).orElseThrow(),
                Optional.ofNullable(row.getString("note")),
                row.getString("incident"),
                row.getObject("account_id", UUID.class),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                found == null
                        ? Optional.empty()
                        : Optional.of(new Found(
                                FoundReason.find(found).orElseThrow(),
                                Optional.ofNullable(row.getString("found_note")),
                                row.getObject("found_by", UUID.class),
                                row.getObject("found_at", OffsetDateTime.class).toInstant())));
    }

    private static String[] texts(Collection<UUID> ids) {
        return ids.stream().map(UUID::toString).toArray(String[]::new);
    }
}
