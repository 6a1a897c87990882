package org.wangchuan.platform.staff;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Qualifications as they are kept: nothing is changed, and what was a mistake is said to be one. Thread-safe. */
@Component
class QualificationTable {
    /** Most that a page shows of one person. */
    static final int SHOWN_MAX = 200;

    private static final String SELECT = """
            SELECT q.id, q.account_id, q.course, q.at, q.last_day, q.version, q.kind, q.reference, q.entered_by,
              EXISTS (SELECT 1 FROM staff.taken_back b WHERE b.qualification_id = q.id) AS is_taken_back
            FROM staff.qualification q WHERE q.account_id\s""";

    private final JdbcClient jdbc;

    QualificationTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** To the end of which day somebody is, or was, qualified for each course that they ever were. */
    Map<String, LocalDate> lastDays(UUID account) {
        Map<String, LocalDate> out = new HashMap<>();
        jdbc.sql("""
                        SELECT course, max(last_day) FROM staff.qualification q
                        WHERE account_id = ? AND NOT EXISTS (SELECT 1 FROM staff.taken_back b WHERE b.qualification_id = q.id)
                        GROUP BY course""")
                .param(account)
                .query((row, _) -> Map.entry(row.getString(1), row.getObject(2, LocalDate.class)))
                .list()
                .forEach(one -> out.put(one.getKey(), one.getValue()));
        return out;
    }

    /** All of somebody's, the one that holds longest first. */
    List<Qualification> of(UUID account) {
        return jdbc.sql(SELECT + "= ? ORDER BY q.course, is_taken_back, q.last_day DESC, q.id DESC LIMIT ?")
                .params(account, SHOWN_MAX)
                .query((row, _) -> read(row))
                .list();
    }

    /** The same of several people. */
    List<Qualification> of(Collection<UUID> accounts) {
        return jdbc.sql(SELECT + "= ANY (?) ORDER BY q.course, is_taken_back, q.last_day DESC, q.id DESC")
                .param(accounts.toArray(UUID[]::new))
                .query((row, _) -> read(row))
                .list();
    }

    /** An exam was passed. */
    void passed(UUID account, String course, int version, UUID attempt, Instant at, LocalDate from, LocalDate to) {
        jdbc.sql("""
                        INSERT INTO staff.qualification (account_id, course, at, first_day, last_day, attempt_id, version)
                        VALUES (?, ?, ?, ?, ?, ?, ?)""")
                .params(account, course, at.atOffset(ZoneOffset.UTC), from, to, attempt, version)
                .update();
    }

    /** A manager enters what was proved elsewhere. */
    void entered(UUID account, String course, Qualification.Elsewhere proof, Instant at, LocalDate from, LocalDate to) {
        jdbc.sql("""
                        INSERT INTO staff.qualification (account_id, course, at, first_day, last_day, kind, reference, entered_by)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        account,
                        course,
                        at.atOffset(ZoneOffset.UTC),
                        from,
                        to,
                        proof.kind().id(),
                        proof.reference(),
                        proof.by())
                .update();
    }

    /** What was entered was a mistake; said once. */
    void takeBack(long qualification, Instant at, UUID by) {
        jdbc.sql("INSERT INTO staff.taken_back VALUES (?, ?, ?) ON CONFLICT DO NOTHING")
                .params(qualification, at.atOffset(ZoneOffset.UTC), by)
                .update();
    }

    private static Qualification read(ResultSet row) throws SQLException {
        Optional<Qualification.Elsewhere> elsewhere = row.getString("kind") == null
                ? Optional.empty()
                : Optional.of(new Qualification.Elsewhere(
                        Qualification.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                        row.getString("reference"),
                        row.getObject("entered_by", UUID.class)));
        return new Qualification(
                row.getLong("id"),
                row.getObject("account_id", UUID.class),
                row.getString("course"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getObject("last_day", LocalDate.class),
                Optional.ofNullable(row.getObject("version", Integer.class)),
                elsewhere,
                row.getBoolean("is_taken_back"));
    }
}
