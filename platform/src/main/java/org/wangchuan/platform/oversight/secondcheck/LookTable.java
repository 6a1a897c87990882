package org.wangchuan.platform.oversight.secondcheck;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.bench.Progress;
import org.wangchuan.platform.bench.StationLooks;
import org.wangchuan.proof.encoding.Bytes32;

/** The rows of looks that stations were asked for. Thread-safe. */
@Component
class LookTable {
    private static final String ROWS = """
            SELECT l.*, c.device_id, c.site_id, t.serial, t.station_id AS eraser_id, s.name AS station, e.name AS eraser, p.statement_digest
            FROM oversight.look l JOIN oversight.clearing c ON c.id = l.clearing_id JOIN bench.task t ON t.id = l.task_id
            JOIN identity.station s ON s.id = l.station_id JOIN identity.station e ON e.id = t.station_id
            JOIN ledger.statement p ON p.event_id = l.statement_id
            """;

    private final JdbcClient jdbc;
    private final InstantSource clock;

    LookTable(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** How it ended. */
    enum Outcome {
        /** It was read, and what was found is kept. */
        READ,
        /** Nothing was read, or the station that erased had nothing to hand over. */
        REFUSED,
        /** It was read, and what was signed does not hold. */
        NOT_TAKEN,
        /** Whoever asked took it back. */
        WITHDRAWN;

        String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One of them.
     *
     * @param account who asked
     * @param serial of the drive, as it was erased
     * @param eraser station that erased
     * @param digest of the erasure's signed statement
     * @param recipient empty before the claim, and when it is over
     * @param hasFiles whether the other station has handed over what is needed
     * @param read how far it is, from 0 to 100; empty as long as nothing was read
     */
    record Row(
            UUID id,
            UUID device,
            UUID site,
            UUID statement,
            UUID task,
            UUID account,
            Instant askedAt,
            UUID station,
            String stationName,
            String lane,
            Optional<String> serial,
            UUID eraser,
            String eraserName,
            Bytes32 challenge,
            Bytes32 digest,
            Optional<Instant> claimedAt,
            int tries,
            Optional<String> recipient,
            boolean hasFiles,
            Optional<Integer> read,
            Optional<Instant> endedAt,
            Optional<Outcome> outcome,
            Optional<StationLooks.Word> word) {}

    /** The erasure of a statement, if it was ordered here: its task, the station and the number of the drive. */
    record Erasure(UUID task, UUID station, Optional<String> serial, Optional<Long> capacityBytes) {}

    Optional<Erasure> erasure(UUID statement) {
        return jdbc.sql("""
                        SELECT t.id, t.station_id, t.serial, t.capacity_bytes FROM ledger.statement s
                        JOIN bench.task t ON t.receipt_digest = s.receipt_digest AND t.station_id = s.station_id
                        WHERE s.event_id = ? ORDER BY t.claimed_at DESC LIMIT 1""")
                .param(statement)
                .query((row, _) -> new Erasure(
                        row.getObject(1, UUID.class),
                        row.getObject(2, UUID.class),
                        Optional.ofNullable(row.getString(3)),
                        Optional.ofNullable(row.getObject(4, Long.class))))
                .optional();
    }

    void insert(UUID id, long clearing, UUID statement, UUID task, UUID account, UUID station, String lane) {
        jdbc.sql("""
                        INSERT INTO oversight.look (id, clearing_id, statement_id, task_id, account_id, asked_at, station_id, lane, challenge)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        id,
                        clearing,
                        statement,
                        task,
                        account,
                        now(),
                        station,
                        lane,
                        Bytes32.random().toBytes())
                .update();
    }

    Optional<Row> find(UUID look) {
        return jdbc.sql(ROWS + "WHERE l.id = ?")
                .param(look)
                .query((row, _) -> read(row))
                .optional();
    }

    /** The same, locked until the caller's transaction ends. */
    Optional<Row> lock(UUID look) {
        return jdbc.sql("SELECT id FROM oversight.look WHERE id = ? FOR UPDATE")
                .param(look)
                .query((row, _) -> row.getObject(1, UUID.class))
                .optional()
                .flatMap(this::find);
    }

    /** Those of a clearing, the latest first. */
    List<Row> ofClearing(long clearing) {
        return jdbc.sql(ROWS + "WHERE l.clearing_id = ? ORDER BY l.asked_at DESC, l.id LIMIT 50")
                .param(clearing)
                .query((row, _) -> read(row))
                .list();
    }

    List<Row> openOfStation(UUID station) {
        return jdbc.sql(ROWS + "WHERE l.station_id = ? AND l.ended_at IS NULL ORDER BY l.asked_at, l.id")
                .param(station)
                .query((row, _) -> read(row))
                .list();
    }

    /** Those for which a station is to hand something over. */
    List<Row> waitingFor(UUID eraser) {
        return jdbc.sql(ROWS + """
                        WHERE t.station_id = ? AND l.ended_at IS NULL AND l.recipient IS NOT NULL AND l.sealed IS NULL
                        ORDER BY l.asked_at, l.id""").param(eraser).query((row, _) -> read(row)).list();
    }

    /** What was sealed for another key is of no use any more. */
    void claimed(UUID look, String recipient) {
        jdbc.sql("""
                        UPDATE oversight.look SET claimed_at = coalesce(claimed_at, ?), tries = tries + 1, recipient = ?, sealed = NULL,
                          percent = NULL, progress_at = NULL WHERE id = ? AND recipient IS DISTINCT FROM ?""").params(now(), recipient, look, recipient).update();
    }

    Optional<String> sealed(UUID look) {
        return jdbc.sql("SELECT sealed FROM oversight.look WHERE id = ?")
                .param(look)
                .query((row, _) -> Optional.ofNullable(row.getString(1)))
                .single();
    }

    void handedOver(UUID look, String sealed) {
        jdbc.sql("UPDATE oversight.look SET sealed = ? WHERE id = ?")
                .params(sealed, look)
                .update();
    }

    void progress(UUID look, UUID station, Progress progress) {
        long total = Math.max(progress.totalBytes(), 1);
        int percent = (int) Math.clamp(100 * (progress.doneBytes() / (double) total), 0, 100);
        jdbc.sql("""
                        UPDATE oversight.look SET percent = ?, progress_at = ?
                        WHERE id = ? AND station_id = ? AND ended_at IS NULL""")
                .params(percent, progress.at().atOffset(ZoneOffset.UTC), look, station)
                .update();
    }

    void read(UUID look, UUID event) {
        end(look, Outcome.READ, Optional.empty(), Optional.of(event));
    }

    void ended(UUID look, Outcome outcome, Optional<StationLooks.Word> word) {
        end(look, outcome, word, Optional.empty());
    }

    private void end(UUID look, Outcome outcome, Optional<StationLooks.Word> word, Optional<UUID> event) {
        jdbc.sql("""
                        UPDATE oversight.look SET ended_at = ?, outcome = ?, code = ?, said_en = ?, said_zh = ?, recipient = NULL,
                          sealed = NULL, event_id = ? WHERE id = ?""")
                .param(now())
                .param(outcome.id())
                .param(word.map(StationLooks.Word::code).orElse(null))
                .param(word.map(StationLooks.Word::en).orElse(null))
                .param(word.map(StationLooks.Word::zh).orElse(null))
                .param(event.orElse(null))
                .param(look)
                .update();
    }

    private static Row read(ResultSet row) throws SQLException {
        String code = row.getString("code");
        return new Row(
                row.getObject("id", UUID.class),
                row.getObject("device_id", UUID.class),
                row.getObject("site_id", UUID.class),
                row.getObject("statement_id", UUID.class),
                row.getObject("task_id", UUID.class),
                row.getObject("account_id", UUID.class),
                time(row, "asked_at").orElseThrow(),
                row.getObject("station_id", UUID.class),
                row.getString("station"),
                row.getString("lane"),
                Optional.ofNullable(row.getString("serial")),
                row.getObject("eraser_id", UUID.class),
                row.getString("eraser"),
                Bytes32.of(row.getBytes("challenge")),
                Bytes32.of(row.getBytes("statement_digest")),
                time(row, "claimed_at"),
                row.getInt("tries"),
                Optional.ofNullable(row.getString("recipient")),
                row.getString("sealed") != null,
                Optional.ofNullable(row.getObject("percent", Integer.class)),
                time(row, "ended_at"),
                Optional.ofNullable(row.getString("outcome"))
                        .map(word -> Outcome.valueOf(word.toUpperCase(Locale.ROOT))),
                code == null
                        ? Optional.empty()
                        : Optional.of(new StationLooks.Word(
                                code, text(row.getString("said_en")), text(row.getString("said_zh")))));
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static Optional<Instant> time(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
