package org.wangchuan.engine.phone.evidence;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.wangchuan.engine.phone.evidence.PhoneIdentity.Sameness;
import org.wangchuan.engine.phone.fact.Fact;
import org.wangchuan.engine.phone.fact.Facts;
import org.wangchuan.engine.phone.fact.Property;
import org.wangchuan.engine.phone.fact.Source;

/**
 * What calls itself how on the cable: maker and model. Each source has a spelling of its own, and so has each mode, a boot loader or a recovery other than the system
 * that they start: only names of one source and one mode are compared. By USB alone an Android's system tells no mode, and its recovery neither. So of what offers
 * nothing but its debug bridge, once it was set off, another name is no other phone's until it says what runs there; nor is it this one's.
 */
final class ShownNames {
    private final List<Look> looks;
    private final Set<Kind> kinds;
    private final Set<Integer> described;
    private final int last;

    private ShownNames(List<Look> looks, Set<Integer> described, int last) {
        this.looks = List.copyOf(looks);
        this.kinds = looks.stream().map(Look::kind).collect(Collectors.toUnmodifiableSet());
        this.described = Set.copyOf(described);
        this.last = last;
    }

    /**
     * One reading.
     *
     * @param time which of the times that something hung there it was
     * @param isElsewhere whether it may be, or says that it is, the recovery of the phone that was set off
     */
    private record Look(int time, Kind kind, boolean isElsewhere) {}

    /**
     * What something calls itself.
     *
     * @param modes other than its system: none for that; absent if nobody knows
     */
    private record Kind(Set<Fact> names, Optional<Set<String>> modes) {
        boolean isOfSystem() {
            return modes.filter(Set::isEmpty).isPresent();
        }

        /** {@code UNKNOWN} where it may be by a number alone that names differ, of which nobody knows whose it is. */
        Sameness compared(Kind other) {
            Set<Sameness> found = EnumSet.of(Sameness.SAME);
            for (Fact mine : names) {
                for (Fact theirs : other.names) {
                    if (theirs.property() == mine.property() && theirs.source() == mine.source()) {
                        found.add(NumberedName.compare(mine.value(), theirs.value()));
                    }
                }
            }
            if (found.contains(Sameness.OTHER)) {
                return Sameness.OTHER;
            }
            return found.contains(Sameness.UNKNOWN) ? Sameness.UNKNOWN : Sameness.SAME;
        }
    }

    static ShownNames of(List<PhoneEvent> events) {
        Map<Integer, Set<String>> told = toldByBridge(events);
        List<Look> looks = new ArrayList<>();
        Set<Integer> described = new HashSet<>();
        int time = 0;
        boolean isSetOff = false;
        for (PhoneEvent event : events) {
            if (event instanceof PhoneEvent.SetOff) {
                isSetOff = true;
            } else if (isMove(event)) {
                time++;
            } else if (event instanceof PhoneEvent.Seen seen && seen.isByPeople()) {
                described.add(time);
            } else if (event instanceof PhoneEvent.Seen seen) {
                looks.add(look(time, seen.facts(), isSetOff, told.getOrDefault(time, Set.of())));
            }
        }
        return new ShownNames(looks, described, time);
    }

    private static boolean isMove(PhoneEvent event) {
        return event instanceof PhoneEvent.Gone || event instanceof PhoneEvent.Back;
    }

    /** What it said over its debug bridge of what runs, each time that it hung there. */
    private static Map<Integer, Set<String>> toldByBridge(List<PhoneEvent> events) {
        Map<Integer, Set<String>> out = new HashMap<>();
        int time = 0;
        for (PhoneEvent event : events) {
            if (isMove(event)) {
                time++;
            } else if (event instanceof PhoneEvent.Seen seen) {
                out.computeIfAbsent(time, _ -> new HashSet<>())
                        .addAll(modes(seen.facts(), fact -> fact.source() == Source.ADB));
            }
        }
        return out;
    }

    private static Look look(int time, Facts facts, boolean isSetOff, Set<String> told) {
        Set<String> own = modes(facts, fact -> fact.source().isCable());
        boolean isUntold =
                isSetOff && own.isEmpty() && facts.all().stream().anyMatch(fact -> fact.property() == Property.OFFERS);
        boolean isUnknown = isUntold && told.size() != 1;
        Set<String> other = (isUntold ? told : own)
                .stream().filter(mode -> !mode.equals("system")).collect(Collectors.toUnmodifiableSet());
        boolean isToldElsewhere = isSetOff && !other.isEmpty() && told.containsAll(other);
        Set<Fact> names = facts.all().stream()
                .filter(fact -> fact.source().isCable())
                .filter(fact -> fact.property() == Property.MAKER || fact.property() == Property.MODEL)
                .collect(Collectors.toUnmodifiableSet());
        Kind kind = new Kind(names, isUnknown ? Optional.empty() : Optional.of(other));
        return new Look(time, kind, isUnknown || isToldElsewhere);
    }

    private static Set<String> modes(Facts facts, Predicate<Fact> which) {
        return facts.all().stream()
                .filter(fact -> fact.property() == Property.MODE)
                .filter(which)
                .map(Fact::value)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** {@code OTHER} if another phone was seen at any time, {@code UNKNOWN} if one may have been. */
    Sameness ever() {
        if (kinds.stream().anyMatch(kind -> isNamed(kind, Sameness.OTHER))) {
            return Sameness.OTHER;
        }
        boolean isDoubtful = kinds.stream().anyMatch(kind -> isNamed(kind, Sameness.UNKNOWN))
                || looks.stream().anyMatch(look -> isUnlikeTheSystem(look) && !isPassedThrough(look));
        return isDoubtful ? Sameness.UNKNOWN : Sameness.SAME;
    }

    /** Whether what hangs there now may be another phone by what it calls itself. */
    boolean isDoubtfulNow() {
        return looks.stream()
                .filter(look -> look.time() == last)
                .anyMatch(look -> isUnlikeTheSystem(look) || isNamed(look.kind(), Sameness.UNKNOWN));
    }

    /** Whether that is what its names are to those of another in the same mode. */
    private boolean isNamed(Kind one, Sameness how) {
        return one.modes().isPresent()
                && kinds.stream().anyMatch(other -> one.modes().equals(other.modes()) && one.compared(other) == how);
    }

    private boolean isUnlikeTheSystem(Look look) {
        return look.isElsewhere()
                && kinds.stream()
                        .anyMatch(kind -> kind.isOfSystem() && look.kind().compared(kind) != Sameness.SAME);
    }

    /** Its system was there again later, and nobody said anything of what hung there before that: nothing rests on it. */
    private boolean isPassedThrough(Look look) {
        return !described.contains(look.time())
                && looks.stream()
                        .anyMatch(other ->
                                other.time() > look.time() && other.kind().isOfSystem());
    }
}
