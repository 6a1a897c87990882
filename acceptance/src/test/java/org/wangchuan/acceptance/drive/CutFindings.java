package org.wangchuan.acceptance.drive;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.wangchuan.lab.scenario.Moment;
import org.wangchuan.lab.scenario.PowerCuts.Erased;
import org.wangchuan.lab.scenario.PowerCuts.Instant;
import org.wangchuan.lab.scenario.PowerCuts.Job;

/** What of a job whose power went is not as it has to be, and when enough of them were cut off. */
final class CutFindings {
    /** From so many instants on each moment of a job and each rule set has to be among them. */
    static final int MANY = 50;

    static final List<String> POLICIES = List.of("nist-purge", "nist-clear", "dod-short", "gb-46864-2025");

    /** The last event of a record: it is not written to any more, and can't tell of what came after it. */
    private static final String CLOSED = "closed";

    private CutFindings() {}

    /**
     * What the only receipt of a job says.
     *
     * @param interruptions under the signature
     * @param replayed the verdict that follows from the record; empty if none does
     */
    record Told(String verdict, long interruptions, Optional<String> replayed) {}

    /**
     * What is not as it has to be, each beginning with the drive's name.
     *
     * @param instants of the round, of whichever drive
     * @param told empty if there is not one receipt
     */
    static List<String> of(Job job, List<Instant> instants, Optional<Told> told) {
        String verdict = job.erased() == Erased.BY_ITSELF ? "purged" : "cleared";
        List<String> out = new ArrayList<>();
        job.lost().forEach(what -> out.add(job.drive() + ": lost: " + what));
        if (job.left() != 0) {
            out.add(job.drive() + ": data are left: " + job);
        }
        if (told.isEmpty()) {
            out.add(job.drive() + ": not one receipt: " + job);
            return out;
        }
        Told one = told.get();
        if (!one.verdict().equals(verdict)) {
            out.add(job.drive() + ": " + one.verdict() + ": " + job);
        }
        List<Instant> cuts = instants.stream()
                .filter(each -> each.drive().equals(job.drive()))
                .toList();
        long least = cuts.stream().filter(CutFindings::isToBeTold).count();
        // Of one that was cut off too soon to count, and was at work by then, something is told all the same.
        boolean wasAtWork =
                job.touched() && cuts.stream().noneMatch(each -> each.recorded().equals(CLOSED));
        if (one.interruptions() > cuts.size()
                || one.interruptions() < least
                || (wasAtWork && one.interruptions() == 0)) {
            out.add("%s: tells of %d interruptions, expected %d to %d: %s"
                    .formatted(job.drive(), one.interruptions(), least, cuts.size(), job));
        }
        if (!one.replayed().equals(Optional.of(verdict))) {
            out.add(job.drive() + ": its record says otherwise: "
                    + one.replayed().orElse("nothing"));
        }
        return out;
    }

    /** Something was done to the drive by then, and the record could be written to afterwards. */
    private static boolean isToBeTold(Instant cut) {
        return cut.moment() != Moment.BEFORE && !cut.recorded().equals(CLOSED);
    }

    /** Whether so many instants are enough, with jobs of these rule sets among them that were cut off at these moments. */
    static boolean isEnough(int instants, int wanted, Set<String> policies, Set<Moment> moments) {
        return instants >= wanted
                && (wanted < MANY
                        || (policies.containsAll(POLICIES) && moments.containsAll(EnumSet.allOf(Moment.class))));
    }
}
