package org.wangchuan.platform.ledger.log;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.ledger.Certificates;
import org.wangchuan.platform.ledger.LedgerException;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.certificate.Certificate;
import org.wangchuan.proof.issue.CertificateIssuer;
import org.wangchuan.proof.log.InclusionProof;
import org.wangchuan.proof.log.SignedCheckpoint;
import org.wangchuan.proof.policy.WitnessPolicy;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.witness.append.AppendException;

/**
 * Makes certificates of receipts whose statements stand under a checkpoint that enough witnesses have cosigned. They say less
 * than the ones that stations make themselves: no status list is stapled, and nothing shows "not earlier than"; so the station's
 * own takes their place when it comes. Used by one thread.
 */
@Component
class LogCertificates {
    private static final Logger LOG = LoggerFactory.getLogger(LogCertificates.class);
    private static final int AT_ONCE = 50;

    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final PlatformLog log;
    private final OperatorList list;
    private final Certificates certificates;

    LogCertificates(
            JdbcClient jdbc, InstantSource clock, PlatformLog log, OperatorList list, Certificates certificates) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.log = log;
        this.list = list;
        this.certificates = certificates;
    }

    private record Row(UUID event, String receipt, long start, long clearing) {}

    /**
     * Makes those that can be made, some at a time.
     *
     * @return whether there may be more
     */
    boolean make() throws AppendException, IOException {
        Optional<SignedCheckpoint> cosigned = log.published().filter(this::isWitnessed);
        if (cosigned.isEmpty()) {
            return false;
        }
        List<Row> rows = jdbc.sql("""
                        SELECT event_id, receipt, start_log_index, clearing_log_index FROM ledger.statement
                        WHERE certificate IS NULL AND log_problem IS NULL AND clearing_log_index < ?
                        ORDER BY clearing_log_index LIMIT ?""")
                .params(cosigned.get().checkpoint().size(), AT_ONCE)
                .query((row, _) ->
                        new Row(row.getObject(1, UUID.class), row.getString(2), row.getLong(3), row.getLong(4)))
                .list();
        for (Row row : rows) {
            make(row, cosigned.get());
        }
        return rows.size() == AT_ONCE;
    }

    /** By the trust list, as whoever checks will. Without a policy that asks for somebody nothing is: a log vouches for nothing alone. */
    private boolean isWitnessed(SignedCheckpoint published) {
        Optional<WitnessPolicy> policy = list.current()
                .flatMap(signed -> signed.list()
                        .policyAt(
                                list.own(signed.list()), published.checkpoint().size()))
                .filter(WitnessPolicy::isWitnessRequired);
        try {
            return policy.isPresent()
                    && !policy.get().requireQuorum(published, clock.instant()).isEmpty();
        } catch (VerificationException e) {
            return false;
        }
    }

    private void make(Row row, SignedCheckpoint cosigned) throws AppendException, IOException {
        try {
            Receipt receipt = Receipt.parse(row.receipt().getBytes(StandardCharsets.UTF_8));
            List<InclusionProof> places = log.prove(
                    List.of(row.clearing(), row.start()), cosigned.checkpoint().size());
            Certificate made =
                    CertificateIssuer.certificate(receipt, cosigned, places.get(0), places.get(1), log.key());
            boolean _ = certificates.record(row.event(), new String(made.toBytes(), StandardCharsets.UTF_8));
        } catch (VerificationException | LedgerException e) {
            String code = e instanceof LedgerException refused ? refused.reason() : "receipt";
            LOG.warn("no certificate for statement {}: {}", row.event(), code);
            jdbc.sql("UPDATE ledger.statement SET log_problem = ? WHERE event_id = ?")
                    .params(code, row.event())
                    .update();
        }
    }
}
