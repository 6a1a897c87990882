package org.wangchuan.platform.vault;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wangchuan.platform.vault.VaultException.Code;
import org.wangchuan.proof.text.PersonalData;

/**
 * What whoever answers for personal data sees of retention, and may do: what runs will delete, what each has deleted, a run at once, a pause. Counts and
 * references alone; nothing of a person, and nothing that could be one's. Callers hand in the sites of whoever asks. Thread-safe.
 */
@Component
public class RetentionRuns {
    /** The longest pause, in days of 24 hours. */
    public static final int PAUSE_DAYS_MAX = 7;

    /** Its reason, in characters. */
    public static final int REASON_CHARS_MAX = 200;

    /** Kinds of counts; {@code field} and {@code key} are what was deleted. */
    public static final String FIELD = RetentionPlan.FIELD;

    public static final String KEY = RetentionPlan.KEY;
    public static final String FAILED = "failed";
    public static final String LEFT = "left";
    public static final String HELD = "held";
    public static final String PAUSED = "paused";

    private final RetentionPlan plan;
    private final RetentionTable table;
    private final Retention retention;
    private final RetentionWork work;
    private final RetentionLock lock;
    private final InstantSource clock;

    RetentionRuns(
            RetentionPlan plan,
            RetentionTable table,
            Retention retention,
            RetentionWork work,
            RetentionLock lock,
            InstantSource clock) {
        this.plan = plan;
        this.table = table;
        this.retention = retention;
        this.work = work;
        this.lock = lock;
        this.clock = clock;
    }

    /**
     * A run.
     *
     * @param horizon what had ended by then goes
     * @param sites that it is for; none for all, by the platform itself
     * @param attempts how often a process took it up: more than once if one was interrupted
     * @param lastAt when something was last written to it
     * @param finishedAt absent while it is under way, or interrupted
     */
    public record Run(
            long id,
            Instant startedAt,
            Instant horizon,
            List<UUID> sites,
            Optional<UUID> startedBy,
            int attempts,
            Instant lastAt,
            Optional<Instant> finishedAt) {
        public Run {
            sites = List.copyOf(sites);
        }

        /** Whether the platform started it by itself. */
        public boolean isAutomatic() {
            return startedBy.isEmpty();
        }
    }

    /**
     * What a run counted.
     *
     * @param kind one of the constants above
     * @param purpose that needed a field last; empty if none did, and for other kinds
     * @param field its kind; of a failure the kind of error
     */
    public record Count(UUID site, String kind, String purpose, String field, long persons, long entries) {}

    /**
     * That the platform starts no run for a site by itself.
     *
     * @param until when it ends, or ended, by itself or by hand
     */
    public record Pause(UUID site, Instant since, Instant until, String reason, UUID by) {
        /** Whether it lasts at this time. */
        public boolean lastsAt(Instant now) {
            return until.isAfter(now);
        }
    }

    /**
     * What ends at a site, of one kind.
     *
     * @param within the first of the site's moments by which a run deletes it; absent where a hold goes on after the last of them
     * @param heldFirst when the first of the holds that stop it now ends, if any does
     * @param heldLast when the last of them ends
     * @param endsFirst when the first of the periods ended, or ends
     */
    public record Ending(
            UUID site,
            String kind,
            String purpose,
            String field,
            Optional<Integer> within,
            long persons,
            long entries,
            Optional<Instant> heldFirst,
            Optional<Instant> heldLast,
            Instant endsFirst) {}

    /**
     * What runs will delete, if nothing is given anew, corrected, forgotten, held or released meanwhile.
     *
     * @param moments of each site, in their order
     */
    @Transactional(readOnly = true)
    public List<Ending> preview(Map<UUID, List<Instant>> moments) {
        return plan.of(moments, clock.instant()).stream()
                .map(part -> new Ending(
                        part.site(),
                        part.kind(),
                        part.purpose(),
                        part.field(),
                        part.within(),
                        part.persons(),
                        part.entries(),
                        part.heldFirst(),
                        part.heldLast(),
                        part.endsFirst()))
                .toList();
    }

