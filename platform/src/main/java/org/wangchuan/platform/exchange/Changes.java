package org.wangchuan.platform.exchange;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.wangchuan.platform.identity.Recoveries;
import org.wangchuan.platform.intake.OrderChanged;
import org.wangchuan.platform.intake.list.BatchSummary;
import org.wangchuan.platform.ledger.StatementOutline;

/**
 * Makes events of what has become of registered devices: looks at those that something has touched, compares what is true of them now with
 * what was last told, and tells the difference. Events, their numbers and their deliveries are one transaction, by one writer at a time
 * among all processes: who reads by numbers misses none. Thread-safe.
 */
@Component
class Changes {
    /** Rows of what was touched that are looked at together. */
    static final int AT_ONCE = 300;

    /** How long one is put aside of which nothing could be told. */
    static final Duration ASIDE = Duration.ofMinutes(1);

    private final JdbcClient jdbc;
    private final Assets assets;
    private final Recoveries recoveries;
    private final InstantSource clock;

    Changes(JdbcClient jdbc, Assets assets, Recoveries recoveries, InstantSource clock) {
        this.jdbc = jdbc;
        this.assets = assets;
        this.recoveries = recoveries;
        this.clock = clock;
    }

    /** In the transaction that changes an order, and where a bad erasure comes that nobody asked for: nothing else writes that anywhere. */
    @EventListener
    void on(OrderChanged change) {
        jdbc.sql("INSERT INTO exchange.touched (asset_id) SELECT id FROM exchange.asset WHERE order_id = ?")
                .param(change.order())
                .update();
    }

    /** What an asset was last said to be. */
    private record Told(String said, boolean isOpen) {}

    private record NewEvent(Assets.Known known, String type, Optional<String> change) {}

    /**
     * Tells what has changed of some that were touched.
     *
     * @return whether there may be more
     */
    @Transactional(isolation = Isolation.REPEATABLE_READ)
    boolean tell() {
        if (!isMine()) {
            return false;
        }
        List<Touched> touched = touched();
        if (touched.isEmpty()) {
            return false;
        }
        tell(touched);
        return touched.size() == AT_ONCE;
    }

    /** A row of what was touched. */
    record Touched(long number, UUID asset) {}

    /** The next of them, without those that were put aside. */
    @Transactional(propagation = Propagation.SUPPORTS, readOnly = true)
    public List<Touched> touched() {
        return jdbc.sql("""
                        SELECT number, asset_id FROM exchange.touched WHERE paused_until IS NULL OR paused_until <= ?
                        ORDER BY number LIMIT ?""")
                .params(now(), AT_ONCE)
                .query((row, _) -> new Touched(row.getLong(1), row.getObject(2, UUID.class)))
                .list();
    }

    /** Tells what has changed of one alone. */
    @Transactional(isolation = Isolation.REPEATABLE_READ)
    public void tell(Touched one) {
        if (isMine()) {
            tell(List.of(one));
        }
    }

    /** Puts one aside for {@link #ASIDE}, of which nothing can be told as it is. */
    @Transactional
    public void putAside(Touched one) {
        jdbc.sql("UPDATE exchange.touched SET paused_until = ? WHERE asset_id = ?")
                .params(now().plus(ASIDE), one.asset())
                .update();
    }

    private void tell(List<Touched> touched) {
        var _ = tellOf(
                assets.all(touched.stream().map(Touched::asset).distinct().toList()));
        // These very rows: one that somebody writes meanwhile is looked at next time.
        jdbc.sql("DELETE FROM exchange.touched WHERE number = ANY (?)")
                .param(touched.stream().map(Touched::number).toArray(Long[]::new))
                .update();
    }

    /**
     * Looks at some although nothing has touched them.
     *
     * @return how many events that made: more than none says that something is touched by nothing
     */
    @Transactional(isolation = Isolation.REPEATABLE_READ)
    public int look(List<Assets.Asset> some) {
        return isMine() ? tellOf(some) : 0;
    }

    private boolean isMine() {
        return jdbc.sql("SELECT pg_try_advisory_xact_lock(hashtextextended('exchange.event', 0))")
                .query((row, _) -> row.getBoolean(1))
                .single();
    }

    private int tellOf(Collection<Assets.Asset> some) {
        Instant restoredAt =
                recoveries.latest().map(Recoveries.Recovery::foundAt).orElse(Instant.MIN);
        List<Assets.Known> known = assets.known(some);
        Map<UUID, Told> told = told(some.stream().map(Assets.Asset::id).toList());
        List<NewEvent> events = new ArrayList<>();
        for (Assets.Known one : known) {
            Optional<Told> before = Optional.ofNullable(told.get(one.asset().id()));
            Told now = new Told(said(one.row()), one.gate().isOpen());
            if (before.equals(Optional.of(now))) {
                continue;
            }
            if (before.isEmpty()) {
                events.add(new NewEvent(one, "asset.registered", Optional.empty()));
            }
            if (!now.said().equals(before.map(Told::said).orElse(""))) {
                events.add(new NewEvent(one, "asset.verdict", Optional.empty()));
            }
            // Of one that was never told here, but was there before a restore, a receiver may have been told anything.
            boolean wasOpen =
                    before.map(Told::isOpen).orElse(one.asset().registeredAt().isBefore(restoredAt));
            if (now.isOpen() != wasOpen) {
                events.add(new NewEvent(one, "asset.gate", Optional.of(now.isOpen() ? "opened" : "closed")));
            }
            remember(one.asset().id(), now);
        }
        write(events);
        return events.size();
    }

