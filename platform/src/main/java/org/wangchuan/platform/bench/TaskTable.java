package org.wangchuan.platform.bench;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.MalformedJsonException;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.platform.intake.OrderLocks;
import org.wangchuan.proof.encoding.Bytes32;

/** The rows of tasks. Whoever moves one on has locked its order first ({@link OrderLocks}): nobody waits in a circle. Thread-safe. */
@Component
class TaskTable {
    private static final Duration PROGRESS_LEAST = Duration.ofMillis(500);

    private final JdbcClient jdbc;
    private final InstantSource clock;

    TaskTable(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Adds a task for the medium that is in a lane, by a word for it if nothing else says whose it is. */
    void insert(Task task, Lane medium, Nameless.Answer answer, LaneChoice by) {
        boolean isByWord = !answer.is(Nameless.Word.NONE);
        jdbc.sql("""
                        INSERT INTO bench.task (id, order_id, order_code, device_id, asset, policy, policy_version, site_id, station_id,
                          lane, serial, model, capacity_bytes, word, word_about, state, queued_by, list_word_id, queued_at)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'queued', ?, ?, ?)""")
                .param(task.id())
                .param(task.order())
                .param(task.orderCode())
                .param(task.device())
                .param(task.asset())
                .param(task.policy())
                .param(task.policyVersion().orElse(null))
                .param(task.site())
                .param(task.station())
                .param(task.lane())
                .param(task.serial().orElse(null))
                .param(medium.model())
                .param(medium.capacityBytes())
                .param(isByWord ? answer.word().name().toLowerCase(Locale.ROOT) : null)
                .param(isByWord ? answer.about().stream().findFirst().orElse(null) : null)
                .param(by.account())
                .param(by.listWord().map(ListWord::id).orElse(null))
                .param(now())
                .update();
    }

    Optional<Task> lock(UUID task) {
        return jdbc.sql("SELECT * FROM bench.task WHERE id = ? FOR UPDATE")
                .param(task)
                .query((row, _) -> read(row))
                .optional();
    }

    Optional<Task> find(UUID task) {
        return jdbc.sql("SELECT * FROM bench.task WHERE id = ?")
                .param(task)
                .query((row, _) -> read(row))
                .optional();
    }

    /** The task of an order that is queued or claimed, locked. */
    Optional<Task> lockOpenOf(UUID order) {
        return jdbc.sql("SELECT * FROM bench.task WHERE order_id = ? AND state IN ('queued', 'claimed') FOR UPDATE")
                .param(order)
                .query((row, _) -> read(row))
                .optional();
    }

    /** The last task of an order, open or not. */
    Optional<Task> lastOf(UUID order) {
        return jdbc.sql("SELECT * FROM bench.task WHERE order_id = ? ORDER BY queued_at DESC LIMIT 1")
                .param(order)
                .query((row, _) -> read(row))
                .optional();
    }

    /** The last task of each of several orders, open or not. */
    List<Task> lastOf(Collection<UUID> orders) {
        return jdbc.sql("""
                        SELECT DISTINCT ON (order_id) * FROM bench.task WHERE order_id = ANY(?::uuid[])
                        ORDER BY order_id, queued_at DESC""")
                .param(orders.stream().map(UUID::toString).toArray(String[]::new))
                .query((row, _) -> read(row))
                .list();
    }

    /** Those of several orders that have a task that is queued or claimed. */
    Set<UUID> withOpen(Collection<UUID> orders) {
        return jdbc
                .sql("""
                        SELECT order_id FROM bench.task
                        WHERE order_id = ANY(?::uuid[]) AND state IN ('queued', 'claimed')""")
                .param(orders.stream().map(UUID::toString).toArray(String[]::new))
                .query((row, _) -> row.getObject(1, UUID.class))
                .list()
                .stream()
                .collect(Collectors.toUnmodifiableSet());
    }

    /** All tries of several orders, by the order; one that was never tried is not in it. */
    Map<UUID, List<Task>> triesOf(Collection<UUID> orders) {
        return jdbc
                .sql("SELECT * FROM bench.task WHERE order_id = ANY(?::uuid[]) ORDER BY queued_at")
                .param(orders.stream().map(UUID::toString).toArray(String[]::new))
                .query((row, _) -> read(row))
                .list()
                .stream()
                .collect(Collectors.groupingBy(Task::order));
    }

    /** Orders for which a lane was chosen by a word for their list, and no station has begun. */
    List<UUID> queuedBy(UUID listWord) {
        return jdbc.sql("SELECT order_id FROM bench.task WHERE list_word_id = ? AND state = 'queued' ORDER BY order_id")
                .param(listWord)
                .query((row, _) -> row.getObject(1, UUID.class))
                .list();
    }

    /** How many lanes were chosen by each of these words; one by which none was is not in it. */
    Map<UUID, Integer> chosenBy(Collection<UUID> listWords) {
        return jdbc
                .sql("SELECT list_word_id, count(*) FROM bench.task WHERE list_word_id = ANY(?) GROUP BY list_word_id")
                .param(listWords.toArray(UUID[]::new))
                .query((row, _) -> Map.entry(row.getObject(1, UUID.class), row.getInt(2)))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    List<Task> openOfStation(UUID station) {
        return jdbc.sql("""
                        SELECT * FROM bench.task WHERE station_id = ? AND state IN ('queued', 'claimed')
                        ORDER BY queued_at, id""").param(station).query((row, _) -> read(row)).list();
    }

    /**
     * The last time that a station began with the medium of a task after that task.
     *
     * @param isOpen whether it still goes on
     */
    record BegunAgain(UUID task, Instant at, boolean isOpen) {}

    /** Whether a station began with the medium of this task after this task, by the order of the claims and not by any clock. */
    Optional<BegunAgain> begunAgain(Task task) {
        return jdbc.sql("""
                        SELECT id, claimed_at, state = 'claimed' AS is_open FROM bench.task
                        WHERE medium_id = ? AND claim_no > (SELECT claim_no FROM bench.task WHERE id = ?)
                        ORDER BY claim_no DESC LIMIT 1""")
                .params(task.medium().orElseThrow(), task.id())
                .query((row, _) -> new BegunAgain(
                        row.getObject("id", UUID.class),
                        time(row, "claimed_at").orElseThrow(),
                        row.getBoolean("is_open")))
                .optional();
    }

    /** Whether a station began with any medium of the device of this task after this task, by the order of the claims. */
    boolean isBegunAgain(Task task) {
        return jdbc.sql("""
                        SELECT EXISTS (SELECT 1 FROM bench.task later JOIN bench.task this ON this.device_id = later.device_id
                          WHERE this.id = ? AND later.claimed_at IS NOT NULL AND later.claim_no > this.claim_no)""")
                .param(task.id())
                .query((row, _) -> row.getBoolean(1))
                .single();
    }

    /** When a station began last with a medium, by this platform's clock. */
    Optional<Instant> lastClaim(UUID medium) {
        return jdbc.sql("""
                        SELECT claimed_at FROM bench.task WHERE medium_id = ? AND claimed_at IS NOT NULL
                        ORDER BY claim_no DESC LIMIT 1""")
                .param(medium)
                .query((row, _) -> row.getObject(1, OffsetDateTime.class).toInstant())
                .optional();
    }

    /** Which claim a task is that a station has begun, as they are counted over all. */
    long claimNumber(UUID task) {
        return jdbc.sql("SELECT claim_no FROM bench.task WHERE id = ?")
                .param(task)
                .query((row, _) -> row.getLong(1))
                .single();
    }

    /**
     * What the stations of a site have erased since then, or may have, without seeing a serial number; the latest first. What was given up
     * counts: its receipt may come yet.
     */
    List<Nameless> nameless(UUID site, Instant since) {
        return jdbc.sql("""
                        SELECT id, order_id, order_code, device_id, model, capacity_bytes,
                          coalesce(ended_at, claimed_at) AS at FROM bench.task
                        WHERE site_id = ? AND serial IS NULL AND claimed_at IS NOT NULL AND kind = 'drive'
                          AND (state = 'claimed' OR receipt_digest IS NOT NULL OR outcome = 'given-up')
                          AND coalesce(ended_at, claimed_at) > ?
                        ORDER BY claimed_at DESC, id""")
                .param(site)
                .param(since.atOffset(ZoneOffset.UTC))
                .query((row, _) -> nameless(row))
                .list();
    }

    /**
     * All tries of each of these devices whose station saw no serial number, or may have, whatever became of them and wherever; the latest first. One
     * that ended without a word of the station counts: it is the one whose drive nobody knows.
     */
    Map<UUID, List<Nameless.Try>> namelessOf(Collection<UUID> devices) {
        return jdbc
                .sql("""
                        SELECT id, order_id, order_code, device_id, model, capacity_bytes, word_about,
                          coalesce(ended_at, claimed_at, queued_at) AS at FROM bench.task
                        WHERE device_id = ANY (?::uuid[]) AND (serial IS NULL OR word_about IS NOT NULL) AND claimed_at IS NOT NULL
                          AND kind = 'drive'
                        ORDER BY claim_no DESC""")
                .param(devices.toArray(UUID[]::new))
                .query((row, _) ->
                        new Nameless.Try(nameless(row), Optional.ofNullable(row.getObject("word_about", UUID.class))))
                .list()
                .stream()
                .collect(Collectors.groupingBy(one -> one.medium().device()));
    }

    private static Nameless nameless(ResultSet row) throws SQLException {
        return new Nameless(
                row.getObject("id", UUID.class),
                row.getObject("order_id", UUID.class),
                row.getString("order_code"),
                row.getObject("device_id", UUID.class),
                Optional.ofNullable(row.getString("model")),
                Optional.ofNullable(row.getObject("capacity_bytes", Long.class)),
                time(row, "at").orElseThrow());
    }

    /** Notes that what a task will say of its medium is contradicted already. */
    void contradicted(UUID task) {
        jdbc.sql("UPDATE bench.task SET is_contradicted = true WHERE id = ?")
                .param(task)
                .update();
    }

    boolean isContradicted(UUID task) {
        return jdbc.sql("SELECT is_contradicted FROM bench.task WHERE id = ?")
                .param(task)
                .query((row, _) -> row.getBoolean(1))
                .single();
    }

    /** A lane by the name that its station has for it now. */
    record Named(UUID station, String lane) {}

    /** Each task of a site that is open, and before them of each of these lanes the last that has ended. */
    List<Task> latestOfLanes(UUID site, List<Named> lanes) {
        return jdbc.sql("""
                        SELECT last.* FROM unnest(:stations::uuid[], :lanes::text[]) AS named (station, lane)
                        CROSS JOIN LATERAL (SELECT * FROM bench.task t
                          WHERE t.station_id = named.station AND t.lane = named.lane AND t.site_id = :site
                            AND t.ended_at IS NOT NULL AND t.state <> 'withdrawn' AND t.kind = 'drive'
                          ORDER BY t.ended_at DESC LIMIT 1) last
                        UNION ALL SELECT * FROM bench.task
                          WHERE site_id = :site AND state IN ('queued', 'claimed') AND kind = 'drive'""")
                .param("stations", lanes.stream().map(Named::station).toArray(UUID[]::new))
                .param("lanes", lanes.stream().map(Named::lane).toArray(String[]::new))
                .param("site", site)
                .query((row, _) -> read(row))
                .list();
    }

    /** Says that the station has begun, with which medium, and by which version of the rule set; absent where that was not kept. */
    void claimed(UUID task, UUID medium, Optional<Integer> policyVersion) {
        jdbc.sql("""
                        UPDATE bench.task SET state = 'claimed', claimed_at = ?, claim_no = nextval('bench.claim_no'),
                          medium_id = ?, policy_version = ? WHERE id = ?""")
                .param(now())
                .param(medium)
                .param(policyVersion.orElse(null))
                .param(task)
                .update();
    }

    void withdrawn(UUID task) {
        jdbc.sql("UPDATE bench.task SET state = 'withdrawn', ended_at = ? WHERE id = ?")
                .params(now(), task)
                .update();
    }

    /** Says that it is over. */
    void ended(UUID task, Task.Outcome outcome, Optional<Bytes32> receipt) {
        said(task, outcome);
        jdbc.sql("UPDATE bench.task SET state = 'ended', ended_at = ?, receipt_digest = ? WHERE id = ?")
                .param(now())
                .param(receipt.map(Bytes32::toBytes).orElse(null))
                .param(task)
                .update();
    }

    /** Notes what the station says of a task that goes on. */
    void said(UUID task, Task.Outcome outcome) {
        jdbc.sql("""
                        UPDATE bench.task SET outcome = ?, outcome_code = ?, outcome_en = ?, outcome_zh = ?
                        WHERE id = ?""")
                .params(outcome.kind(), outcome.code(), outcome.en(), outcome.zh(), task)
                .update();
    }

    /** Notes how far a claimed task is; says whether it was noted, for what comes too often is passed over. */
    boolean progress(UUID task, UUID station, Progress progress) {
        OffsetDateTime at = progress.at().atOffset(ZoneOffset.UTC);
        return jdbc.sql("""
                        UPDATE bench.task SET progress = ?::jsonb, progress_at = ?
                        WHERE id = ? AND station_id = ? AND state = 'claimed' AND kind = 'drive'
                          AND (progress_at IS NULL OR progress_at <= ?)""")
                        .params(StationBody.write(progress), at, task, station, at.minus(PROGRESS_LEAST))
                        .update()
                == 1;
    }

    static Task read(ResultSet row) throws SQLException {
        byte @Nullable [] digest = row.getBytes("receipt_digest");
        String outcome = row.getString("outcome");
        return new Task(
                row.getObject("id", UUID.class),
                Task.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                row.getObject("order_id", UUID.class),
                row.getString("order_code"),
                row.getObject("device_id", UUID.class),
                row.getString("asset"),
                row.getString("policy"),
                Optional.ofNullable(row.getObject("policy_version", Integer.class)),
                row.getObject("site_id", UUID.class),
                row.getObject("station_id", UUID.class),
                row.getString("lane"),
                Optional.ofNullable(row.getString("serial")),
                Optional.ofNullable(row.getObject("medium_id", UUID.class)),
                Task.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                time(row, "claimed_at"),
                progress(row),
                outcome == null
                        ? Optional.empty()
                        : Optional.of(new Task.Outcome(
                                outcome,
                                row.getString("outcome_code"),
                                row.getString("outcome_en"),
                                row.getString("outcome_zh"))),
                digest == null ? Optional.empty() : Optional.of(Bytes32.of(digest)),
                time(row, "ended_at"));
    }

    private static Optional<Instant> time(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }

    private static Optional<Progress> progress(ResultSet row) throws SQLException {
        String text = row.getString("progress");
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(StationBody.progress(
                    Json.in(CanonicalJson.readLenientObject(text.getBytes(StandardCharsets.UTF_8))),
                    time(row, "progress_at").orElseThrow()));
        } catch (MalformedJsonException | ShapeException e) {
            throw new IllegalStateException("what was stored can be read", e);
        }
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
