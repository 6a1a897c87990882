package org.wangchuan.platform.vault;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import org.wangchuan.platform.vault.Persons.Known;
import org.wangchuan.platform.vault.RetentionRuns.Count;
import org.wangchuan.platform.vault.RetentionRuns.Pause;
import org.wangchuan.platform.vault.RetentionRuns.Run;

/**
 * Lets go of what no running purpose needs; of the whole person, by destroying their key, when none runs. A legal hold keeps all while it lasts.
 *
 * <p>A run has a horizon, what had ended by then goes, and is on record from before its first deletion. Each person is a transaction of their own: they
 * are locked, looked at as they are then, let go of and counted, or none of it. Whoever places a hold locks the same row: the one who has the lock first
 * wins, for the whole person. A process that is killed leaves a run that is not finished; the next one goes on with it from its counts, with the same
 * horizon, before it begins another. Thread-safe.
 */
@Component
class Retention {
    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    private static final int AT_ONCE = 100;
    private static final Duration FURTHER_MAX = Duration.ofDays(1);
    private static final int WHY_CHARS_MAX = 80;
    private static final UUID BEFORE_ALL = new UUID(0, 0);

    private final Persons persons;
    private final RetentionTable table;
    private final RetentionPlan plan;
    private final RetentionLock lock;
    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final VaultSettings settings;
    private final TransactionTemplate step;
    private volatile boolean isStopping;

