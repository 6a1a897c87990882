package org.wangchuan.platform.oversight.incident;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * An incident, and what became of it: its steps, from which all else follows.
 *
 * @param code for reading out
 * @param site absent if it is of the whole company
 * @param zone where its days are counted
 * @param steps the earliest first; there is always one
 */
public record Incident(
        UUID id,
        String code,
        UUID organisation,
        Optional<UUID> site,
        ZoneId zone,
        IncidentRules rules,
        List<Step> steps) {
    public Incident {
        steps = List.copyOf(steps);
    }

    /** How it stands. */
    public enum State {
        /** Somebody said so; nobody has decided. */
        SUSPECTED,
        OPEN,
        CLOSED,
        /** It was none. */
        DISMISSED;

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

    /**
     * One step.
     *
     * @param by who did it
     * @param note by which the operator's log holds its digest
     */
    public record Step(int number, Instant at, UUID by, Entry.What what, State state, Entry entry, UUID note) {}

    /** How it stands. */
    public State state() {
        return steps.getLast().state();
    }

    /** What whoever looks at it has seen of it. */
    public int seen() {
        return steps.getLast().number();
    }

    /** The first step. */
    public Step reported() {
        return steps.getFirst();
    }

    /** As it was when it had so many steps; at least one. */
    Incident until(int many) {
        return new Incident(id, code, organisation, site, zone, rules, steps.subList(0, many));
    }

    /** How many orders it concerns by now. */
    public int orders() {
        return all(Entry.Selected.class).mapToInt(Entry.Selected::added).sum()
                - all(Entry.Removed.class).mapToInt(Entry.Removed::removed).sum();
    }

    /** How many complaints without an order it concerns by now. */
    public int complaints() {
        return all(Entry.Complaints.class)
                .mapToInt(one -> one.added() - one.removed())
                .sum();
    }

    /** How many persons are counted: by its orders, and by complaints of those who have none. */
    public long counted() {
        return steps.stream()
                .map(Step::entry)
                .map(Entry::personsCounted)
                .filter(OptionalLong::isPresent)
                .mapToLong(OptionalLong::getAsLong)
                .reduce(0, (_, later) -> later);
    }

    /** The last step that released a notice; 0 if none did. */
    public int releasedAt() {
        return lastOf(Entry.What.RELEASED);
    }

    /** The step that opened it the last time, if orders came in after it: those are not answered for by what was said before. Zero if there is none. */
    int askedAgainAt() {
        int opened = lastOf(Entry.What.REOPENED);
        return opened > 0 && Math.max(lastOf(Entry.What.SELECTED), lastOf(Entry.What.COMPLAINTS)) > opened ? opened : 0;
    }

    private int lastOf(Entry.What what) {
        return steps.stream()
                .filter(step -> step.what() == what)
                .mapToInt(Step::number)
                .max()
                .orElse(0);
    }

    /** All that some kind of step says, the earliest first. */
    public <T extends Entry> Stream<T> all(Class<T> type) {
        return steps.stream().map(Step::entry).filter(type::isInstance).map(type::cast);
    }

    /** The last of them. */
    public <T extends Entry> Optional<T> last(Class<T> type) {
        return all(type).reduce((_, later) -> later);
    }

    /** What is known by now. */
    public Description description() {
        return last(Entry.Described.class)
                .map(Entry.Described::description)
                .orElseGet(() -> Description.of((Entry.Reported) reported().entry()));
    }

    /** What was known at a step. */
    public Optional<Description> description(int step) {
        return steps.stream()
                .filter(one -> one.number() == step)
                .map(Step::entry)
                .flatMap(entry -> entry instanceof Entry.Described described
                        ? Stream.of(described.description())
                        : entry instanceof Entry.Reported reported
                                ? Stream.of(Description.of(reported))
                                : Stream.empty())
                .findFirst();
    }

    /** The step that says what is known by now. */
    public int describedAt() {
        return steps.stream()
                .filter(step -> step.entry() instanceof Entry.Described)
                .mapToInt(Step::number)
                .max()
                .orElse(reported().number());
    }

    /** What it is. */
    public IncidentRules.Kind kind() {
        return rules.kind(description().kind()).orElseThrow();
    }

    /** When it was found, by the earliest that anybody ever said: a clock is not set back by writing a later time. */
    public Instant foundFirst() {
        return Stream.concat(
                        all(Entry.Reported.class).map(Entry.Reported::found),
                        all(Entry.Described.class)
                                .map(entry -> entry.description().found()))
                .min(Instant::compareTo)
                .orElseThrow();
    }

    /** Whether somebody has said a later time than the first one. */
    public boolean wasFoundMoved() {
        return !foundFirst().equals(description().found());
    }

    /** When it was dealt with, by the first that anybody ever said. */
    public Optional<Instant> handledAt() {
        return all(Entry.Handled.class).map(Entry.Handled::when).min(Instant::compareTo);
    }

    /**
     * How many persons it concerns, as far as it is known: what the officer said, and never fewer than are counted.
     *
     * @param counted by its orders
     */
    public long persons(long counted) {
        return Math.max(
                counted,
                last(Entry.Assessed.class).flatMap(Entry.Assessed::persons).orElse(0L));
    }

    /** Whether an officer says that it is of the highest level for another reason than a number. */
    public boolean isCalledLarger() {
        return last(Entry.Assessed.class).filter(Entry.Assessed::larger).isPresent();
    }

    /** How grave it is. */
    public IncidentRules.Level level(long counted) {
        return isCalledLarger() ? rules.highest() : rules.level(persons(counted));
    }
}
