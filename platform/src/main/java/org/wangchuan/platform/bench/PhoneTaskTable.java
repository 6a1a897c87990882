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

    /**
     * What was so when a phone was chosen.
     *
     * @param number what it showed, if it ran its system: another number in another mode says nothing
     * @param isNumberCompared whether whoever chose it has held the noted number against the phone itself
     */
    record Chosen(Optional<Bytes32> number, boolean isNumberCompared) {}

    /** Adds a task for the phone at a place of a station's cables. */
    void insert(Task task, Chosen chosen, UUID byAccount) {
        jdbc.sql("""
                        INSERT INTO bench.task (id, kind, order_id, order_code, device_id, asset, policy, policy_version, site_id, station_id,
                          lane, chosen_digest, is_number_compared, state, queued_by, queued_at)
                        VALUES (?, 'phone', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'queued', ?, ?)""")
                .param(task.id())
                .param(task.order())
                .param(task.orderCode())
                .param(task.device())
                .param(task.asset())
                .param(task.policy())
                .param(task.policyVersion().orElse(null))
                .param(task.site())
                .param(task.station())
                .param(task.lane())
                .param(chosen.number().map(Bytes32::toBytes).orElse(null))
                .param(chosen.isNumberCompared())
                .param(byAccount)
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    /** What {@link #insert} has noted. */
    Chosen chosen(UUID task) {
        return jdbc.sql("SELECT chosen_digest, is_number_compared FROM bench.task WHERE id = ?")
                .param(task)
                .query((row, _) ->
                        new Chosen(Optional.ofNullable(row.getBytes(1)).map(Bytes32::of), row.getBoolean(2)))
                .single();
    }

    /**
     * Notes by which number a station began with a phone; none if it tells none that is good for that.
     *
     * @param isNoted whether it is the one that the counter noted: what was shown before it is then not this phone's, or says no more
     */
    void named(UUID task, Optional<Bytes32> digest, boolean isNoted) {
        jdbc.sql("""
                        UPDATE bench.task SET phone_digest = ?, chosen_digest = CASE WHEN ? THEN NULL ELSE chosen_digest END
                        WHERE id = ?""")
                .param(digest.map(Bytes32::toBytes).orElse(null))
                .param(isNoted)
                .param(task)
                .update();
    }

    /** Lets nobody else begin with a phone of this number before the caller's transaction ends. */
    void hold(Bytes32 number) {
        jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended('bench.phone ' || ?, 0))")
                .param(number.base64Url())
                .query((_, _) -> true)
                .single();
    }

    /**
     * Whether another device that is still here at the site was taken in with this number, or a station has begun with a phone of it for that. Of what was
     * begun with a phone for a device (its card in a lane says nothing of it) the last counts, or the last that a receipt came of and what was begun since: an earlier one may have been another's phone by mistake.
     * What a station refused has set nothing off. What is in stock under a number that was noted for this device, too, is this one: it was sold, and came back. But only if that number
     * is beyond doubt (of those that were noted before somebody asked nobody knows that), and no third device bears it that is here, or was sold from
     * here: many phones show one number of test equipment.
     *
     * @param isNoted whether it was noted for this device: one that was here before may have been sold
     */
    boolean isOfAnother(UUID device, UUID site, Bytes32 number, boolean isNoted) {
        return jdbc.sql("""
                        SELECT EXISTS (SELECT 1 FROM custody.device d
                          WHERE d.id IN (SELECT device_id FROM custody.noted_number WHERE serial_digest = :number
                              UNION ALL SELECT t.device_id FROM bench.task t
                                WHERE t.kind = 'phone' AND t.claimed_at IS NOT NULL AND (t.phone_digest = :number OR t.chosen_digest = :number)
                                  AND (t.outcome IS DISTINCT FROM 'refused' OR t.receipt_digest IS NOT NULL)
                                  AND NOT EXISTS (SELECT 1 FROM bench.task later
                                    WHERE later.device_id = t.device_id AND later.kind = 'phone' AND later.claimed_at IS NOT NULL
                                      AND later.claim_no > t.claim_no
                                      AND (later.receipt_digest IS NOT NULL
                                        OR (t.receipt_digest IS NULL AND later.outcome IS DISTINCT FROM 'refused'))))
                            AND d.id <> :device AND d.site_id = :site AND NOT d.is_void
                            AND (d.state IN ('registered', 'cleared', 'to_destroy', 'sealed', 'blocked')
                              OR (d.state = 'in_stock' AND NOT :noted AND NOT EXISTS (
                                SELECT 1 FROM custody.noted_number theirs JOIN custody.noted_number ours
                                  ON ours.serial_digest = theirs.serial_digest
                                WHERE theirs.device_id = d.id AND ours.device_id = :device
                                  AND theirs.is_number_doubtful IS FALSE AND ours.is_number_doubtful IS FALSE AND NOT EXISTS (
                                    SELECT 1 FROM custody.noted_number third JOIN custody.device t ON t.id = third.device_id
                                    WHERE third.serial_digest = ours.serial_digest AND t.id NOT IN (d.id, :device) AND t.site_id = :site AND NOT t.is_void
                                      AND t.state NOT IN ('handed_over', 'returned'))))))""")
                .param("number", number.toBytes())
                .param("device", device)
                .param("site", site)
                .param("noted", isNoted)
                .query((row, _) -> row.getBoolean(1))
                .single();
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

    @Override
    public boolean isPhoneOpen(UUID order) {
        return jdbc.sql("""
                        SELECT EXISTS (SELECT 1 FROM bench.task
                          WHERE order_id = ? AND state IN ('queued', 'claimed') AND kind = 'phone')""").param(order).query((row, _) -> row.getBoolean(1)).single();
    }

    @Override
    public long lastClaim(UUID order) {
        return jdbc.sql("""
                        SELECT coalesce(max(t.claim_no), 0) FROM bench.task t JOIN custody.device d ON d.id = t.device_id
                        WHERE t.order_id = ? AND (t.kind = 'phone' OR d.kind NOT IN ('phone', 'tablet'))""").param(order).query((row, _) -> row.getLong(1)).single();
    }
}
