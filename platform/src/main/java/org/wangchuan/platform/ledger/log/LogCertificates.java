package org.wangchuan.platform.ledger.log;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.ledger.Certificates;
import org.wangchuan.platform.ledger.LedgerException;
import org.wangchuan.proof.FailureCode;
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
 * own takes their place when it comes. What was refused for a reason that passes is tried again, after a pause that grows; it holds up no
 * other. Used by one thread.
 */
@Component
class LogCertificates {
    private static final Logger LOG = LoggerFactory.getLogger(LogCertificates.class);
    private static final int AT_ONCE = 50;

    /** Of those that are tried again: the others come first. */
    private static final int AGAIN_AT_ONCE = 10;

    /** Until a certificate is tried again that was refused for what passes; it grows with how long its statement has waited. */
    static final Duration PAUSE_LEAST = Duration.ofMinutes(1);

    static final Duration PAUSE_MOST = Duration.ofHours(6);

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

    private record Row(UUID event, String receipt, long start, long clearing, Instant receivedAt) {}

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
        long size = cosigned.get().checkpoint().size();
        List<Row> rows = rows("log_next_try IS NULL", "clearing_log_index", size, AT_ONCE);
        List<Row> again = again(size);
        for (Row row : rows) {
            make(row, cosigned.get());
        }
        for (Row row : again) {
            make(row, cosigned.get());
        }
        return rows.size() == AT_ONCE || again.size() == AGAIN_AT_ONCE;
    }

    /** Those whose pause is over; what waits for longer than any pause was noted by a clock that was set back since. */
    private List<Row> again(long size) {
        Instant now = clock.instant();
        return rows(
                "(log_next_try <= ? OR log_next_try > ?)",
                "log_next_try",
                size,
                AGAIN_AT_ONCE,
                now.atOffset(ZoneOffset.UTC),
                now.plus(PAUSE_MOST).atOffset(ZoneOffset.UTC));
    }

    private List<Row> rows(String which, String order, long size, int limit, Object... parameters) {
        return jdbc.sql(
                        "SELECT event_id, receipt, start_log_index, clearing_log_index, received_at FROM ledger.statement "
                                + "WHERE certificate IS NULL AND log_problem IS NULL AND " + which
                                + " AND clearing_log_index < ? ORDER BY " + order + " LIMIT ?")
                .params(parameters)
                .param(size)
                .param(limit)
                .query((row, _) -> new Row(
                        row.getObject(1, UUID.class),
                        row.getString(2),
                        row.getLong(3),
                        row.getLong(4),
                        row.getObject(5, OffsetDateTime.class).toInstant()))
                .list();
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
        } catch (LedgerException e) {
            if (isPassing(e)) {
                later(row, e.reason());
            } else {
                never(row, e.reason());
            }
        } catch (VerificationException e) {
            never(row, "receipt");
        }
    }

    /**
     * Whether a later try may do: a station's clock can be ahead of what witnesses have seen by now, and of a later checkpoint it is not; a
     * list that is missing can come.
     */
    private static boolean isPassing(LedgerException e) {
        return e.code() == LedgerException.Code.TRUST_LIST_MISSING
                || e.code() == LedgerException.Code.TRUST_LIST_UNREADABLE
                || (e.code() == LedgerException.Code.CERTIFICATE_REFUSED
                        && e.reason().equals(FailureCode.TIME.wireName()));
    }

    private void later(Row row, String code) {
        Instant now = clock.instant();
        Duration waited = Duration.between(row.receivedAt(), now);
        Duration pause = waited.compareTo(PAUSE_MOST) > 0 ? PAUSE_MOST : waited;
        Instant next = now.plus(pause.compareTo(PAUSE_LEAST) < 0 ? PAUSE_LEAST : pause);
        LOG.info("no certificate yet for statement {}: {}; again at {}", row.event(), code, next);
        jdbc.sql("UPDATE ledger.statement SET log_next_try = ? WHERE event_id = ?")
                .params(next.atOffset(ZoneOffset.UTC), row.event())
                .update();
    }

    private void never(Row row, String code) {
        LOG.warn("no certificate for statement {}: {}", row.event(), code);
        jdbc.sql("UPDATE ledger.statement SET log_problem = ? WHERE event_id = ?")
                .params(code, row.event())
                .update();
    }
}
