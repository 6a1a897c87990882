package org.wangchuan.platform.oversight.incident;

import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.wangchuan.platform.oversight.Words;
import org.wangchuan.platform.rights.Clock;

/**
 * What the rules say of incidents, as data: {@code incident/rules.vN.json}. No rule of them lets its time be extended, so there is no way to do it.
 *
 * @param version that an incident is counted by, from its report to its end
 * @param kinds of incidents
 * @param information kinds of it that can be concerned
 * @param levels by the number of persons, the smallest first
 * @param duties that follow
 */
public record IncidentRules(
        int version, List<Kind> kinds, List<Information> information, List<Level> levels, List<Duty> duties) {
    public IncidentRules {
        kinds = List.copyOf(kinds);
        information = List.copyOf(information);
        levels = List.copyOf(levels);
        duties = List.copyOf(duties);
    }

    /**
     * What can happen.
     *
     * @param onSystem whether it is an incident of a system, for which the rules for networks hold as well
     */
    public record Kind(String id, boolean onSystem, Words name) {}

    /** What can be concerned. */
    public record Information(String id, Words name) {}

    /** How grave it is, from a number of persons on. */
    public record Level(String id, long personsMin, Words name) {}

    /** Whom a duty is to. */
    public enum Receiver {
        AUTHORITY,
        PERSONS
    }

    /** From which moment a duty's time runs. */
    public enum Moment {
        /** It was found, or it was found that it may be so. */
        FOUND,
        /** It has been dealt with. */
        HANDLED
    }

    /** How long. */
    public enum Limit {
        /** A rule says so without a number: what can be shown is the time that has passed. */
        AT_ONCE,
        HOURS,
        /** Whole days of the calendar where it happened, the first one not counted. */
        DAYS
    }

    /**
     * What has to be told.
     *
     * @param amount of hours or days; zero for at once
     * @param onSystemOnly whether it is only of incidents of a system
     * @param level from which on
     * @param basis in law, as it is known here
     * @param left when it need not be told, as far as the rule has that
     */
    public record Duty(
            String id,
            Receiver to,
            Moment from,
            Limit limit,
            int amount,
            boolean onSystemOnly,
            String level,
            Words name,
            Words basis,
            Words left) {
        /** The first moment that is too late; empty where no number is set. */
        Optional<Instant> due(Instant began, ZoneId zone) {
            return switch (limit) {
                case AT_ONCE -> Optional.empty();
                case HOURS -> Optional.of(began.plus(amount, ChronoUnit.HOURS));
                case DAYS -> Optional.of(Clock.endOfDays(began, amount, zone));
            };
        }
    }

    /** The kind of this id. */
    public Optional<Kind> kind(String id) {
        return kinds.stream().filter(kind -> kind.id().equals(id)).findFirst();
    }

    /** The duty of this id. */
    public Optional<Duty> duty(String id) {
        return duties.stream().filter(duty -> duty.id().equals(id)).findFirst();
    }

    /** The kind of information of this id. */
    public Optional<Information> information(String id) {
        return information.stream().filter(one -> one.id().equals(id)).findFirst();
    }

    /** The level of so many persons. */
    public Level level(long persons) {
        return levels.stream()
                .filter(level -> level.personsMin() <= persons)
                .reduce((_, higher) -> higher)
                .orElseThrow();
    }

    /** The highest. */
    public Level highest() {
        return levels.getLast();
    }

    /** Whether one level is another, or above it. */
    boolean reaches(Level level, String least) {
        return levels.stream().anyMatch(one -> one.id().equals(least) && one.personsMin() <= level.personsMin());
    }
}
