package org.wangchuan.platform.ledger;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.wangchuan.canonical.Json;
import org.wangchuan.platform.ledger.log.OperatorKey;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.issue.IssuedStatement;
import org.wangchuan.proof.issue.StationChain;
import org.wangchuan.proof.observation.ObservationFile;
import org.wangchuan.proof.statement.ClearingClaims;
import org.wangchuan.proof.statement.ObservationClaims;

/**
 * The signed records of guided workflows. They lie apart from what stations have proved, so that nothing which asks for a proof
 * ever finds one of them; each is made once, with the end of its run, and stays the same bytes. Thread-safe.
 */
@Component
public class Observations {
    private final JdbcClient jdbc;
    private final OperatorKey key;
    private final RuleSets rules;

    Observations(JdbcClient jdbc, OperatorKey key, RuleSets rules) {
        this.jdbc = jdbc;
        this.key = key;
        this.rules = rules;
    }

    /**
     * A record with what a page shows of it.
     *
     * @param run that it is of; the event id of its statement as well
     * @param tier {@code none} or {@code observed}
     * @param stage {@code door}, {@code arrival} or {@code erasure}
     * @param text the file, byte for byte as it was signed
     * @param place in the operator's log; empty while it is on its way there
     */
    public record Shown(
            UUID run,
            UUID order,
            String orderCode,
            UUID site,
            String verdict,
            String tier,
            String stage,
            Instant at,
            String text,
            Optional<Long> place) {
        /** What it is called as a file. */
        public String fileName() {
            return orderCode + "-" + run.toString().substring(0, 8) + ".observation.json";
        }
    }

    /**
     * A rule set as an observation meets it: where it asks for a verdict, not; of everything else a person can't say.
     *
     * @param policy in its newest version
     */
    public record Unmet(ClearingClaims.Policy policy, List<ClearingClaims.Clause> clauses) {
        public Unmet {
            clauses = List.copyOf(clauses);
        }
    }

    /** What of a rule set nobody's observation meets, which is all of it. */
    public Unmet unmet(String policy) {
        RuleSets.RuleSet known =
                rules.newest(policy).orElseThrow(() -> new IllegalStateException("no rule set " + policy));
        return new Unmet(
                new ClearingClaims.Policy(known.id(), known.version(), known.digest()),
                known.clauses().stream()
                        .map(rule -> new ClearingClaims.Clause(
                                rule.id(),
                                rule.least().isPresent()
                                        ? ClearingClaims.Clause.State.NOT_SATISFIED
                                        : ClearingClaims.Clause.State.UNDETERMINED,
                                rule.source()))
                        .toList());
    }

    /**
     * Signs and keeps a record, in the transaction of the end that it is about: both happen, or neither.
     *
     * @param endedAt the time of the statement
     * @param stage of the device's life that it is about: {@code door}, {@code arrival} or {@code erasure}
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void record(UUID run, UUID order, UUID site, Instant endedAt, String stage, ObservationClaims claims) {
        // One at a time: each names the one before it.
        jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended('ledger.observation', 0))")
                .query((_, _) -> true)
                .single();
        String signer = key.verifierKey().key().thumbprint();
        IssuedStatement issued = key.issuer().observation(chain(signer), run, endedAt, claims);
        ObservationFile file = new ObservationFile(issued.sdJwt(), issued.nonce(), key.verifierKey());
        jdbc.sql("""
                        INSERT INTO ledger.observation (run_id, order_id, order_code, site_id, key, sequence,
                          statement_digest, verdict, tier, record, ended_at, stage)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        run,
                        order,
                        claims.order(),
                        site,
                        signer,
                        issued.statement().head().sequence(),
                        issued.sdJwt().digest().toBytes(),
                        Json.wireName(claims.verdict()),
                        claims.tier().name().toLowerCase(Locale.ROOT),
                        new String(file.toBytes(), StandardCharsets.UTF_8),
                        endedAt.atOffset(ZoneOffset.UTC),
                        stage)
                .update();
    }

    private StationChain chain(String signer) {
        return jdbc.sql("""
                        SELECT sequence, statement_digest FROM ledger.observation WHERE key = ?
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
                        SELECT o.*, p.log_index FROM ledger.observation o
                        LEFT JOIN ledger.observation_place p ON p.run_id = o.run_id
                        WHERE o.order_id = ? ORDER BY o.ended_at, o.sequence""").param(order).query((row, _) -> read(row)).list();
    }

    /** The runs of several orders that there is a record of, by the order, the earliest first. */
    @Transactional(readOnly = true)
    public Map<UUID, List<UUID>> runs(Collection<UUID> orders) {
        return jdbc
                .sql("""
                        SELECT order_id, run_id FROM ledger.observation WHERE order_id = ANY(?::uuid[])
                        ORDER BY ended_at, sequence""")
                .param(orders.stream().map(UUID::toString).toArray(String[]::new))
                .query((row, _) -> Map.entry(row.getObject(1, UUID.class), row.getObject(2, UUID.class)))
                .list()
                .stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }

    private static Shown read(ResultSet row) throws SQLException {
        return new Shown(
                row.getObject("run_id", UUID.class),
                row.getObject("order_id", UUID.class),
                row.getString("order_code"),
                row.getObject("site_id", UUID.class),
                row.getString("verdict"),
                row.getString("tier"),
                row.getString("stage"),
                row.getObject("ended_at", OffsetDateTime.class).toInstant(),
                row.getString("record"),
                Optional.ofNullable(row.getObject("log_index", Long.class)));
    }
}
