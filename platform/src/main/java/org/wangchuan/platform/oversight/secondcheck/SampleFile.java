package org.wangchuan.platform.oversight.secondcheck;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.platform.ledger.ClearingRoots;
import org.wangchuan.platform.ledger.Notes;
import org.wangchuan.proof.encoding.Bytes32;

/**
 * What anybody needs to work the draws of a site and month out once more: the notes with their places in the log, and of each clearing its
 * statement's event id, its place in the log and the root. No person, no device, no account. Thread-safe.
 */
@Component
class SampleFile {
    /** Most that one file lists; more is said to be left out. */
    static final int CLEARINGS_MAX = 50_000;

    private final JdbcClient jdbc;
    private final Secrets secrets;
    private final Notes notes;
    private final ClearingRoots log;

    SampleFile(JdbcClient jdbc, Secrets secrets, Notes notes, ClearingRoots log) {
        this.jdbc = jdbc;
        this.secrets = secrets;
        this.notes = notes;
        this.log = log;
    }

    /** Notes of a second look, or of its absence, by the clearing that they are of. */
    private record Noted(long place, UUID note) {}

    /** The file; empty if nothing was committed to. */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public Optional<JsonValue.Obj> of(UUID site, LocalDate month) {
        return secrets.find(site, month).map(this::file);
    }

    private JsonValue.Obj file(Secrets.Secret secret) {
        Json.Builder out = Json.object()
                .put("format", "wangchuan-second-check/v1")
                .put("log", log.origin())
                .put("site", secret.site().toString())
                .put("month", Months.text(secret.month()))
                .put("commitment", note(secret.commitment()));
        secret.opening().ifPresent(opening -> out.put("opening", note(opening)));
        Map<Long, List<JsonValue>> byPlace = noted(secret);
        List<JsonValue> clearings = jdbc.sql("""
                        SELECT place, basis_points, is_drawn, why, event_id, log_index, root FROM oversight.clearing
                        WHERE site_id = ? AND month = ? ORDER BY place LIMIT ?""")
                .params(secret.site(), secret.month(), CLEARINGS_MAX + 1)
                .query((row, _) -> clearing(
                        Json.object()
                                .put("place", row.getLong("place"))
                                .put("rate", row.getLong("basis_points"))
                                .put("drawn", row.getBoolean("is_drawn"))
                                .put("why", row.getString("why")),
                        row.getObject("event_id", UUID.class),
                        row.getLong("log_index"),
                        row.getBytes("root"),
                        byPlace.getOrDefault(row.getLong("place"), List.of())))
                .list();
        boolean isAll = clearings.size() <= CLEARINGS_MAX;
        return out.put("all", isAll)
                .put("clearings", new JsonValue.Array(isAll ? clearings : clearings.subList(0, CLEARINGS_MAX)))
                .build();
    }

    private static JsonValue clearing(
            Json.Builder out, @Nullable UUID event, long index, byte @Nullable [] root, List<JsonValue> noted) {
        if (event != null && root != null) {
            out.put("statement", event.toString())
                    .put("logIndex", index)
                    .put("root", Bytes32.of(root).base64());
        }
        return noted.isEmpty()
                ? out.build()
                : out.put("notes", new JsonValue.Array(noted)).build();
    }

    private Map<Long, List<JsonValue>> noted(Secrets.Secret secret) {
        List<Noted> all = jdbc.sql("""
                        SELECT c.place, x.note_id FROM oversight.clearing c
                        JOIN (SELECT clearing_id, note_id, at FROM oversight.verification
                          UNION ALL SELECT clearing_id, note_id, at FROM oversight.recheck
                          UNION ALL SELECT clearing_id, note_id, at FROM oversight.release) x ON x.clearing_id = c.id
                        WHERE c.site_id = ? AND c.month = ? ORDER BY c.place, x.at LIMIT ?""")
                .params(secret.site(), secret.month(), CLEARINGS_MAX)
                .query((row, _) -> new Noted(row.getLong(1), row.getObject(2, UUID.class)))
                .list();
        Map<UUID, Notes.Shown> shown = notes.of(all.stream().map(Noted::note).toList());
        Map<Long, List<JsonValue>> out = new HashMap<>();
        for (Noted one : all) {
            Notes.Shown note = shown.get(one.note());
            if (note != null) {
                out.computeIfAbsent(one.place(), _ -> new ArrayList<>()).add(note(note));
            }
        }
        return out;
    }

    private JsonValue note(UUID id) {
        return note(notes.find(id).orElseThrow());
    }

    private static JsonValue note(Notes.Shown note) {
        Json.Builder out = Json.object().put("text", note.text());
        note.place().ifPresent(place -> out.put("logIndex", place));
        return out.build();
    }
}
