package org.wangchuan.platform.ledger;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wangchuan.canonical.Json;
import org.wangchuan.platform.ledger.log.PlatformLog;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.statement.NotProved;
import org.wangchuan.proof.statement.Verdict;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads what stations have proved; each answer by one connection, for whoever holds one and waits for another blocks everybody.
 * Thread-safe.
 */
@Component
public class Statements {
    static final TypeReference<List<Clause>> CLAUSES = new TypeReference<>() {};

    private static final String TIME_NOT_WITNESSED = Json.wireName(NotProved.TIME_NOT_WITNESSED);
    private static final String KEY_DESTRUCTION = Json.wireName(NotProved.KEY_DESTRUCTION);
    private static final String NO_SERIAL = "no-serial";
    private static final String UNNOTED = "unnoted";

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Validations validations;
    private final PlatformLog log;
    private final ProducersMet producers;

    Statements(JdbcClient jdbc, JsonMapper json, Validations validations, PlatformLog log, ProducersMet producers) {
        this.producers = producers;
        this.jdbc = jdbc;
        this.json = json;
        this.validations = validations;
        this.log = log;
    }

    /** The statements that count for an order, one of each medium: the one that came to count last, of several tries. */
    @Transactional(readOnly = true)
    public List<StatementFile> ofOrder(UUID order) {
        return shown(order).stream().map(Shown::file).toList();
    }

    /**
     * What the statements that count for several orders say, without their files: by the order, one of each medium, the earliest
     * first. An order that has none is not in it.
     */
    @Transactional(readOnly = true)
    public Map<UUID, List<StatementOutline>> outlines(Collection<UUID> orders) {
        String[] ids = orders.stream().map(UUID::toString).toArray(String[]::new);
        Map<UUID, Set<String>> validated = validated("s.order_id = ANY(?::uuid[])", ids);
        Map<UUID, Set<String>> met = met("s.order_id = ANY(?::uuid[])", ids);
        return jdbc
                .sql("""
                        SELECT order_id, event_id, statement_digest, medium, serial_tail, verdict, clauses, not_proved, certificate IS NOT NULL AS has_certificate,
                          issued_at, ledger.doubt(event_id) AS doubt, custody.is_unnoted(medium_id) AS is_unnoted,
                          CASE WHEN passes IS NULL THEN receipt END AS no_drives,
                          CASE WHEN clauses::text LIKE '%undetermined%' THEN ledger.is_by_hand_since(event_id) ELSE FALSE END AS is_by_hand FROM (
                          SELECT DISTINCT ON (order_id, medium_id) * FROM ledger.statement WHERE order_id = ANY(?::uuid[])
                          ORDER BY order_id, medium_id, counted_at DESC, log_index DESC) latest
                        ORDER BY counted_at, log_index""")
                .param(ids)
                .query((row, _) -> {
                    UUID event = row.getObject("event_id", UUID.class);
                    List<Clause> clauses = json.readValue(row.getString("clauses"), CLAUSES);
                    Set<String> persons = validated.getOrDefault(event, Set.of());
                    Set<String> producers = met.getOrDefault(event, Set.of());
                    Set<String> answered = both(persons, producers);
                    List<Clause> unmet = clauses.stream()
                            .filter(clause -> !isAnswered(clause, answered))
                            .toList();
                    boolean isByHand = row.getBoolean("is_by_hand");
                    return new StatementOutline(
                            event,
                            Bytes32.of(row.getBytes("statement_digest")),
                            row.getObject("order_id", UUID.class),
                            row.getString("medium"),
                            Optional.ofNullable(row.getString("serial_tail")),
                            row.getString("verdict"),
                            isConforming(clauses, answered),
                            unmet.stream().map(Clause::id).toList(),
                            unmet.stream()
                                    .filter(clause -> clause.isUndetermined() && !isByHand)
                                    .map(Clause::id)
                                    .toList(),
                            !persons.isEmpty(),
                            !persons.containsAll(producers),
                            notProved(row, row.getBoolean("has_certificate")),
                            row.getBoolean("has_certificate"),
                            row.getObject("issued_at", OffsetDateTime.class).toInstant(),
                            Optional.ofNullable(row.getString("no_drives")).flatMap(PhoneResult::of),
                            Optional.ofNullable(row.getString("doubt")));
                })
                .list()
                .stream()
                .collect(Collectors.groupingBy(StatementOutline::order));
    }

