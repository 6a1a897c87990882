package org.wangchuan.platform.oversight.audit;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HexFormat;
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
import org.wangchuan.proof.encoding.Bytes32;
import tools.jackson.databind.json.JsonMapper;

/** The tables of audits: written, and never changed. Each step has its note for the operator's log in the same transaction. Thread-safe. */
@Component
class AuditTable {
    /** Audits on one page of a list. */
    static final int PAGE = 50;

    private static final int UNSETTLED_MAX = 200;

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Checklists checklists;
    private final Notes notes;

    AuditTable(JdbcClient jdbc, JsonMapper json, Checklists checklists, Notes notes) {
        this.jdbc = jdbc;
        this.json = json;
        this.checklists = checklists;
        this.notes = notes;
    }

    /** Writes a new audit without a step. */
    void insert(Audit audit) {
        jdbc.sql("""
                        INSERT INTO oversight.audit (id, code, organisation_id, site_id, time_zone, checklist, checklist_version)
                        VALUES (?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        audit.id(),
                        audit.code(),
                        audit.organisation(),
                        audit.site(),
                        audit.zone().getId(),
                        audit.checklist().id(),
                        audit.checklist().version())
                .update();
    }

    /**
     * Writes a step; of two that have seen the same, one is written.
     *
     * @param seen the number of the last step that whoever does it has seen
     */
    void append(UUID audit, int seen, Instant at, UUID by, AuditStep.Said said) throws AuditException {
        AuditStep.What what = AuditStep.What.of(said);
        String content = json.writeValueAsString(said);
        int number = seen + 1;
        UUID note = notes.append("wangchuan-self-audit/v1\naudit " + audit + "\nstep " + number + "\nwhat " + what.id()
                + "\nat " + at.getEpochSecond() + "\ncontent sha256:" + digest(content) + "\n");
        try {
            jdbc.sql("""
                            INSERT INTO oversight.audit_event (audit_id, number, at, by_account, what, item, answer, content, note_id)
                            VALUES (?, ?, ?, ?, ?, ?, ?, ?::json, ?)""")
                    .param(audit)
                    .param(number)
                    .param(at.atOffset(ZoneOffset.UTC))
                    .param(by)
                    .param(what.id())
                    .param(AuditStep.item(said))
                    .param(
                            said instanceof AuditStep.Answered answered
                                    ? answered.answer().id()
                                    : null)
                    .param(content)
                    .param(note)
                    .update();
        } catch (DuplicateKeyException e) {
            throw new AuditException(AuditException.Code.CHANGED, "somebody else was first");
        }
    }

    /** What a note says of a content: SHA-256 of it in UTF-8, in hex. */
    static String digest(String content) {
        return HexFormat.of()
                .formatHex(
                        Bytes32.sha256(content.getBytes(StandardCharsets.UTF_8)).toBytes());
    }

    Optional<Audit> find(UUID id) {
        return whole(jdbc.sql("SELECT * FROM oversight.audit WHERE id = ?").param(id)).stream()
                .findFirst();
    }

    /** An audit, to which nothing is written by anybody else until this transaction ends. */
    Optional<Audit> locked(UUID id) {
        return whole(jdbc.sql("SELECT * FROM oversight.audit WHERE id = ? FOR UPDATE")
                        .param(id))
                .stream()
                .findFirst();
    }

    /** The one of a checklist at a site that goes on; whoever begins one meanwhile waits. */
    Optional<UUID> lockOpen(UUID site, String checklist) {
        jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended(?, 0))")
                .param("audit/" + site + "/" + checklist)
                .query((_, _) -> true)
                .single();
        return jdbc.sql("""
                        SELECT a.id FROM oversight.audit a WHERE a.site_id = ? AND a.checklist = ?
                          AND NOT EXISTS (SELECT 1 FROM oversight.audit_event e WHERE e.audit_id = a.id AND e.what = 'closed')
                        LIMIT 1""")
                .params(site, checklist)
                .query((row, _) -> row.getObject(1, UUID.class))
                .optional();
    }

    /**
     * When a checklist was gone through to its end last at a site.
     *
     * @param open the one that goes on; empty if none does
     */
    record Last(UUID site, String checklist, Optional<Instant> closedAt, Optional<UUID> open) {}

    /** Of each checklist that was ever begun at one of these sites. */
    List<Last> last(Collection<UUID> sites) {
        return jdbc.sql("""
                        SELECT a.site_id, a.checklist, max(e.at) AS closed_at, (array_agg(a.id) FILTER (WHERE e.at IS NULL))[1] AS open
                        FROM oversight.audit a
                        LEFT JOIN oversight.audit_event e ON e.audit_id = a.id AND e.what = 'closed'
                        WHERE a.site_id = ANY (?::uuid[]) GROUP BY a.site_id, a.checklist""")
                .param(texts(sites))
                .query((row, _) -> new Last(
                        row.getObject("site_id", UUID.class),
                        row.getString("checklist"),
                        Optional.ofNullable(row.getObject("closed_at", OffsetDateTime.class))
                                .map(OffsetDateTime::toInstant),
                        Optional.ofNullable(row.getObject("open", UUID.class))))
                .list();
    }

    /**
     * Audits of these sites, the latest first.
     *
     * @param code how their codes begin; empty for all
     * @param isOver whether those that are finished, or those that are not; empty for all
     */
    List<Audit> of(Collection<UUID> sites, String code, Optional<Boolean> isOver, int from) {
        return whole(jdbc.sql("""
                        SELECT a.* FROM oversight.audit a
                        JOIN oversight.audit_event e ON e.audit_id = a.id AND e.number = 1
                        WHERE a.site_id = ANY (?::uuid[]) AND starts_with(a.code, ?) AND (?::boolean IS NULL OR ?::boolean = EXISTS (
                          SELECT 1 FROM oversight.audit_event c WHERE c.audit_id = a.id AND c.what = 'closed'))
                        ORDER BY e.at DESC, a.id LIMIT ? OFFSET ?""")
                .param(texts(sites))
                .param(code)
                .param(isOver.orElse(null))
                .param(isOver.orElse(null))
                .param(PAGE)
                .param(from));
    }

    /** Those of these sites of which a finding is not settled, the earliest first; at most {@value #UNSETTLED_MAX}. */
    List<Audit> unsettled(Collection<UUID> sites) {
        return whole(jdbc.sql("""
                        SELECT a.* FROM oversight.audit a
                        JOIN oversight.audit_event b ON b.audit_id = a.id AND b.number = 1
                        WHERE a.site_id = ANY (?::uuid[]) AND EXISTS (
                          SELECT 1 FROM oversight.audit_event f WHERE f.audit_id = a.id AND f.answer = 'finding' AND NOT EXISTS (
                            SELECT 1 FROM oversight.audit_event s WHERE s.audit_id = a.id AND s.item = f.item AND s.what = 'settled'))
                        ORDER BY b.at, a.id LIMIT ?""").param(texts(sites)).param(UNSETTLED_MAX));
    }

    private List<Audit> whole(JdbcClient.StatementSpec asked) {
        List<Audit> heads = asked.query((row, _) -> head(row)).list();
        Map<UUID, List<AuditStep>> steps = jdbc
                .sql("SELECT * FROM oversight.audit_event WHERE audit_id = ANY (?::uuid[]) ORDER BY number")
                .param(texts(heads.stream().map(Audit::id).toList()))
                .query((row, _) -> Map.entry(row.getObject("audit_id", UUID.class), step(row)))
                .list()
                .stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
        return heads.stream()
                .map(head -> new Audit(
                        head.id(),
                        head.code(),
                        head.organisation(),
                        head.site(),
                        head.zone(),
                        head.checklist(),
                        steps.getOrDefault(head.id(), List.of())))
                .toList();
    }

    private Audit head(ResultSet row) throws SQLException {
        return new Audit(
                row.getObject("id", UUID.class),
                row.getString("code"),
                row.getObject("organisation_id", UUID.class),
                row.getObject("site_id", UUID.class),
                ZoneId.of(row.getString("time_zone")),
                checklists
                        .version(row.getString("checklist"), row.getInt("checklist_version"))
                        .orElseThrow(),
                List.of());
    }

    private AuditStep step(ResultSet row) throws SQLException {
        AuditStep.What what = AuditStep.What.valueOf(row.getString("what").toUpperCase(Locale.ROOT));
        return new AuditStep(
                row.getInt("number"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getObject("by_account", UUID.class),
                json.readValue(row.getString("content"), what.type()),
                row.getObject("note_id", UUID.class));
    }

    private static String[] texts(Collection<UUID> ids) {
        return ids.stream().map(UUID::toString).toArray(String[]::new);
    }
}
