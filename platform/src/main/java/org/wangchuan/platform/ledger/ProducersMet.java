package org.wangchuan.platform.ledger;

import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Which clauses are answered for: by people, and by a maker's word as that was worked out last. Asks the database alone. Thread-safe. */
@Component
public class ProducersMet {
    private final JdbcClient jdbc;
    private final JsonMapper json;

    ProducersMet(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** The clauses of a statement that are met by a maker's word. */
    public Set<String> of(UUID event) {
        return clauses("producer_met", event);
    }

    /** The clauses of a statement for which a person answers. */
    public Set<String> byPeople(UUID event) {
        return clauses("validation", event);
    }

    /** Whether a statement conforms if these of its clauses are answered for. */
    public boolean isConforming(UUID event, Set<String> answered) {
        return jdbc.sql("SELECT clauses FROM ledger.statement WHERE event_id = ?")
                .param(event)
                .query((row, _) -> json.readValue(row.getString(1), Statements.CLAUSES))
                .optional()
                .filter(clauses -> Statements.isConforming(clauses, answered))
                .isPresent();
    }

    private Set<String> clauses(String table, UUID event) {
        return jdbc
                .sql("SELECT clause FROM ledger." + table + " WHERE event_id = ?")
                .param(event)
                .query((row, _) -> row.getString(1))
                .list()
                .stream()
                .collect(Collectors.toSet());
    }

    /** The statements on which a device rests, and of which a clause is met so. */
    public Set<UUID> under(UUID device) {
        return Set.copyOf(jdbc.sql("""
                        SELECT DISTINCT p.event_id FROM custody.medium m JOIN ledger.producer_met p ON p.event_id = m.statement_id
                        WHERE m.device_id = ?""")
                .param(device)
                .query((row, _) -> row.getObject(1, UUID.class))
                .list());
    }
}
