package org.wangchuan.platform.bench;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wangchuan.platform.identity.Accounts;
import org.wangchuan.platform.identity.Organisations;
import org.wangchuan.platform.identity.Stations;
import org.wangchuan.platform.intake.Actor;
import org.wangchuan.platform.intake.OrderLocks;
import org.wangchuan.platform.intake.list.Batch;
import org.wangchuan.platform.intake.list.Batches;
import org.wangchuan.platform.web.access.Qualifications;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.platform.web.access.Visitor;

/** Says a word for a list, ends it, and knows whether whoever said it could still choose a lane themselves. Thread-safe. */
@Component
class ListWords {
    /** Most lists of one site that go on by themselves at the same time. */
    static final int OPEN_MAX = 20;

    /** The times that can be chosen; the last is a shift. */
    static final List<Duration> TIMES =
            List.of(Duration.ofHours(1), Duration.ofHours(2), Duration.ofHours(4), Duration.ofHours(8), ListWord.MOST);

    private static final Set<Role> CHOOSING = Set.copyOf(EnumSet.of(Role.TECHNICIAN));

    private final ListWordTable table;
    private final TaskTable tasks;
    private final BenchTasks bench;
    private final Batches batches;
    private final OrderLocks locks;
    private final Stations stations;
    private final Organisations organisations;
    private final Accounts accounts;
    private final Qualifications qualifications;
    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final ApplicationEventPublisher events;

    ListWords(
            ListWordTable table,
            TaskTable tasks,
            BenchTasks bench,
            Batches batches,
            OrderLocks locks,
            Stations stations,
            Organisations organisations,
            Accounts accounts,
            Qualifications qualifications,
            JdbcClient jdbc,
            InstantSource clock,
            ApplicationEventPublisher events) {
        this.table = table;
        this.tasks = tasks;
        this.bench = bench;
        this.batches = batches;
        this.locks = locks;
        this.stations = stations;
        this.organisations = organisations;
        this.accounts = accounts;
        this.qualifications = qualifications;
        this.jdbc = jdbc;
        this.clock = clock;
        this.events = events;
    }

    /**
     * Says it for a list, from now on.
     *
     * @param station the one that it is for; empty for all of the site
     * @param time one of {@link #TIMES}
     * @param account a technician who has shown that it is them
     */
    @Transactional
    ListWord say(Batch list, Optional<UUID> station, Duration time, UUID account) throws BenchException {
        boolean isThere = station.isEmpty()
                || stations.find(station.get())
                        .filter(found -> found.isActive() && found.site().equals(list.site()))
                        .isPresent();
        if (!isThere || !TIMES.contains(time)) {
            throw new BenchException(BenchException.Code.LIST_WORD_CHOICE, "not one that was offered");
        }
        // Of two who say it at once for one site the second sees the first.
        jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended('bench.list_word ' || ?, 0))")
                .param(list.site().toString())
                .query((_, _) -> true)
                .single();
        locks.lockList(list.id());
        Instant now = clock.instant();
        Optional<ListWord> before = table.unended(list.id());
        if (before.filter(one -> one.isOpen(now)).isPresent()) {
            throw new BenchException(BenchException.Code.LIST_WORD_ALREADY, "it goes on");
        }
        before.ifPresent(table::lapsed);
        if (batches.forLanes(List.of(list.id())).isEmpty()) {
            throw new BenchException(BenchException.Code.LIST_WORD_NOTHING, "none waits for a lane");
        }
        if (table.openAt(list.site()).size() >= OPEN_MAX) {
            throw new BenchException(BenchException.Code.LIST_WORD_MANY, OPEN_MAX + " are open");
        }
        ListWord word = new ListWord(
                UUID.randomUUID(), list.id(), list.site(), station, account, now, now.plus(time), Optional.empty());
        table.insert(word);
        events.publishEvent(new BenchChanged(list.site(), Optional.empty()));
        return word;
    }

    /**
     * Ends one, and takes back what was chosen by it and no station has begun. What has begun goes on. Nothing happens to one that has ended.
     *
     * @param by who ends it; empty if the platform does
     */
    @Transactional
    void end(ListWord word, ListWord.Why why, Optional<UUID> by) {
        // Orders before their tasks, and the word between them, as whoever chooses by it.
        locks.lockList(word.batch());
        if (!table.end(word.id(), why, by, clock.instant())) {
            return;
        }
        for (UUID order : tasks.queuedBy(word.id())) {
            try {
                bench.withdraw(order, by.map(Actor::staff).orElseGet(Actor::platform));
            } catch (BenchException e) {
                throw new IllegalStateException("its order is locked", e);
            }
        }
        events.publishEvent(new BenchChanged(word.site(), Optional.empty()));
    }

    /** Why whoever said it could not choose a lane themselves now; a look, and no act. */
    Optional<ListWord.Why> against(ListWord word) {
        return weigh(word, visitor -> qualifications.standing(visitor, CHOOSING).mayAct());
    }

    /** The same before something is done in their name: what they lack is on record, as if they did it themselves. */
    Optional<ListWord.Why> againstActing(ListWord word) {
        return weigh(word, visitor -> qualifications.lack(visitor, CHOOSING).isEmpty());
    }

    private Optional<ListWord.Why> weigh(ListWord word, Predicate<Visitor> mayAct) {
        Optional<UUID> company = organisations.site(word.site()).map(Organisations.Site::organisation);
        Optional<Visitor> visitor = accounts.active(word.account())
                .filter(one ->
                        one.hasAny(Role.TECHNICIAN) && one.organisation().equals(company) && one.worksAt(word.site()));
        if (visitor.isEmpty()) {
            return Optional.of(ListWord.Why.GONE);
        }
        return mayAct.test(visitor.get()) ? Optional.empty() : Optional.of(ListWord.Why.NOT_QUALIFIED);
    }
}
