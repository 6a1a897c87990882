package org.wangchuan.platform.ledger;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Clauses that the evidence leaves open, and for which a named person has taken responsibility. Thread-safe. */
@Component
public class Validations {
    private final JdbcClient jdbc;

    Validations(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Set<String> clausesOf(UUID event) {
        return new HashSet<>(jdbc.sql("SELECT clause FROM ledger.validation WHERE event_id = ?")
                .param(event)
                .query((row, _) -> row.getString(1))
                .list());
    }
}