    /** What several receipts say, by their digests, if something may rest on them, and what is true of that now. */
    @Transactional(readOnly = true)
    public Map<Bytes32, Shown> ofReceipts(Collection<Bytes32> digests) {
        if (digests.isEmpty()) {
            return Map.of();
        }
        byte[][] wanted = digests.stream().map(Bytes32::toBytes).toArray(byte[][]::new);
        Map<UUID, Set<String>> validated = validated("s.receipt_digest = ANY(?)", wanted);
        Map<UUID, Set<String>> met = met("s.receipt_digest = ANY(?)", wanted);
        return jdbc
                .sql("""
                        SELECT *, ledger.doubt(event_id) AS doubt, custody.is_unnoted(medium_id) AS is_unnoted FROM ledger.statement
                        WHERE receipt_digest = ANY(?) AND order_id IS NOT NULL""")
                .param(wanted)
                .query((row, _) -> Map.entry(
                        Bytes32.of(row.getBytes("receipt_digest")),
                        shown(
                                row,
                                event -> both(
                                        validated.getOrDefault(event, Set.of()), met.getOrDefault(event, Set.of())))))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Set<String> both(Set<String> persons, Set<String> producers) {
        Set<String> out = new HashSet<>(persons);
        out.addAll(producers);
        return out;
    }

    /** Which clauses of which statements somebody answers for. */
    private Map<UUID, Set<String>> validated(String where, Object parameter) {
        return clauses("validation", where, parameter);
    }

    /** Which clauses of which statements are met by a maker's word. */
    private Map<UUID, Set<String>> met(String where, Object parameter) {
        return producers.now(clauses("producer_met", where, parameter));
    }

    private Map<UUID, Set<String>> clauses(String table, String where, Object parameter) {
        Map<UUID, Set<String>> out = new HashMap<>();
        jdbc.sql("SELECT v.event_id, v.clause FROM ledger." + table
                        + " v JOIN ledger.statement s ON s.event_id = v.event_id WHERE " + where)
                .param(parameter)
                .query((row, _) -> Map.entry(row.getObject(1, UUID.class), row.getString(2)))
                .list()
                .forEach(one ->
                        out.computeIfAbsent(one.getKey(), _ -> new HashSet<>()).add(one.getValue()));
        return out;
    }

    /** What a page says of the statements that count for an order, beside the files themselves. */
    @Transactional(readOnly = true)
    public List<Shown> shown(UUID order) {
        return jdbc.sql("""
                        SELECT latest.*, ledger.doubt(event_id) AS doubt, custody.is_unnoted(medium_id) AS is_unnoted FROM (
                          SELECT DISTINCT ON (medium_id) * FROM ledger.statement WHERE order_id = ?
                          ORDER BY medium_id, counted_at DESC, log_index DESC) latest
                        ORDER BY counted_at, log_index""")
                .param(order)
                .query((row, _) -> shown(row, validations::answered))
                .list();
    }

    /**
     * One try at a medium.
     *
     * @param at when its statement was issued
     */
    public record Try(Instant at, String verdict) {
        /** Whether it ended as it should. */
        public boolean isGood() {
            return Verdict.isGood(verdict);
        }
    }

    /** The tries at each medium of an order, the earliest first, by the statement that counts for it now; of one try alone, nothing. */
    @Transactional(readOnly = true)
    public Map<UUID, List<Try>> tries(UUID order) {
        Map<UUID, List<Try>> all = new HashMap<>();
        jdbc.sql("""
                        SELECT issued_at, verdict, first_value(event_id) OVER (
                          PARTITION BY medium_id ORDER BY counted_at DESC, log_index DESC) AS counts
                        FROM ledger.statement WHERE order_id = ? ORDER BY counted_at, log_index""")
                .param(order)
                .query((row, _) -> Map.entry(
                        row.getObject("counts", UUID.class),
                        new Try(
                                row.getObject("issued_at", OffsetDateTime.class).toInstant(),
                                row.getString("verdict"))))
                .list()
                .forEach(one -> all.computeIfAbsent(one.getKey(), _ -> new ArrayList<>())
                        .add(one.getValue()));
        all.values().removeIf(tries -> tries.size() < 2);
        return all;
    }

    private Shown shown(ResultSet row, Function<UUID, Set<String>> validated) throws SQLException {
        return new Shown(
                read(row, validated),
                row.getString("order_code"),
                row.getObject("site_id", UUID.class),
                row.getObject("station_id", UUID.class),
                row.getString("policy"),
                row.getString("policy_version"),
                notProved(row, row.getString("certificate") != null),
                Optional.ofNullable(row.getString("doubt")));
    }

    /**
     * A statement with what its page shows.
     *
     * @param doubt why its good verdict is not what is true of the medium now: {@code earlier}, if somebody began with it again, what
     *     had counted was taken back, or another counts since; {@code open}, if a bad erasure names its device that nobody has settled;
     *     {@code missing} and {@code lost}, if the device got lost in the company's hands since, and if it was found after that;
     *     {@code unreadable}, if what is kept of it can't be checked any more. Words are under {@code ledger.doubt.DOUBT}
     */
    public record Shown(
            StatementFile file,
            String orderCode,
            UUID site,
            UUID station,
            String policy,
            String policyVersion,
            List<String> notProved,
            Optional<String> doubt) {
        public Shown {
            notProved = List.copyOf(notProved);
        }

        /** What may be said of the medium now: never a better word than its statement's. */
        public String verdict() {
            return doubt.isEmpty() ? file.verdict() : Verdict.UNPROVEN.id();
        }

        /** Whether it was purged in a way that may rest on no more than a destroyed key, as {@link StatementOutline#restsOnKey}. */
        public boolean restsOnKey() {
            return Statements.restsOnKey(file.verdict(), notProved);
        }

        /** Whether it may be said now that the rule is met. */
        public boolean isConforming() {
            return doubt.isEmpty() && file.isConforming();
        }
    }

    /**
     * What a statement does not prove, by its own words and by what came since: once witnesses have seen it, its time is known; and where
     * the medium has no serial number, or one that nobody had noted for the device, only who put it into the lane says that it is this one.
     */
    private static List<String> notProved(ResultSet row, boolean hasCertificate) throws SQLException {
        Set<String> codes =
                new TreeSet<>(List.of((String[]) row.getArray("not_proved").getArray()));
        if (hasCertificate) {
            codes.remove(TIME_NOT_WITNESSED);
        }
        if (row.getString("serial_tail") == null) {
            codes.add(NO_SERIAL);
        } else if (row.getBoolean("is_unnoted")) {
            codes.add(UNNOTED);
        }
        return List.copyOf(codes);
    }

    private StatementFile read(ResultSet row, Function<UUID, Set<String>> validated) throws SQLException {
        UUID event = row.getObject("event_id", UUID.class);
        List<Clause> clauses = json.readValue(row.getString("clauses"), CLAUSES);
        return new StatementFile(
                event,
                row.getObject("order_id", UUID.class),
                row.getString("medium"),
                Optional.ofNullable(row.getString("serial_tail")),
                row.getString("receipt"),
                Optional.ofNullable(row.getString("certificate")),
                row.getString("verdict"),
                isConforming(clauses, validated.apply(event)),
                clauses,
                standing(row),
                !row.getBoolean("is_delegated")
                                && (row.getString("certificate") == null || row.getBoolean("is_under_operator"))
                        ? "/trust"
                        : "/trust/stations/" + row.getString("station_id"),
                row.getObject("issued_at", OffsetDateTime.class).toInstant());
    }

    private StatementFile.Standing standing(ResultSet row) throws SQLException {
        boolean isReadable = Arrays.equals(
                row.getBytes("receipt_digest"),
                Bytes32.sha256(row.getString("receipt").getBytes(StandardCharsets.UTF_8))
                        .toBytes());
        if (!isReadable || PlatformLog.UNREADABLE.equals(row.getString("log_problem"))) {
            return StatementFile.Standing.UNREADABLE;
        }
        if (row.getBoolean("is_delegated")) {
            return StatementFile.Standing.DELEGATED;
        }
        if (row.getString("certificate") != null) {
            return StatementFile.Standing.CERTIFIED;
        }
        if (row.getString("log_problem") != null) {
            return StatementFile.Standing.REFUSED;
        }
        if (row.getObject("clearing_log_index") == null) {
            return StatementFile.Standing.WAITING;
        }
        return log.isWitnessed() ? StatementFile.Standing.ENTERED : StatementFile.Standing.UNWITNESSED;
    }

    static boolean restsOnKey(String verdict, List<String> notProved) {
        return verdict.equals(Verdict.PURGED.id()) && notProved.contains(KEY_DESTRUCTION);
    }

    static boolean isAnswered(Clause clause, Set<String> validated) {
        return clause.isSatisfied() || (clause.isUndetermined() && validated.contains(clause.id()));
    }

    /** Every clause is met, or was left open and a person answers for it; a statement without clauses meets nothing. */
    static boolean isConforming(List<Clause> clauses, Set<String> validated) {
        return !clauses.isEmpty() && clauses.stream().allMatch(clause -> isAnswered(clause, validated));
    }
}
