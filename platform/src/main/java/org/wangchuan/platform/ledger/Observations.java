package org.wangchuan.platform.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.wangchuan.canonical.Json;
import org.wangchuan.proof.statement.ClearingClaims;
import org.wangchuan.proof.statement.ObservationClaims;

/** The records of guided workflows ({@link Records}), with what pages show of them. Thread-safe. */
@Component
public class Observations {
    private final JdbcClient jdbc;
    private final Records records;
    private final RuleSets rules;

    Observations(JdbcClient jdbc, Records records, RuleSets rules) {
        this.jdbc = jdbc;
        this.records = records;
        this.rules = rules;
    }

    /**
     * A record with what a page shows of it.
     *
     * @param tier {@code none} or {@code observed}
     * @param stage {@code door}, {@code arrival} or {@code erasure}
     */
    public record Shown(Records.Shown record, String verdict, String tier, String stage) {
        /** The run that it is of. */
        public UUID run() {
            return record.event();
        }

        /** Code of its order. */
        public String orderCode() {
            return record.orderCode();
        }

        /** Where it was. */
        public UUID site() {
            return record.site();
        }

        /** When the run ended. */
        public Instant at() {
            return record.at();
        }

        /** The file, byte for byte as it was signed. */
        public String text() {
            return record.text();
        }

        /** Its place in the operator's log; empty while it is on its way there. */
        public Optional<Long> place() {
            return record.place();
        }

        /** Whether it will never be there. */
        public boolean isSetAside() {
            return record.isSetAside();
        }
    }

    /**
     * A rule set as an observation meets it: where it asks for a verdict, not; of everything else a person can't say.
     *
     * @param policy in the version that was agreed to, or else in its newest
     */
    public record Unmet(ClearingClaims.Policy policy, List<ClearingClaims.Clause> clauses) {
        public Unmet {
            clauses = List.copyOf(clauses);
        }
    }

    /**
     * What of a rule set nobody's observation meets, which is all of it.
     *
     * @param version that was agreed to; absent for the newest
     */
    public Unmet unmet(String policy, Optional<Integer> version) {
        RuleSets.RuleSet known = rules.required(policy, version);
        return new Unmet(
                rules.policy(policy, version),
                known.clauses().stream()
                        .map(rule -> new ClearingClaims.Clause(
                                rule.id(),
                                rule.isOfVerdict()
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
        records.append(
                new Records.About(run, Records.Kind.OBSERVATION, order, claims.order(), site, endedAt),
                (issuer, chain) -> issuer.observation(chain, run, endedAt, claims));
        jdbc.sql("INSERT INTO ledger.observation (event_id, verdict, tier, stage) VALUES (?, ?, ?, ?)")
                .params(
                        run,
                        Json.wireName(claims.verdict()),
                        claims.tier().name().toLowerCase(Locale.ROOT),
                        stage)
                .update();
    }

    /** The records of an order, the earliest first. */
    @Transactional(readOnly = true)
    public List<Shown> ofOrder(UUID order) {
        return jdbc.sql("""
                        SELECT r.*, o.verdict, o.tier, o.stage, p.log_index, p.event_id IS NOT NULL AS is_placed FROM ledger.observation o
                        JOIN ledger.record r ON r.event_id = o.event_id
                        LEFT JOIN ledger.record_place p ON p.event_id = o.event_id
                        WHERE r.order_id = ? ORDER BY r.at, r.sequence""")
                .param(order)
                .query((row, _) -> new Shown(
                        Records.read(row), row.getString("verdict"), row.getString("tier"), row.getString("stage")))
                .list();
    }
}
