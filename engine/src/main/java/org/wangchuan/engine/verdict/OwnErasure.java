package org.wangchuan.engine.verdict;

import org.wangchuan.engine.evidence.DriveEvent;
import org.wangchuan.engine.evidence.Evidence;

/** What a record shows, as far as it goes, of a drive that erased itself: as the verdict reads it, for who has to know whether passes are needed. */
public final class OwnErasure {
    private OwnErasure() {}

    /** The answer. */
    public enum State {
        /** It did all that its technique can, and nothing is against it. */
        SHOWN,
        /** It may have. Passes can make good what is missing. */
        NOT_SHOWN,
        /** It says that something was written since it erased itself, which may be somebody's by now. */
        USED,
        /** It says that it failed, or holds what was planted: whatever follows, the verdict is {@link Verdict.Level#FAILED}. */
        FAILED
    }

    /**
     * Of a record whose plan has techniques of the drive's own.
     *
     * @param soFar may be open
     */
    public static State of(Evidence soFar) {
        NativeRules.Shown shown = NativeRules.judge(soFar);
        if (shown.level() == Verdict.Level.FAILED) {
            return State.FAILED;
        }
        if (shown.reasons().contains(Verdict.Reason.WRITTEN_SINCE)) {
            return State.USED;
        }
        return shown.isShown() ? State.SHOWN : State.NOT_SHOWN;
    }

    /**
     * Whether a search that is stopped has found what is against the drive already: another one, under another seed, could miss it. By the same rules as of one
     * that came to its end.
     *
     * @param soFar without its end
     * @param found as it would be recorded
     */
    public static boolean isRefutedBy(Evidence soFar, DriveEvent.SamplingFinished found) {
        return NativeRules.isRefutedBy(soFar, found);
    }
}
