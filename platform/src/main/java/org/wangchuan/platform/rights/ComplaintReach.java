package org.wangchuan.platform.rights;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Which complaints of people without an order something reaches; only references. Each asks for the sites of whoever looks. Thread-safe. */
@Component
public class ComplaintReach {
    private static final String REACH =
            "INSERT INTO reached_complaint SELECT r.id FROM rights.request r WHERE r.order_id IS NULL AND r.site_id ";

    private final JdbcClient jdbc;

    ComplaintReach(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A complaint without an order.
     *
     * @param person in the vault; absent if nothing was ever kept of them
     */
    public record Reached(UUID id, String code, UUID site, Optional<UUID> person) {}

    /** Begins to find complaints in this transaction: they stand in a table of it ({@code reached_complaint}), which goes with it. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void begin() {
        jdbc.sql("CREATE TEMP TABLE reached_complaint (request_id uuid NOT NULL) ON COMMIT DROP")
                .update();
    }

    /** Those that came to a site from one time on and before another; how many were found. */
    public int reachSite(UUID site, Instant since, Instant until) {
        return jdbc.sql(REACH + "= ? AND r.asked_at >= ? AND r.asked_at < ?")
                .params(site, since.atOffset(ZoneOffset.UTC), until.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Those of the persons that stand in {@code reached_person}; how many were found. */
    public int reachPersons(Collection<UUID> sites) {
        return jdbc.sql(REACH + "= ANY (?::uuid[]) AND r.person_id IN (SELECT person_id FROM reached_person)")
                .param(texts(sites))
                .update();
    }

    /** How many persons those are that were reached. */
    public long persons() {
        return jdbc.sql("""
                        SELECT count(DISTINCT r.person_id) FROM rights.request r JOIN reached_complaint f ON f.request_id = r.id""").query((row, _) -> row.getLong(1)).single();
    }

    /** Those of these codes; unknown ones are left out. */
    public List<Reached> coded(Collection<String> codes, Collection<UUID> sites) {
        return jdbc.sql("""
                        SELECT id, code, site_id, person_id FROM rights.request
                        WHERE code = ANY (?) AND order_id IS NULL AND site_id = ANY (?::uuid[])""")
                .param(codes.toArray(String[]::new))
                .param(texts(sites))
                .query((row, _) -> read(row))
                .list();
    }

    /** Those of these ids, by them. */
    public List<Reached> all(Collection<UUID> ids) {
        return jdbc.sql(
                        "SELECT id, code, site_id, person_id FROM rights.request WHERE id = ANY (?::uuid[]) ORDER BY id")
                .param(texts(ids))
                .query((row, _) -> read(row))
                .list();
    }

    private static Reached read(ResultSet row) throws SQLException {
        return new Reached(
                row.getObject("id", UUID.class),
                row.getString("code"),
                row.getObject("site_id", UUID.class),
                Optional.ofNullable(row.getObject("person_id", UUID.class)));
    }

    private static String[] texts(Collection<UUID> ids) {
        return ids.stream().map(UUID::toString).toArray(String[]::new);
    }
}
