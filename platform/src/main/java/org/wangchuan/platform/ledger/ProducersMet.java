package org.wangchuan.platform.ledger;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Which clauses are answered for: by people, and by a maker's word. What was worked out of that counts no longer than it is so: where something has changed
 * since, it is worked out once more. Thread-safe.
 */
@Component
public class ProducersMet {
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final MakersWord word;

    ProducersMet(JdbcClient jdbc, JsonMapper json, MakersWord word) {
        this.jdbc = jdbc;
        this.json = json;
        this.word = word;
    }

    /** The clauses of a statement that are met by a maker's word now: none that was not worked out, and told whom it concerns, before. */
    public Set<String> of(UUID event) {
        return now(event, stored(event));
    }

    private Set<String> now(UUID event, Set<String> stored) {
        if (stored.isEmpty()) {
            return stored;
        }
        Set<String> out = new HashSet<>(stored);
        out.retainAll(word.met(event));
        return out;
    }

    /** The clauses that were met when it was worked out last. */
    public Set<String> stored(UUID event) {
        return clauses("producer_met", event);
    }

    /** Of what was worked out of several statements, what is so now: those that are due are worked out once more. */
    Map<UUID, Set<String>> now(Map<UUID, Set<String>> stored) {
        if (stored.isEmpty()) {
            return stored;
        }
        Map<UUID, Set<String>> out = new HashMap<>(stored);
        jdbc.sql("SELECT event_id FROM ledger.producer_due WHERE is_changed AND event_id = ANY(?)")
                .param(stored.keySet().toArray(UUID[]::new))
                .query((row, _) -> row.getObject(1, UUID.class))
                .list()
                .forEach(event -> out.put(event, now(event, stored.getOrDefault(event, Set.of()))));
        return out;
    }

    /** How many devices in stock rest on a maker's word, by its name: all of them, or those of one company. */
    public Map<String, Long> inStock(Optional<UUID> organisation) {
        return jdbc
                .sql("""
                        SELECT p.producer, count(DISTINCT d.id) FROM ledger.producer_met p JOIN custody.medium m ON m.statement_id = p.event_id
                        JOIN custody.device d ON d.id = m.device_id JOIN identity.site s ON s.id = d.site_id
                        WHERE d.state = 'in_stock' AND (?::uuid IS NULL OR s.organisation_id = ?::uuid) GROUP BY p.producer""")
                .param(organisation.orElse(null))
                .param(organisation.orElse(null))
                .query((row, _) -> Map.entry(row.getString(1), row.getLong(2)))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
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