    Retention(
            Persons persons,
            RetentionTable table,
            RetentionPlan plan,
            RetentionLock lock,
            JdbcClient jdbc,
            InstantSource clock,
            VaultSettings settings,
            PlatformTransactionManager transactions) {
        this.persons = persons;
        this.table = table;
        this.plan = plan;
        this.lock = lock;
        this.jdbc = jdbc;
        this.clock = clock;
        this.settings = settings;
        this.step = new TransactionTemplate(transactions);
        this.step.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /**
     * Finishes what is open, and makes a run of the platform by itself.
     *
     * @return false if another process is at it
     */
    boolean sweep() {
        Optional<RetentionLock.Held> held = lock.take();
        if (held.isEmpty()) {
            return false;
        }
        try (RetentionLock.Held _ = held.get()) {
            finishOpen();
            if (!isStopping) {
                boolean _ = beginByItself();
                finishOpen();
            }
        }
        return true;
    }

    /**
     * Goes on with what is open, if anything is: what an officer began, or what a process that is no more has left.
     *
     * @return false if another process is at it
     */
    boolean goOn() {
        if (table.open().isEmpty()) {
            return true;
        }
        Optional<RetentionLock.Held> held = lock.take();
        if (held.isEmpty()) {
            return false;
        }
        try (RetentionLock.Held _ = held.get()) {
            finishOpen();
        }
        return true;
    }

    /** From now on no further person is begun with; what is open goes on when a process takes it up. */
    void stop(boolean isStopping) {
        this.isStopping = isStopping;
    }

    /** Writes down that a run begins, with all that has ended by now as its horizon; false if another is not finished. */
    boolean begin(Set<UUID> sites, Optional<UUID> account) {
        Instant now = clock.instant();
        return within(() -> table.begin(now, now, sites, account.orElse(null))).isPresent();
    }

    /**
     * Begins a run of the platform by itself. What is deleted is gone for good, and clocks can be wrong by years: so each run, one an hour in each process,
     * goes a day further at most than any before it. A platform that was off for a month has caught up after thirty hours.
     */
    boolean beginByItself() {
        Instant now = clock.instant();
        Instant horizon = table.lastHorizon(now)
                .map(last -> last.plus(FURTHER_MAX))
                .filter(most -> most.isBefore(now))
                .orElse(now);
        if (horizon.isBefore(now)) {
            LOG.warn(
                    "the clock says {}, far beyond the last run of retention: this run deletes what had ended by {}, the next ones go on",
                    now,
                    horizon);
        }
        return within(() -> table.begin(now, horizon, Set.of(), null)).isPresent();
    }

    /** To the end of the run that is open. The caller has the lock, or is a test. */
    void finishOpen() {
        Optional<Run> found = table.open();
        if (found.isEmpty()) {
            return;
        }
        Run run = found.get();
        boolean _ = within(() -> {
            table.attempt(run.id(), clock.instant());
            return true;
        });
        long gone = 0;
        UUID last = BEFORE_ALL;
        List<UUID> due = table.due(run, paused(run), last, AT_ONCE);
        while (!due.isEmpty()) {
            for (UUID person : due) {
                if (isStopping) {
                    return;
                }
                gone += letGo(run, person) ? 1 : 0;
            }
            last = due.getLast();
            due = table.due(run, paused(run), last, AT_ONCE);
        }
        boolean _ = within(() -> {
            if (table.lock(run.id())) {
                table.left(run, paused(run)).forEach(count -> table.add(run.id(), count));
                table.finish(run.id(), clock.instant());
            }
            return true;
        });
        if (gone > 0) {
            LOG.info("retention let go of what had ended of {} persons", gone);
        }
    }

    /** One person; what fails is counted, and tried again by the next run. */
    private boolean letGo(Run run, UUID person) {
        try {
            return within(() -> letGoLocked(run, person));
        } catch (RuntimeException e) {
            LOG.warn("retention failed for a person: {}", e.getClass().getSimpleName());
            return within(() -> {
                if (table.lock(run.id())) {
                    UUID site = persons.find(person).map(Known::site).orElse(BEFORE_ALL);
                    String why = e.getClass().getSimpleName();
                    table.add(
                            run.id(),
                            new Count(
                                    site,
                                    RetentionRuns.FAILED,
                                    "",
                                    why.substring(0, Math.min(why.length(), WHY_CHARS_MAX)),
                                    1,
                                    0));
                }
                return false;
            });
        }
    }

    private boolean letGoLocked(Run run, UUID id) {
        // The run first: of two processes that both believe to be alone, one deletes and counts, and then the other
        // finds it done.
        if (!table.lock(run.id())) {
            return false;
        }
        Optional<Known> found = persons.lock(id);
        Instant now = clock.instant();
        if (found.isEmpty()
                || found.get().wrappedKey().isEmpty()
                || found.get().isHeldAt(run.horizon())
                || paused(run).contains(found.get().site())) {
            return false;
        }
        Known person = found.get();
        List<RetentionPlan.Part> going = plan.of(person, run.horizon());
        Map<Purpose, Instant> running = persons.purposesAt(id, run.horizon());
        long planned = going.stream().mapToLong(RetentionPlan.Part::entries).sum();
        long deleted = running.isEmpty()
                ? persons.forget(id, settings.backupsUntil(now))
                : trim(id, running.keySet(), run.horizon());
        boolean isKeyPlanned = going.stream().anyMatch(part -> part.kind().equals(RetentionPlan.KEY));
        if (deleted != planned || isKeyPlanned != running.isEmpty()) {
            throw new PlanException(); // what officers are shown beforehand would not be what happens
        }
        for (RetentionPlan.Part part : going) {
            table.add(
                    run.id(),
                    new Count(part.site(), part.kind(), part.purpose(), part.field(), part.persons(), part.entries()));
        }
        table.went(run.id(), now);
        return true;
    }

    /** What would be deleted is not what was worked out; the transaction undoes it. */
    private static final class PlanException extends RuntimeException {
        private static final long serialVersionUID = 1;

        PlanException() {
            super("RETENTION_PLAN: expected to delete what was worked out");
        }
    }

    private long trim(UUID person, Set<Purpose> running, Instant horizon) {
        String needed = running.stream()
                .flatMap(purpose -> purpose.fields().stream())
                .map(Field::id)
                .distinct()
                .collect(Collectors.joining(","));
        long values = jdbc.sql(
                        "DELETE FROM vault.value WHERE person_id = ? AND NOT field = ANY (string_to_array(?, ','))")
                .params(person, needed)
                .update();
        long attachments = jdbc.sql(
                        "DELETE FROM vault.attachment WHERE person_id = ? AND NOT field = ANY (string_to_array(?, ','))")
                .params(person, needed)
                .update();
        jdbc.sql("DELETE FROM vault.person_purpose WHERE person_id = ? AND until <= ?")
                .params(person, horizon.atOffset(ZoneOffset.UTC))
                .update();
        return values + attachments;
    }

    /** By the horizon, as all of a run: what a clock that is ahead says has ended, hold or pause, has not. */
    private Set<UUID> paused(Run run) {
        return run.isAutomatic() ? pausedAt(run.horizon()) : Set.of();
    }

    private Set<UUID> pausedAt(Instant now) {
        return table.lastPauses(Optional.empty()).stream()
                .filter(pause -> pause.lastsAt(now))
                .map(Pause::site)
                .collect(Collectors.toUnmodifiableSet());
    }

    private <T> T within(java.util.function.Supplier<T> what) {
        return Objects.requireNonNull(step.execute(_ -> what.get()));
    }
}
