package org.wangchuan.platform.intake;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Which orders something reaches: of some devices, of a time, of a list, of persons in the vault. Only references; who the persons are, the vault
 * alone knows. Each asks for the sites of whoever looks, and for how many at most. Thread-safe.
 */
@Component
public class OrderReach {
    private final JdbcClient jdbc;

    OrderReach(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** An order, and the device that it is of. */
    public record Reached(UUID order, String code, UUID site, UUID device, OrderState state) {}

    /** Those of these codes; unknown ones are left out. */
    public List<UUID> coded(Collection<String> codes, Collection<UUID> sites) {
        return jdbc.sql("SELECT id FROM intake.work_order WHERE code = ANY (?) AND site_id = ANY (?::uuid[])")
                .param(codes.toArray(String[]::new))
                .param(texts(sites))
                .query((row, _) -> row.getObject(1, UUID.class))
                .list();
    }

    /** Those of devices. */
    public List<UUID> ofDevices(Collection<UUID> devices, Collection<UUID> sites) {
        return jdbc.sql(
                        "SELECT id FROM intake.work_order WHERE device_id = ANY (?::uuid[]) AND site_id = ANY (?::uuid[])")
                .param(texts(devices))
                .param(texts(sites))
                .query((row, _) -> row.getObject(1, UUID.class))
                .list();
    }

    /** Those that a site took in from one time on and before another. */
    public List<UUID> ofSite(UUID site, Instant since, Instant until, int limit) {
        return jdbc.sql("""
                        SELECT id FROM intake.work_order WHERE site_id = ? AND created_at >= ? AND created_at < ?
                        ORDER BY created_at, id LIMIT ?""")
                .params(site, since.atOffset(ZoneOffset.UTC), until.atOffset(ZoneOffset.UTC), limit)
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

    /** How many of these persons no order of these sites is, or was, of. */
    public long withoutOrder(Collection<UUID> persons, Collection<UUID> sites) {
        return jdbc.sql("""
                        SELECT count(*) FROM unnest(?::uuid[]) AS one (id) WHERE NOT EXISTS (
                          SELECT 1 FROM intake.order_person p JOIN intake.work_order o ON o.id = p.order_id
                          WHERE p.person_id = one.id AND o.site_id = ANY (?::uuid[]))""")
                .param(texts(persons))
                .param(texts(sites))
                .query((row, _) -> row.getLong(1))
                .single();
    }

    /** All of the list of an institution that an order of this code is one of. */
    public List<UUID> ofList(String code, Collection<UUID> sites, int limit) {
        return jdbc.sql("""
                        SELECT o.id FROM intake.work_order o JOIN intake.work_order one ON one.batch_id = o.batch_id
                        WHERE one.code = ? AND o.site_id = ANY (?::uuid[]) LIMIT ?""")
                .param(code)
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

    /** How many persons these orders are of: one for each order, and one for each list of an institution. */
    public long persons(Collection<UUID> orders) {
        return jdbc.sql(
                        "SELECT count(DISTINCT coalesce(batch_id, id)) FROM intake.work_order WHERE id = ANY (?::uuid[])")
                .param(texts(orders))
                .query((row, _) -> row.getLong(1))
                .single();
    }

    private static String[] texts(Collection<UUID> ids) {
        return ids.stream().map(UUID::toString).toArray(String[]::new);
    }
}
