package org.wangchuan.platform.oversight.retention;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.wangchuan.platform.identity.Organisations.Site;
import org.wangchuan.platform.intake.OrderReach;
import org.wangchuan.platform.vault.RetentionRuns;

/**
 * What the page of retention shows.
 *
 * @param sites whose data its reader answers for
 * @param persons whose key is destroyed
 * @param rows by purpose and kind of data
 * @param dueNow how many persons a run would forget now; counted just now
 * @param countedAt when persons and rows were counted, if that was not now
 * @param dueSince when the first of what is due, and not held, ended
 * @param unknown persons of whom nobody can say when they are to go
 * @param zone in which times are told
 */
public record RetentionView(
        List<Site> sites,
        Row persons,
        List<Row> rows,
        long dueNow,
        Optional<Instant> countedAt,
        Optional<Instant> dueSince,
        long unknown,
        List<Held> held,
        List<Paused> pauses,
        List<Line> runs,
        boolean isEach,
        boolean isUnderWay,
        Instant now,
        String zone) {
    /** Until when it is told what ends: now, the end of this day of the calendar where the site is, and of the days that follow. */
    public static final List<Integer> DAYS = List.of(0, 7, 30, 90);

    /** Beyond it a hold has no day of its own. */
    private static final Instant FOR_EVER = Instant.parse("9000-01-01T00:00:00Z");

    public RetentionView {
        sites = List.copyOf(sites);
        rows = List.copyOf(rows);
        held = List.copyOf(held);
        pauses = List.copyOf(pauses);
        runs = List.copyOf(runs);
    }

    /** Whether nothing ends within the time that is looked at. */
    public boolean isQuiet() {
        return persons.isEmpty() && rows.isEmpty();
    }

    /**
     * One kind of what ends.
     *
     * @param within of how many persons it goes: at once, and by the end of each of {@link #DAYS}; each number holds those before it
     * @param held of how many persons a legal hold stops it now
     * @param heldFirst when the first of these holds ends by itself
     * @param heldLast when the last one does
     */
    public record Row(
            String purpose,
            String field,
            List<Long> within,
            long held,
            Optional<Instant> heldFirst,
            Optional<Instant> heldLast) {
        public Row {
            within = List.copyOf(within);
        }

        /** Whether one of them has no day on which it ends by itself: until an incident is over, say. */
        public boolean isHeldForLonger() {
            return heldLast.filter(end -> end.isAfter(FOR_EVER)).isPresent();
        }

        boolean isEmpty() {
            return held == 0 && within.getLast() == 0;
        }
    }

    /** An order under a legal hold; without one where nobody knows an order of these sites that it is of. */
    public record Held(Optional<OrderReach.Reached> order, Instant until) {}

    /** A site whose runs are paused, by whose word. */
    public record Paused(String site, RetentionRuns.Pause pause, String by) {}

    /** A run, and the sums of what it counted at these sites. */
    public record Line(
            RetentionRuns.Run run,
            Standing standing,
            String by,
            long keys,
            long entries,
            long held,
            long left,
            long failed,
            long paused) {}

    /** How a run stands. */
    public enum Standing {
        /** Nobody has begun with it yet. */
        WAITING,
        /** A process works on it. */
        UNDER_WAY,
        /** It is not finished, and no process works on it: the next one goes on with it. */
        INTERRUPTED,
        FINISHED;

        /** As it stands in the keys of words. */
        public String id() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
