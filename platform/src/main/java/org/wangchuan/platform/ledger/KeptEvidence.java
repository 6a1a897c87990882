package org.wangchuan.platform.ledger;

import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Of which orders there is anything to be read, whatever it says: a page asks before it offers to read. Thread-safe. */
@Component
public class KeptEvidence {
    private final JdbcClient jdbc;

    KeptEvidence(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Those of these orders that have a statement, a signed observation, a match (be it taken back), or what does not fit. */
    public Set<UUID> among(Collection<UUID> orders) {
        return jdbc
                .sql("""
                        SELECT order_id FROM ledger.statement WHERE order_id = ANY (:orders::uuid[])
                        UNION SELECT match_order_id FROM ledger.statement WHERE match_order_id = ANY (:orders::uuid[])
                        UNION SELECT order_id FROM ledger.match_taken_back WHERE order_id = ANY (:orders::uuid[])
                        UNION SELECT order_id FROM ledger.conflict WHERE order_id = ANY (:orders::uuid[])
                        UNION SELECT r.order_id FROM ledger.record r JOIN ledger.observation o ON o.event_id = r.event_id
                        WHERE r.order_id = ANY (:orders::uuid[])""")
                .param("orders", orders.stream().map(UUID::toString).toArray(String[]::new))
                .query((row, _) -> row.getObject(1, UUID.class))
                .list()
                .stream()
                .collect(Collectors.toUnmodifiableSet());
    }
}
