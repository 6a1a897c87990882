package org.wangchuan.platform.intake.payment;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.intake.WorkOrder;

/** The entries of what was paid, as they stand in the database. They are added, and never changed. Thread-safe. */
@Component
class PaymentTable {
    private final JdbcClient jdbc;

    PaymentTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Of an order or a list, the oldest first: the last one holds. */
    List<Payment> of(UUID subject) {
        return jdbc.sql("""
                        WITH RECURSIVE entry AS (
                          SELECT p.*, 0 AS place FROM intake.payment p WHERE p.subject = ? AND p.corrects IS NULL
                          UNION ALL SELECT n.*, e.place + 1 FROM intake.payment n JOIN entry e ON n.corrects = e.id)
                        SELECT * FROM entry ORDER BY place""").param(subject).query((row, _) -> read(row)).list();
    }

    /** The entry that holds. */
    Optional<Payment> current(UUID subject) {
        return of(subject).stream().reduce((_, last) -> last);
    }

    void add(Payment entry, Optional<UUID> order, Optional<UUID> batch, UUID site) {
        jdbc.sql("""
                        INSERT INTO intake.payment (id, order_id, batch_id, site_id, kind, minor, currency, agreed_minor,
                          difference, corrects, correction, account_id, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .param(entry.id())
                .param(order.orElse(null))
                .param(batch.orElse(null))
                .param(site)
                .param(entry.kind().id())
                .param(entry.paid().minor())
                .param(entry.paid().currency())
                .param(entry.agreed().minor())
                .param(entry.difference().map(Payment.Difference::id).orElse(null))
                .param(entry.corrects().orElse(null))
                .param(entry.correction().map(Payment.Correction::id).orElse(null))
                .param(entry.account())
                .param(entry.at().atOffset(ZoneOffset.UTC))
                .update();
    }

    /** What a site paid, by day and kind; a correction counts on its own day, so that a day that was counted stays as it was. */
    List<PaymentDay> days(UUID site, ZoneId zone, LocalDate from, LocalDate to) {
        return jdbc.sql("""
                        WITH entry AS (
                          SELECT p.*, (p.at AT TIME ZONE ?)::date AS day FROM intake.payment p
                          WHERE p.site_id = ? AND p.at >= ? AND p.at < ?)
                        SELECT day, kind, currency, sum(entries) AS entries, sum(paid) AS paid, sum(corrected) AS corrected,
                          sum(back) AS back FROM (
                          SELECT day, kind, currency, 1 AS entries, minor AS paid, 0 AS corrected, 0 AS back FROM entry
                          UNION ALL SELECT e.day, o.kind, o.currency, 0, 0, 1, o.minor
                          FROM entry e JOIN intake.payment o ON o.id = e.corrects) lines
                        GROUP BY day, kind, currency ORDER BY day DESC, currency, kind""")
                .params(zone.getId(), site, start(from, zone), start(to.plusDays(1), zone))
                .query((row, _) -> new PaymentDay(
                        row.getObject("day", LocalDate.class),
                        Payment.Kind.of(row.getString("kind")).orElseThrow(),
                        row.getString("currency"),
                        row.getInt("entries"),
                        row.getLong("paid"),
                        row.getInt("corrected"),
                        row.getLong("back")))
                .list();
    }

    /** The latest entries of a site in these days. */
    List<PaymentDay.Line> lines(UUID site, ZoneId zone, LocalDate from, LocalDate to, int most) {
        return jdbc.sql("""
                        SELECT p.*, coalesce(o.code, b.code) AS code,
                          EXISTS (SELECT 1 FROM intake.payment n WHERE n.corrects = p.id) AS is_taken_back
                        FROM intake.payment p
                        LEFT JOIN intake.work_order o ON o.id = p.order_id LEFT JOIN intake.batch b ON b.id = p.batch_id
                        WHERE p.site_id = ? AND p.at >= ? AND p.at < ? ORDER BY p.at DESC, p.id LIMIT ?""")
                .params(site, start(from, zone), start(to.plusDays(1), zone), most)
                .query((row, _) -> new PaymentDay.Line(
                        read(row),
                        row.getString("code"),
                        row.getObject("batch_id", UUID.class) != null,
                        row.getBoolean("is_taken_back")))
                .list();
    }

    private static OffsetDateTime start(LocalDate day, ZoneId zone) {
        return day.atStartOfDay(zone).toInstant().atOffset(ZoneOffset.UTC);
    }

    private static Payment read(ResultSet row) throws SQLException {
        String currency = row.getString("currency");
        Instant at = row.getObject("at", OffsetDateTime.class).toInstant();
        return new Payment(
                row.getObject("id", UUID.class),
                row.getObject("subject", UUID.class),
                Payment.Kind.of(row.getString("kind")).orElseThrow(),
                new WorkOrder.Offer(row.getLong("minor"), currency),
                new WorkOrder.Offer(row.getLong("agreed_minor"), currency),
                Optional.ofNullable(row.getString("difference")).flatMap(Payment.Difference::of),
                Optional.ofNullable(row.getObject("corrects", UUID.class)),
                Optional.ofNullable(row.getString("correction")).flatMap(Payment.Correction::of),
                row.getObject("account_id", UUID.class),
                at);
    }
}
