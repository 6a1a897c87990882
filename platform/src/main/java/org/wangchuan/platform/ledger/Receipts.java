package org.wangchuan.platform.ledger;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wangchuan.canonical.Json;
import org.wangchuan.platform.custody.SerialDigest;
import org.wangchuan.platform.identity.Stations;
import org.wangchuan.platform.ledger.log.AcceptedReceipts;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.proof.statement.Asset;
import org.wangchuan.proof.statement.ClearingClaims;
import org.wangchuan.proof.statement.Statement;
import org.wangchuan.proof.statement.StatementReader;
import org.wangchuan.proof.statement.Work;
import org.wangchuan.proof.trust.Delegated;
import org.wangchuan.proof.trust.SignedTrustList;
import org.wangchuan.proof.trust.TrustList;
import org.wangchuan.proof.verify.Expectations;
import org.wangchuan.proof.verify.ReceiptVerifier;
import org.wangchuan.proof.verify.VerifiedReceipt;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes receipts in: verified against the trust list of the station that sends it, signed by the very key that was paired, and stored once by the event id of
 * their statement. Of erasures without an order those count as well that a key has signed which that list delegates (decision 126). Thread-safe.
 */
@Component
public class Receipts {
    private static final int TAIL_CHARS = 4;

    /** Why what a delegated key has signed is not in the operator's log, and will not be. */
    static final String DELEGATED = "DELEGATED";

    /** Room for what a verifier adds to its time. */
    private static final Duration CLOCKS_DIFFER_MAX = Duration.ofDays(2);

    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final JsonMapper json;
    private final TrustLists trust;
    private final StatementRules rules;
    private final Conflicts conflicts;
    private final Validations validations;
    private final SerialDigest serials;
    private final AcceptedReceipts accepted;
    private final ApplicationEventPublisher events;

    Receipts(
            JdbcClient jdbc,
            InstantSource clock,
            JsonMapper json,
            TrustLists trust,
            StatementRules rules,
            Conflicts conflicts,
            Validations validations,
            SerialDigest serials,
            AcceptedReceipts accepted,
            ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.json = json;
        this.trust = trust;
        this.rules = rules;
        this.conflicts = conflicts;
        this.validations = validations;
        this.serials = serials;
        this.accepted = accepted;
        this.events = events;
    }

    /** Records what a station says of the device of an order. */
    @Transactional
    public Recorded record(Stations.Station station, String text, Expected expected) throws LedgerException {
        Read read = verifyOwn(station, text);
        Optional<Misfit> misfit = misfit(read).or(() -> rules.misfit(read.verified(), expected));
        if (misfit.isEmpty() && !store(station, read, expected)) {
            misfit = Optional.of(Misfit.EVENT_USED);
        }
        if (misfit.isPresent()) {
            return conflict(station, Optional.of(expected.order()), misfit.get(), read);
        }
        return proved(read);
    }

    /** Records an erasure that no order asked for. */
    @Transactional
    public Recorded record(Stations.Station station, String text) throws LedgerException {
        Read read = verify(station, text);
        Optional<Misfit> misfit =
                misfit(read).or(() -> rules.misfit(read.verified().clearing()));
        if (misfit.isPresent()) {
            return conflict(station, Optional.empty(), misfit.get(), read);
        }
        if (!storeLoose(station, read, Optional.empty(), clock.instant())) {
            return conflict(station, Optional.empty(), Misfit.EVENT_USED, read);
        }
        return proved(read);
    }

    private static Optional<Misfit> misfit(Read read) {
        return read.isAhead() ? Optional.of(Misfit.CLOCKS_DIFFER) : Optional.empty();
    }

    /**
     * Keeps what was refused with the task that it came for: nothing counts by it. A bad one that verifies speaks all the same against what
     * it names, wherever its device is by now.
     *
     * @param code why it was refused: a {@link LedgerException.Code} with its reason, or a code of the Station API
     * @param isOvertaken whether another try has answered since for what a bad one says
     */
    @Transactional
    public void refused(
            Stations.Station station, UUID order, String code, String detail, String text, boolean isOvertaken) {
        // The station is told no all the same, and keeps what was refused.
        boolean _ = conflicts.keep(station, Optional.of(order), code, detail, text);
        if (isOvertaken) {
            return;
        }
        try {
            Read read = verify(station, text);
            if (read.isAgainst()) {
                boolean _ = storeLoose(station, read, Optional.of(code), clock.instant());
            }
        } catch (LedgerException _) {
            return; // nobody knows who said it
        }
    }

