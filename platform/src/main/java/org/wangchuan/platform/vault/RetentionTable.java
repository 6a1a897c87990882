package org.wangchuan.platform.vault;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.vault.RetentionRuns.Count;
import org.wangchuan.platform.vault.RetentionRuns.Pause;
import org.wangchuan.platform.vault.RetentionRuns.Run;

/** The rows of runs, of what they counted, and of pauses. Each call is in the caller's transaction. Thread-safe. */
@Component
class RetentionTable {
    private final JdbcClient jdbc;

    RetentionTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Up to when the platform has deleted by itself, if it ever did; what a clock said that was ahead does not count, nor one that was behind. */
    Optional<Instant> lastHorizon(Instant now) {
        return jdbc.sql(
                        "SELECT horizon FROM vault.retention_run WHERE sites IS NULL AND horizon <= ? ORDER BY horizon DESC LIMIT 1")
                .param(now.atOffset(ZoneOffset.UTC))
                .query((row, _) -> RetentionPlan.time(row, "horizon").orElseThrow())
                .optional();
    }

    /** Begins a run; empty if another one is not finished. */
    Optional<Long> begin(Instant now, Instant horizon, Collection<UUID> sites, @Nullable UUID account) {
        return jdbc.sql("""
                        INSERT INTO vault.retention_run (started_at, horizon, sites, started_by, last_at) VALUES (?, ?, ?::uuid[], ?, ?)
                        ON CONFLICT ((finished_at IS NULL)) WHERE finished_at IS NULL DO NOTHING RETURNING id""")
                .param(now.atOffset(ZoneOffset.UTC))
                .param(horizon.atOffset(ZoneOffset.UTC))
                .param(account == null ? null : RetentionPlan.texts(sites))
                .param(account)
                .param(now.atOffset(ZoneOffset.UTC))
                .query((row, _) -> row.getLong(1))
                .optional();
    }

    /** The run that is not finished. */
    Optional<Run> open() {
        return jdbc.sql("SELECT * FROM vault.retention_run WHERE finished_at IS NULL")
                .query((row, _) -> run(row))
                .optional();
    }

    /** Whether it is still open; if it is, nobody else works on it until this transaction ends. */
    boolean lock(long run) {
        return jdbc.sql("SELECT 1 FROM vault.retention_run WHERE id = ? AND finished_at IS NULL FOR UPDATE")
                .param(run)
                .query((_, _) -> true)
                .optional()
                .isPresent();
    }

    void attempt(long run, Instant now) {
        jdbc.sql(
                        "UPDATE vault.retention_run SET attempts = attempts + 1, last_at = ? WHERE id = ? AND finished_at IS NULL")
                .params(now.atOffset(ZoneOffset.UTC), run)
                .update();
    }

    void went(long run, Instant now) {
        jdbc.sql("UPDATE vault.retention_run SET last_at = ? WHERE id = ?")
                .params(now.atOffset(ZoneOffset.UTC), run)
                .update();
    }

    void finish(long run, Instant now) {
        jdbc.sql("UPDATE vault.retention_run SET last_at = ?, finished_at = ? WHERE id = ?")
                .params(now.atOffset(ZoneOffset.UTC), now.atOffset(ZoneOffset.UTC), run)
                .update();
    }

    void add(long run, Count count) {
        jdbc.sql("""
                        INSERT INTO vault.retention_count AS c (run_id, site_id, kind, purpose, field, persons, entries) VALUES (?, ?, ?, ?, ?, ?, ?)
                        ON CONFLICT (run_id, site_id, kind, purpose, field)
                        DO UPDATE SET persons = c.persons + excluded.persons, entries = c.entries + excluded.entries""")
                .params(
                        run,
                        count.site(),
                        count.kind(),
                        count.purpose(),
                        count.field(),
                        count.persons(),
                        count.entries())
                .update();
    }

    private static final String DUE = """
            FROM vault.person p WHERE p.wrapped_key IS NOT NULL AND (?::uuid[] IS NULL OR p.site_id = ANY (?::uuid[]))
              AND EXISTS (SELECT 1 FROM vault.person_purpose u WHERE u.person_id = p.id AND u.until <= ?)""";

