package org.wangchuan.platform.intake;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Which orders something reaches: of some devices, of a time, of a list, of persons in the vault. Only references; who the persons are, the vault
 * alone knows. Each asks for the sites of whoever looks. Thread-safe.
 */
@Component
public class OrderReach {
    private static final String REACH = "INSERT INTO reached SELECT id, batch_id FROM intake.work_order ";

    private final JdbcClient jdbc;

    OrderReach(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** An order, and the device that it is of. */
    public record Reached(UUID order, String code, UUID site, UUID device, OrderState state) {}

    /**
     * Begins to find orders in this transaction: what is found by the methods below stands in a table of it ({@code reached}, with the list that an
     * order is one of), which goes with it. An order may stand there more than once.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void begin() {
        jdbc.sql("CREATE TEMP TABLE reached (order_id uuid NOT NULL, batch_id uuid) ON COMMIT DROP")
                .update();
        jdbc.sql("CREATE TEMP TABLE reached_person (person_id uuid NOT NULL) ON COMMIT DROP")
                .update();
    }

    /** Those of these codes; how many were found. */
    public int reachCoded(Collection<String> codes, Collection<UUID> sites) {
        return jdbc.sql(REACH + "WHERE code = ANY (?) AND site_id = ANY (?::uuid[])")
                .param(codes.toArray(String[]::new))
                .param(texts(sites))
                .update();
    }

    /** Those of devices; how many were found. */
    public int reachDevices(Collection<UUID> devices, Collection<UUID> sites) {
        return jdbc.sql(REACH + "WHERE device_id = ANY (?::uuid[]) AND site_id = ANY (?::uuid[])")
                .param(texts(devices))
                .param(texts(sites))
                .update();
    }

    /** Those that a site took in from one time on and before another; how many were found. */
    public int reachSite(UUID site, Instant since, Instant until) {
        return jdbc.sql(REACH + "WHERE site_id = ? AND created_at >= ? AND created_at < ?")
                .params(site, since.atOffset(ZoneOffset.UTC), until.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** All of the list of an institution that an order of this code is one of; how many were found. */
    public int reachList(String code, Collection<UUID> sites) {
        return jdbc.sql(REACH + """
                        WHERE site_id = ANY (?::uuid[]) AND batch_id = (SELECT batch_id FROM intake.work_order WHERE code = ?)""").param(texts(sites)).param(code).update();
    }

    /** Notes persons whose orders are looked for next, see {@link #reachPersons}. */
    public void note(Collection<UUID> persons) {
        jdbc.sql("INSERT INTO reached_person SELECT unnest(?::uuid[])")
                .param(texts(persons))
                .update();
    }

    /** Those of the persons that were noted, also of persons that were forgotten since; how many were found. */
    public int reachPersons(Collection<UUID> sites) {
        return jdbc.sql("""
                        INSERT INTO reached SELECT DISTINCT o.id, o.batch_id FROM reached_person r
                        JOIN intake.order_person p ON p.person_id = r.person_id JOIN intake.work_order o ON o.id = p.order_id
                        WHERE o.site_id = ANY (?::uuid[])""").param(texts(sites)).update();
    }

    /** Of the persons that were noted, how many no order of these sites is, or was, of. */
    public long notedWithoutOrder(Collection<UUID> sites) {
        return jdbc.sql("""
                        SELECT count(*) FROM reached_person r WHERE NOT EXISTS (
                          SELECT 1 FROM intake.order_person p JOIN intake.work_order o ON o.id = p.order_id
                          WHERE p.person_id = r.person_id AND o.site_id = ANY (?::uuid[]))""")
                .param(texts(sites))
                .query((row, _) -> row.getLong(1))
                .single();
    }

    /** Those of these codes; unknown ones are left out. */
    public List<UUID> coded(Collection<String> codes, Collection<UUID> sites) {
        return jdbc.sql("SELECT id FROM intake.work_order WHERE code = ANY (?) AND site_id = ANY (?::uuid[])")
                .param(codes.toArray(String[]::new))
                .param(texts(sites))
                .query((row, _) -> row.getObject(1, UUID.class))
                .list();
    }

    /** Those of persons in the vault, also of persons that were forgotten since. */
    public List<UUID> ofPersons(Collection<UUID> persons, Collection<UUID> sites, int limit) {
        return jdbc.sql("""
                        SELECT DISTINCT o.id FROM intake.work_order o JOIN intake.order_person p ON p.order_id = o.id
                        WHERE p.person_id = ANY (?::uuid[]) AND o.site_id = ANY (?::uuid[]) LIMIT ?""")
                .param(texts(persons))
                .param(texts(sites))
                .param(limit)
                .query((row, _) -> row.getObject(1, UUID.class))
                .list();
    }

    /** Some of them, as people who work here know them. */
    public List<Reached> some(Collection<UUID> orders, int limit) {
        return jdbc.sql("""
                        SELECT id, code, site_id, device_id, state FROM intake.work_order
                        WHERE id = ANY (?::uuid[]) ORDER BY created_at DESC, id LIMIT ?""")
                .param(texts(orders))
                .param(limit)
                .query((row, _) -> new Reached(
                        row.getObject("id", UUID.class),
                        row.getString("code"),
                        row.getObject("site_id", UUID.class),
                        row.getObject("device_id", UUID.class),
                        OrderState.of(row.getString("state"))))
                .list();
    }

    private static String[] texts(Collection<UUID> ids) {
        return ids.stream().map(UUID::toString).toArray(String[]::new);
    }
}
