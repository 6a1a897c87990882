package org.wangchuan.platform.ledger;

import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.identity.Stations;

/**
 * Notes of erasures without an order that came to an earlier version what they name: only their receipts say it, and the key of the
 * digest is not in the database. Thread-safe.
 */
@Component
class LooseNames {
    private static final Logger LOG = LoggerFactory.getLogger(LooseNames.class);
    private static final int AT_ONCE = 200;
    private static final UUID FIRST = new UUID(0, 0);

    private final JdbcClient jdbc;
    private final Receipts receipts;
    private final Stations stations;

    LooseNames(JdbcClient jdbc, Receipts receipts, Stations stations) {
        this.jdbc = jdbc;
        this.receipts = receipts;
        this.stations = stations;
    }

    private record Row(UUID event, UUID station, String receipt) {}

    /** Once for each; one whose receipt does not verify any more can be matched with nothing either, and is looked at again next time. */
    @EventListener(ApplicationReadyEvent.class)
    void note() {
        List<Row> rows = after(FIRST);
        while (!rows.isEmpty()) {
            rows.forEach(this::note);
            rows = after(rows.getLast().event());
        }
    }

    private List<Row> after(UUID event) {
        return jdbc.sql("""
                        SELECT event_id, station_id, receipt FROM ledger.statement
                        WHERE order_id IS NULL AND labels IS NULL AND event_id > ? ORDER BY event_id LIMIT ?""")
                .params(event, AT_ONCE)
                .query((row, _) ->
                        new Row(row.getObject(1, UUID.class), row.getObject(2, UUID.class), row.getString(3)))
                .list();
    }

    private void note(Row row) {
        try {
            Stations.Station station = stations.find(row.station()).orElseThrow();
            receipts.named(row.event(), receipts.verify(station, row.receipt()));
        } catch (LedgerException | java.util.NoSuchElementException _) {
            LOG.warn("the receipt of erasure {} does not verify any more: what it names stays unknown", row.event());
        }
    }
}