    /**
     * Whether a receipt stands in its station's log after what is known of a medium now; empty if that is another station's, or nothing is.
     * The log can't be set back.
     */
    public Optional<Boolean> isAfterStanding(Stations.Station station, long logIndex, UUID medium) {
        return jdbc.sql("""
                        SELECT s.log_index < ? FROM custody.medium m JOIN ledger.statement s ON s.event_id = m.statement_id
                        WHERE m.id = ? AND s.station_id = ? AND NOT s.is_delegated""")
                .params(logIndex, medium, station.id())
                .query((row, _) -> row.getBoolean(1))
                .optional();
    }

    /** Whether this receipt says the very same as the one that is stored: the same statement, perhaps proved anew. */
    public boolean isSameStatement(Stations.Station station, UUID order, String text) throws LedgerException {
        Read read = verify(station, text);
        return jdbc.sql("SELECT count(*) FROM ledger.statement WHERE order_id = ? AND statement_digest = ?")
                        .params(order, read.statementDigest())
                        .query((row, _) -> row.getInt(1))
                        .single()
                == 1;
    }

    private Recorded proved(Read read) {
        UUID event = read.verified().clearing().head().eventId();
        return new Recorded.Proved(
                event,
                read.serial(),
                read.verdict(),
                Statements.isConforming(read.clauses(), validations.answered(event)),
                read.beganAt(),
                read.issuedAt(),
                read.verified().index());
    }

    /** Keeps a receipt that another station has contradicted before it came; nothing rests on it. */
    @Transactional
    public Recorded contradicted(Stations.Station station, String text, Expected expected) throws LedgerException {
        return conflict(station, Optional.of(expected.order()), Misfit.CONTRADICTED, verifyOwn(station, text));
    }

    /**
     * What does not fit proves nothing. A bad one, or one of a phone that is held or can't be cleared by what it says, speaks all the same against what it names, whatever else is wrong with it:
     * it is kept among the erasures without an order, and never for want of room.
     */
    private Recorded conflict(Stations.Station station, Optional<UUID> order, Misfit misfit, Read read)
            throws LedgerException {
        boolean isOpen = read.isAgainst() && storeLoose(station, read, Optional.of(misfit.name()), clock.instant());
        boolean isListed =
                (isOpen && order.isEmpty()) || conflicts.keep(station, order, misfit.name(), "", read.text());
        if (!isOpen && !isListed) {
            throw new LedgerException(
                    LedgerException.Code.CONFLICTS_FULL, misfit.name(), "more than is kept of one station in a day");
        }
        return new Recorded.Conflicting(
                misfit.name(), misfit == Misfit.PHONE_HELD, read.verified().index());
    }

    /** A bad one that came to a former version, and was kept as a conflict alone. */
    @Transactional
    void reopen(Stations.Station station, String text, String misfit, Instant receivedAt) throws LedgerException {
        Read read = verify(station, text);
        if (read.isAgainst()) {
            boolean _ = storeLoose(station, read, Optional.of(misfit), receivedAt);
            // It came before what was written since: only the clock tells when.
            jdbc.sql("UPDATE ledger.statement SET after_event = NULL WHERE event_id = ? AND received_at = ?")
                    .params(read.verified().clearing().head().eventId(), receivedAt.atOffset(ZoneOffset.UTC))
                    .update();
        }
    }

    /**
     * A receipt that verifies.
     *
     * @param isAhead whether it is dated after this platform's time, by more than clocks may differ; only of a bad one
     * @param isDelegated whether a key has signed it that its station's list delegates: its place is in that key's log
     */
    record Read(String text, Receipt receipt, VerifiedReceipt verified, boolean isAhead, boolean isDelegated) {
        byte[] statementDigest() {
            return receipt.clearing().statement().digest().toBytes();
        }

