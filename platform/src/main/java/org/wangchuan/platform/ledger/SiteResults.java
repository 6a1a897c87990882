package org.wangchuan.platform.ledger;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.receipt.Logged;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.proof.statement.CountsClaims.Medium;
import org.wangchuan.proof.statement.LogEntry;
import org.wangchuan.proof.statement.Statement;
import org.wangchuan.proof.statement.StatementReader;
import org.wangchuan.proof.statement.Verdict;

/**
 * What stations have signed of a site and no counts have yet; a file that was erased for practice is no medium. Verdict and medium are read
 * from what was signed and not from the tables beside it. Thread-safe.
 */
@Component
public class SiteResults {
    private static final Logger LOG = LoggerFactory.getLogger(SiteResults.class);

    private static final int AT_ONCE = 50;

    private final JdbcClient jdbc;

    SiteResults(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * One result that the log has.
     *
     * @param medium empty of a file that was erased for practice: it is no medium, and is counted nowhere
     * @param mark by what its owner finds it in the counts
     */
    public record Result(UUID event, Optional<Medium> medium, Verdict verdict, Bytes32 mark, boolean isCertified) {}

    /** Sites that have so many or more. */
    @Transactional(readOnly = true)
    public List<UUID> sites(Instant before, int least) {
        return jdbc.sql("""
                        SELECT u.site_id FROM ledger.uncounted u JOIN ledger.statement s ON s.event_id = u.event_id
                        WHERE u.received_at < ? AND s.clearing_log_index IS NOT NULL
                        GROUP BY u.site_id HAVING count(*) >= ? ORDER BY u.site_id""")
                .params(before.atOffset(ZoneOffset.UTC), least)
                .query((row, _) -> row.getObject(1, UUID.class))
                .list();
    }

    /** Those of a site in the order of the log, the earliest first; a few of their receipts at a time are in memory. */
    @Transactional(readOnly = true)
    public List<Result> uncounted(UUID site, Instant before, int most) {
        List<UUID> events = jdbc.sql("""
                        SELECT s.event_id FROM ledger.uncounted u JOIN ledger.statement s ON s.event_id = u.event_id
                        WHERE u.site_id = ? AND u.received_at < ? AND s.clearing_log_index IS NOT NULL
                        ORDER BY s.clearing_log_index LIMIT ?""")
                .params(site, before.atOffset(ZoneOffset.UTC), most)
                .query((row, _) -> row.getObject(1, UUID.class))
                .list();
        List<Result> out = new ArrayList<>();
        for (int from = 0; from < events.size(); from += AT_ONCE) {
            out.addAll(read(events.subList(from, Math.min(events.size(), from + AT_ONCE))));
        }
        return out;
    }

    private List<Result> read(List<UUID> events) {
        return jdbc.sql("""
                        SELECT event_id, receipt, certificate IS NOT NULL AS is_certified FROM ledger.statement
                        WHERE event_id = ANY (?::uuid[]) ORDER BY clearing_log_index""")
                .param(events.stream().map(UUID::toString).toArray(String[]::new))
                .query((row, _) -> read(row))
                .list();
    }

    /** They stand in the counts of this record, and in no others. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void counted(Collection<UUID> events, UUID record) {
        String[] all = events.stream().map(UUID::toString).toArray(String[]::new);
        jdbc.sql("INSERT INTO ledger.counted SELECT unnest(?::uuid[]), ?")
                .params(all, record)
                .update();
        leftOut(events);
    }

    /** They are no media, and wait no longer. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void leftOut(Collection<UUID> events) {
        jdbc.sql("DELETE FROM ledger.uncounted WHERE event_id = ANY (?::uuid[])")
                .param(events.stream().map(UUID::toString).toArray(String[]::new))
                .update();
    }

    private static Result read(ResultSet row) throws SQLException {
        UUID event = row.getObject(1, UUID.class);
        boolean isCertified = row.getBoolean(3);
        try {
            Logged logged = Receipt.parse(row.getString(2).getBytes(StandardCharsets.UTF_8))
                    .clearing();
            if (StatementReader.read(logged.statement()) instanceof Statement.Clearing clearing) {
                Bytes32 mark = LogEntry.mark(logged.nonce(), logged.statement());
                return new Result(
                        event, ErasedDevice.counted(clearing), clearing.claims().verdict(), mark, isCertified);
            }
            LOG.warn("the receipt of {} is of something else, and counts as unproven", event);
        } catch (VerificationException e) {
            LOG.warn("the receipt of {} can't be read any more, and counts as unproven: {}", event, e.code());
        }
        // It is not left out: nobody finds it, and it is counted all the same.
        Bytes32 mark = Bytes32.sha256(("wangchuan/count/unreadable " + event).getBytes(StandardCharsets.US_ASCII));
        return new Result(event, Optional.of(Medium.UNKNOWN), Verdict.UNPROVEN, mark, isCertified);
    }
}
