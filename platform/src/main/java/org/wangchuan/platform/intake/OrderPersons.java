package org.wangchuan.platform.intake;

import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Whom an order belongs to in the vault, and whom it belonged to before: who was forgotten is followed by a new person as soon as something
 * is kept again, and what was seen of the one before was seen all the same. The database keeps them. Thread-safe.
 */
@Component
public class OrderPersons {
    private final JdbcClient jdbc;

    OrderPersons(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** All of an order, the first one first. */
    public List<UUID> of(UUID order) {
        return jdbc.sql("SELECT person_id FROM intake.order_person WHERE order_id = ? ORDER BY id")
                .param(order)
                .query((row, _) -> row.getObject(1, UUID.class))
                .list();
    }
}
