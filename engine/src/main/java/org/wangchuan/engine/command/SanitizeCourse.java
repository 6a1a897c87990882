package org.wangchuan.engine.command;

import java.util.List;

/**
 * What a series of answers shows of a sanitize command that the device accepted. A state that was there before the command is never taken
 * for its result (trap 8: an idle ATA drive reports the last success, and so does NVMe).
 */
public enum SanitizeCourse {
    /** It was seen at work, and success after that. */
    RAN_AND_SUCCEEDED,
    /** Success, where there was none before; it was not seen at work. */
    BECAME_SUCCESS,
    /** It was seen at work, and then idle with no failure: all that a SCSI device tells. */
    RAN_AND_ENDED,
    /** The last answer still shows it at work. */
    RUNNING,
    /** It was seen at work, and failure after that, or failure where there was none before. */
    FAILED,
    /** What is said now was said before, or can't be told from it: no result. */
    STALE,
    /** One was at work before the command was sent: what follows is not this command's. */
    NOT_OURS,
    /** The answers tell of no sanitize operation at all. */
    NOT_SHOWN;

    /**
     * Weighs them.
     *
     * @param before the last answer before the command was sent; {@code NotTold} if nobody asked
     * @param after all answers since it was accepted, in order
     */
    public static SanitizeCourse of(SanitizeState before, List<SanitizeState> after) {
        if (before instanceof SanitizeState.Running) {
            return NOT_OURS;
        }
        if (after.isEmpty()) {
            return NOT_SHOWN;
        }
        boolean seen = after.stream().anyMatch(SanitizeState.Running.class::isInstance);
        return switch (after.getLast()) {
            case SanitizeState.Running _ -> RUNNING;
            case SanitizeState.LastSucceeded _ -> seen ? RAN_AND_SUCCEEDED : noSuccess(before) ? BECAME_SUCCESS : STALE;
            case SanitizeState.LastFailed _ -> seen || noFailure(before) ? FAILED : STALE;
            case SanitizeState.Idle _ -> seen ? RAN_AND_ENDED : NOT_SHOWN;
            case SanitizeState.NotTold _, SanitizeState.Never _, SanitizeState.NoSuccessOnRecord _ -> NOT_SHOWN;
        };
    }

    private static boolean noSuccess(SanitizeState before) {
        return switch (before) {
            case SanitizeState.Never _, SanitizeState.NoSuccessOnRecord _, SanitizeState.LastFailed _ -> true;
            case SanitizeState.NotTold _,
                    SanitizeState.Idle _,
                    SanitizeState.Running _,
                    SanitizeState.LastSucceeded _ -> false;
        };
    }

    private static boolean noFailure(SanitizeState before) {
        return switch (before) {
            // An ATA drive in the failed state says so: without a success on record it was not in it.
            case SanitizeState.Never _,
                    SanitizeState.NoSuccessOnRecord _,
                    SanitizeState.Idle _,
                    SanitizeState.LastSucceeded _ -> true;
            case SanitizeState.NotTold _, SanitizeState.Running _, SanitizeState.LastFailed _ -> false;
        };
    }
}
