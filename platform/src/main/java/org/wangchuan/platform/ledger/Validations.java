package org.wangchuan.platform.ledger;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wangchuan.platform.identity.Accounts;
import org.wangchuan.platform.identity.Organisations;
import org.wangchuan.platform.identity.TwoPeople;
import org.wangchuan.platform.web.access.Visitor;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.proof.record.RecordedFile;
import org.wangchuan.proof.statement.ClearingClaims;
import org.wangchuan.proof.statement.Statement;
import org.wangchuan.proof.statement.StatementReader;
import org.wangchuan.proof.statement.ValidationClaims;
import org.wangchuan.proof.statement.ValidationClaims.Apart;
import org.wangchuan.proof.statement.ValidationClaims.Deed;
import org.wangchuan.proof.statement.ValidationClaims.Hand;
import org.wangchuan.proof.text.PersonalData;
import tools.jackson.databind.json.JsonMapper;

/**
 * Clauses that the evidence leaves open, and for which a named person has taken responsibility. What the evidence denies
 * can't be validated, and a validation is never taken back; each is signed, with whether whoever answers was apart from the erasure.
 * Thread-safe.
 */
@Component
public class Validations {
    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final JsonMapper json;
    private final ApplicationEventPublisher events;
    private final Accounts accounts;
    private final Organisations organisations;
    private final TwoPeople people;
    private final Records records;
    private final List<Involvement> involvements;
    private final ProducersMet producers;

    Validations(
            JdbcClient jdbc,
            InstantSource clock,
            JsonMapper json,
            ApplicationEventPublisher events,
            Accounts accounts,
            Organisations organisations,
            TwoPeople people,
            Records records,
            List<Involvement> involvements,
            ProducersMet producers) {
        this.producers = producers;
        this.jdbc = jdbc;
        this.clock = clock;
        this.json = json;
        this.events = events;
        this.accounts = accounts;
        this.organisations = organisations;
        this.people = people;
        this.records = records;
        this.involvements = List.copyOf(involvements);
    }

    /**
     * One of them.
     *
     * @param by the name at work of whoever answers for it
     * @param signed absent of those that were made before they were signed, and where it can't be read
     * @param isUnreadable whether its record can't be read any more
     */
    public record Validation(
            String clause, String by, String reason, Instant at, Optional<Signed> signed, boolean isUnreadable) {}

    /**
     * What its record says beyond that.
     *
     * @param own what whoever answers did themselves
     */
    public record Signed(UUID event, Apart apart, List<Deed> own) {
        public Signed {
            own = List.copyOf(own);
        }
    }

    /**
     * What would be said of somebody who answered now.
     *
     * @param isRequired whether the company lets only those answer who are apart
     */
    public record Standing(Apart apart, List<Deed> own, boolean isRequired) {
        public Standing {
            own = List.copyOf(own);
        }

        /** Whether this person may answer. */
        public boolean isEnough() {
            return !isRequired || apart == Apart.INDEPENDENT;
        }
    }

    private record Known(
            UUID event,
            UUID order,
            String orderCode,
            UUID site,
            String verdict,
            List<Clause> clauses,
            String receipt,
            Bytes32 receiptDigest,
            Bytes32 digest,
            Optional<Matched> matched) {}

    private record Matched(UUID by, Instant at) {}