    /** Who is due and not held by a run's horizon, in the order of their ids, from the one after this. */
    List<UUID> due(Run run, Collection<UUID> paused, UUID after, int limit) {
        return jdbc.sql("SELECT p.id " + DUE + """
                         AND (p.hold_reason IS NULL OR p.hold_until <= ?) AND NOT vault.kept_for_a_loss(p.id) AND p.site_id <> ALL (?::uuid[]) AND p.id > ? ORDER BY p.id LIMIT ?""")
                .param(sites(run))
                .param(sites(run))
                .param(run.horizon().atOffset(ZoneOffset.UTC))
                .param(run.horizon().atOffset(ZoneOffset.UTC))
                .param(RetentionPlan.texts(paused))
                .param(after)
                .param(limit)
                .query((row, _) -> row.getObject(1, UUID.class))
                .list();
    }

    /** What is due by a run's horizon and still there: {@code held}, {@code paused} or {@code left}; by persons. */
    List<Count> left(Run run, Collection<UUID> paused) {
        return jdbc.sql("""
                        SELECT p.site_id, CASE WHEN NOT (p.hold_reason IS NULL OR coalesce(p.hold_until <= ?, false)) OR vault.kept_for_a_loss(p.id) THEN 'held'
                          WHEN p.site_id = ANY (?::uuid[]) THEN 'paused' ELSE 'left' END AS kind, count(*) AS persons\s""" + DUE + " GROUP BY 1, 2")
                .param(run.horizon().atOffset(ZoneOffset.UTC))
                .param(RetentionPlan.texts(paused))
                .param(sites(run))
                .param(sites(run))
                .param(run.horizon().atOffset(ZoneOffset.UTC))
                .query((row, _) -> new Count(
                        row.getObject("site_id", UUID.class), row.getString("kind"), "", "", row.getLong("persons"), 0))
                .list();
    }

    private static String @Nullable [] sites(Run run) {
        return run.isAutomatic() ? null : RetentionPlan.texts(run.sites());
    }

    Optional<Run> find(long run) {
        return jdbc.sql("SELECT * FROM vault.retention_run WHERE id = ?")
                .param(run)
                .query((row, _) -> run(row))
                .optional();
    }

    /**
     * Runs that concern some of these sites, the latest first.
     *
     * @param isDeedsOnly leaves out those that are over and had nothing to do there
     */
    List<Run> list(Collection<UUID> sites, boolean isDeedsOnly, Instant since, Instant until, int limit) {
        return jdbc.sql("""
                        SELECT r.* FROM vault.retention_run r WHERE (r.sites IS NULL OR r.sites && ?::uuid[]) AND r.started_at >= ? AND r.started_at < ?
                          AND (NOT ? OR r.finished_at IS NULL
                            OR EXISTS (SELECT 1 FROM vault.retention_count c WHERE c.run_id = r.id AND c.site_id = ANY (?::uuid[])))
                        ORDER BY r.id DESC LIMIT ?""")
                .param(RetentionPlan.texts(sites))
                .param(since.atOffset(ZoneOffset.UTC))
                .param(until.atOffset(ZoneOffset.UTC))
                .param(isDeedsOnly)
                .param(RetentionPlan.texts(sites))
                .param(limit)
                .query((row, _) -> run(row))
                .list();
    }

    /** What these runs counted at these sites. */
    Map<Long, List<Count>> counts(Collection<Long> runs, Collection<UUID> sites) {
        Map<Long, List<Count>> out = new java.util.HashMap<>();
        jdbc.sql("""
                        SELECT * FROM vault.retention_count WHERE run_id = ANY (?) AND site_id = ANY (?::uuid[])
                        ORDER BY run_id, site_id, kind, purpose, field""")
                .param(runs.toArray(Long[]::new))
                .param(RetentionPlan.texts(sites))
                .query((row, _) -> Map.entry(row.getLong("run_id"), count(row)))
                .list()
                .forEach(entry -> out.computeIfAbsent(entry.getKey(), _ -> new java.util.ArrayList<>())
                        .add(entry.getValue()));
        return out;
    }