        ClearingClaims claims() {
            return verified.clearing().claims();
        }

        Optional<String> serial() {
            return verified.clearing().disclosed().serial();
        }

        /**
         * Whether it speaks against what it names: its verdict is not good, or it says of a phone that something holds it, or that nobody knows, or something
         * else that excludes that it was cleared. That it says *cleared* makes that no better: whoever holds a phone can lock out whoever buys it.
         */
        boolean isAgainst() {
            return !claims().verdict().isGood() || PhoneResult.isAgainst(verified.clearing());
        }

        /** Those that were named at the station, each once; empty if none was. */
        List<String> labels() {
            return Receipts.labels(verified.clearing(), verified.start());
        }

        String verdict() {
            return Json.wireName(claims().verdict());
        }

        Instant beganAt() {
            return Instant.ofEpochSecond(verified.start().head().issuedAtSeconds());
        }

        Instant issuedAt() {
            return Instant.ofEpochSecond(verified.clearing().head().issuedAtSeconds());
        }

        List<Clause> clauses() {
            return claims().conformity().stream()
                    .map(one -> new Clause(one.clause(), Json.wireName(one.state()), one.source()))
                    .toList();
        }
    }

    /** Verifies a receipt that is kept once more, and that its statement says what the pages show of it. */
    Receipt require(Stations.Station station, String text, String verdict) throws LedgerException {
        Read read = verify(station, text);
        if (!read.verdict().equals(verdict)) {
            throw refused("verdict", "expected the verdict that was signed");
        }
        return read.receipt();
    }

    /** What the task of an order is answered with is signed by the key that was paired, and by no other. */
    private Read verifyOwn(Stations.Station station, String text) throws LedgerException {
        Read read = verify(station, text);
        if (read.isDelegated()) {
            throw refused("signer", "expected the key of the station that was paired");
        }
        return read;
    }

    /** What a receipt says, once it is verified as that of this station, or of a key that its list delegates. */
    Read verify(Stations.Station station, String text) throws LedgerException {
        SignedTrustList list = trust.of(station.id())
                .orElseThrow(() -> new LedgerException(
                        LedgerException.Code.TRUST_LIST_MISSING, "trust-list", "the station has sent none yet"));
        try {
            Receipt receipt = Receipt.parse(text.getBytes(StandardCharsets.UTF_8));
            boolean isOwn = receipt.hint().station().thumbprint().equals(station.thumbprint());
            if (!isOwn && !isDelegated(list.list(), receipt.hint().station().thumbprint())) {
                throw refused("signer", "expected the key of the station that was paired");
            }
            boolean isAhead = false;
            VerifiedReceipt verified;
            try {
                verified = verify(receipt, list, clock.instant());
            } catch (VerificationException e) {
                if (e.code() != FailureCode.TIME) {
                    throw e;
                }
                // No clock, neither the station's nor this one's, puts a bad one out of the way.
                verified = verify(receipt, list, Instant.MAX.minus(CLOCKS_DIFFER_MAX));
                isAhead = true;
            }
            String signer = verified.clearing().head().station();
            boolean isSigners = isOwn
                    ? signer.equals(station.thumbprint())
                    : isDelegated(list.list(), signer, verified.checkpoint().origin());
            if (!verified.isSignerKnown() || !isSigners) {
                throw refused("signer", "expected a signer that the station's trust list knows");
            }
            if (!isOwn && verified.isTagged()) {
                // Its drives are named by the order, and nobody names anything else to it: a label would be that of
                // whichever device one likes.
                throw refused("delegated-asset", "expected no asset tag of a live order");
            }
            Read read = new Read(text, receipt, verified, isAhead, !isOwn);
            if (isAhead && !read.isAgainst()) {
                throw new LedgerException(
                        LedgerException.Code.CLOCKS_DIFFER, "time", "dated more than a day after this platform's time");
            }
            return read;
        } catch (VerificationException e) {
            throw refused(e.code().wireName(), e.where());
        }
    }

    private static boolean isDelegated(TrustList list, String signer) {
        return list.operatorOf(signer)
                .filter(log -> log.delegated().isPresent())
                .isPresent();
    }

