package org.wangchuan.platform.oversight.incident;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.ledger.Notes;
import org.wangchuan.platform.oversight.incident.Incident.State;
import org.wangchuan.platform.oversight.incident.Incident.Step;
import org.wangchuan.platform.oversight.incident.IncidentException.Code;
import org.wangchuan.proof.encoding.Bytes32;
import tools.jackson.databind.json.JsonMapper;

/** The tables of incidents: written, and never changed. Each step has its note for the operator's log in the same transaction. Thread-safe. */
@Component
class IncidentTable {
    /** Incidents on one page of a list. */
    static final int PAGE = 50;

    private static final int UNFINISHED_MAX = 500;

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final RuleFiles rules;
    private final Notes notes;

    IncidentTable(JdbcClient jdbc, JsonMapper json, RuleFiles rules, Notes notes) {
        this.jdbc = jdbc;
        this.json = json;
        this.rules = rules;
        this.notes = notes;
    }

    /** Writes a new incident without a step. */
    void insert(Incident incident) {
        jdbc.sql(
                        "INSERT INTO oversight.incident (id, code, organisation_id, site_id, time_zone, rules) VALUES (?, ?, ?, ?, ?, ?)")
                .param(incident.id())
                .param(incident.code())
                .param(incident.organisation())
                .param(incident.site().orElse(null))
                .param(incident.zone().getId())
                .param(incident.rules().version())
                .update();
    }

    /**
     * Writes a step; of two that have seen the same, one is written.
     *
     * @param seen the number of the last step that whoever does it has seen
     * @return its number
     */
    int append(UUID incident, int seen, Instant at, UUID by, Entry entry, State state) throws IncidentException {
        Entry.What what = what(entry);
        String content = json.writeValueAsString(entry);
        int number = seen + 1;
        UUID note = notes.append(
                "wangchuan-incident/v1\nincident " + incident + "\nstep " + number + "\nwhat " + what.id() + "\nstate "
                        + state.id() + "\nat " + at.getEpochSecond() + "\ncontent sha256:" + digest(content) + "\n");
        try {
            jdbc.sql("""
                            INSERT INTO oversight.incident_event (incident_id, number, at, by_account, what, state, content, note_id)
                            VALUES (?, ?, ?, ?, ?, ?, ?::json, ?)""")
                    .params(incident, number, time(at), by, what.id(), state.id(), content, note)
                    .update();
        } catch (DuplicateKeyException e) {
            throw new IncidentException(Code.CHANGED, "somebody else was first");
        }
        return number;
    }

    /** What a note says of a content: SHA-256 of it in UTF-8, in hex. */
    static String digest(String content) {
        return java.util.HexFormat.of()
                .formatHex(
                        Bytes32.sha256(content.getBytes(StandardCharsets.UTF_8)).toBytes());
    }

    /** The same of orders' ids, as texts in their order, one in a line: rows that were written without their step are seen by it. */
    static String digest(Collection<UUID> orders) {
        return digest(orders.stream().map(UUID::toString).sorted().collect(Collectors.joining("\n")));
    }

    private static Entry.What what(Entry entry) {
        return java.util.Arrays.stream(Entry.What.values())
                .filter(what -> what.type().isInstance(entry))
                .findFirst()
                .orElseThrow();
    }

    /** Orders that were reported with it as lost, and about which nobody has decided since. */
    List<UUID> lossesLeft(UUID incident) {
        return jdbc.sql("SELECT oversight.losses_left(?)")
                .param(incident)
                .query((row, _) -> row.getObject(1, UUID.class))
                .list();
    }

    /**
     * A notice that an order's owner may read.
     *
     * @param isConcerned whether the order is still among those that it concerns
     */
    record Told(UUID incident, int step, Instant at, boolean isConcerned) {}

