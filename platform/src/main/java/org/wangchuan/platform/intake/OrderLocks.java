package org.wangchuan.platform.intake;

import java.util.Collection;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Locks several orders at once; who needs one alone asks {@link Orders#lock}. Thread-safe.
 *
 * <p>Of two who lock the same rows in different orders the database refuses one. So whoever locks more than one row, in whatever module,
 * takes them in this order, and may leave out what is not needed:
 *
 * <ol>
 *   <li>the list ({@code intake.batch});
 *   <li>orders ({@code intake.work_order}), by their ids as the database sorts them, all that will be needed at once;
 *   <li>the task at the bench ({@code bench.task});
 *   <li>devices ({@code custody.device}), by their ids, and what belongs to them;
 *   <li>the person in the vault.
 * </ol>
 */
@Component
public class OrderLocks {
    private final JdbcClient jdbc;

    OrderLocks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Nobody else moves these before the caller's transaction ends; one that there is not is passed over. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void lock(Collection<UUID> orders) {
        jdbc.sql("SELECT id FROM intake.work_order WHERE id = ANY(?::uuid[]) ORDER BY id FOR UPDATE")
                .param(orders.stream().map(UUID::toString).toArray(String[]::new))
                .query((_, _) -> true)
                .list();
    }

    /** The same of a list, and of all that are in it. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void lockList(UUID batch) {
        jdbc.sql("SELECT id FROM intake.batch WHERE id = ? FOR UPDATE")
                .param(batch)
                .query((_, _) -> true)
                .list();
        jdbc.sql("SELECT id FROM intake.work_order WHERE batch_id = ? ORDER BY id FOR UPDATE")
                .param(batch)
                .query((_, _) -> true)
                .list();
    }
}
