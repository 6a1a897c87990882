package org.wangchuan.platform.oversight.secondcheck;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.wangchuan.canonical.Json;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.statement.RecheckClaims;

/** What stations have signed for looks and could not be taken, as it came. Thread-safe. */
@Component
class Answers {
    /** Most that are kept of one look: of those that hold, and as many of those that do not, so that rubbish crowds nothing out. */
    static final int OF_LOOK_MAX = 20;

    private static final int CHARS_MAX = 500;

    private final JdbcClient jdbc;
    private final InstantSource clock;

    Answers(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * One of them.
     *
     * @param station its name
     * @param result what it says, if it truly is that station's answer
     * @param code why it was not taken
     * @param isUnseen whether it says that something else is there, and nobody has seen to it
     */
    record Answer(
            UUID id,
            UUID look,
            Instant at,
            String station,
            Optional<String> result,
            String code,
            String expected,
            String found,
            boolean isUnseen) {}

    /**
     * Keeps one, once for each reason why it was not taken. The caller holds the look's lock.
     *
     * @param result what it says, if it truly is that station's answer
     * @return whether it is here now
     */
    boolean keep(UUID look, String file, Optional<RecheckClaims.Result> result, CheckException why) {
        byte[] digest = Bytes32.sha256(file.getBytes(StandardCharsets.UTF_8)).toBytes();
        boolean isHere = count(
                        "look_id = ? AND digest = ? AND code = ?",
                        look,
                        digest,
                        why.code().name())
                > 0;
        if (isHere) {
            return true;
        }
        if (count("look_id = ? AND (result IS NULL) = ?", look, result.isEmpty()) >= OF_LOOK_MAX) {
            return false;
        }
        jdbc.sql("""
                        INSERT INTO oversight.look_answer (id, look_id, at, file, digest, result, code, is_passing, expected, found)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .param(UUID.randomUUID())
                .param(look)
                .param(now())
                .param(file)
                .param(digest)
                .param(result.map(Json::wireName).orElse(null))
                .param(why.code().name())
                .param(why.code().isPassing())
                .param(cut(why.expected()))
                .param(cut(why.found()))
                .update();
        return true;
    }

    private int count(String which, Object... values) {
        return jdbc.sql("SELECT count(*) FROM oversight.look_answer WHERE " + which)
                .params(values)
                .query((row, _) -> row.getInt(1))
                .single();
    }

    private static String cut(String text) {
        return text.substring(0, Math.min(text.length(), CHARS_MAX));
    }

    /** Those of a device that were not taken later either, each with the last reason, the latest first. */
    List<Answer> of(UUID device) {
        return jdbc.sql("""
                        SELECT * FROM (
                          SELECT DISTINCT ON (a.look_id, a.digest) a.id, a.look_id, a.at, s.name, a.result, a.code, a.expected, a.found,
                            a.digest, EXISTS (SELECT 1 FROM oversight.unseen_answer u JOIN oversight.look_answer one ON one.id = u.id
                              WHERE one.look_id = a.look_id AND one.digest = a.digest) AS is_unseen
                          FROM oversight.look_answer a JOIN oversight.look l ON l.id = a.look_id
                          JOIN oversight.clearing c ON c.id = l.clearing_id JOIN identity.station s ON s.id = l.station_id
                          WHERE c.device_id = ? ORDER BY a.look_id, a.digest, a.at DESC, a.id) last
                        WHERE NOT EXISTS (SELECT 1 FROM oversight.recheck r WHERE r.digest = last.digest)
                        ORDER BY is_unseen DESC, at DESC, id LIMIT 50""")
                .param(device)
                .query((row, _) -> new Answer(
                        row.getObject("id", UUID.class),
                        row.getObject("look_id", UUID.class),
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        row.getString("name"),
                        Optional.ofNullable(row.getString("result")),
                        row.getString("code"),
                        row.getString("expected"),
                        row.getString("found"),
                        row.getBoolean("is_unseen")))
                .list();
    }

    /** Of which clearing its look was asked for. */
    Optional<Long> clearing(UUID device, UUID answer) {
        return jdbc.sql("""
                        SELECT l.clearing_id FROM oversight.look_answer a JOIN oversight.look l ON l.id = a.look_id
                        JOIN oversight.clearing c ON c.id = l.clearing_id WHERE c.device_id = ? AND a.id = ?""")
                .params(device, answer)
                .query((row, _) -> row.getLong(1))
                .optional();
    }

    /** Its file, as it came. */
    Optional<byte[]> file(UUID device, UUID answer) {
        return jdbc.sql("""
                        SELECT a.file FROM oversight.look_answer a JOIN oversight.look l ON l.id = a.look_id
                        JOIN oversight.clearing c ON c.id = l.clearing_id WHERE c.device_id = ? AND a.id = ?""")
                .params(device, answer)
                .query((row, _) -> row.getString(1).getBytes(StandardCharsets.UTF_8))
                .optional();
    }

    /** Somebody has seen to one that says that something else is there, for each reason so far; whether nobody had. */
    boolean see(UUID device, UUID answer, UUID by) {
        return jdbc.sql("""
                        UPDATE oversight.look_answer a SET seen_by = ?, seen_at = ? FROM oversight.look l
                        JOIN oversight.clearing c ON c.id = l.clearing_id
                        WHERE l.id = a.look_id AND c.device_id = ? AND a.result = 'differs' AND a.seen_at IS NULL
                          AND (a.look_id, a.digest) = (SELECT one.look_id, one.digest FROM oversight.look_answer one WHERE one.id = ?)""").params(by, now(), device, answer).update() > 0;
    }

    /** Devices of these sites of which something else was found, no word of it counts, and nobody has seen to it; the earliest first. */
    List<UUID> unseen(Collection<UUID> sites) {
        return jdbc.sql("""
                        SELECT device_id FROM oversight.unseen_answer WHERE site_id = ANY (?::uuid[])
                        GROUP BY device_id ORDER BY min(at), device_id""")
                .param(sites.stream().map(UUID::toString).toArray(String[]::new))
                .query((row, _) -> row.getObject(1, UUID.class))
                .list();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