    /** That log, and not another that names the key as well. */
    private static boolean isDelegated(TrustList list, String signer, String origin) {
        return list.operatorOf(signer, origin)
                .filter(log -> log.delegated().isPresent())
                .isPresent();
    }

    private static VerifiedReceipt verify(Receipt receipt, SignedTrustList list, Instant now)
            throws VerificationException {
        return ReceiptVerifier.verify(receipt, list.list(), new Expectations(Optional.empty(), now));
    }

    /** Returns false if another statement bears its event id: then this one is not here. */
    private boolean storeLoose(Stations.Station station, Read read, Optional<String> misfit, Instant receivedAt)
            throws LedgerException {
        requireRoom(station, read);
        UUID event = read.verified().clearing().head().eventId();
        boolean _ = insert(station, read, Optional.empty(), misfit, receivedAt);
        named(event, read.text(), read.verified().clearing(), read.verified().start());
        if (read.isAgainst()) {
            events.publishEvent(new ErasureOpened(against(event)));
        }
        return jdbc.sql("SELECT count(*) FROM ledger.statement WHERE event_id = ? AND statement_digest = ?")
                        .params(event, read.statementDigest())
                        .query((row, _) -> row.getInt(1))
                        .single()
                == 1;
    }

    /** A delegated log holds a few statements; whoever copied its keys can begin it again, and would fill the list of what nobody asked for. */
    private void requireRoom(Stations.Station station, Read read) throws LedgerException {
        if (!read.isDelegated()) {
            return;
        }
        int like = jdbc.sql("""
                        SELECT count(*) FROM ledger.statement WHERE station_id = ? AND delegated_log = ? AND serial_digest = ? AND event_id <> ?
                          AND (verdict NOT IN ('purged', 'cleared') OR is_against) = ?""")
                .params(
                        station.id(),
                        read.verified().checkpoint().origin(),
                        serials.of(read.serial().orElseThrow().strip()),
                        read.verified().clearing().head().eventId(),
                        read.isAgainst())
                .query((row, _) -> row.getInt(1))
                .single();
        if (like >= Delegated.RECEIPTS_OF_DRIVE_MAX) {
            throw refused("delegated-many", "expected no more receipts of one drive by one live order");
        }
    }

    /** Devices of its site that it may be about. */
    private Set<UUID> against(UUID event) {
        return Set.copyOf(jdbc.sql("""
                        SELECT m.device_id FROM ledger.statement s JOIN custody.medium m ON m.serial_digest = s.serial_digest
                        JOIN custody.device d ON d.id = m.device_id AND d.site_id = s.site_id WHERE s.event_id = ?
                        UNION SELECT d.id FROM ledger.statement s JOIN custody.device d ON d.code = ANY (s.labels) AND d.site_id = s.site_id
                        WHERE s.event_id = ?
                        UNION SELECT d.id FROM ledger.statement s JOIN custody.noted_number n ON n.serial_digest = s.serial_digest
                          JOIN custody.device d ON d.id = n.device_id AND d.site_id = s.site_id AND d.kind IN ('phone', 'tablet') WHERE s.event_id = ?
                        UNION SELECT d.id FROM ledger.statement s
                          JOIN custody.device_correction c ON c.serial_digest = s.serial_digest OR c.media_digests @> ARRAY[s.serial_digest]
                            OR c.number_digests @> ARRAY[s.serial_digest]
                          JOIN custody.device d ON d.id = c.device_id AND d.site_id = s.site_id
                          WHERE s.event_id = ? AND s.serial_digest IS NOT NULL
                        UNION SELECT d.id FROM ledger.statement s
                          JOIN bench.task t ON t.phone_digest = s.serial_digest AND t.phone_digest IS NOT NULL
                          JOIN custody.device d ON d.id = t.device_id AND d.site_id = s.site_id WHERE s.event_id = ?""")
                .params(event, event, event, event, event)
                .query((row, _) -> row.getObject(1, UUID.class))
                .list());
    }