    /** Notices that were released to these orders, the latest first; at most 100. */
    List<Told> told(Collection<UUID> orders) {
        return jdbc.sql("""
                        SELECT e.incident_id, e.number, e.at, bool_or(now_in.is_in) AS is_concerned
                        FROM (SELECT DISTINCT incident_id, order_id FROM oversight.incident_order WHERE order_id = ANY (?::uuid[])) own
                        JOIN oversight.incident_event e ON e.incident_id = own.incident_id AND e.what = 'released'
                        JOIN LATERAL (SELECT is_in FROM oversight.incident_order o WHERE o.incident_id = own.incident_id
                          AND o.order_id = own.order_id AND o.number <= e.number ORDER BY o.number DESC LIMIT 1) then_in ON then_in.is_in
                        JOIN LATERAL (SELECT is_in FROM oversight.incident_order o WHERE o.incident_id = own.incident_id
                          AND o.order_id = own.order_id ORDER BY o.number DESC LIMIT 1) now_in ON true
                        GROUP BY e.incident_id, e.number, e.at ORDER BY e.at DESC, e.number DESC LIMIT 100""").param(texts(orders)).query((row, _) -> told(row)).list();
    }

    /** Notices that were released to a complaint without an order, the latest first; at most 100. */
    List<Told> toldComplaint(UUID request) {
        return jdbc.sql("""
                        SELECT e.incident_id, e.number, e.at, now_in.is_in AS is_concerned
                        FROM (SELECT DISTINCT incident_id FROM oversight.incident_complaint WHERE request_id = :request) own
                        JOIN oversight.incident_event e ON e.incident_id = own.incident_id AND e.what = 'released'
                        JOIN LATERAL (SELECT is_in FROM oversight.incident_complaint o WHERE o.incident_id = own.incident_id
                          AND o.request_id = :request AND o.number <= e.number ORDER BY o.number DESC LIMIT 1) then_in ON then_in.is_in
                        JOIN LATERAL (SELECT is_in FROM oversight.incident_complaint o WHERE o.incident_id = own.incident_id
                          AND o.request_id = :request ORDER BY o.number DESC LIMIT 1) now_in ON true
                        ORDER BY e.at DESC, e.number DESC LIMIT 100""")
                .param("request", request)
                .query((row, _) -> told(row))
                .list();
    }

    private static Told told(ResultSet row) throws SQLException {
        return new Told(
                row.getObject("incident_id", UUID.class),
                row.getInt("number"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getBoolean("is_concerned"));
    }

    /** How many an account has reported since a time; whoever reports meanwhile waits. */
    int reports(UUID account, Instant since) {
        jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended(?, 0))")
                .param("incident/reports/" + account)
                .query((_, _) -> true)
                .single();
        return jdbc.sql(
                        "SELECT count(*) FROM oversight.incident_event WHERE by_account = ? AND what = 'reported' AND at > ?")
                .params(account, time(since))
                .query((row, _) -> row.getInt(1))
                .single();
    }

    /** An incident, to which nothing is written by anybody else until this transaction ends. */
    Optional<Incident> locked(UUID id) {
        jdbc.sql("SELECT id FROM oversight.incident WHERE id = ? FOR UPDATE")
                .param(id)
                .query((_, _) -> true)
                .optional();
        return find(id);
    }

    Optional<Incident> find(UUID id) {
        return whole(jdbc.sql("SELECT * FROM oversight.incident WHERE id = ?").param(id)).stream()
                .findFirst();
    }

    Optional<Incident> byCode(String code) {
        return whole(jdbc.sql("SELECT * FROM oversight.incident WHERE code = ?").param(code)).stream()
                .findFirst();
    }

