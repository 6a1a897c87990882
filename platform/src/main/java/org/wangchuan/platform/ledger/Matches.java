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
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wangchuan.paper.Figures;
import org.wangchuan.platform.identity.Stations;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.proof.statement.Asset;
import org.wangchuan.proof.statement.Target;

/**
 * Erasures that stations made without an order, and the orders that people match them with. A match says whose medium it was; what
 * it proves follows from the evidence, and nobody sets it. Thread-safe.
 */
@Component
public class Matches {
    private static final Set<String> GOOD = Set.of("cleared", "purged");
    /** How far clocks of two stations may be apart; as far as verifiers allow. */
    private static final Duration CLOCK_SKEW = Duration.ofDays(1);

    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final Receipts receipts;
    private final Stations stations;
    private final Validations validations;

    Matches(JdbcClient jdbc, InstantSource clock, Receipts receipts, Stations stations, Validations validations) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.receipts = receipts;
        this.stations = stations;
        this.validations = validations;
    }

    /**
     * An erasure that no order asked for.
     *
     * @param medium its model, or what the station calls it
     */
    public record Loose(
            UUID eventId, UUID station, String medium, Optional<String> serialTail, String verdict, Instant at) {}

    /**
     * What such an erasure says, verified anew.
     *
     * @param serial of the medium in clear: for comparing, never for showing
     * @param labels those that were named at the station, each once; empty if none was
     * @param beganAt when it began at the latest: by the station's clock, which may be ahead by as much as its end seems to be later
     *     than its arrival here
     */
    public record Facts(
            UUID eventId,
            UUID site,
            UUID station,
            Optional<String> serial,
            List<String> labels,
            long capacityBytes,
            String policy,
            String verdict,
            boolean isConforming,
            Instant beganAt,
            Instant issuedAt,
            long logIndex) {
        public Facts {
            labels = List.copyOf(labels);
        }

        /** The last characters of the serial number, which may be shown. */
        public String serialTail() {
            return Receipts.tail(serial.orElse(""));
        }

        /** The capacity as on the paper. */
        public String size() {
            return Figures.size(capacityBytes);
        }

        /** Whether its verdict is good; conformity apart. */
        public boolean isGood() {
            return GOOD.contains(verdict);
        }
    }

    /** Who matches. */
    public record By(UUID account, String name, Role role) {}

    /**
     * An erasure that was matched with an order.
     *
     * @param name of whoever matched it, at work
     * @param findings why it proves nothing of the order: words under {@code ledger.match.CODE}; empty if it counts
     * @param isCounted whether it became one of the order's statements
     */
    public record Match(
            UUID eventId,
            String medium,
            Optional<String> serialTail,
            String verdict,
            Instant beganAt,
            Instant endedAt,
            Instant matchedAt,
            String name,
            Role role,
            List<String> findings,
            boolean isCounted) {
        public Match {
            findings = List.copyOf(findings);
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
                row.getObject("issued_at", OffsetDateTime.class).toInstant());
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

    private record Row(UUID site, UUID station, String receipt, long logIndex, Instant receivedAt) {}

    /** What an erasure that no order asked for says; its receipt is verified once more, for trust may have ended since. */
    public Optional<Facts> facts(UUID event) throws LedgerException {
        Optional<Row> known = jdbc.sql("""
                        SELECT site_id, station_id, receipt, log_index, received_at FROM ledger.statement
                        WHERE event_id = ? AND order_id IS NULL""")
                .param(event)
                .query((row, _) -> new Row(
                        row.getObject(1, UUID.class),
                        row.getObject(2, UUID.class),
                        row.getString(3),
                        row.getLong(4),
                        row.getObject(5, OffsetDateTime.class).toInstant()))
                .optional();
        if (known.isEmpty()) {
            return Optional.empty();
        }
        Row row = known.get();
        Stations.Station station = stations.find(row.station())
                .orElseThrow(() -> new LedgerException(
                        LedgerException.Code.RECEIPT_REFUSED, "signer", "no such station any more"));
        Receipts.Read read = receipts.verify(station, row.receipt());
        Target target = read.verified().clearing().disclosed().target().orElseThrow();
        List<String> labels =
                List.of(
                                read.verified().clearing().disclosed(),
                                read.verified().start().disclosed())
                        .stream()
                        .flatMap(shown -> shown.asset().map(Asset::tag).stream())
                        .distinct()
                        .toList();
        Duration ahead = Duration.between(row.receivedAt(), read.issuedAt());
        return Optional.of(new Facts(
                event,
                row.site(),
                row.station(),
                target.serial(),
                labels,
                target.capacityBytes(),
                read.claims().policy().id(),
                read.verdict(),
                Statements.isConforming(read.clauses(), validations.clausesOf(event)),
                ahead.isPositive() ? read.beganAt().minus(ahead) : read.beganAt(),
                read.issuedAt(),
                row.logIndex()));
    }

    /**
     * Whether an erasure was surely made after the one that a statement is about. One log has an order; of two stations only their clocks
     * tell, and a good erasure needs more for that than a bad one: of two, the worse counts in doubt.
     */
    public boolean isAfter(Facts facts, UUID statement) {
        return jdbc.sql("SELECT station_id, log_index, issued_at, received_at FROM ledger.statement WHERE event_id = ?")
                .param(statement)
                .query((row, _) -> {
                    if (facts.station().equals(row.getObject(1, UUID.class))) {
                        return facts.logIndex() > row.getLong(2);
                    }
                    Instant issued = row.getObject(3, OffsetDateTime.class).toInstant();
                    Instant received = row.getObject(4, OffsetDateTime.class).toInstant();
                    return facts.isGood()
                            ? facts.beganAt().isAfter(issued) && facts.beganAt().isAfter(received)
                            : facts.issuedAt().isAfter(issued.minus(CLOCK_SKEW));
                })
                .optional()
                .orElse(true); // what a workflow observed is no erasure
    }

    /**
     * Matches an erasure with an order, if it is matched with none; the caller has locked the order.
     *
     * @param findings what speaks against its counting; if nothing does, the statement is the order's from now on
     * @return false if it is matched with another, or a receipt made it another's meanwhile
     */
    @Transactional
    public boolean match(
            Facts facts, UUID order, String orderCode, Optional<UUID> medium, Collection<String> findings, By by) {
        OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
        boolean isCounted = findings.isEmpty();
        return jdbc.sql("""
                        UPDATE ledger.statement SET match_order_id = ?, match_account_id = ?, match_name = ?, match_role = ?,
                          match_began_at = ?, match_findings = ?, matched_at = ?,
                          order_id = ?, order_code = ?, medium_id = ?, counted_at = ?
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
                        .param(isCounted ? medium.orElseThrow() : null)
                        .param(isCounted ? now : null)
                        .param(facts.eventId())
                        .update()
                == 1;
    }

    /** Whether an erasure was matched with a medium since, and counts. */
    public boolean isMatchedSince(UUID medium, Instant since) {
        return jdbc.sql("""
                        SELECT count(*) FROM ledger.statement
                        WHERE medium_id = ? AND match_order_id IS NOT NULL AND matched_at >= ?""")
                        .params(medium, since.atOffset(ZoneOffset.UTC))
                        .query((row, _) -> row.getInt(1))
                        .single()
                > 0;
    }

    /** Those that were matched with an order, in the order in which they were. */
    public List<Match> ofOrder(UUID order) {
        return ofOrders(List.of(order));
    }

    /** Those that were matched with any of these orders, in the order in which they were. */
    public List<Match> ofOrders(Collection<UUID> orders) {
        return jdbc.sql("""
                        SELECT * FROM ledger.statement WHERE match_order_id = ANY(?::uuid[])
                        ORDER BY matched_at, event_id""")
                .param(orders.stream().map(UUID::toString).toArray(String[]::new))
                .query((row, _) -> new Match(
                        row.getObject("event_id", UUID.class),
                        row.getString("medium"),
                        Optional.ofNullable(row.getString("serial_tail")),
                        row.getString("verdict"),
                        row.getObject("match_began_at", OffsetDateTime.class).toInstant(),
                        row.getObject("issued_at", OffsetDateTime.class).toInstant(),
                        row.getObject("matched_at", OffsetDateTime.class).toInstant(),
                        row.getString("match_name"),
                        Role.valueOf(row.getString("match_role").toUpperCase(Locale.ROOT)),
                        List.of((String[]) row.getArray("match_findings").getArray()),
                        row.getObject("order_id") != null))
                .list();
    }
}
