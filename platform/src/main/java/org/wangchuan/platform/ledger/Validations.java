package org.wangchuan.platform.ledger;

import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wangchuan.platform.web.access.Visitor;
import tools.jackson.databind.json.JsonMapper;

/**
 * Clauses that the evidence leaves open, and for which a named person has taken responsibility. What the evidence denies
 * can't be validated, and a validation is never taken back. Thread-safe.
 */
@Component
public class Validations {
    /** Longest reason. */
    public static final int REASON_CHARS_MAX = 500;

    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final JsonMapper json;
    private final ApplicationEventPublisher events;

    Validations(JdbcClient jdbc, InstantSource clock, JsonMapper json, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.json = json;
        this.events = events;
    }

    /**
     * One of them.
     *
     * @param by the name at work of whoever answers for it
     */
    public record Validation(String clause, String by, String reason, Instant at) {}

    private record Known(UUID event, String verdict, List<Clause> clauses) {}

    /** Records that this person answers for one clause of a statement that counts for an order. */
    @Transactional
    public void validate(UUID order, UUID event, String clause, String reason, Visitor by) throws LedgerException {
        String text = reason.strip();
        if (text.isEmpty() || text.length() > REASON_CHARS_MAX || text.chars().anyMatch(Validations::isControl)) {
            throw new LedgerException(LedgerException.Code.REASON, "reason", "expected 1 to 500 characters");
        }
        // Of two who answer for two clauses at once, the second has to see the first. Not the statement's row: whoever
        // brings a
        // receipt locks the order before it, and whoever validates would lock it the other way round.
        jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended('ledger.validation ' || ?, 0))")
                .param(event.toString())
                .query((_, _) -> true)
                .single();
        Known known = jdbc.sql("""
                        SELECT event_id, verdict, clauses FROM ledger.statement this
                        WHERE order_id = ? AND event_id = ? AND NOT EXISTS (
                          SELECT 1 FROM ledger.statement later WHERE later.medium_id = this.medium_id
                          AND (later.counted_at, later.log_index) > (this.counted_at, this.log_index))""")
                .params(order, event)
                .query((row, _) -> new Known(
                        row.getObject(1, UUID.class),
                        row.getString(2),
                        json.readValue(row.getString(3), Statements.CLAUSES)))
                .optional()
                .orElseThrow(() -> new LedgerException(
                        LedgerException.Code.STATEMENT_UNKNOWN, "statement", "another one counts now"));
        if (known.clauses().stream().noneMatch(one -> one.id().equals(clause) && one.isUndetermined())) {
            throw new LedgerException(LedgerException.Code.CLAUSE_NOT_OPEN, "clause", clause);
        }
        boolean isNew = jdbc.sql("INSERT INTO ledger.validation VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING")
                        .params(
                                event,
                                clause,
                                by.account(),
                                by.name(),
                                text,
                                clock.instant().atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
        if (isNew && Statements.isConforming(known.clauses(), clausesOf(event))) {
            events.publishEvent(new ConformityValidated(order, event, known.verdict(), by.account()));
        }
    }

    /** Those of a statement. */
    public List<Validation> of(UUID event) {
        return jdbc.sql("SELECT clause, work_name, reason, at FROM ledger.validation WHERE event_id = ? ORDER BY at")
                .param(event)
                .query((row, _) -> new Validation(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getObject(4, OffsetDateTime.class).toInstant()))
                .list();
    }

    /** The clauses that the evidence leaves open, and for which nobody has answered yet. */
    Set<String> openOf(Statements.Shown shown) {
        Set<String> answered = clausesOf(shown.file().eventId());
        return shown.file().clauses().stream()
                .filter(Clause::isUndetermined)
                .map(Clause::id)
                .filter(clause -> !answered.contains(clause))
                .collect(Collectors.toSet());
    }

    Set<String> clausesOf(UUID event) {
        return of(event).stream().map(Validation::clause).collect(Collectors.toSet());
    }

    private static boolean isControl(int letter) {
        return Character.isISOControl(letter) && letter != '\n' && letter != '\r';
    }
}
