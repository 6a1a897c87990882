package org.wangchuan.platform.oversight.secondcheck;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.wangchuan.canonical.Json;
import org.wangchuan.paper.Figures;
import org.wangchuan.platform.custody.SecondLook;
import org.wangchuan.platform.ledger.Rechecks;
import org.wangchuan.proof.statement.RecheckReading;

/** What stations found that read a drawn device again, with their files. Thread-safe. */
@Component
class StationReads {
    private final JdbcClient jdbc;

    StationReads(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Of the last clearing of each of these devices; a device of which no station has read anything is not in it. */
    Map<UUID, List<SecondLook.Read>> of(Collection<UUID> devices) {
        return jdbc
                .sql("""
                        SELECT c.device_id, r.event_id, r.finished_at, r.station_id, r.place, r.result, r.reasons, r.recognised, r.is_sample,
                          r.bytes_read, r.capacity_bytes, coalesce(l.tries, 1) AS tries, t.name AS station, s.medium, s.serial_tail
                        FROM oversight.recheck r LEFT JOIN oversight.look l ON l.id = r.look_id
                        JOIN oversight.clearing c ON c.id = r.clearing_id
                        JOIN identity.station t ON t.id = r.station_id
                        JOIN ledger.statement s ON s.event_id = r.statement_id
                        WHERE c.device_id = ANY (?::uuid[])
                          AND NOT EXISTS (SELECT 1 FROM oversight.clearing later WHERE later.device_id = c.device_id AND later.id > c.id)
                        ORDER BY r.at""")
                .param(devices.stream().map(UUID::toString).toArray(String[]::new))
                .query((row, _) -> Map.entry(
                        row.getObject("device_id", UUID.class),
                        new SecondLook.Read(
                                row.getObject("event_id", UUID.class),
                                row.getObject("finished_at", OffsetDateTime.class)
                                        .toInstant(),
                                row.getString("medium")
                                        + Optional.ofNullable(row.getString("serial_tail"))
                                                .map(tail -> " …" + tail)
                                                .orElse(""),
                                row.getString("station"),
                                "/trust/stations/" + row.getString("station_id"),
                                row.getString("place").equals("same_station"),
                                row.getString("result"),
                                Arrays.asList((String[]) row.getArray("reasons").getArray()),
                                row.getString("recognised"),
                                row.getBoolean("is_sample"),
                                Figures.size(row.getLong("bytes_read")),
                                Figures.size(row.getLong("capacity_bytes")),
                                row.getInt("tries"))))
                .list()
                .stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }

    /** Keeps what a station found of a clearing, as the answer to a look if it is one; its file is used once. */
    void keep(long clearing, Rechecks.Judged judged, Optional<UUID> look, UUID by, OffsetDateTime at, UUID note) {
        RecheckReading reading = judged.claims().reading();
        jdbc.sql("""
                        INSERT INTO oversight.recheck (event_id, clearing_id, statement_id, station_id, account_id, at, file, digest, result,
                          reasons, recognised, place, is_sample, capacity_bytes, bytes_read, bytes_differing, started_at, finished_at,
                          log_index, note_id, look_id)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        judged.event(),
                        clearing,
                        judged.statement(),
                        judged.station().id(),
                        by,
                        at,
                        judged.text(),
                        judged.digest().toBytes(),
                        Json.wireName(judged.claims().result()),
                        judged.claims().reasons().stream().map(Json::wireName).toArray(String[]::new),
                        Json.wireName(judged.claims().recognised()),
                        (judged.isSameStation() ? Seen.Place.SAME_STATION : Seen.Place.OTHER_STATION).id(),
                        reading.sample().isPresent(),
                        reading.capacityBytes(),
                        reading.bytesRead(),
                        reading.bytesDiffering(),
                        at(reading.startedAtSeconds()),
                        at(reading.finishedAtSeconds()),
                        judged.logIndex(),
                        note)
                .param(look.orElse(null))
                .update();
    }

    private static OffsetDateTime at(long seconds) {
        return Instant.ofEpochSecond(seconds).atOffset(ZoneOffset.UTC);
    }

    /** Whether a finding has been handed in before, for whatever device. */
    boolean isUsed(UUID event) {
        return jdbc.sql("SELECT EXISTS (SELECT 1 FROM oversight.recheck WHERE event_id = ?)")
                .param(event)
                .query((row, _) -> row.getBoolean(1))
                .single();
    }

    /** Whether stations have read all of what proved a clearing, and found what was left there. */
    boolean areAll(long clearing) {
        return jdbc.sql("SELECT oversight.is_read(?)")
                .param(clearing)
                .query((row, _) -> row.getBoolean(1))
                .single();
    }

    /** Whether a station has read any of what proves it, whatever it found. */
    boolean isAny(long clearing) {
        return jdbc.sql("SELECT oversight.is_any_read(?)")
                .param(clearing)
                .query((row, _) -> row.getBoolean(1))
                .single();
    }

    /** Whether a station has read it, and what it found says neither. */
    boolean isAnyUnproven(long clearing) {
        return jdbc.sql("SELECT EXISTS (SELECT 1 FROM oversight.recheck WHERE clearing_id = ? AND result = 'unproven')")
                .param(clearing)
                .query((row, _) -> row.getBoolean(1))
                .single();
    }

    /** Whether a station has read each of those drives of which none has found what was left there, and could not say. */
    boolean isRestUnproven(long clearing) {
        return jdbc.sql("SELECT oversight.is_rest_unproven(?)")
                .param(clearing)
                .query((row, _) -> row.getBoolean(1))
                .single();
    }

    /** The statements of a clearing of which a station has found what was left. */
    List<UUID> matching(long clearing) {
        return jdbc.sql(
                        "SELECT DISTINCT statement_id FROM oversight.recheck WHERE clearing_id = ? AND result = 'matches'")
                .param(clearing)
                .query((row, _) -> row.getObject(1, UUID.class))
                .list();
    }

    /** The same of those that answered what somebody had asked for since it was known that the device is drawn. */
    List<UUID> answered(long clearing, UUID account) {
        return jdbc.sql("SELECT oversight.answered(?, ?)")
                .params(clearing, account)
                .query((row, _) -> row.getObject(1, UUID.class))
                .list();
    }

    /** Whether that is so of all that proved it, and no station has found something else: they may confirm it from afar. */
    boolean areAnswers(long clearing, UUID account) {
        return jdbc.sql("SELECT oversight.is_answered(?, ?)")
                .params(clearing, account)
                .query((row, _) -> row.getBoolean(1))
                .single();
    }

    /** Whether one of them was at the station that erased. */
    boolean isAnyAtSame(long clearing) {
        return jdbc.sql("""
                        SELECT EXISTS (SELECT 1 FROM oversight.recheck WHERE clearing_id = ? AND place = 'same_station' AND result = 'matches')""")
                .param(clearing)
                .query((row, _) -> row.getBoolean(1))
                .single();
    }

    /** The file of a finding, as it came. */
    Optional<byte[]> file(UUID device, UUID event) {
        return jdbc.sql("""
                        SELECT r.file FROM oversight.recheck r JOIN oversight.clearing c ON c.id = r.clearing_id
                        WHERE c.device_id = ? AND r.event_id = ?""")
                .params(device, event)
                .query((row, _) -> row.getString(1).getBytes(StandardCharsets.UTF_8))
                .optional();
    }
}
