package org.wangchuan.platform.bench;

import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.intake.cable.CableWork;
import org.wangchuan.proof.encoding.Bytes32;

/** What the rows of phones' tasks have that those of drives don't; all else is in {@link TaskTable}. Thread-safe. */
@Component
class PhoneTaskTable implements CableWork {
    private final JdbcClient jdbc;
    private final InstantSource clock;

    PhoneTaskTable(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Adds a task for the phone at a place of a station's cables. */
    void insert(Task task, UUID byAccount) {
        jdbc.sql("""
                        INSERT INTO bench.task (id, kind, order_id, order_code, device_id, asset, policy, site_id, station_id,
                          lane, state, queued_by, queued_at)
                        VALUES (?, 'phone', ?, ?, ?, ?, ?, ?, ?, ?, 'queued', ?, ?)""")
                .param(task.id())
                .param(task.order())
                .param(task.orderCode())
                .param(task.device())
                .param(task.asset())
                .param(task.policy())
                .param(task.site())
                .param(task.station())
                .param(task.lane())
                .param(byAccount)
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Notes by which number a station began with a phone; none if it tells none that is good for that. */
    void named(UUID task, Optional<Bytes32> digest) {
        jdbc.sql("UPDATE bench.task SET phone_digest = ? WHERE id = ?")
                .param(digest.map(Bytes32::toBytes).orElse(null))
                .param(task)
                .update();
    }

    /** What {@link #named} has noted. */
    Optional<Bytes32> number(UUID task) {
        return jdbc.sql("SELECT phone_digest FROM bench.task WHERE id = ? AND phone_digest IS NOT NULL")
                .param(task)
                .query((row, _) -> Bytes32.of(row.getBytes(1)))
                .optional();
    }

    /** The phones' tasks of a site that are queued or claimed. */
    List<Task> openOfSite(UUID site) {
        return jdbc.sql("""
                        SELECT * FROM bench.task WHERE site_id = ? AND state IN ('queued', 'claimed') AND kind = 'phone'
                        ORDER BY queued_at, id""").param(site).query((row, _) -> TaskTable.read(row)).list();
    }

    @Override
    public boolean isOpen(UUID order) {
        return jdbc.sql("""
                        SELECT EXISTS (SELECT 1 FROM bench.task WHERE order_id = ? AND state IN ('queued', 'claimed'))""").param(order).query((row, _) -> row.getBoolean(1)).single();
    }
}