    /** Whether it is new here; one that came before stays as it is. */
    private boolean insert(
            Stations.Station station,
            Read read,
            Optional<Expected> expected,
            Optional<String> misfit,
            Instant receivedAt) {
        UUID event = read.verified().clearing().head().eventId();
        ErasedDevice device = ErasedDevice.of(read.verified().clearing().disclosed());
        // Of a phone none: what is measured here is how long drives take.
        Optional<Work> work = read.verified().clearing().disclosed().work();
        OffsetDateTime now = receivedAt.atOffset(ZoneOffset.UTC);
        int inserted = jdbc.sql("""
                        INSERT INTO ledger.statement (event_id, station_id, site_id, order_id, order_code, medium_id, receipt,
                          receipt_digest, statement_digest, verdict, policy, policy_version, clauses, not_proved,
                          medium, serial_tail, log_index, issued_at, received_at, counted_at,
                          medium_class, capacity_bytes, work_seconds, interruptions, passes, read_back, misfit, is_against,
                          is_phone, is_left_asking, is_delegated, delegated_log, log_problem)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        ON CONFLICT (event_id) DO NOTHING""")
                .param(event)
                .param(station.id())
                .param(station.site())
                .param(expected.map(Expected::order).orElse(null))
                .param(expected.map(Expected::orderCode).orElse(null))
                .param(expected.map(Expected::medium).orElse(null))
                .param(read.text())
                .param(Bytes32.sha256(read.text().getBytes(StandardCharsets.UTF_8))
                        .toBytes())
                .param(read.statementDigest())
                .param(read.verdict())
                .param(read.claims().policy().id())
                .param(read.claims().policy().version())
                .param(json.writeValueAsString(read.clauses().stream()
                        .map(one -> java.util.Map.of("id", one.id(), "state", one.state(), "source", one.source()))
                        .toList()))
                .param(read.claims().notProved().stream().map(Json::wireName).toArray(String[]::new))
                .param(device.name())
                .param(device.serial().map(Receipts::tail).orElse(null))
                .param(read.verified().index())
                .param(read.issuedAt().atOffset(ZoneOffset.UTC))
                .param(now)
                .param(expected.isPresent() ? now : null)
                .param(device.mediumClass())
                .param(
                        device.capacityBytes().isPresent()
                                ? device.capacityBytes().getAsLong()
                                : null)
                .param(work.map(done -> seconds(done.startedAt(), done.finishedAt()))
                        .orElse(null))
                .param(work.map(Work::interruptions).orElse(null))
                .param(work.map(done -> done.passes().size()).orElse(null))
                .param(work.map(done -> Json.wireName(done.verification().mode()))
                        .orElse(null))
                .param(misfit.orElse(null))
                .param(PhoneResult.isAgainst(read.verified().clearing()))
                .param(read.verified().clearing().claims().phone().isPresent())
                .param(PhoneResult.isLeftAsking(read.verified().clearing()))
                .param(read.isDelegated())
                .param(read.isDelegated() ? read.verified().checkpoint().origin() : null)
                .param(read.isDelegated() ? DELEGATED : null)
                .update();
        if (!read.isDelegated()) {
            accepted.remember(read.text(), read.receipt(), read.verified());
        }
        return inserted == 1;
    }

    /** Returns false if the statement was given for another order before, or for this medium before another. */
    private boolean store(Stations.Station station, Read read, Expected expected) {
        UUID event = read.verified().clearing().head().eventId();
        Instant now = clock.instant();
        if (isLaterKnown(read, expected.medium(), now)) {
            // By a clock that was set back, perhaps. A bad one is no part of the order then, and speaks against it.
            return false;
        }
        boolean isNew = insert(station, read, Optional.of(expected), Optional.empty(), now);
        // One that came without an order first belongs to it from now on, unless a person has matched it with another.
        // One that came just now came after its task was claimed, whatever a clock says that was set back since.
        boolean isTaken = jdbc.sql("""
                        UPDATE ledger.statement SET order_id = ?, order_code = ?, medium_id = ?, misfit = NULL,
                          counted_at = coalesce(counted_at, received_at),
                          counted_by = CASE WHEN match_order_id IS NULL THEN NULL ELSE coalesce(counted_by, 'station') END
                        WHERE event_id = ? AND station_id = ? AND statement_digest = ?
                          AND (match_order_id IS NULL OR match_order_id = ?)
                          AND (order_id IS NULL OR (order_id = ? AND medium_id = ? AND (? OR received_at >= ?)))
                          AND NOT EXISTS (
                            SELECT 1 FROM ledger.statement later WHERE later.medium_id = ?
                            AND (later.counted_at, later.log_index) > (coalesce(statement.counted_at, statement.received_at), statement.log_index))""")
                        .params(
                                expected.order(),
                                expected.orderCode(),
                                expected.medium(),
                                event,
                                station.id(),
                                read.statementDigest(),
                                expected.order(),
                                expected.order(),
                                expected.medium(),
                                isNew,
                                expected.notBefore().atOffset(ZoneOffset.UTC),
                                expected.medium())
                        .update()
                == 1;
        if (isNew && !isTaken) {
            // Half of it would stay. All is undone, and the station brings it again.
            throw new IllegalStateException("a receipt that came just now was not taken as that of its order");
        }
        return isTaken;
    }