    /** What is said of it, in one line; empty as long as nothing is. */
    private static String said(BatchSummary.Row row) {
        if (row.verdict().isEmpty() && row.statements().isEmpty()) {
            return "";
        }
        return Stream.concat(
                        Stream.of(
                                row.verdict().orElse(""),
                                Boolean.toString(row.isConforming()),
                                String.join(" ", row.doubts()),
                                String.join(" ", row.unmet()),
                                Integer.toString(row.conflicts())),
                        row.statements().stream().map(one -> one.eventId() + (one.hasCertificate() ? "+" : "")))
                .collect(Collectors.joining("|"));
    }

    private Map<UUID, Told> told(List<UUID> ids) {
        Map<UUID, Told> out = new HashMap<>();
        jdbc.sql("SELECT asset_id, said, is_open FROM exchange.told WHERE asset_id = ANY (?)")
                .param(ids.toArray(UUID[]::new))
                .query((row, _) -> out.put(row.getObject(1, UUID.class), new Told(row.getString(2), row.getBoolean(3))))
                .list();
        return out;
    }

    private void remember(UUID asset, Told now) {
        jdbc.sql("""
                        INSERT INTO exchange.told VALUES (?, ?, ?)
                        ON CONFLICT (asset_id) DO UPDATE SET said = excluded.said, is_open = excluded.is_open""").params(asset, now.said(), now.isOpen()).update();
        jdbc.sql("UPDATE exchange.asset SET changed_at = ? WHERE id = ?")
                .params(now(), asset)
                .update();
    }

    private void write(List<NewEvent> events) {
        for (NewEvent event : events) {
            Assets.Asset asset = event.known().asset();
            List<StatementOutline> statements = event.known().row().statements();
            long number = next(
                    "INSERT INTO exchange.counter VALUES (?, 1) ON CONFLICT (organisation_id) DO UPDATE SET last = counter.last + 1 RETURNING last",
                    asset.organisation());
            jdbc.sql("""
                            INSERT INTO exchange.event (organisation_id, number, id, site_id, asset_id, type, change, statements, digests, at)
                            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                    .param(asset.organisation())
                    .param(number)
                    .param(UUID.randomUUID())
                    .param(asset.site())
                    .param(asset.id())
                    .param(event.type())
                    .param(event.change().orElse(null))
                    .param(statements.stream().map(StatementOutline::eventId).toArray(UUID[]::new))
                    .param(statements.stream()
                            .map(one -> java.util.HexFormat.of()
                                    .formatHex(one.digest().toBytes()))
                            .toArray(String[]::new))
                    .param(now())
                    .update();
            deliver(asset, event.type(), number);
        }
    }

    /** For each address that wants it, be it on or off: what was not sent meanwhile is sent when it is on again. */
    private void deliver(Assets.Asset asset, String type, long number) {
        List<UUID> wanted = jdbc.sql("""
                        SELECT id FROM exchange.webhook WHERE organisation_id = ? AND state <> 'removed'
                          AND (site_id IS NULL OR site_id = ?) AND ? = ANY (types)""")
                .params(asset.organisation(), asset.site(), type)
                .query((row, _) -> row.getObject(1, UUID.class))
                .list();
        for (UUID webhook : wanted) {
            long sequence = next(
                    "UPDATE exchange.webhook_counter SET last = last + 1 WHERE webhook_id = ? RETURNING last", webhook);
            jdbc.sql("""
                            INSERT INTO exchange.delivery (webhook_id, sequence, organisation_id, event_number, state, due_at, since)
                            VALUES (?, ?, ?, ?, 'waiting', ?, ?)""")
                    .params(webhook, sequence, asset.organisation(), number, now(), now())
                    .update();
        }
    }

    private long next(String sql, UUID of) {
        return jdbc.sql(sql).param(of).query((row, _) -> row.getLong(1)).single();
    }

    /** Where the slow round goes on. */
    @Transactional(propagation = Propagation.SUPPORTS, readOnly = true)
    public long place() {
        return jdbc.sql("SELECT place FROM exchange.round")
                .query((row, _) -> row.getLong(1))
                .single();
    }

    /** Remembers where it goes on. */
    @Transactional
    public void goOn(long place) {
        jdbc.sql("UPDATE exchange.round SET place = ?").param(place).update();
    }

    /** Some after a place, to look at. */
    @Transactional(propagation = Propagation.SUPPORTS, readOnly = true)
    public List<Assets.Asset> after(long number, int limit) {
        return assets.from(number, limit);
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
