package org.wangchuan.platform.ledger;

import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Receipts as they lie in the database: whether they are still what was verified when they came. Thread-safe. */
@Component
public class KeptReceipts {
    private final JdbcClient jdbc;

    KeptReceipts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Whether a statement was given for this order, be it that it counts or did once. */
    public boolean isOf(UUID event, UUID order) {
        return jdbc.sql("SELECT count(*) FROM ledger.statement WHERE event_id = ? AND order_id = ?")
                        .params(event, order)
                        .query((row, _) -> row.getInt(1))
                        .single()
                == 1;
    }

    /** Whether those that a device is worth something by are the same bytes. */
    public boolean areWhole(UUID device) {
        return jdbc.sql("""
                        SELECT count(*) FROM custody.medium m JOIN ledger.statement s ON s.event_id = m.statement_id
                        WHERE m.device_id = ? AND s.receipt_digest <> sha256(convert_to(s.receipt, 'UTF8'))""").param(device).query((row, _) -> row.getInt(1)).single() == 0;
    }
}
