package org.wangchuan.platform.ledger;

import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.identity.Stations;

/**
 * Notes of erasures without an order that came to an earlier version what they name: only their receipts say it, and the key of the
 * digest is not in the database. Bad ones that it kept as conflicts alone are opened. Thread-safe.
 */
@Component
class LooseNames {
    private static final Logger LOG = LoggerFactory.getLogger(LooseNames.class);
    private static final int AT_ONCE = 200;
    private static final UUID FIRST = new UUID(0, 0);

    /** What verified, and did not fit; of all other conflicts nobody knows who said it. */
    private static final Set<String> MISFITS =
            Arrays.stream(Misfit.values()).map(Misfit::name).collect(Collectors.toSet());

    private final JdbcClient jdbc;
    private final Receipts receipts;
    private final Conflicts conflicts;
    private final Stations stations;

    LooseNames(JdbcClient jdbc, Receipts receipts, Conflicts conflicts, Stations stations) {
        this.jdbc = jdbc;
        this.receipts = receipts;
        this.conflicts = conflicts;
        this.stations = stations;
    }

    private record Row(UUID event, String receipt) {}

    /** Once for each; one that can't be read any more is looked at again next time. */
    @EventListener(ApplicationReadyEvent.class)
    void note() {
        List<Row> rows = after(FIRST);
        while (!rows.isEmpty()) {
            rows.forEach(this::note);
            rows = after(rows.getLast().event());
        }
        List<Conflicts.Unweighed> kept = conflicts.unweighed(0, AT_ONCE);
        while (!kept.isEmpty()) {
            kept.forEach(this::weigh);
            kept = conflicts.unweighed(kept.getLast().id(), AT_ONCE);
        }
    }

    /** Also of those that count by a match: it can be taken back, and a bad one is open then. */
    private List<Row> after(UUID event) {
        return jdbc.sql("""
                        SELECT event_id, receipt FROM ledger.statement
                        WHERE (order_id IS NULL OR match_order_id IS NOT NULL) AND labels IS NULL AND event_id > ?
                        ORDER BY event_id LIMIT ?""")
                .params(event, AT_ONCE)
                .query((row, _) -> new Row(row.getObject(1, UUID.class), row.getString(2)))
                .list();
    }

    private void note(Row row) {
        if (!receipts.named(row.event(), row.receipt())) {
            LOG.warn("the receipt of erasure {} can't be read any more: what it names stays unknown", row.event());
        }
    }

    private void weigh(Conflicts.Unweighed kept) {
        try {
            if (MISFITS.contains(kept.code())) {
                receipts.reopen(stations.find(kept.station()).orElseThrow(), kept.file(), kept.code(), kept.at());
            }
            conflicts.weighed(kept.id());
        } catch (LedgerException | NoSuchElementException _) {
            LOG.warn(
                    "what was kept as conflict {} does not verify any more: whether it is bad stays unknown",
                    kept.id());
        }
    }
}
