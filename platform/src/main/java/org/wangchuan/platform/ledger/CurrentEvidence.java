package org.wangchuan.platform.ledger;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wangchuan.platform.identity.Stations;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.encoding.Bytes32;

/**
 * Whether what is kept of statements still verifies: each receipt by the list of its station, each certificate by that of its log, as
 * before a paper is made of it. A few at a time are in memory. Thread-safe.
 */
@Component
public class CurrentEvidence {
    private static final Logger LOG = LoggerFactory.getLogger(CurrentEvidence.class);
    private static final int AT_ONCE = 50;
    private static final Set<String> TAKEN_BACK =
            Set.of(FailureCode.REVOKED.wireName(), FailureCode.SUPERSEDED.wireName(), FailureCode.CORRECTED.wireName());

    private final JdbcClient jdbc;
    private final Receipts receipts;
    private final Certificates certificates;
    private final Stations stations;

    CurrentEvidence(JdbcClient jdbc, Receipts receipts, Certificates certificates, Stations stations) {
        this.jdbc = jdbc;
        this.receipts = receipts;
        this.certificates = certificates;
        this.stations = stations;
    }

    /** How a statement stands now. */
    public enum Standing {
        HOLDS,
        /** A status list that came with it says that it was revoked, corrected or superseded. */
        TAKEN_BACK,
        /** It does not verify any more. */
        REFUSED,
        /** What is kept are not the bytes that were verified when it came. */
        UNREADABLE
    }

    /** The rule set that a statement names. */
    public record Rules(String policy, String version) {}

    /**
     * The files of a statement.
     *
     * @param name without what kind of file it is
     * @param station whose own list its certificate is verified by, or its receipt, where a key has signed that which the station delegates; empty if the operator's does it
     */
    public record Files(String name, String receipt, Optional<String> certificate, Optional<UUID> station) {}

    private record Row(
            UUID event,
            UUID station,
            String receipt,
            Bytes32 receiptDigest,
            Bytes32 statementDigest,
            String verdict,
            @Nullable String certificate) {}

    /** The rule sets of several statements; one that there is not is not in it. */
    @Transactional(readOnly = true)
    public Map<UUID, Rules> rules(Collection<UUID> events) {
        Map<UUID, Rules> out = new HashMap<>();
        jdbc.sql("SELECT event_id, policy, policy_version FROM ledger.statement WHERE event_id = ANY(?::uuid[])")
                .param(texts(events))
                .query((row, _) ->
                        Map.entry(row.getObject(1, UUID.class), new Rules(row.getString(2), row.getString(3))))
                .list()
                .forEach(one -> out.put(one.getKey(), one.getValue()));
        return out;
    }

    /** Verifies all files of these statements anew; one that there is not is refused. Takes some milliseconds for each. */
    @Transactional(readOnly = true)
    public Map<UUID, Standing> verified(Collection<UUID> events) {
        Map<UUID, Standing> out = new HashMap<>();
        for (UUID event : events) {
            out.put(event, Standing.REFUSED);
        }
        List<UUID> all = new ArrayList<>(events);
        for (int from = 0; from < all.size(); from += AT_ONCE) {
            for (Row row : rows(all.subList(from, Math.min(all.size(), from + AT_ONCE)))) {
                out.put(row.event(), standing(row));
            }
        }
        return out;
    }

    private List<Row> rows(List<UUID> events) {
        return jdbc.sql("""
                        SELECT event_id, station_id, receipt, receipt_digest, statement_digest, verdict, certificate
                        FROM ledger.statement WHERE event_id = ANY(?::uuid[])""")
                .param(texts(events))
                .query((row, _) -> new Row(
                        row.getObject(1, UUID.class),
                        row.getObject(2, UUID.class),
                        row.getString(3),
                        Bytes32.of(row.getBytes(4)),
                        Bytes32.of(row.getBytes(5)),
                        row.getString(6),
                        row.getString(7)))
                .list();
    }

    private Standing standing(Row row) {
        if (!Bytes32.sha256(row.receipt().getBytes(StandardCharsets.UTF_8)).equals(row.receiptDigest())) {
            return Standing.UNREADABLE;
        }
        Optional<Stations.Station> station = stations.find(row.station());
        if (station.isEmpty()) {
            return Standing.REFUSED;
        }
        try {
            Bytes32 statement = receipts.require(station.get(), row.receipt(), row.verdict())
                    .clearing()
                    .statement()
                    .digest();
            if (!statement.equals(row.statementDigest())) {
                return Standing.UNREADABLE;
            }
            if (row.certificate() != null) {
                var _ = certificates.require(row.station(), statement, row.certificate());
            }
            return Standing.HOLDS;
        } catch (LedgerException e) {
            LOG.warn("statement {} does not verify now: {} {}", row.event(), e.code(), e.reason());
            return TAKEN_BACK.contains(e.reason()) ? Standing.TAKEN_BACK : Standing.REFUSED;
        }
    }

    /** How many bytes the files of these statements have. */
    @Transactional(readOnly = true)
    public long bytes(Collection<UUID> events) {
        return jdbc.sql("""
                        SELECT coalesce(sum(octet_length(coalesce(certificate, receipt))), 0) FROM ledger.statement
                        WHERE event_id = ANY(?::uuid[])""")
                .param(texts(events))
                .query((row, _) -> row.getLong(1))
                .single();
    }

    /** The files of a few statements, by their event ids; a larger number than fifty is refused. */
    @Transactional(readOnly = true)
    public List<Files> files(List<UUID> events) {
        if (events.size() > AT_ONCE) {
            throw new IllegalArgumentException("at most " + AT_ONCE + " at once");
        }
        return jdbc.sql("""
                        SELECT event_id, order_code, serial_tail, receipt, certificate, is_under_operator, is_delegated, station_id
                        FROM ledger.statement WHERE event_id = ANY(?::uuid[]) ORDER BY order_code, event_id""")
                .param(texts(events))
                .query((row, _) -> {
                    String tail = row.getString("serial_tail");
                    Optional<String> certificate = Optional.ofNullable(row.getString("certificate"));
                    return new Files(
                            row.getString("order_code")
                                    + (tail == null ? "" : "-" + tail.replaceAll("[^A-Za-z0-9]", "_"))
                                    + "-"
                                    + row.getString("event_id")
                                            .toLowerCase(Locale.ROOT)
                                            .substring(0, 8),
                            row.getString("receipt"),
                            certificate,
                            !row.getBoolean("is_delegated")
                                            && (certificate.isEmpty() || row.getBoolean("is_under_operator"))
                                    ? Optional.empty()
                                    : Optional.of(row.getObject("station_id", UUID.class)));
                })
                .list();
    }

    private static String[] texts(Collection<UUID> events) {
        return events.stream().map(UUID::toString).toArray(String[]::new);
    }
}
