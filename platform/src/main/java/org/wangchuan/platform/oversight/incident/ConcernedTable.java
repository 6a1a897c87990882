package org.wangchuan.platform.oversight.incident;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Which orders and complaints an incident concerns: written in sets, and never loaded as a whole, for there can be millions. How many there are
 * follows from its steps, see {@link Incident#orders()}. Thread-safe.
 */
@Component
class ConcernedTable {
    /** How long one statement that finds or writes them may take: then nothing of the step is done. */
    static final Duration STATEMENT_MAX = Duration.ofSeconds(100);

    /** From so many rows on the database looks anew at the table: with what it believed of it before, a plan for a few is chosen for all. */
    private static final int LOOKED_AT_ANEW = 1_000;

    /** Rows that are held here at once. */
    private static final int PART = 10_000;

    /** The last row of an order says whether it is in. */
    private static final String IS_LAST = " " + """
             o.is_in AND NOT EXISTS (SELECT 1 FROM oversight.incident_order later
              WHERE later.incident_id = o.incident_id AND later.order_id = o.order_id AND later.number > o.number)""";

    /** A release came after the row, and no row of the order between them. */
    private static final String WAS_TOLD = " " + """
             o.is_in AND EXISTS (SELECT 1 FROM oversight.incident_event e WHERE e.incident_id = o.incident_id AND e.what = 'released'
              AND e.number > o.number AND NOT EXISTS (SELECT 1 FROM oversight.incident_order gone WHERE gone.incident_id = o.incident_id
                AND gone.order_id = o.order_id AND gone.number > o.number AND gone.number < e.number))""";

    /** By the index of the primary key, from where a page begins. */
    static final String PAGE =
            "SELECT order_id FROM oversight.incident_order o WHERE incident_id = ? AND order_id > ? AND" + IS_LAST
                    + " ORDER BY order_id LIMIT ?";

    /** Of what came in after a release. */
    private static final String PAGE_SINCE =
            "SELECT order_id FROM oversight.incident_order o WHERE incident_id = ? AND order_id > ? AND number > ? AND"
                    + IS_LAST + " ORDER BY order_id LIMIT ?";

    /** Of what came in after a release; by an index of steps. */
    static final String UNTOLD =
            "SELECT count(*) FROM oversight.incident_order o WHERE incident_id = ? AND number > ? AND" + IS_LAST;

    /** Those among them that had a notice before they were taken out. */
    static final String TOLD_BEFORE = """
            SELECT count(*) FROM oversight.incident_order n WHERE n.incident_id = ? AND n.number > ? AND n.is_in
              AND NOT EXISTS (SELECT 1 FROM oversight.incident_order later
                WHERE later.incident_id = n.incident_id AND later.order_id = n.order_id AND later.number > n.number)
              AND EXISTS (SELECT 1 FROM oversight.incident_order o
                WHERE o.incident_id = n.incident_id AND o.order_id = n.order_id AND o.number < n.number AND""" + WAS_TOLD + ")";

    private static final String COMPLAINT_IS_LAST = " " + """
             o.is_in AND NOT EXISTS (SELECT 1 FROM oversight.incident_complaint later
              WHERE later.incident_id = o.incident_id AND later.request_id = o.request_id AND later.number > o.number)""";

    private final JdbcClient jdbc;

    ConcernedTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What a step takes in or out.
     *
     * @param count of orders or complaints
     * @param persons how many more, or fewer, are counted by it
     * @param digest SHA-256 over their ids, as texts in their order, one in a line
     */
    record Change(int count, long persons, String digest) {}

    /** From now on no statement of this transaction takes longer than {@link #STATEMENT_MAX}. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void limit() {
        jdbc.sql("SELECT set_config('statement_timeout', ?, true)")
                .param(STATEMENT_MAX.toMillis() + "ms")
                .query((_, _) -> true)
                .single();
    }

    /** Of what was reached in this transaction, what an incident has not: it stands in a table of the transaction until {@link #take}. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Change reached(UUID incident) {
        jdbc.sql("ANALYZE reached").update();
        jdbc.sql("CREATE TEMP TABLE incident_change (id uuid NOT NULL, batch_id uuid) ON COMMIT DROP")
                .update();
        int count =
                jdbc.sql("""
                        INSERT INTO incident_change SELECT DISTINCT order_id, batch_id FROM reached r WHERE NOT EXISTS (
                          SELECT 1 FROM oversight.incident_order o WHERE o.incident_id = ? AND o.order_id = r.order_id AND""" + IS_LAST + ") ORDER BY order_id").param(incident).update();
        jdbc.sql("ANALYZE incident_change").update();
        // One person for each order, and one for each list of an institution.
        long persons = jdbc.sql("""
                        SELECT (SELECT count(*) FROM incident_change WHERE batch_id IS NULL) + (
                          SELECT count(*) FROM (SELECT DISTINCT batch_id FROM incident_change WHERE batch_id IS NOT NULL) list WHERE NOT EXISTS (
                            SELECT 1 FROM intake.work_order w JOIN oversight.incident_order o ON o.order_id = w.id AND o.incident_id = ?
                            WHERE w.batch_id = list.batch_id AND""" + IS_LAST + "))")
                .param(incident)
                .query((row, _) -> row.getLong(1))
                .single();
        return new Change(count, persons, digest("SELECT id FROM incident_change ORDER BY id"));
    }

    /** How many different orders were reached in this transaction. */
    int found() {
        return jdbc.sql("SELECT count(DISTINCT order_id) FROM reached")
                .query((row, _) -> row.getInt(1))
                .single();
    }

    /** Takes in what {@link #reached} has found. */
    void take(UUID incident, int step) {
        int count = jdbc.sql("""
                        INSERT INTO oversight.incident_order (incident_id, number, order_id, is_in)
                        SELECT ?, ?, id, true FROM incident_change ORDER BY id""").params(incident, step).update();
        if (count >= LOOKED_AT_ANEW) {
            jdbc.sql("ANALYZE oversight.incident_order").update();
        }
    }

    /** What taking these orders out would change. */
    Change without(UUID incident, Collection<UUID> orders) {
        long persons = jdbc.sql("""
                        WITH gone AS (SELECT id, batch_id FROM intake.work_order WHERE id = ANY (?::uuid[]))
                        SELECT (SELECT count(*) FROM gone WHERE batch_id IS NULL) + (
                          SELECT count(*) FROM (SELECT DISTINCT batch_id FROM gone WHERE batch_id IS NOT NULL) list WHERE NOT EXISTS (
                            SELECT 1 FROM intake.work_order w JOIN oversight.incident_order o ON o.order_id = w.id AND o.incident_id = ?
                            WHERE w.batch_id = list.batch_id AND w.id NOT IN (SELECT id FROM gone) AND""" + IS_LAST + "))")
                .param(texts(orders))
                .param(incident)
                .query((row, _) -> row.getLong(1))
                .single();
        return new Change(orders.size(), -persons, IncidentTable.digest(orders));
    }

    /** Takes orders out, by a step. */
    void takeOut(UUID incident, int step, Collection<UUID> orders) {
        jdbc.sql("""
                        INSERT INTO oversight.incident_order (incident_id, number, order_id, is_in)
                        SELECT ?, ?, unnest(?::uuid[]), false""").params(incident, step, texts(orders)).update();
    }

    /** Those of these orders that it concerns by now. */
    List<UUID> in(UUID incident, Collection<UUID> orders) {
        return jdbc.sql(
                        "SELECT order_id FROM oversight.incident_order o WHERE incident_id = ? AND order_id = ANY (?::uuid[]) AND"
                                + IS_LAST)
                .params(incident, texts(orders))
                .query((row, _) -> row.getObject(1, UUID.class))
                .list();
    }

    /**
     * Orders that it concerns by now, by their ids.
     *
     * @param after the last one of the page before; absent for the first page
     * @param since of those that came in after this step alone; 0 for all
     */
    List<UUID> page(UUID incident, Optional<UUID> after, int since, int limit) {
        UUID from = after.orElse(new UUID(0, 0));
        return (since == 0
                        ? jdbc.sql(PAGE).params(incident, from, limit)
                        : jdbc.sql(PAGE_SINCE).params(incident, from, since, limit))
                .query((row, _) -> row.getObject(1, UUID.class))
                .list();
    }

    /** All of them, if there are no more than so many. */
    List<UUID> all(UUID incident, int most) {
        return page(incident, Optional.empty(), 0, most);
    }

    /** Those of these orders that have a notice: they were in when one was released. */
    List<UUID> told(UUID incident, Collection<UUID> orders) {
        return jdbc.sql(
                        "SELECT DISTINCT o.order_id FROM oversight.incident_order o WHERE o.incident_id = ? AND o.order_id = ANY (?::uuid[]) AND"
                                + WAS_TOLD)
                .params(incident, texts(orders))
                .query((row, _) -> row.getObject(1, UUID.class))
                .list();
    }

    /**
     * How many orders of an incident have no notice: of those that came in since the last one was released, which have none from before they were
     * taken out.
     */
    long untold(Incident incident) {
        int released = incident.releasedAt();
        if (released == 0) {
            return incident.orders();
        }
        long came = jdbc.sql(UNTOLD)
                .params(incident.id(), released)
                .query((row, _) -> row.getLong(1))
                .single();
        long before = jdbc.sql(TOLD_BEFORE)
                .params(incident.id(), released)
                .query((row, _) -> row.getLong(1))
                .single();
        return came - before;
    }

    /** What was reached of complaints in this transaction, and an incident has not. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Change reachedComplaints(UUID incident) {
        jdbc.sql("CREATE TEMP TABLE incident_complaint_change (id uuid NOT NULL) ON COMMIT DROP")
                .update();
        int count = jdbc.sql("""
                        INSERT INTO incident_complaint_change SELECT DISTINCT request_id FROM reached_complaint r WHERE NOT EXISTS (
                          SELECT 1 FROM oversight.incident_complaint o WHERE o.incident_id = ? AND o.request_id = r.request_id AND""" + COMPLAINT_IS_LAST + ")").param(incident).update();
        return new Change(count, count, digest("SELECT id FROM incident_complaint_change ORDER BY id"));
    }

    /** Takes in what {@link #reachedComplaints} has found. */
    void takeComplaints(UUID incident, int step) {
        jdbc.sql("""
                        INSERT INTO oversight.incident_complaint (incident_id, number, request_id, is_in)
                        SELECT ?, ?, id, true FROM incident_complaint_change""").params(incident, step).update();
    }

    /** Takes complaints out, by a step. */
    void takeComplaintsOut(UUID incident, int step, Collection<UUID> requests) {
        jdbc.sql("""
                        INSERT INTO oversight.incident_complaint (incident_id, number, request_id, is_in)
                        SELECT ?, ?, unnest(?::uuid[]), false""").params(incident, step, texts(requests)).update();
    }

    /** Complaints that it concerns by now, by their ids. */
    List<UUID> complaints(UUID incident, Optional<UUID> after, int limit) {
        return jdbc.sql(
                        "SELECT request_id FROM oversight.incident_complaint o WHERE incident_id = ? AND request_id > ? AND"
                                + COMPLAINT_IS_LAST + " ORDER BY request_id LIMIT ?")
                .params(incident, after.orElse(new UUID(0, 0)), limit)
                .query((row, _) -> row.getObject(1, UUID.class))
                .list();
    }

    /** Those of these complaints that it concerns by now. */
    List<UUID> inComplaints(UUID incident, Collection<UUID> requests) {
        return jdbc.sql(
                        "SELECT request_id FROM oversight.incident_complaint o WHERE incident_id = ? AND request_id = ANY (?::uuid[]) AND"
                                + COMPLAINT_IS_LAST)
                .params(incident, texts(requests))
                .query((row, _) -> row.getObject(1, UUID.class))
                .list();
    }

    /** Whether a complaint came in after the last release; not more than one is asked for. */
    boolean hasUntoldComplaint(Incident incident) {
        return jdbc.sql(
                        "SELECT EXISTS (SELECT 1 FROM oversight.incident_complaint o WHERE incident_id = ? AND number > ? AND"
                                + COMPLAINT_IS_LAST + ")")
                .params(incident.id(), incident.releasedAt())
                .query((row, _) -> row.getBoolean(1))
                .single();
    }

    /** As of a step: whether a person in the vault is of an order or a complaint that an incident concerns, and was when that step was written. */
    boolean isOf(UUID incident, UUID person, int step) {
        return jdbc.sql("""
                        SELECT EXISTS (SELECT 1 FROM intake.order_person p JOIN oversight.incident_order o ON o.order_id = p.order_id
                          WHERE p.person_id = :person AND o.incident_id = :incident AND o.number <= :step AND %s)
                        OR EXISTS (SELECT 1 FROM rights.request r JOIN oversight.incident_complaint o ON o.request_id = r.id
                          WHERE r.person_id = :person AND o.incident_id = :incident AND o.number <= :step AND %s)""".formatted(IS_LAST, COMPLAINT_IS_LAST))
                .param("person", person)
                .param("incident", incident)
                .param("step", step)
                .query((row, _) -> row.getBoolean(1))
                .single();
    }

    private String digest(String ids) {
        MessageDigest out;
        try {
            out = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
        boolean[] isFirst = {true};
        try (Stream<UUID> all =
                jdbc.sql(ids).withFetchSize(PART).query((row, _) -> row.getObject(1, UUID.class)).stream()) {
            all.forEach(id -> {
                if (!isFirst[0]) {
                    out.update((byte) '\n');
                }
                isFirst[0] = false;
                out.update(id.toString().getBytes(StandardCharsets.US_ASCII));
            });
        }
        return HexFormat.of().formatHex(out.digest());
    }

    private static String[] texts(Collection<UUID> ids) {
        return ids.stream().map(UUID::toString).toArray(String[]::new);
    }
}