    /** The last pause of each of these sites, whether it lasts or not; of all sites if none is named. */
    List<Pause> lastPauses(Optional<Set<UUID>> sites) {
        String[] ids = sites.map(RetentionPlan::texts).orElse(null);
        return jdbc.sql("""
                        SELECT DISTINCT ON (site_id) * FROM vault.retention_pause WHERE ?::uuid[] IS NULL OR site_id = ANY (?::uuid[])
                        ORDER BY site_id, id DESC""").param(ids).param(ids).query((row, _) -> pause(row)).list();
    }

    /** Whether a run of the platform by itself that went as far as this has been finished. */
    boolean hasRunSince(Instant since) {
        return jdbc.sql(
                        "SELECT EXISTS (SELECT 1 FROM vault.retention_run WHERE sites IS NULL AND horizon >= ? AND finished_at IS NOT NULL)")
                .param(since.atOffset(ZoneOffset.UTC))
                .query((row, _) -> row.getBoolean(1))
                .single();
    }

    void pause(Pause pause) {
        jdbc.sql("INSERT INTO vault.retention_pause (site_id, at, until, reason, by_account) VALUES (?, ?, ?, ?, ?)")
                .params(
                        pause.site(),
                        pause.since().atOffset(ZoneOffset.UTC),
                        pause.until().atOffset(ZoneOffset.UTC),
                        pause.reason(),
                        pause.by())
                .update();
    }

    /** Whose rows of pauses nobody else writes until this transaction ends. */
    void lockPauses() {
        jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended('vault.retention_pause', 0))")
                .query((_, _) -> true)
                .single();
    }

    /** Persons with a key of whom no purpose is on record: nobody can say when they are to go. */
    long withoutPurpose(Collection<UUID> sites) {
        return jdbc.sql("""
                        SELECT count(*) FROM vault.purposeless WHERE site_id = ANY (?::uuid[])""")
                .param(RetentionPlan.texts(sites))
                .query((row, _) -> row.getLong(1))
                .single();
    }

    /** Who is held now, the first to end first; references only. */
    Map<UUID, Instant> held(Collection<UUID> sites, Instant now, int limit) {
        Map<UUID, Instant> out = new java.util.LinkedHashMap<>();
        jdbc.sql("""
                        SELECT id, coalesce(hold_until, '9999-12-31T00:00:00Z'::timestamptz) AS hold_until FROM vault.person
                        WHERE hold_reason IS NOT NULL AND site_id = ANY (?::uuid[]) AND (hold_until IS NULL OR hold_until > ?)
                        ORDER BY hold_until NULLS LAST, id LIMIT ?""")
                .param(RetentionPlan.texts(sites))
                .param(now.atOffset(ZoneOffset.UTC))
                .param(limit)
                .query((row, _) -> Map.entry(
                        row.getObject("id", UUID.class),
                        RetentionPlan.time(row, "hold_until").orElseThrow()))
                .list()
                .forEach(entry -> out.put(entry.getKey(), entry.getValue()));
        return out;
    }

    private static Run run(ResultSet row) throws SQLException {
        return new Run(
                row.getLong("id"),
                RetentionPlan.time(row, "started_at").orElseThrow(),
                RetentionPlan.time(row, "horizon").orElseThrow(),
                RetentionPlan.ids(row, "sites"),
                Optional.ofNullable(row.getObject("started_by", UUID.class)),
                row.getInt("attempts"),
                RetentionPlan.time(row, "last_at").orElseThrow(),
                RetentionPlan.time(row, "finished_at"));
    }

    private static Count count(ResultSet row) throws SQLException {
        return new Count(
                row.getObject("site_id", UUID.class),
                row.getString("kind"),
                row.getString("purpose"),
                row.getString("field"),
                row.getLong("persons"),
                row.getLong("entries"));
    }

    private static Pause pause(ResultSet row) throws SQLException {
        return new Pause(
                row.getObject("site_id", UUID.class),
                RetentionPlan.time(row, "at").orElseThrow(),
                RetentionPlan.time(row, "until").orElseThrow(),
                row.getString("reason"),
                row.getObject("by_account", UUID.class));
    }
}