    /** How many persons have a key and no purpose on record: nobody can say when they are to go, and no run finds them. */
    public long withoutPurpose(Collection<UUID> sites) {
        return table.withoutPurpose(sites);
    }

    /** Who is held now, and until when, the first to end first; references, for whoever knows their orders. */
    public Map<UUID, Instant> held(Collection<UUID> sites, int limit) {
        return table.held(sites, clock.instant(), limit);
    }

    /** Runs that began within a time, the latest first; those of the platform itself, and those that were for some of these sites. */
    public List<Run> list(Collection<UUID> sites, boolean isDeedsOnly, Instant since, Instant until, int limit) {
        return table.list(sites, isDeedsOnly, since, until, limit);
    }

    /** A run, if it was for some of these sites. */
    public Optional<Run> find(long run, Collection<UUID> sites) {
        return table.find(run)
                .filter(found -> found.isAutomatic() || found.sites().stream().anyMatch(sites::contains));
    }

    /** What runs counted at these sites. */
    public Map<Long, List<Count>> counts(Collection<Long> runs, Collection<UUID> sites) {
        return table.counts(runs, sites);
    }

    /** Whether a process works on a run now; one that is open while none does was interrupted. */
    public boolean isUnderWay() {
        return lock.isTaken();
    }

    /**
     * Starts a run for these sites at once, also while runs are paused there; it goes on without the caller, and over a restart.
     *
     * @return false if another one is not finished; that one is gone on with at once
     */
    @Transactional
    public boolean start(Set<UUID> sites, UUID account) {
        boolean isBegun = retention.begin(sites, Optional.of(account));
        work.wake();
        return isBegun;
    }

    /** The pauses that last now. */
    public List<Pause> pauses(Set<UUID> sites) {
        Instant now = clock.instant();
        return table.lastPauses(Optional.of(sites)).stream()
                .filter(pause -> pause.lastsAt(now))
                .toList();
    }

    /**
     * Pauses the runs that the platform starts by itself; the duty to delete goes on. Where one was paused before, a run has to have been finished since,
     * so that nothing waits for two pauses.
     *
     * @param days of 24 hours, 1–{@value #PAUSE_DAYS_MAX}
     * @param reason that everybody here may read; nothing of a person
     */
    @Transactional
    public void pause(Set<UUID> sites, int days, String reason, UUID account) throws VaultException {
        String text = reason.strip();
        if (days < 1 || days > PAUSE_DAYS_MAX) {
            throw new VaultException(Code.BAD_PAUSE, "expected 1 to " + PAUSE_DAYS_MAX + " days");
        }
        if (text.isEmpty()
                || text.length() > REASON_CHARS_MAX
                || text.chars().anyMatch(Character::isISOControl)
                || PersonalData.isIn(text)) {
            throw new VaultException(Code.BAD_PAUSE_REASON, "expected 1 to 200 characters on one line");
        }
        table.lockPauses();
        Instant now = clock.instant();
        for (Pause last : table.lastPauses(Optional.of(sites))) {
            if (last.lastsAt(now) || !table.hasRunSince(last.until())) {
                throw new VaultException(Code.PAUSED_BEFORE, "no run was finished since the last pause");
            }
        }
        Instant until = now.plus(Duration.ofDays(days));
        sites.forEach(site -> table.pause(new Pause(site, now, until, text, account)));
    }

    /** Ends pauses that last now. */
    @Transactional
    public void resume(Set<UUID> sites, UUID account) {
        table.lockPauses();
        Instant now = clock.instant();
        Set<UUID> paused = table.lastPauses(Optional.of(sites)).stream()
                .filter(pause -> pause.lastsAt(now))
                .map(Pause::site)
                .collect(Collectors.toUnmodifiableSet());
        table.lastPauses(Optional.of(paused))
                .forEach(pause -> table.pause(new Pause(pause.site(), now, now, pause.reason(), account)));
    }
}