    /** Whether something is known of a medium that counts as later than what would be written now. */
    private boolean isLaterKnown(Read read, UUID medium, Instant now) {
        return jdbc.sql("""
                        SELECT count(*) FROM ledger.statement
                        WHERE medium_id = ? AND event_id <> ? AND (counted_at, log_index) > (?::timestamptz, ?)""")
                        .param(medium)
                        .param(read.verified().clearing().head().eventId())
                        .param(now.atOffset(ZoneOffset.UTC))
                        .param(read.verified().index())
                        .query((row, _) -> row.getInt(1))
                        .single()
                > 0;
    }

    /** How long the work took; nothing if a clock was set back meanwhile, for then nobody measured it. */
    private static @Nullable Long seconds(Instant startedAt, Instant finishedAt) {
        long seconds = Duration.between(startedAt, finishedAt).toSeconds();
        return seconds < 0 ? null : seconds;
    }

    /**
     * Notes of a stored receipt of an erasure without an order what it names, from its own bytes: these were verified when they came, and
     * whether they would be today, when trust in its station may have ended, is not what a bad one is passed over for.
     *
     * @return false if what is kept are no such bytes any more
     */
    boolean named(UUID event, String text) {
        try {
            Receipt receipt = Receipt.parse(text.getBytes(StandardCharsets.UTF_8));
            if (StatementReader.read(receipt.clearing().statement()) instanceof Statement.Clearing clearing
                    && StatementReader.read(receipt.start().statement()) instanceof Statement.Start start) {
                return named(event, text, clearing, start);
            }
        } catch (VerificationException _) {
            return false;
        }
        return false;
    }

    /** What an erasure without an order names, so that it is found by whatever it speaks for or against. */
    private boolean named(UUID event, String text, Statement.Clearing clearing, Statement.Start start) {
        // Of these very bytes: another receipt that bears the same event id says nothing of what the stored one names.
        return jdbc.sql("""
                        UPDATE ledger.statement SET serial_digest = ?, labels = ?
                        WHERE event_id = ? AND receipt_digest = ? AND (order_id IS NULL OR match_order_id IS NOT NULL)""")
                        .param(clearing.disclosed()
                                .serial()
                                .map(String::strip)
                                .filter(serial -> !serial.isEmpty())
                                .map(serials::of)
                                .orElse(null))
                        .param(labels(clearing, start).toArray(String[]::new))
                        .param(event)
                        .param(Bytes32.sha256(text.getBytes(StandardCharsets.UTF_8))
                                .toBytes())
                        .update()
                == 1;
    }

    /** Those that were named at the station, each once; empty if none was. */
    private static List<String> labels(Statement.Clearing clearing, Statement.Start start) {
        return List.of(clearing.disclosed(), start.disclosed()).stream()
                .flatMap(shown -> shown.asset().map(Asset::tag).stream())
                .distinct()
                .toList();
    }

    static String tail(String serial) {
        return serial.substring(Math.max(0, serial.length() - TAIL_CHARS));
    }

    private static LedgerException refused(String reason, String detail) {
        return new LedgerException(LedgerException.Code.RECEIPT_REFUSED, reason, detail);
    }
}
