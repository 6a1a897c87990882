package org.wangchuan.platform.rights;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What somebody asked of their data, and what became of it. Holds no word of theirs.
 *
 * @param code for reading out
 * @param order by whose link it was asked; absent for somebody who has none
 * @param person in the vault; absent if nothing was ever kept of them
 * @param isAtOnce whether they did it themselves when they asked
 * @param way how it came
 * @param askedAt when it came; what was written down later says so in its first step
 * @param zone where its days are counted
 * @param rule that they are counted by
 * @param text where the vault has what they wrote
 * @param events the earliest first; there is always one
 */
public record PersonRequest(
        UUID id,
        String code,
        Optional<UUID> order,
        UUID site,
        Optional<UUID> person,
        RequestKind kind,
        boolean isAtOnce,
        Way way,
        Instant askedAt,
        ZoneId zone,
        Clock rule,
        Optional<UUID> text,
        List<Event> events) {
    /** How often it can be asked: once, and twice more after an answer that does not settle it. */
    public static final int ROUNDS_MAX = 3;

    public PersonRequest {
        events = List.copyOf(events);
    }

    /** What was done. */
    public enum What {
        ASKED,
        /** It was seen that it is this person who asks, of a request that came without a link. */
        IDENTIFIED,
        /** The person was told that somebody works on it. */
        FIRST_WORD,
        /** It takes longer. */
        PROLONGED,
        /** Somebody else is to decide it. */
        HANDED,
        ANSWERED,
        /** The answer does not settle it. */
        UNSETTLED,
        WITHDRAWN;

        /** As it stands in the database, and in the keys of words. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How it stands. */
    public enum State {
        OPEN,
        ANSWERED,
        WITHDRAWN;

        /** As it stands in the database, and in the keys of words. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The one of this id, if there is one. */
        public static Optional<State> of(String id) {
            return Arrays.stream(values())
                    .filter(state -> state.id().equals(id))
                    .findFirst();
        }
    }

    /** What came out. */
    public enum Result {
        GRANTED,
        IN_PART,
        REFUSED;

        /** As it stands in the database, and in the keys of words. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The one of this id, if there is one. */
        public static Optional<Result> of(String id) {
            return Arrays.stream(values())
                    .filter(result -> result.id().equals(id))
                    .findFirst();
        }
    }

    /**
     * One step.
     *
     * @param round how often it was asked by then
     * @param due from when on an answer is late, as of this step
     * @param by who did it, or wrote it down; absent for the person, and for what was done at once
     * @param identity how it was seen that it is this person who asks; of what was written down
     * @param text where the vault has the words that go with it
     */
    public record Event(
            int number,
            Instant at,
            What what,
            State state,
            int round,
            Instant due,
            Optional<UUID> by,
            Optional<Result> result,
            Optional<Ground> ground,
            Optional<Delay> delay,
            Optional<IdentityCheck> identity,
            Optional<UUID> text) {
        /** Whether this step says that a near relative asks, of somebody who has died. */
        public boolean isByKin() {
            return identity.filter(check -> check == IdentityCheck.KIN).isPresent();
        }
    }

    private Event last() {
        return events.getLast();
    }

    /** How it stands. */
    public State state() {
        return last().state();
    }

    /** Whether an answer is waited for. */
    public boolean isOpen() {
        return state() == State.OPEN;
    }

    /** How often it was asked. */
    public int round() {
        return last().round();
    }

    /** What whoever looks at it has seen of it. */
    public int seen() {
        return last().number();
    }

    /** The first moment at which an answer is late. */
    public Instant due() {
        return last().due();
    }

    /** The last day on which an answer is in time. */
    public LocalDate lastDay() {
        return Clock.lastDay(due(), zone);
    }

    /** How many days are left after today; negative if it is late. */
    public long daysLeft(Instant now) {
        return Clock.daysLeft(due(), zone, now);
    }

    /** When this round began: the first one with the day on which it came, whenever it was written down. */
    public Instant begunAt() {
        return events.stream()
                .filter(event -> event.what() == What.UNSETTLED)
                .reduce((_, later) -> later)
                .map(Event::at)
                .orElse(askedAt);
    }

    /** Whether it was seen that it is this person who asks: by their link, or by what was looked at. */
    public boolean isIdentified() {
        return way == Way.LINK
                || events.stream()
                        .anyMatch(event -> event.what() == What.UNSETTLED
                                || event.identity()
                                        .filter(check -> check != IdentityCheck.NONE)
                                        .isPresent());
    }

    /** Whether it was seen that a near relative asks, of somebody who has died. */
    public boolean isByKin() {
        return events.stream().anyMatch(Event::isByKin);
    }

    /** Whether something of this kind was done in this round. */
    public boolean has(What what) {
        return events.stream().anyMatch(event -> event.what() == what && event.round() == round());
    }

    /** Whether a first word is waited for. */
    public boolean waitsForAWord() {
        return isOpen() && !has(What.FIRST_WORD);
    }

    /** The last day on which a first word is in time. */
    public LocalDate wordDay() {
        return Clock.lastDay(rule.firstWord(begunAt(), zone), zone);
    }

    /** Whether that is late. */
    public boolean isWordLate(Instant now) {
        return waitsForAWord() && !rule.firstWord(begunAt(), zone).isAfter(now);
    }

    /** The last answer, if there is one. */
    public Optional<Event> answer() {
        return events.stream().filter(event -> event.what() == What.ANSWERED).reduce((_, later) -> later);
    }

    /** Until when the person can say that the answer does not settle it; absent if they can't. */
    public Optional<Instant> unsettledUntil() {
        return state() == State.ANSWERED && !isAtOnce && round() < ROUNDS_MAX
                ? Optional.of(rule.unsettled(last().at(), zone))
                : Optional.empty();
    }

    /** Whether they can say it now. */
    public boolean mayBeUnsettled(Instant now) {
        return unsettledUntil().filter(end -> end.isAfter(now)).isPresent();
    }

    /** Who does not decide it: who answered before, or handed it on. */
    public Set<UUID> excluded() {
        return events.stream()
                .filter(event ->
                        event.what() == What.HANDED || (event.what() == What.ANSWERED && event.round() < round()))
                .flatMap(event -> event.by().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Where the vault has the words that go with a step of this request. */
    public Optional<UUID> textOf(Event event) {
        return event.what() == What.ASKED ? text : event.text();
    }

    /** Where the vault has the words of both sides. */
    public Set<UUID> texts() {
        return Stream.concat(text.stream(), events.stream().flatMap(event -> event.text().stream()))
                .collect(Collectors.toUnmodifiableSet());
    }
}
