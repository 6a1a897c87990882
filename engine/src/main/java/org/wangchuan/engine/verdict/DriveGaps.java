package org.wangchuan.engine.verdict;

import java.util.List;
import java.util.Optional;
import org.wangchuan.engine.command.SanitizeState;
import org.wangchuan.engine.command.Told;
import org.wangchuan.engine.policy.NativeTechnique;
import org.wangchuan.engine.verdict.Verdict.Reason;

/**
 * Whether a drive that ended its erasure may have been used since, or be another by now. Who was away and finds it at work still has missed nothing. Who finds it
 * at its end does not know for how long it was. That nothing was written since, an NVMe controller alone can tell, by the Global Data Erased bit of its sanitize log
 * (NVMe Base 2.0, "Sanitize Status log page"), read after the last time that nobody watched; but another drive of the same number that was sanitized before says the
 * same, and holds nothing of what was planted either. So that bit counts only of a drive that was looked at before anybody went away (decision 0169).
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
        List<DriveAttempt.Gap> unwatchedIn = attempt.gaps().stream()
                .filter(gap -> isUnwatched(attempt, accepted, gap))
                .toList();
        int unwatched = unwatchedIn.isEmpty() ? -1 : unwatchedIn.getLast().step();
        Told untouched = logged
                ? DriveCourse.nothingWrittenSince(attempt, accepted, Math.max(unwatched, accepted + 1))
                : Told.NOT_TOLD;
        if (untouched == Told.NO) {
            return Optional.of(Reason.WRITTEN_SINCE);
        }
        boolean known = unwatchedIn.stream().allMatch(DriveAttempt.Gap::looked) && untouched == Told.YES;
        return unwatchedIn.isEmpty() || known ? Optional.empty() : Optional.of(Reason.UNWATCHED);
    }

    /** Whether it may have ended, or had, in that time. */
    private static boolean isUnwatched(DriveAttempt attempt, int accepted, DriveAttempt.Gap gap) {
        boolean before = !gap.over() && gap.step() <= accepted;
        return !before && (gap.over() || !seenAtWork(attempt, accepted, gap.step()));
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
