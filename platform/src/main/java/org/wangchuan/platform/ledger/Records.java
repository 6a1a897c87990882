package org.wangchuan.platform.ledger;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.wangchuan.platform.ledger.log.OperatorKey;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.issue.IssuedStatement;
import org.wangchuan.proof.issue.StatementIssuer;
import org.wangchuan.proof.issue.StationChain;
import org.wangchuan.proof.record.RecordedFile;

/**
 * What the operator's log has signed of what people saw and decided. It lies apart from what stations have proved, so that nothing
 * which asks for a proof ever finds it; each record is made once, with what it is about, and stays the same bytes. Thread-safe.
 */
@Component
public class Records {
    private static final int EVENT_CHARS = 8;

    private final JdbcClient jdbc;
    private final OperatorKey key;

    Records(JdbcClient jdbc, OperatorKey key) {
        this.jdbc = jdbc;
        this.key = key;
    }

    /** What a record is of. */
    public enum Kind {
        /** Of a guided workflow. */
        OBSERVATION,
        /** Of somebody who answers for an open clause. */
        VALIDATION,
        /** Of somebody who agreed to an erasure. */
        CONSENT,
        /** Of a consent that is over. */
        WITHDRAWAL,
        /** Of what speaks for somebody's being there, or against it. */
        PRESENCE,
        /** Of a summary of an institution's list. */
        SUMMARY,
        /** Of how many results a site has; of no order. */
        COUNTS;

        /** As the database and file names spell it. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        private static Kind of(String id) {
            return valueOf(id.toUpperCase(Locale.ROOT));
        }
    }

    /**
     * What is to be signed.
     *
     * @param event the id of what happened, and of its statement
     * @param order absent exactly for counts
     * @param at the time of the statement
     */
    public record About(UUID event, Kind kind, @Nullable UUID order, String orderCode, UUID site, Instant at) {}

    /** Makes the statement of it, at its place in the chain. */
    @FunctionalInterface
    public interface Signing {
        /** Signs. */
        IssuedStatement sign(StatementIssuer issuer, StationChain chain);
    }

    /** That there is a record, and of what. */
    public record Named(UUID event, Kind kind) {}

