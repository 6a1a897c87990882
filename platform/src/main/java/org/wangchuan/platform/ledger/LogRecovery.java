package org.wangchuan.platform.ledger;

import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wangchuan.platform.identity.Recoveries;
import org.wangchuan.proof.log.Checkpoint;

/**
 * Whether the operator's log may go on under its name after the platform was put back: what it had said since, to whoever read it, would be
 * contradicted by what it says next. An administrator decides, on record; until then the log stands still, and receipts wait. Thread-safe.
 */
@Component
public class LogRecovery {
    private static final String UNDECIDED = """
            SELECT r.id FROM identity.recovery r
            WHERE NOT EXISTS (SELECT 1 FROM ledger.log_goes_on g WHERE g.recovery_id = r.id)
              AND NOT EXISTS (SELECT 1 FROM ledger.log_evidence e WHERE e.recovery_id = r.id AND e.goes_on)""";

    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final Recoveries recoveries;

    LogRecovery(JdbcClient jdbc, InstantSource clock, Recoveries recoveries) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.recoveries = recoveries;
    }

    /**
     * The files of the log know more than the database: it was put back to an older day, by a failover to a replica that lagged behind, say.
     * While people are waited for after a restore it is that one; else it is a restore that nobody had found.
     *
     * @param signed what the files say; nothing happens if that was told
     * @param goesOn whether the log could go on from the files; of a restore that people know of they decide all the same, for they may have put
     *     back the files as well
     */
    @Transactional
    public void databaseIsBehind(Checkpoint signed, boolean goesOn) {
        recoveries.alone(); // or two processes would each find it
        String root = signed.root().base64();
        boolean isTold = jdbc.sql("SELECT EXISTS (SELECT 1 FROM ledger.log_evidence WHERE root = ?)")
                .param(root)
                .query((row, _) -> row.getBoolean(1))
                .single();
        if (isTold) {
            return;
        }
        UUID restore = jdbc.sql(UNDECIDED + " ORDER BY r.number DESC LIMIT 1")
                .query((row, _) -> row.getObject(1, UUID.class))
                .optional()
                .orElseGet(recoveries::foundOlderByLog);
        jdbc.sql("""
                        INSERT INTO ledger.log_evidence (root, recovery_id, at, goes_on)
                        SELECT ?, id, ?, ? AND restored_at IS NULL AND backed_up_at IS NOT NULL
                        FROM identity.recovery WHERE id = ?""")
                .params(root, clock.instant().atOffset(ZoneOffset.UTC), goesOn, restore)
                .update();
    }

    /** Whether nothing is to be decided: there was no restore, somebody has decided since, or the log goes on from its files. */
    public boolean isDecided() {
        return jdbc.sql("SELECT NOT EXISTS (" + UNDECIDED + ")")
                .query((row, _) -> row.getBoolean(1))
                .single();
    }

    /** Whether a certificate was given under this log: then strangers hold what it had said. */
    public boolean hasCertificates() {
        return jdbc.sql(
                        "SELECT EXISTS (SELECT 1 FROM ledger.statement WHERE certificate IS NOT NULL AND is_under_operator)")
                .query((row, _) -> row.getBoolean(1))
                .single();
    }

    /** It goes on under its name. */
    @Transactional
    public void goOn(UUID by) {
        jdbc.sql("""
                        INSERT INTO ledger.log_goes_on (recovery_id, at, by_account)
                        SELECT id, ?, ? FROM identity.recovery ON CONFLICT (recovery_id) DO NOTHING""").params(clock.instant().atOffset(ZoneOffset.UTC), by).update();
    }
}
