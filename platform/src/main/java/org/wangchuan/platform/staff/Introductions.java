package org.wangchuan.platform.staff;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wangchuan.platform.identity.Organisations;

/**
 * The time in which nobody of a company is refused for want of a qualification: it opens on a Monday, and its people have to learn first.
 * It begins with its set-up, can be prolonged once and ended at any time, all of it on record. Thread-safe.
 */
@Component
public class Introductions {
    /** How long it is, and for how long it can be prolonged. */
    public static final Duration TIME = Duration.ofDays(14);

    private final JdbcClient jdbc;
    private final Organisations organisations;
    private final InstantSource clock;

    Introductions(JdbcClient jdbc, Organisations organisations, InstantSource clock) {
        this.jdbc = jdbc;
        this.organisations = organisations;
        this.clock = clock;
    }

    /** What was done about it. */
    public enum What {
        /** It began with an update of the platform, for a company that was there before. */
        UPDATE,
        PROLONGED,
        ENDED;

        /** As it stands in the database, and in the keys of words. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One line of its record.
     *
     * @param by the account; absent for an update
     */
    public record Change(Instant at, What what, Instant until, Optional<UUID> by) {}

    /**
     * How it stands.
     *
     * @param until when it ends, or ended
     * @param daysLeft begun days; 0 if it is over
     */
    public record Introduction(Instant until, int daysLeft, boolean canBeProlonged, List<Change> changes) {
        public Introduction {
            changes = List.copyOf(changes);
        }

        /** Whether nobody is refused yet. */
        public boolean isRunning() {
            return daysLeft > 0;
        }
    }

    /** That of a company. */
    public Introduction of(UUID organisation) {
        List<Change> changes = jdbc.sql(
                        "SELECT at, what, until, by_account FROM staff.introduction WHERE organisation_id = ? ORDER BY id")
                .param(organisation)
                .query((row, _) -> new Change(
                        row.getObject(1, OffsetDateTime.class).toInstant(),
                        What.valueOf(row.getString(2).toUpperCase(Locale.ROOT)),
                        row.getObject(3, OffsetDateTime.class).toInstant(),
                        Optional.ofNullable(row.getObject(4, UUID.class))))
                .list();
        Instant until = changes.isEmpty()
                ? organisations.createdAt(organisation).plus(TIME)
                : changes.getLast().until();
        // What was ended stays ended, whatever a clock says afterwards.
        boolean isEnded = is(changes, What.ENDED);
        long left = isEnded
                ? 0
                : Math.max(0, Duration.between(clock.instant(), until).toMillis());
        int days = (int) Math.ceilDiv(left, Duration.ofDays(1).toMillis());
        return new Introduction(until, days, days > 0 && !is(changes, What.PROLONGED), changes);
    }

    /** Prolongs it, once and while it runs. True if that was done. */
    @Transactional
    public boolean prolong(UUID organisation, UUID by) {
        Introduction now = locked(organisation);
        return now.canBeProlonged()
                && add(organisation, What.PROLONGED, now.until().plus(TIME), by);
    }

    /** Ends it at once. True if that was done. */
    @Transactional
    public boolean end(UUID organisation, UUID by) {
        return locked(organisation).isRunning() && add(organisation, What.ENDED, clock.instant(), by);
    }

    /** One after the other: two who prolong it at once prolong it once. */
    private Introduction locked(UUID organisation) {
        jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended('staff.introduction ' || ?, 0))")
                .param(organisation.toString())
                .query((_, _) -> 0)
                .single();
        return of(organisation);
    }

    private boolean add(UUID organisation, What what, Instant until, UUID by) {
        jdbc.sql("INSERT INTO staff.introduction (organisation_id, at, by_account, what, until) VALUES (?, ?, ?, ?, ?)")
                .params(
                        organisation,
                        clock.instant().atOffset(ZoneOffset.UTC),
                        by,
                        what.id(),
                        until.atOffset(ZoneOffset.UTC))
                .update();
        return true;
    }

    private static boolean is(List<Change> changes, What what) {
        return changes.stream().anyMatch(change -> change.what() == what);
    }
}