    /**
     * A record with what a page shows of it.
     *
     * @param text the file, byte for byte as it was signed
     * @param place in the operator's log; empty while it is on its way there
     * @param isSetAside whether it will never be there: it can't be read any more, or the log has something else for its event
     */
    public record Shown(
            UUID event,
            Kind kind,
            UUID order,
            String orderCode,
            UUID site,
            Instant at,
            String text,
            Optional<Long> place,
            boolean isSetAside) {
        /** What it is called as a file. */
        public String fileName() {
            return orderCode + "-" + event.toString().substring(0, EVENT_CHARS) + "." + kind.id() + ".json";
        }

        /** The file, for whoever takes it home. */
        public ResponseEntity<byte[]> download() {
            return ResponseEntity.ok()
                    .contentType(MediaType.APPLICATION_JSON)
                    .header(
                            HttpHeaders.CONTENT_DISPOSITION,
                            ContentDisposition.attachment()
                                    .filename(fileName())
                                    .build()
                                    .toString())
                    .body(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /**
     * Signs and keeps a record, in the transaction of what it is about: both happen, or neither. It waits for others who sign, and they
     * for this transaction's end: whoever calls it has locked all else before.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void append(About about, Signing signing) {
        // One at a time: each names the one before it.
        jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended('ledger.record', 0))")
                .query((_, _) -> true)
                .single();
        String signer = key.verifierKey().key().thumbprint();
        IssuedStatement issued = signing.sign(key.issuer(), chain(signer));
        var head = issued.statement().head();
        if (!head.eventId().equals(about.event())) {
            throw new IllegalArgumentException("expected a statement of " + about.event());
        }
        RecordedFile file = RecordedFile.of(head.type(), issued.sdJwt(), issued.nonce(), key.verifierKey());
        byte[] bytes = file.toBytes();
        if (bytes.length > RecordedFile.BYTES_MAX) {
            throw new IllegalArgumentException("a record that nobody could read: " + bytes.length + " bytes");
        }
        jdbc.sql("""
                        INSERT INTO ledger.record (event_id, kind, order_id, order_code, site_id, key, sequence,
                          statement_digest, file, at)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .param(about.event())
                .param(about.kind().id())
                .param(about.order())
                .param(about.orderCode())
                .param(about.site())
                .param(signer)
                .param(head.sequence())
                .param(issued.sdJwt().digest().toBytes())
                .param(new String(bytes, StandardCharsets.UTF_8))
                .param(about.at().atOffset(ZoneOffset.UTC))
                .update();
    }

    /** The signed statement of a record, by its digest. */
    @Transactional(readOnly = true)
    public Optional<Bytes32> digest(UUID event) {
        return jdbc.sql("SELECT statement_digest FROM ledger.record WHERE event_id = ?")
                .param(event)
                .query((row, _) -> Bytes32.of(row.getBytes(1)))
                .optional();
    }

    private StationChain chain(String signer) {
        return jdbc.sql("""
                        SELECT sequence, statement_digest FROM ledger.record WHERE key = ?
                        ORDER BY sequence DESC LIMIT 1""")
                .param(signer)
                .query((row, _) -> new StationChain(
                        row.getLong(1) + 1, Optional.of(Bytes32.of(row.getBytes(2))), Optional.empty()))
                .optional()
                .orElse(StationChain.NEW);
    }

    /** The records of an order, the earliest first. */
    @Transactional(readOnly = true)
    public List<Shown> ofOrder(UUID order) {
        return jdbc.sql("""
                        SELECT r.*, p.log_index, p.event_id IS NOT NULL AS is_placed FROM ledger.record r
                        LEFT JOIN ledger.record_place p ON p.event_id = r.event_id
                        WHERE r.order_id = ? ORDER BY r.at, r.sequence""").param(order).query((row, _) -> read(row)).list();
    }

    /** Those of an order that say to what its owner agreed, that this is over, and what speaks for their being there. */
    @Transactional(readOnly = true)
    public List<Shown> agreed(UUID order) {
        Set<Kind> ofOwners = EnumSet.of(Kind.CONSENT, Kind.WITHDRAWAL, Kind.PRESENCE);
        return ofOrder(order).stream()
                .filter(one -> ofOwners.contains(one.kind()))
                .toList();
    }

    /** Which there are of several orders, without their files: by the order, the earliest first. An order that has none is not in it. */
    @Transactional(readOnly = true)
    public Map<UUID, List<Named>> names(Collection<UUID> orders) {
        return jdbc
                .sql("""
                        SELECT order_id, event_id, kind FROM ledger.record WHERE order_id = ANY(?::uuid[])
                        AND kind <> 'summary' -- of a list, and only kept under its first order
                        ORDER BY at, sequence""")
                .param(orders.stream().map(UUID::toString).toArray(String[]::new))
                .query((row, _) -> Map.entry(
                        row.getObject(1, UUID.class),
                        new Named(row.getObject(2, UUID.class), Kind.of(row.getString(3)))))
                .list()
                .stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }

    /**
     * The file of counts, as strangers are given it.
     *
     * @param place in the operator's log; empty while it is on its way there
     */
    public record Public(String text, Optional<Long> place) {}

    /** The file of counts. */
    @Transactional(readOnly = true)
    public Optional<Public> counts(UUID event) {
        return jdbc.sql("""
                        SELECT r.file, p.log_index FROM ledger.record r
                        LEFT JOIN ledger.record_place p ON p.event_id = r.event_id
                        WHERE r.event_id = ? AND r.kind = 'counts'""")
                .param(event)
                .query((row, _) -> new Public(row.getString(1), Optional.ofNullable(row.getObject(2, Long.class))))
                .optional();
    }

    /** One of an order. */
    @Transactional(readOnly = true)
    public Optional<Shown> find(UUID event) {
        return jdbc.sql("""
                        SELECT r.*, p.log_index, p.event_id IS NOT NULL AS is_placed FROM ledger.record r
                        LEFT JOIN ledger.record_place p ON p.event_id = r.event_id WHERE r.event_id = ? AND r.order_id IS NOT NULL""").param(event).query((row, _) -> read(row)).optional();
    }

    /** Digest of the statement of the latest record of a kind. */
    @Transactional(readOnly = true)
    public Optional<Bytes32> latest(UUID order, Kind kind) {
        return jdbc.sql("""
                        SELECT statement_digest FROM ledger.record WHERE order_id = ? AND kind = ?
                        ORDER BY at DESC, sequence DESC LIMIT 1""")
                .params(order, kind.id())
                .query((row, _) -> Bytes32.of(row.getBytes(1)))
                .optional();
    }

    static Shown read(ResultSet row) throws SQLException {
        Optional<Long> place = Optional.ofNullable(row.getObject("log_index", Long.class));
        return new Shown(
                row.getObject("event_id", UUID.class),
                Kind.of(row.getString("kind")),
                row.getObject("order_id", UUID.class),
                row.getString("order_code"),
                row.getObject("site_id", UUID.class),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("file"),
                place,
                row.getBoolean("is_placed") && place.isEmpty());
    }
}
