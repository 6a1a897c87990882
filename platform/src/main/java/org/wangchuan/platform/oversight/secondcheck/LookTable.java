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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.bench.Progress;
import org.wangchuan.platform.bench.StationLooks;
import org.wangchuan.platform.ledger.Rechecks;
import org.wangchuan.proof.encoding.Bytes32;

/** The rows of looks that stations were asked for. Thread-safe. */
@Component
class LookTable {
    private static final String ROWS = """
            SELECT l.id, l.clearing_id, l.statement_id, l.task_id, l.account_id, l.is_apart, l.pact_id, l.asked_at, l.station_id, l.lane, l.challenge,
              l.claimed_at, l.tries, l.recipient, l.sealed IS NOT NULL AS has_files, l.percent, l.ended_at, l.outcome, l.said_by, l.withdrawn_by,
              l.code, l.said_en, l.said_zh, c.device_id, c.site_id, t.serial, t.station_id AS eraser_id, s.name AS station, e.name AS eraser,
              p.statement_digest
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
        /** It was read, and what was signed could not be taken: it is kept beside it. */
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
     * @param clearing of which it is
     * @param account who asked
     * @param isApart whether it was known then of each erasure who began it
     * @param pact by which somebody of another company has asked
     * @param serial of the drive, as it was erased
     * @param eraser station that erased
     * @param digest of the erasure's signed statement
     * @param recipient empty before the claim, and when it is over
     * @param hasFiles whether the other station has handed over what is needed
     * @param tries how often its station was given what it needs to read
     * @param read how far it is, from 0 to 100; empty as long as nothing was read
     * @param saidBy the station whose word its end is
     * @param withdrawnBy who took it back, also if it was read all the same
     */
    record Row(
            UUID id,
            UUID device,
            UUID site,
            long clearing,
            UUID statement,
            UUID task,
            UUID account,
            boolean isApart,
            Optional<UUID> pact,
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
            Optional<UUID> saidBy,
            Optional<UUID> withdrawnBy,
            Optional<StationLooks.Word> word) {
        /** What its station has to answer. */
        Rechecks.Asked asked() {
            return new Rechecks.Asked(statement, station, challenge);
        }

        /** Whether it has an end that stays: what was taken back may have been read all the same. */
        boolean isSettled() {
            return outcome.filter(end -> end != Outcome.WITHDRAWN).isPresent();
        }
    }

    /**
     * What was asked for of what proves a clearing, all in all, whichever clearing it was asked for.
     *
     * @param isClaimed whether a station has claimed one, and nobody has taken it back: nobody confirms by eye what is read
     * @param isReading whether a station may be reading, also for one that was taken back: it was heard within the week, and has not answered
     * @param isUnjudged whether it is not known yet what a station has sent says
     * @param isAnswered whether a station has answered one truly, and its answer was not taken
     * @param last when the last one was asked for
     */
    record Asked(
            boolean isClaimed, boolean isReading, boolean isUnjudged, boolean isAnswered, Optional<Instant> last) {}

    Asked asked(long clearing) {
        return jdbc.sql("""
                        SELECT coalesce(bool_or(l.ended_at IS NULL AND l.claimed_at IS NOT NULL), false) AS is_claimed,
                          coalesce(bool_or(oversight.is_being_read(l)), false) AS is_reading,
                          oversight.is_unjudged(:clearing) AS is_unjudged,
                          coalesce(bool_or(EXISTS (SELECT 1 FROM oversight.look_answer a WHERE a.look_id = l.id AND a.result IS NOT NULL)), false)
                            AS is_answered,
                          max(l.asked_at) AS last FROM oversight.looks_at(:clearing) l""")
                .param("clearing", clearing)
                .query((row, _) -> new Asked(
                        row.getBoolean("is_claimed"),
                        row.getBoolean("is_reading"),
                        row.getBoolean("is_unjudged"),
                        row.getBoolean("is_answered"),
                        time(row, "last")))
                .single();
    }

    /** Whether a station says truly that something else is there than the last erasure left, and it could not be taken; seen to or not. */
    boolean isContradicted(UUID device) {
        return jdbc.sql("SELECT oversight.is_contradicted(?)")
                .param(device)
                .query((row, _) -> row.getBoolean(1))
                .single();
    }

    /** Locks those that are not over until the caller's transaction ends: whoever claims one meanwhile has come before, or waits. */
    void lockOpen(long clearing) {
        var _ = jdbc.sql("""
                        SELECT id FROM oversight.look WHERE ended_at IS NULL AND id IN (SELECT one.id FROM oversight.looks_at(?) one)
                        ORDER BY id FOR UPDATE""")
                .param(clearing)
                .query((row, _) -> row.getObject(1, UUID.class))
                .list();
    }

    /**
     * The erasure of a statement, if it was ordered here.
     *
     * @param serial of the drive
     * @param capacityBytes as its lane told it when it was chosen
     * @param statedBytes as its statement tells it: more, if the drive hid a part until it was erased
     */
    record Erasure(
            UUID task,
            UUID station,
            Optional<String> serial,
            Optional<Long> capacityBytes,
            Optional<Long> statedBytes) {
        boolean isOfSize(long bytes) {
            return Stream.concat(capacityBytes.stream(), statedBytes.stream()).anyMatch(size -> size == bytes);
        }
    }

    /** Those of these statements of whose medium a station can read what was left: none of a phone itself. */
    List<UUID> readable(List<UUID> statements) {
        return jdbc.sql("SELECT oversight.readable(?::uuid[])")
                .param(statements.stream().map(UUID::toString).toArray(String[]::new))
                .query((row, _) -> row.getObject(1, UUID.class))
                .list();
    }

    Optional<Erasure> erasure(UUID statement) {
        return jdbc.sql("""
                        SELECT t.id, t.station_id, t.serial, t.capacity_bytes, s.capacity_bytes FROM ledger.statement s
                        JOIN bench.task t ON t.receipt_digest = s.receipt_digest AND t.station_id = s.station_id
                        WHERE s.event_id = ? ORDER BY t.claimed_at DESC LIMIT 1""")
                .param(statement)
                .query((row, _) -> new Erasure(
                        row.getObject(1, UUID.class),
                        row.getObject(2, UUID.class),
                        Optional.ofNullable(row.getString(3)),
                        Optional.ofNullable(row.getObject(4, Long.class)),
                        Optional.ofNullable(row.getObject(5, Long.class))))
                .optional();
    }

    void insert(
            UUID id,
            long clearing,
            UUID statement,
            UUID task,
            SecondChecks.Asker asker,
            boolean isApart,
            UUID station,
            String lane) {
        jdbc.sql("""
                        INSERT INTO oversight.look (id, clearing_id, statement_id, task_id, account_id, is_apart, asked_at, station_id, lane,
                          challenge, pact_id)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        id,
                        clearing,
                        statement,
                        task,
                        asker.account(),
                        isApart,
                        now(),
                        station,
                        lane,
                        Bytes32.random().toBytes())
                .param(asker.pact().orElse(null))
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

    /** Those of a device, the latest first. */
    List<Row> ofDevice(UUID device) {
        return jdbc.sql(ROWS + "WHERE c.device_id = ? ORDER BY l.asked_at DESC, l.id LIMIT 50")
                .param(device)
                .query((row, _) -> read(row))
                .list();
    }

    /** Somebody has settled it: nobody waits for what the others come to, and what was sealed for them goes. */
    void endSettled(long clearing) {
        jdbc.sql("""
                        UPDATE oversight.look SET ended_at = ?, outcome = 'refused', code = ?, recipient = NULL, sealed = NULL
                        WHERE ended_at IS NULL AND id IN (SELECT one.id FROM oversight.looks_at(?) one)""")
                .params(now(), CheckException.Code.LOOK_SETTLED.name(), clearing)
                .update();
    }

    /** Those that are not over: what was erased once more since, the database has ended. */
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
                        UPDATE oversight.look SET claimed_at = coalesce(claimed_at, ?), recipient = ?, is_begun = false, sealed = NULL,
                          percent = NULL, progress_at = ? WHERE id = ? AND recipient IS DISTINCT FROM ?""").params(now(), recipient, now(), look, recipient).update();
    }

    /** Its station has what it needs, and begins: counted once for each of its keys. */
    void begun(UUID look) {
        jdbc.sql("UPDATE oversight.look SET tries = tries + 1, is_begun = true WHERE id = ? AND NOT is_begun")
                .param(look)
                .update();
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
        jdbc.sql("""
                        UPDATE oversight.look SET ended_at = ?, outcome = 'read', code = NULL, recipient = NULL, sealed = NULL, event_id = ?
                        WHERE id = ?""").params(now(), event, look).update();
    }

    /** A station's word ends it. */
    void refused(UUID look, UUID by, StationLooks.Word word) {
        jdbc.sql("""
                        UPDATE oversight.look SET ended_at = ?, outcome = 'refused', said_by = ?, code = ?, said_en = ?, said_zh = ?,
                          recipient = NULL, sealed = NULL WHERE id = ?""").params(now(), by, word.code(), word.en(), word.zh(), look).update();
    }

    /** What was signed is kept as an answer that was not taken. */
    void notTaken(UUID look, CheckException.Code why) {
        jdbc.sql("""
                        UPDATE oversight.look SET ended_at = ?, outcome = 'not_taken', code = ?, recipient = NULL, sealed = NULL
                        WHERE id = ?""").params(now(), why.name(), look).update();
    }

    void withdrawn(UUID look, UUID by) {
        jdbc.sql("""
                        UPDATE oversight.look SET ended_at = ?, outcome = 'withdrawn', withdrawn_by = ?, recipient = NULL, sealed = NULL
                        WHERE id = ?""").params(now(), by, look).update();
    }

    private static Row read(ResultSet row) throws SQLException {
        String code = row.getString("code");
        return new Row(
                row.getObject("id", UUID.class),
                row.getObject("device_id", UUID.class),
                row.getObject("site_id", UUID.class),
                row.getLong("clearing_id"),
                row.getObject("statement_id", UUID.class),
                row.getObject("task_id", UUID.class),
                row.getObject("account_id", UUID.class),
                row.getBoolean("is_apart"),
                Optional.ofNullable(row.getObject("pact_id", UUID.class)),
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
                row.getBoolean("has_files"),
                Optional.ofNullable(row.getObject("percent", Integer.class)),
                time(row, "ended_at"),
                Optional.ofNullable(row.getString("outcome"))
                        .map(word -> Outcome.valueOf(word.toUpperCase(Locale.ROOT))),
                Optional.ofNullable(row.getObject("said_by", UUID.class)),
                Optional.ofNullable(row.getObject("withdrawn_by", UUID.class)),
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