    /** Records that this person answers for one clause of a statement that counts for an order, and signs that. */
    @Transactional
    public void validate(UUID order, UUID event, String clause, String reason, Visitor by) throws LedgerException {
        String text = reason.strip().replace("\r\n", "\n").replace('\r', '\n');
        if (!ValidationClaims.isReason(text)) {
            throw new LedgerException(LedgerException.Code.REASON, "reason", "expected 1 to 500 characters");
        }
        if (PersonalData.isIn(text)) {
            throw new LedgerException(LedgerException.Code.REASON_PERSONAL, "reason", "something of a person");
        }
        // Whoever begins a workflow, or answers in one, locks the order, too: of the two one comes first.
        jdbc.sql("SELECT 1 FROM intake.work_order WHERE id = ? FOR UPDATE")
                .param(order)
                .query((_, _) -> true)
                .optional();
        // Of two who answer for two clauses at once, the second has to see the first. Not the statement's row: whoever
        // brings a
        // receipt locks the order before it, and whoever validates would lock it the other way round.
        jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended('ledger.validation ' || ?, 0))")
                .param(event.toString())
                .query((_, _) -> true)
                .single();
        Known known = known(order, event)
                .orElseThrow(() -> new LedgerException(
                        LedgerException.Code.STATEMENT_UNKNOWN, "statement", "another one counts now"));
        if (isOutSince(event)) {
            throw new LedgerException(LedgerException.Code.LOST_SINCE, "statement", "its device got lost since");
        }
        if (isByHandSince(event)) {
            throw new LedgerException(LedgerException.Code.BY_HAND_SINCE, "statement", "a workflow began since");
        }
        Clause open = known.clauses().stream()
                .filter(one -> one.id().equals(clause) && one.isUndetermined())
                .findFirst()
                .orElseThrow(() -> new LedgerException(LedgerException.Code.CLAUSE_NOT_OPEN, "clause", clause));
        if (clausesOf(event).contains(clause)) {
            return;
        }
        ClearingClaims.Policy policy = policy(known)
                .orElseThrow(() -> new LedgerException(
                        LedgerException.Code.STATEMENT_UNREADABLE, "receipt", "can't be read any more"));
        ValidationClaims claims = claims(known, policy, open, text, by);
        requireApart(claims, by);
        UUID id = UUID.randomUUID();
        Instant at = clock.instant();
        boolean was = Statements.isConforming(known.clauses(), answered(event));
        jdbc.sql("""
                        INSERT INTO ledger.validation (event_id, clause, account_id, work_name, reason, at, record_id)
                        VALUES (?, ?, ?, ?, ?, ?, ?)""")
                .params(event, clause, by.account(), claims.by(), text, at.atOffset(ZoneOffset.UTC), id)
                .update();
        if (!was && Statements.isConforming(known.clauses(), answered(event))) {
            events.publishEvent(new ConformityValidated(order, event, known.verdict(), by.account()));
        }
        // Last: whoever signs waits for others who sign, and holds by now all that others may wait for.
        records.append(
                new Records.About(id, Records.Kind.VALIDATION, order, known.orderCode(), known.site(), at),
                (issuer, chain) -> issuer.validation(chain, id, at, claims));
    }

    /**
     * What would be said of this person as one who answers for a clause of this statement; empty if it counts no more, if its device got
     * lost or a guided workflow was begun with it since, or can't be read any more: nobody answers for what nobody can check.
     */
    @Transactional(readOnly = true)
    public Optional<Standing> standing(UUID order, UUID event, Visitor by) {
        return known(order, event)
                .filter(_ -> !isOutSince(event) && !isByHandSince(event))
                .flatMap(known -> policy(known).map(policy -> {
                    ValidationClaims claims = new ValidationClaims(
                            known.orderCode(), known.digest(), policy, "?", "?", name(by), "?", hands(known, by));
                    return new Standing(claims.apart(), claims.own(), isRequired(by));
                }));
    }

    /** Whether the device of a statement got lost since it came, and is missing, or was found: of what is on it now it says nothing. */
    public boolean isOutSince(UUID event) {
        return jdbc.sql("""
                        SELECT EXISTS (SELECT 1 FROM ledger.statement s JOIN intake.work_order o ON o.id = s.order_id
                          WHERE s.event_id = ? AND (o.state = 'missing' OR intake.found_since(o.id, s.received_at)))""").param(event).query((row, _) -> row.getBoolean(1)).single();
    }

    /** Whether a guided workflow with the device of a statement is open, or was answered in, that began after its station did. */
    public boolean isByHandSince(UUID event) {
        return jdbc.sql("SELECT ledger.is_by_hand_since(?)")
                .param(event)
                .query((row, _) -> row.getBoolean(1))
                .single();
    }

    private Optional<Known> known(UUID order, UUID event) {
        return jdbc.sql("""
                        SELECT * FROM ledger.statement this
                        WHERE order_id = ? AND event_id = ? AND NOT EXISTS (
                          SELECT 1 FROM ledger.statement later WHERE later.medium_id = this.medium_id
                          AND (later.counted_at, later.log_index) > (this.counted_at, this.log_index))""")
                .params(order, event)
                .query((row, _) -> new Known(
                        row.getObject("event_id", UUID.class),
                        row.getObject("order_id", UUID.class),
                        row.getString("order_code"),
                        row.getObject("site_id", UUID.class),
                        row.getString("verdict"),
                        json.readValue(row.getString("clauses"), Statements.CLAUSES),
                        row.getString("receipt"),
                        Bytes32.of(row.getBytes("receipt_digest")),
                        Bytes32.of(row.getBytes("statement_digest")),
                        matched(row)))
                .optional();
    }

    private static Optional<Matched> matched(ResultSet row) throws SQLException {
        UUID by = row.getObject("match_account_id", UUID.class);
        return by == null
                ? Optional.empty()
                : Optional.of(new Matched(
                        by, row.getObject("matched_at", OffsetDateTime.class).toInstant()));
    }

    private ValidationClaims claims(
            Known known, ClearingClaims.Policy policy, Clause clause, String reason, Visitor by) {
        return new ValidationClaims(
                known.orderCode(),
                known.digest(),
                policy,
                clause.id(),
                clause.source(),
                name(by),
                reason,
                hands(known, by));
    }

    /** As the signed statement names it, digest and all; empty if what is kept are not the bytes that were taken. */
    private static Optional<ClearingClaims.Policy> policy(Known known) {
        byte[] file = known.receipt().getBytes(StandardCharsets.UTF_8);
        if (!Bytes32.sha256(file).equals(known.receiptDigest())) {
            return Optional.empty();
        }
        try {
            return StatementReader.read(Receipt.parse(file).clearing().statement())
                            instanceof Statement.Clearing clearing
                    ? Optional.of(clearing.claims().policy())
                    : Optional.empty();
        } catch (VerificationException _) {
            return Optional.empty();
        }
    }

    /**
     * Who did what, each once; names are those that these accounts bear now, and one of a company bears one name. Whose account may have
     * been used by whoever answers now, or the other way round, is named as nobody: then it is not known whose hand it was.
     */
    private List<Hand> hands(Known known, Visitor by) {
        Stream<Involvement.Done> matched = known.matched().stream()
                .map(match -> new Involvement.Done(Deed.MATCHED, Optional.of(match.by()), match.at()));
        return Stream.concat(
                        involvements.stream().flatMap(one -> one.of(known.order(), known.receiptDigest()).stream()),
                        matched)
                .map(done -> new Hand(
                        done.deed(),
                        done.account()
                                .filter(account -> account.equals(by.account())
                                        || people.areTwo(account, done.since(), by.account()))
                                .flatMap(accounts::workName)))
                .distinct()
                .sorted((one, other) -> one.deed().compareTo(other.deed()))
                .toList();
    }

    private String name(Visitor by) {
        return accounts.workName(by.account()).orElse(by.name());
    }

    private boolean isRequired(Visitor by) {
        return by.organisation().filter(organisations::areValidatorsApart).isPresent();
    }

    private void requireApart(ValidationClaims claims, Visitor by) throws LedgerException {
        if (!isRequired(by)) {
            return;
        }
        switch (claims.apart()) {
            case INDEPENDENT -> {}
            case SAME_PERSON ->
                throw new LedgerException(
                        LedgerException.Code.NOT_APART, "apart", claims.own().toString());
            case UNKNOWN -> throw new LedgerException(LedgerException.Code.APART_UNKNOWN, "apart", "not all is known");
        }
    }

    /** Those of a statement. */
    public List<Validation> of(UUID event) {
        return jdbc.sql("""
                        SELECT v.clause, v.work_name, v.reason, v.at, r.event_id, r.file FROM ledger.validation v
                        LEFT JOIN ledger.record r ON r.event_id = v.record_id WHERE v.event_id = ? ORDER BY v.at""").param(event).query((row, _) -> validation(row)).list();
    }

    private static Validation validation(ResultSet row) throws SQLException {
        UUID event = row.getObject("event_id", UUID.class);
        Optional<Signed> signed = event == null ? Optional.empty() : signed(event, row);
        return new Validation(
                row.getString("clause"),
                row.getString("work_name"),
                row.getString("reason"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                signed,
                event != null && signed.isEmpty());
    }

    /** What is said of independence is what was signed, and is not worked out anew; empty if that can't be read any more. */
    private static Optional<Signed> signed(UUID event, ResultSet row) throws SQLException {
        try {
            byte[] file = Objects.requireNonNull(row.getString("file")).getBytes(StandardCharsets.UTF_8);
            if (StatementReader.read(RecordedFile.parse(file).statement()) instanceof Statement.Validation validation) {
                ValidationClaims claims = validation.claims();
                return Optional.of(new Signed(event, claims.apart(), claims.own()));
            }
            return Optional.empty();
        } catch (VerificationException _) {
            return Optional.empty();
        }
    }

    /** The clauses that the evidence leaves open, and for which no person answers yet: one may, also beside a maker's word. */
    Set<String> openOf(Statements.Shown shown) {
        Set<String> answered = clausesOf(shown.file().eventId());
        return shown.file().clauses().stream()
                .filter(Clause::isUndetermined)
                .map(Clause::id)
                .filter(clause -> !answered.contains(clause))
                .collect(Collectors.toSet());
    }

    /** The clauses of a statement for which a person answers, or that are met by a maker's word. */
    Set<String> answered(UUID event) {
        Set<String> out = new HashSet<>(clausesOf(event));
        out.addAll(producers.of(event));
        return out;
    }

    /** The clauses of a statement for which a person answers. */
    Set<String> clausesOf(UUID event) {
        return producers.byPeople(event);
    }
}
