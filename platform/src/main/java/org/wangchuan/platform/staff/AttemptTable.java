package org.wangchuan.platform.staff;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tries of exams as they are kept. Thread-safe. */
@Component
class AttemptTable {
    private static final String SELECT = "SELECT * FROM staff.attempt WHERE ";

    private final JdbcClient jdbc;

    AttemptTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Nobody begins twice at once: whoever comes second waits here until the first is done. Ends with the transaction. */
    void lock(UUID account) {
        jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended('staff.attempt ' || ?, 0))")
                .param(account.toString())
                .query((_, _) -> 0)
                .single();
    }

    /** When somebody began the exam of a course since then, the earliest first; also what a clock says is still to come. */
    List<Instant> begunSince(UUID account, String course, Instant since) {
        return jdbc.sql(
                        "SELECT begun_at FROM staff.attempt WHERE account_id = ? AND course = ? AND begun_at > ? ORDER BY 1")
                .params(account, course, since.atOffset(ZoneOffset.UTC))
                .query((row, _) -> row.getObject(1, OffsetDateTime.class).toInstant())
                .list();
    }

    void add(Attempt attempt) {
        jdbc.sql("""
                        INSERT INTO staff.attempt (id, account_id, course, version, pass, begun_at, deadline)
                        VALUES (?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        attempt.id(),
                        attempt.account(),
                        attempt.course(),
                        attempt.version(),
                        attempt.pass(),
                        attempt.begunAt().atOffset(ZoneOffset.UTC),
                        attempt.deadline().atOffset(ZoneOffset.UTC))
                .update();
        for (Attempt.Drawn drawn : attempt.questions()) {
            jdbc.sql("INSERT INTO staff.attempt_question VALUES (?, ?, ?, ?)")
                    .params(
                            attempt.id(),
                            drawn.ordinal(),
                            drawn.question(),
                            drawn.options().toArray(String[]::new))
                    .update();
        }
    }

    /** The one that somebody has open; locked until the transaction ends. */
    Optional<Attempt> openLocked(UUID account) {
        return jdbc.sql(SELECT + "account_id = ? AND ended_at IS NULL FOR UPDATE")
                .param(account)
                .query((row, _) -> read(row))
                .optional();
    }

    /** One of somebody's. */
    Optional<Attempt> find(UUID id, UUID account) {
        return jdbc.sql(SELECT + "id = ? AND account_id = ?")
                .params(id, account)
                .query((row, _) -> read(row))
                .optional();
    }

    /** Somebody's of a course, the last first. */
    List<Attempt> of(UUID account, String course, int max) {
        return jdbc.sql(SELECT + "account_id = ? AND course = ? ORDER BY begun_at DESC, id LIMIT ?")
                .params(account, course, max)
                .query((row, _) -> read(row))
                .list();
    }

    /** How often somebody saved an answer in it. */
    int answers(UUID attempt) {
        return jdbc.sql("SELECT count(*) FROM staff.answer WHERE attempt_id = ?")
                .param(attempt)
                .query((row, _) -> row.getInt(1))
                .single();
    }

    /** When the last answer came in; absent before the first. */
    Optional<Instant> lastAnswer(UUID attempt) {
        return Optional.ofNullable(jdbc.sql("SELECT max(at) FROM staff.answer WHERE attempt_id = ?")
                        .param(attempt)
                        .query((row, _) -> row.getObject(1, OffsetDateTime.class))
                        .list()
                        .getFirst())
                .map(OffsetDateTime::toInstant);
    }

    void answer(UUID attempt, int ordinal, List<String> chosen, Instant at) {
        jdbc.sql("INSERT INTO staff.answer (attempt_id, ordinal, chosen, at) VALUES (?, ?, ?, ?)")
                .params(attempt, ordinal, chosen.toArray(String[]::new), at.atOffset(ZoneOffset.UTC))
                .update();
    }

    void end(UUID attempt, Attempt.End end) {
        jdbc.sql("UPDATE staff.attempt SET ended_at = ?, outcome = ?, is_over = ?, right_count = ? WHERE id = ?")
                .params(
                        end.at().atOffset(ZoneOffset.UTC),
                        end.isPassed() ? "passed" : "failed",
                        end.isOver(),
                        end.right(),
                        attempt)
                .update();
    }

    private Attempt read(ResultSet row) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        OffsetDateTime endedAt = row.getObject("ended_at", OffsetDateTime.class);
        Optional<Attempt.End> end = endedAt == null
                ? Optional.empty()
                : Optional.of(new Attempt.End(
                        endedAt.toInstant(),
                        row.getString("outcome").equals("passed"),
                        row.getBoolean("is_over"),
                        row.getInt("right_count")));
        return new Attempt(
                id,
                row.getObject("account_id", UUID.class),
                row.getString("course"),
                row.getInt("version"),
                row.getInt("pass"),
                row.getObject("begun_at", OffsetDateTime.class).toInstant(),
                row.getObject("deadline", OffsetDateTime.class).toInstant(),
                end,
                drawn(id));
    }

    private List<Attempt.Drawn> drawn(UUID attempt) {
        return jdbc.sql("""
                        SELECT q.ordinal, q.question, q.options, (SELECT a.chosen FROM staff.answer a
                          WHERE a.attempt_id = q.attempt_id AND a.ordinal = q.ordinal ORDER BY a.id DESC LIMIT 1) AS chosen
                        FROM staff.attempt_question q WHERE q.attempt_id = ? ORDER BY q.ordinal""")
                .param(attempt)
                .query((row, _) -> new Attempt.Drawn(
                        row.getInt(1), row.getString(2), texts(row.getArray(3)), texts(row.getArray(4))))
                .list();
    }

    private static List<String> texts(@Nullable Array array) throws SQLException {
        return array == null ? List.of() : List.of((String[]) array.getArray());
    }
}
