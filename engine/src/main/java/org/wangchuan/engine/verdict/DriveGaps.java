package org.wangchuan.engine.verdict;

import java.util.List;
import java.util.Optional;
import org.wangchuan.engine.command.SanitizeState;
import org.wangchuan.engine.command.Told;
import org.wangchuan.engine.policy.NativeTechnique;
import org.wangchuan.engine.verdict.Verdict.Reason;

/**
 * Whether a drive that ended its erasure may have been used since. Who was away and finds it at work still has missed nothing. Who finds it at its end does
 * not know for how long it was: then only an NVMe controller can tell that nothing was written, by the Global Data Erased bit of its sanitize log (NVMe Base
 * 2.0, "Sanitize Status log page"), read after the last time that nobody watched.
 */
final class DriveGaps {
    private DriveGaps() {}

    /**
     * What is against it; empty if nothing is.
     *
     * @param accepted place of the command that was accepted, among the steps
     */
    static Optional<Reason> found(DriveAttempt attempt, int accepted) {
        boolean logged = attempt.technique().bus() == NativeTechnique.Bus.NVME
                && attempt.technique().sanitize();
        int unwatched = unwatchedUntil(attempt, accepted);
        Told untouched = logged
                ? DriveCourse.nothingWrittenSince(attempt, accepted, Math.max(unwatched, accepted + 1))
                : Told.NOT_TOLD;
        if (untouched == Told.NO) {
            return Optional.of(Reason.WRITTEN_SINCE);
        }
        return unwatched >= 0 && untouched != Told.YES ? Optional.of(Reason.UNWATCHED) : Optional.empty();
    }

    /** The first step after the last time in which it may have ended, or had, unwatched; -1 if there is none. */
    private static int unwatchedUntil(DriveAttempt attempt, int accepted) {
        int until = -1;
        for (DriveAttempt.Gap gap : attempt.gaps()) {
            boolean before = !gap.over() && gap.step() <= accepted;
            if (!before && (gap.over() || !seenAtWork(attempt, accepted, gap.step()))) {
                until = gap.step();
            }
        }
        return until;
    }

    /** A command that is answered at its end is over once it was answered. */
    private static boolean seenAtWork(DriveAttempt attempt, int accepted, int step) {
        boolean asked = attempt.technique().sanitize() || attempt.technique() == NativeTechnique.SCSI_FORMAT_UNIT;
        List<SanitizeState> states = DriveCourse.statesFrom(attempt, accepted, step).stream()
                .filter(state -> !(state instanceof SanitizeState.NotTold))
                .toList();
        return asked && !states.isEmpty() && states.getFirst() instanceof SanitizeState.Running;
    }
}
