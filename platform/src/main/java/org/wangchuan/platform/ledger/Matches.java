package org.wangchuan.platform.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wangchuan.paper.Figures;
import org.wangchuan.platform.custody.SerialDigest;
import org.wangchuan.platform.identity.Stations;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.proof.statement.Verdict;

/**
 * Erasures that stations made without an order, and the orders that people match them with. A match says whose medium it was; what
 * it proves follows from the evidence, and nobody sets it. Thread-safe.
 */
@Component
public class Matches {
    /** How far clocks of two stations may be apart; as far as verifiers allow. */
    private static final Duration CLOCK_SKEW = Duration.ofDays(1);

    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final Receipts receipts;
    private final Stations stations;
    private final SerialDigest serials;

    Matches(JdbcClient jdbc, InstantSource clock, Receipts receipts, Stations stations, SerialDigest serials) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.receipts = receipts;
        this.stations = stations;
        this.serials = serials;
    }

    /**
     * An erasure that no order asked for.
     *
     * @param medium its model, or what the station calls it
     * @param misfit what of a bad one does not fit: words under {@code ledger.conflict.CODE}
     * @param phone what it says beside its verdict, if it is about a phone
     * @param isDelegated whether it was made by a live order, and signed by a key that its station had delegated
     */
    public record Loose(
            UUID eventId,
            UUID station,
            String medium,
            Optional<String> serialTail,
            String verdict,
            Instant at,
            Optional<String> misfit,
            Optional<PhoneResult> phone,
            boolean isDelegated) {}

    /**
     * What such an erasure says, verified anew.
     *
     * @param serial of the medium in clear: for comparing, never for showing
     * @param labels those that were named at the station, each once; empty if none was
     * @param beganAt when it began at the latest: by the station's clock, which may be ahead by as much as its end seems to be later
     *     than its arrival here
     * @param phone what it says beside its verdict, if it is about a phone and no drive
     * @param receivedAt when it came, by this platform's clock: what no station's clock can move
     * @param isStationActive whether the station that made it may still bring evidence
     * @param misfit what of a bad one does not fit: words under {@code ledger.conflict.CODE}
     * @param isDelegated whether it was made by a live order, and signed by a key that its station had delegated: its place says nothing of what came when
     */
    public record Facts(
            UUID eventId,
            UUID site,
            UUID station,
            Optional<String> serial,
            List<String> labels,
            Optional<PhoneResult> phone,
            long capacityBytes,
            String policy,
            String policyVersion,
            String verdict,
            boolean isConforming,
            Instant beganAt,
            Instant issuedAt,
            Instant receivedAt,
            long logIndex,
            boolean isStationActive,
            Optional<String> misfit,
            boolean isDelegated) {
        public Facts {
            labels = List.copyOf(labels);
        }

        /** The last characters of the serial number, which may be shown. */
        public String serialTail() {
            return Receipts.tail(serial.orElse(""));
        }

        /** The capacity as on the paper. */
        public String size() {
            return capacityBytes == 0 ? "–" : Figures.size(capacityBytes); // a phone need not tell it
        }

        /** Whether it is about a phone, and no drive. */
        public boolean isPhone() {
            return phone.isPresent();
        }

        /** Whether it says of a phone that it was cleared, and speaks against that phone all the same: see {@link PhoneResult#isAgainst()}. */
        public boolean isGoodAndAgainst() {
            return Verdict.isGood(verdict)
                    && phone.filter(PhoneResult::isAgainst).isPresent();
        }

        /** Whether its verdict is good, and nothing that it says speaks against it; conformity apart. */
        public boolean isGood() {
            return Verdict.isGood(verdict) && !isGoodAndAgainst();
        }
    }

    /** Who matches. */
    public record By(UUID account, String name, Role role) {}

    /** What an erasure is worth for the order that it was matched with, now. Words are under {@code ledger.match.standing.NAME}. */
    public enum Standing {
        /** It is what is known of its medium. */
        COUNTS,
        /** It has counted; something later is known of the medium, or was begun with it. */
        SUPERSEDED,
        /** It has never counted. */
        KEPT,
        /** The match was a mistake. */
        TAKEN_BACK
    }

    /**
     * That a match was a mistake.
     *
     * @param reason words under {@code ledger.match.reason.REASON}
     */
    public record TakenBack(Instant at, String name, String reason) {}

    /**
     * An erasure that was matched with an order.
     *
     * @param name of whoever matched it, at work
     * @param findings what was found against it when it was matched: words under {@code ledger.match.CODE}
     * @param takenBack present if it is matched with the order no more
     * @param phone what it says beside its verdict, if it is about a phone
     */
    public record Match(
            UUID eventId,
            UUID order,
            String medium,
            Optional<String> serialTail,
            String verdict,
            Instant beganAt,
            Instant endedAt,
            Instant matchedAt,
            String name,
            Role role,
            List<String> findings,
            Standing standing,
            Optional<TakenBack> takenBack,
            Optional<PhoneResult> phone) {
        public Match {
            findings = List.copyOf(findings);
        }

        /** Whether it is what is known of its medium now. */
        public boolean isCounted() {
            return standing == Standing.COUNTS;
        }
    }

    /** Those of a site that are not matched, the newest first. */
    public List<Loose> open(UUID site, int offset, int limit) {
        return jdbc.sql("""
                        SELECT * FROM ledger.statement WHERE site_id = ? AND order_id IS NULL AND match_order_id IS NULL
                        ORDER BY received_at DESC, event_id LIMIT ? OFFSET ?""")
                .params(site, limit, offset)
                .query((row, _) -> loose(row))
                .list();
    }

    /** How many of a site are not matched. */
    public int count(UUID site) {
        return jdbc.sql("""
                        SELECT count(*) FROM ledger.statement
                        WHERE site_id = ? AND order_id IS NULL AND match_order_id IS NULL""").param(site).query((row, _) -> row.getInt(1)).single();
    }

    private static Loose loose(ResultSet row) throws SQLException {
        return new Loose(
                row.getObject("event_id", UUID.class),
                row.getObject("station_id", UUID.class),
                row.getString("medium"),
                Optional.ofNullable(row.getString("serial_tail")),
                row.getString("verdict"),
                row.getObject("issued_at", OffsetDateTime.class).toInstant(),
                Optional.ofNullable(row.getString("misfit")),
                PhoneResult.of(row.getString("receipt")),
                row.getBoolean("is_delegated"));
    }

    /** The site at which an erasure was made that is not an order's by its receipt. */
    public Optional<UUID> siteOf(UUID event) {
        return jdbc.sql("""
                        SELECT site_id FROM ledger.statement
                        WHERE event_id = ? AND (order_id IS NULL OR match_order_id IS NOT NULL)""")
                .param(event)
                .query((row, _) -> row.getObject(1, UUID.class))
                .optional();
    }

    /** The order that an erasure was matched with. */
    public Optional<UUID> orderOf(UUID event) {
        return jdbc.sql("SELECT match_order_id FROM ledger.statement WHERE event_id = ? AND match_order_id IS NOT NULL")
                .param(event)
                .query((row, _) -> row.getObject(1, UUID.class))
                .optional();
    }

    private record Row(
            UUID site, UUID station, String receipt, long logIndex, Instant receivedAt, Optional<String> misfit) {}

    /** What an erasure that no order asked for says; its receipt is verified once more, for trust may have ended since. */
    public Optional<Facts> facts(UUID event) throws LedgerException {
        Optional<Row> known = jdbc.sql("""
                        SELECT site_id, station_id, receipt, log_index, received_at, misfit FROM ledger.statement
                        WHERE event_id = ? AND order_id IS NULL""")
                .param(event)
                .query((row, _) -> new Row(
                        row.getObject(1, UUID.class),
                        row.getObject(2, UUID.class),
                        row.getString(3),
                        row.getLong(4),
                        row.getObject(5, OffsetDateTime.class).toInstant(),
                        Optional.ofNullable(row.getString(6))))
                .optional();
        if (known.isEmpty()) {
            return Optional.empty();
        }
        Row row = known.get();
        Stations.Station station = stations.find(row.station())
                .orElseThrow(() -> new LedgerException(
                        LedgerException.Code.RECEIPT_REFUSED, "signer", "no such station any more"));
        Receipts.Read read = receipts.verify(station, row.receipt());
        ErasedDevice device = ErasedDevice.of(read.verified().clearing().disclosed());
        Duration ahead = Duration.between(row.receivedAt(), read.issuedAt());
        return Optional.of(new Facts(
                event,
                row.site(),
                row.station(),
                device.serial(),
                read.labels(),
                PhoneResult.of(read.verified().clearing()),
                device.capacityBytes().orElse(0),
                read.claims().policy().id(),
                read.claims().policy().version(),
                read.verdict(),
                // Who answered for a clause did so for the order that it was matched with then, and for who had it in
                // hand there.
                Statements.isConforming(read.clauses(), Set.of()),
                ahead.isPositive() ? read.beganAt().minus(ahead) : read.beganAt(),
                read.issuedAt(),
                row.receivedAt(),
                row.logIndex(),
                station.isActive(),
                row.misfit(),
                read.isDelegated()));
    }

    /**
     * Whether an erasure was surely made after the one that a statement is about. One log has an order, unless its key was given out of hand; of two stations
     * only their clocks tell, and these may be wrong by any measure: a good erasure has to begin by more than a day after the other was issued, and after it
     * came here; a bad one is never passed over. Of two, the worse counts in doubt.
     */
    public boolean isAfter(Facts facts, UUID statement) {
        return jdbc.sql(
                        "SELECT station_id, log_index, issued_at, received_at, is_delegated FROM ledger.statement WHERE event_id = ?")
                .param(statement)
                .query((row, _) -> {
                    boolean isOneLog = facts.station().equals(row.getObject(1, UUID.class))
                            && !facts.isDelegated()
                            && !row.getBoolean(5);
                    if (isOneLog) {
                        return facts.logIndex() > row.getLong(2);
                    }
                    Instant issued = row.getObject(3, OffsetDateTime.class).toInstant();
                    Instant received = row.getObject(4, OffsetDateTime.class).toInstant();
                    return !facts.isGood()
                            || (facts.beganAt().isAfter(issued.plus(CLOCK_SKEW))
                                    && facts.beganAt().isAfter(received.plus(CLOCK_SKEW)));
                })
                .optional()
                .orElse(true); // what a workflow observed is no erasure
    }

    /**
     * Whether a good erasure surely began after the last second look at a device that found something. No log has both, so clocks tell, as
     * between two stations; where nothing was found it did.
     */
    public boolean isAfterFound(Facts facts, UUID device) {
        return foundAt(device).filter(found -> !isSurelyAfter(facts, found)).isEmpty();
    }

    /** Whether an erasure surely began after a time of the platform's: by its station's clock, which may be fast, by more than a day. */
    public static boolean isSurelyAfter(Facts facts, Instant time) {
        return facts.beganAt().isAfter(time.plus(CLOCK_SKEW))
                && facts.receivedAt().isAfter(time);
    }

    /** When a second look at a device found something for the last time: when it was said, or by its station's clock read, if that is later. */
    public Optional<Instant> foundAt(UUID device) {
        return jdbc.sql("SELECT oversight.found_at(?)")
                .param(device)
                .query((row, _) -> Optional.ofNullable(row.getObject(1, OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant))
                .single();
    }

    /** Whether a try of a medium began here after a statement had come, by the order in which both were written. */
    public boolean isBegunSince(UUID statement, UUID medium) {
        return jdbc.sql("SELECT ledger.is_begun_since(?, ?)")
                .params(statement, medium)
                .query((row, _) -> row.getBoolean(1))
                .single();
    }

    /**
     * Bad erasures without an order that may be of the same medium as a good one, and that are matched with nothing, or only by somebody's
     * word. Of one station, those that are earlier in its log speak against nothing.
     *
     * @param label of the device
     */
    public List<UUID> openBeside(Facts good, String label) {
        return jdbc.sql("""
                        SELECT event_id FROM ledger.statement
                        WHERE site_id = ? AND order_id IS NULL AND (verdict NOT IN ('purged', 'cleared') OR is_against) AND event_id <> ?
                          AND (match_order_id IS NULL OR 'LINK_BY_WORD' = ANY (match_findings) OR verdict IN ('purged', 'cleared'))
                          AND (serial_digest = ?::bytea
                            OR (? = ANY (labels) AND (serial_digest IS NULL OR ?::bytea IS NULL)))
                          AND NOT (station_id = ? AND NOT is_delegated AND NOT ? AND log_index < ?)
                        ORDER BY received_at DESC, event_id LIMIT 20""")
                .param(good.site())
                .param(good.eventId())
                .param(digest(good))
                .param(label)
                .param(digest(good))
                .param(good.station())
                .param(good.isDelegated())
                .param(good.logIndex())
                .query((row, _) -> row.getObject(1, UUID.class))
                .list();
    }

    private byte @Nullable [] digest(Facts facts) {
        return facts.serial()
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .map(serials::of)
                .orElse(null);
    }

    /**
     * Matches an erasure with an order, if it is matched with none; the caller has locked the order.
     *
     * @param medium that it counts for from now on; empty if it proves nothing of the order
     * @param findings what speaks against it
     * @return false if it is matched with another, or a receipt made it another's meanwhile
     */
    @Transactional
    public boolean match(
            Facts facts, UUID order, String orderCode, Optional<UUID> medium, Collection<String> findings, By by) {
        OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
        boolean isCounted = medium.isPresent();
        return jdbc.sql("""
                        UPDATE ledger.statement SET match_order_id = ?, match_account_id = ?, match_name = ?, match_role = ?,
                          match_began_at = ?, match_findings = ?, matched_at = ?,
                          order_id = ?, order_code = ?, medium_id = ?, counted_at = ?, counted_by = ?
                        WHERE event_id = ? AND order_id IS NULL AND match_order_id IS NULL""")
                        .param(order)
                        .param(by.account())
                        .param(by.name())
                        .param(by.role().id())
                        .param(facts.beganAt().atOffset(ZoneOffset.UTC))
                        .param(findings.toArray(String[]::new))
                        .param(now)
                        .param(isCounted ? order : null)
                        .param(isCounted ? orderCode : null)
                        .param(medium.orElse(null))
                        .param(isCounted ? now : null)
                        .param(isCounted ? "match" : null)
                        .param(facts.eventId())
                        .update()
                == 1;
    }

    /** The medium that a matched erasure counts for, by its match. */
    public Optional<UUID> countsFor(UUID event) {
        return jdbc.sql("SELECT medium_id FROM ledger.statement WHERE event_id = ? AND counted_by = 'match'")
                .param(event)
                .query((row, _) -> row.getObject(1, UUID.class))
                .optional();
    }

    /**
     * Takes a match back: what was matched stays on record, and the erasure is matched with nothing. The caller has locked the order.
     *
     * @return false if it is not matched with this order, or is the order's without the match
     */
    @Transactional
    public boolean takeBack(UUID event, UUID order, String reason, By by) {
        int kept = jdbc.sql("""
                        INSERT INTO ledger.match_taken_back (event_id, order_id, account_id, name, role, began_at, findings,
                          matched_at, had_counted, taken_back_by, taken_back_name, taken_back_at, reason)
                        SELECT event_id, match_order_id, match_account_id, match_name, match_role, match_began_at, match_findings,
                          matched_at, order_id IS NOT NULL, ?, ?, ?, ?
                        FROM ledger.statement
                        WHERE event_id = ? AND match_order_id = ? AND counted_by IS DISTINCT FROM 'station' FOR NO KEY UPDATE""")
                .param(by.account())
                .param(by.name())
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .param(reason)
                .param(event)
                .param(order)
                .update();
        if (kept == 0) {
            return false;
        }
        jdbc.sql("""
                        UPDATE ledger.statement SET match_order_id = NULL, match_account_id = NULL, match_name = NULL,
                          match_role = NULL, match_began_at = NULL, match_findings = NULL, matched_at = NULL,
                          order_id = NULL, order_code = NULL, medium_id = NULL, counted_at = NULL, counted_by = NULL
                        WHERE event_id = ?""").param(event).update();
        return true;
    }

    /** Whether another erasure than this one was matched with a medium since, and counts. */
    public boolean isMatchedSince(UUID medium, Instant since, UUID except) {
        return jdbc.sql("""
                        SELECT count(*) FROM ledger.statement
                        WHERE medium_id = ? AND match_order_id IS NOT NULL AND matched_at >= ? AND event_id <> ?""")
                        .params(medium, since.atOffset(ZoneOffset.UTC), except)
                        .query((row, _) -> row.getInt(1))
                        .single()
                > 0;
    }

    /** Those that were matched with an order, in the order in which they were; also those that are not any more. */
    public List<Match> ofOrder(UUID order) {
        return ofOrders(List.of(order));
    }

    /** Those that were matched with any of these orders, in the order in which they were; also those that are not any more. */
    public List<Match> ofOrders(Collection<UUID> orders) {
        return jdbc.sql("""
                        SELECT * FROM (
                          SELECT event_id, match_order_id AS of_order, medium, serial_tail, verdict, match_began_at AS began_at,
                            issued_at, matched_at, match_name AS name, match_role AS role, match_findings AS findings,
                            CASE WHEN order_id IS NULL THEN 'KEPT'
                              WHEN EXISTS (SELECT 1 FROM custody.medium m WHERE m.statement_id = s.event_id) THEN 'COUNTS'
                              ELSE 'SUPERSEDED' END AS standing,
                            NULL::timestamptz AS taken_back_at, NULL AS taken_back_name, NULL AS reason,
                            CASE WHEN s.passes IS NULL THEN s.receipt END AS no_drives
                          FROM ledger.statement s WHERE match_order_id = ANY(?::uuid[])
                          UNION ALL
                          SELECT b.event_id, b.order_id, s.medium, s.serial_tail, s.verdict, b.began_at, s.issued_at, b.matched_at,
                            b.name, b.role, b.findings, 'TAKEN_BACK', b.taken_back_at, b.taken_back_name, b.reason,
                            CASE WHEN s.passes IS NULL THEN s.receipt END
                          FROM ledger.match_taken_back b JOIN ledger.statement s ON s.event_id = b.event_id
                          WHERE b.order_id = ANY(?::uuid[])) matches
                        ORDER BY matched_at, event_id""")
                .param(ids(orders))
                .param(ids(orders))
                .query((row, _) -> match(row))
                .list();
    }

    private static String[] ids(Collection<UUID> orders) {
        return orders.stream().map(UUID::toString).toArray(String[]::new);
    }

    private static Match match(ResultSet row) throws SQLException {
        OffsetDateTime takenBack = row.getObject("taken_back_at", OffsetDateTime.class);
        return new Match(
                row.getObject("event_id", UUID.class),
                row.getObject("of_order", UUID.class),
                row.getString("medium"),
                Optional.ofNullable(row.getString("serial_tail")),
                row.getString("verdict"),
                row.getObject("began_at", OffsetDateTime.class).toInstant(),
                row.getObject("issued_at", OffsetDateTime.class).toInstant(),
                row.getObject("matched_at", OffsetDateTime.class).toInstant(),
                row.getString("name"),
                Role.valueOf(row.getString("role").toUpperCase(Locale.ROOT)),
                List.of((String[]) row.getArray("findings").getArray()),
                Standing.valueOf(row.getString("standing")),
                takenBack == null
                        ? Optional.empty()
                        : Optional.of(new TakenBack(
                                takenBack.toInstant(), row.getString("taken_back_name"), row.getString("reason"))),
                Optional.ofNullable(row.getString("no_drives")).flatMap(PhoneResult::of));
    }
}