    /**
     * Those of a company; of one site only, if somebody works at one. What waits comes first.
     *
     * @param code how their codes begin; empty for all
     */
    List<Incident> of(UUID organisation, Optional<UUID> site, Optional<State> state, String code, int from) {
        return whole(jdbc.sql("""
                        SELECT i.* FROM oversight.incident i
                        JOIN LATERAL (SELECT state, at FROM oversight.incident_event WHERE incident_id = i.id
                          ORDER BY number DESC LIMIT 1) e ON true
                        WHERE i.organisation_id = ? AND (?::uuid IS NULL OR i.site_id = ?) AND (?::text IS NULL OR e.state = ?)
                          AND starts_with(i.code, ?)
                        ORDER BY e.state NOT IN ('suspected', 'open'), e.at DESC, i.id LIMIT ? OFFSET ?""")
                .param(organisation)
                .param(site.orElse(null))
                .param(site.orElse(null))
                .param(state.map(State::id).orElse(null))
                .param(state.map(State::id).orElse(null))
                .param(code)
                .param(PAGE)
                .param(from));
    }

    /** Those of a company in one state, or of one of its sites, the oldest first; at most {@value #UNFINISHED_MAX}. */
    List<Incident> oldest(UUID organisation, Optional<UUID> site, State state) {
        return whole(jdbc.sql("""
                        SELECT i.* FROM oversight.incident i
                        JOIN LATERAL (SELECT state FROM oversight.incident_event WHERE incident_id = i.id
                          ORDER BY number DESC LIMIT 1) e ON true
                        WHERE i.organisation_id = ? AND (?::uuid IS NULL OR i.site_id = ?) AND e.state = ?
                        ORDER BY (SELECT min(at) FROM oversight.incident_event f WHERE f.incident_id = i.id), i.id LIMIT ?""")
                .param(organisation)
                .param(site.orElse(null))
                .param(site.orElse(null))
                .param(state.id())
                .param(UNFINISHED_MAX));
    }

    /** Those of all companies on which somebody has still to work, the oldest first; at most {@value #UNFINISHED_MAX}. */
    List<Incident> unfinished() {
        return whole(jdbc.sql("""
                        SELECT i.* FROM oversight.incident i
                        JOIN LATERAL (SELECT state FROM oversight.incident_event WHERE incident_id = i.id
                          ORDER BY number DESC LIMIT 1) e ON true
                        WHERE e.state IN ('suspected', 'open')
                        ORDER BY (SELECT min(at) FROM oversight.incident_event f WHERE f.incident_id = i.id), i.id LIMIT ?""").param(UNFINISHED_MAX));
    }

    private List<Incident> whole(JdbcClient.StatementSpec asked) {
        List<Incident> heads = asked.query((row, _) -> head(row)).list();
        Map<UUID, List<Step>> steps = jdbc
                .sql("SELECT * FROM oversight.incident_event WHERE incident_id = ANY (?::uuid[]) ORDER BY number")
                .param(texts(heads.stream().map(Incident::id).toList()))
                .query((row, _) -> Map.entry(row.getObject("incident_id", UUID.class), step(row)))
                .list()
                .stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
        return heads.stream()
                .map(head -> new Incident(
                        head.id(),
                        head.code(),
                        head.organisation(),
                        head.site(),
                        head.zone(),
                        head.rules(),
                        steps.getOrDefault(head.id(), List.of())))
                .toList();
    }

    private Incident head(ResultSet row) throws SQLException {
        return new Incident(
                row.getObject("id", UUID.class),
                row.getString("code"),
                row.getObject("organisation_id", UUID.class),
                Optional.ofNullable(row.getObject("site_id", UUID.class)),
                ZoneId.of(row.getString("time_zone")),
                rules.version(row.getInt("rules")).orElseThrow(),
                List.of());
    }

    private Step step(ResultSet row) throws SQLException {
        Entry.What what = Entry.What.valueOf(row.getString("what").toUpperCase(Locale.ROOT));
        return new Step(
                row.getInt("number"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getObject("by_account", UUID.class),
                what,
                State.of(row.getString("state")).orElseThrow(),
                json.readValue(row.getString("content"), what.type()),
                row.getObject("note_id", UUID.class));
    }

    private static String[] texts(Collection<UUID> ids) {
        return ids.stream().map(UUID::toString).toArray(String[]::new);
    }

    private static OffsetDateTime time(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
