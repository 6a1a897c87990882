package org.wangchuan.platform.ledger;

import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Erasures without an order that ended badly, and that nothing has settled: they keep the gate shut. Thread-safe. */
@Component
public class OpenErasures {
    private final JdbcClient jdbc;

    OpenErasures(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Those that name a device's medium, or its label. */
    public List<UUID> against(UUID device) {
        return jdbc.sql("SELECT open FROM ledger.open_against(?) open")
                .param(device)
                .query((row, _) -> row.getObject(1, UUID.class))
                .list();
    }
}
