package org.wangchuan.platform.intake.cable;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What hangs on the phone cables where an order's phone is worked on, beside what the counter noted of it. It is help on the screen alone: it
 * sets no answer of a workflow, it is in no record, and nothing counts it as evidence (decision 95). Immutable.
 *
 * @param isLooking whether anybody looks: only while the phone is worked on
 * @param lines those that may be it; if one shows its number, that one alone
 * @param more how many others there are
 * @param maker what the one that is taken for the order's phone calls its maker, if that maker is known; empty if nobody can tell which it is
 */
public record OnCable(boolean isLooking, List<Line> lines, int more, Optional<String> maker) {
    /** Nobody looks. */
    public static final OnCable NOTHING = new OnCable(false, List.of(), 0, Optional.empty());

    /** More would not be read by anybody. */
    static final int LINES_MAX = 6;

    public OnCable {
        lines = List.copyOf(lines);
    }

    /** How what a phone shows and what was noted go together. */
    public enum Says {
        /** They are the same. */
        SAME,
        /** They differ. */
        OTHER,
        /** One of the two is missing, or not known. */
        UNTOLD,
        /** What was noted is not known to be a serial number, as an IMEI: what is shown says nothing of it. */
        NO_COMPARISON
    }

    /**
     * A phone on a cable.
     *
     * @param number of its serial number
     * @param maker of its maker
     * @param isMakerKnown whether something is known of the maker that it names
     */
    public record Line(CablePhones.At at, Says number, Says maker, boolean isMakerKnown) {
        /** Whether it shows another number than was noted. */
        public boolean isOtherNumber() {
            return number == Says.OTHER;
        }

        /** Whether it shows the number that was noted. */
        public boolean isSameNumber() {
            return number == Says.SAME;
        }

        /** Whether people have to compare what was noted, for no cable shows it. */
        public boolean isNoComparison() {
            return number == Says.NO_COMPARISON;
        }

        /** Whether it names another maker than was noted. */
        public boolean isOtherMaker() {
            return maker == Says.OTHER;
        }
    }

    /** Whether one that shows the noted number shows what no phone does that was reset and not used since. */
    public boolean isAgainstReset() {
        return lines.stream()
                .anyMatch(line ->
                        line.isSameNumber() && !line.at().phone().against().isEmpty());
    }

    /**
     * Of all that hang on the cables of a site. One that shows the noted number is the order's. One that is alone there and shows no other number
     * is taken for it, for the hints beside the steps: who reads them sees whose they are. Of several nobody can tell.
     */
    static OnCable of(List<Line> all) {
        List<Line> same = all.stream().filter(Line::isSameNumber).toList();
        List<Line> from = same.isEmpty()
                ? all.stream().sorted(Comparator.comparing(Line::isOtherNumber)).toList()
                : same;
        List<Line> shown = from.stream().limit(LINES_MAX).toList();
        return new OnCable(true, shown, all.size() - shown.size(), taken(all, same));
    }

    private static Optional<String> taken(List<Line> all, List<Line> same) {
        List<Line> candidates = same.isEmpty() ? all : same;
        return Optional.of(candidates)
                .filter(some -> some.size() == 1)
                .map(List::getFirst)
                .filter(one -> !one.isOtherNumber() && one.isMakerKnown())
                .flatMap(one -> one.at().phone().maker());
    }
}
