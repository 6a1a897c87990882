package org.wangchuan.engine.command;

import java.util.List;
import org.wangchuan.engine.command.SanitizeState.Running;

/**
 * What a series of answers shows of a sanitize command that the device accepted. A state that was there before the command is never taken
 * for its result (trap 8: an idle ATA drive reports the last success, and so does NVMe). The first end that is seen counts: a failure is
 * one for good, and work after an end is somebody else's. Who asks may stop at the first end.
 */
public enum SanitizeCourse {
    /** It was seen at work, and success after that. */
    RAN_AND_SUCCEEDED,
    /** Success, where there was none before; it was not seen at work. */
    BECAME_SUCCESS,
    /** It was seen at work, and then idle with no failure: all that a SCSI device tells. */
    RAN_AND_ENDED,
    /** It was seen at work; how it ended, or whether it did, is not told, or was taken back: no result. */
    END_NOT_TOLD,
    /** The last answer still shows it at work. */
    RUNNING,
    /** It was seen at work, and failure after that, or failure where there was none before. */
    FAILED,
    /** What is said now was said before, or can't be told from it: no result. */
    STALE,
    /** One was at work before the command was sent, or another began since: what follows is not this command's. */
    NOT_OURS,
    /** The answers tell of no sanitize operation at all. */
    NOT_SHOWN;

    /**
     * Weighs them.
     *
     * @param before the last answer before the command was sent; {@code NotTold} if nobody asked
     * @param after all answers since it was accepted, in order, by the same means as the one before
     */
    public static SanitizeCourse of(SanitizeState before, List<SanitizeState> after) {
        if (before instanceof Running) {
            return NOT_OURS;
        }
        SanitizeCourse course = NOT_SHOWN;
        int progress = Running.UNKNOWN_PROGRESS;
        for (SanitizeState state : after) {
            if (state instanceof Running(int now)) {
                boolean fell = now != Running.UNKNOWN_PROGRESS && now < progress;
                course = fell && course == RUNNING ? NOT_OURS : atWork(course);
                progress = now == Running.UNKNOWN_PROGRESS ? progress : now;
            } else {
                course = atRest(course, before, state);
            }
        }
        return course == RUNNING && !(after.getLast() instanceof Running) ? END_NOT_TOLD : course;
    }

    private static SanitizeCourse atWork(SanitizeCourse course) {
        return switch (course) {
            case NOT_SHOWN, STALE, RUNNING -> RUNNING;
            case FAILED -> FAILED;
            case RAN_AND_SUCCEEDED, BECAME_SUCCESS, RAN_AND_ENDED, END_NOT_TOLD, NOT_OURS -> NOT_OURS;
        };
    }

    private static SanitizeCourse atRest(SanitizeCourse course, SanitizeState before, SanitizeState state) {
        return switch (course) {
            case NOT_SHOWN, STALE -> unseen(course, before, state);
            case RUNNING -> end(state);
            case RAN_AND_SUCCEEDED, BECAME_SUCCESS, RAN_AND_ENDED, END_NOT_TOLD -> afterEnd(course, state);
            case FAILED, NOT_OURS -> course;
        };
    }

    private static SanitizeCourse unseen(SanitizeCourse course, SanitizeState before, SanitizeState state) {
        return switch (state) {
            case SanitizeState.LastSucceeded _ -> noSuccess(before) ? BECAME_SUCCESS : STALE;
            case SanitizeState.LastFailed _ -> noFailure(before) ? FAILED : STALE;
            default -> course;
        };
    }

    private static SanitizeCourse end(SanitizeState state) {
        return switch (state) {
            case SanitizeState.LastSucceeded _ -> RAN_AND_SUCCEEDED;
            case SanitizeState.LastFailed _ -> FAILED;
            case SanitizeState.Idle _ -> RAN_AND_ENDED;
            // The result was there, and somebody else has read it; or the device forgot.
            case SanitizeState.ResultRead _, SanitizeState.Never _, SanitizeState.NoSuccessOnRecord _ -> END_NOT_TOLD;
            case SanitizeState.NotTold _, Running _ -> RUNNING;
        };
    }

    private static SanitizeCourse afterEnd(SanitizeCourse course, SanitizeState state) {
        return switch (state) {
            case SanitizeState.LastFailed _ -> FAILED;
            case SanitizeState.Never _, SanitizeState.NoSuccessOnRecord _ -> END_NOT_TOLD;
            default -> course;
        };
    }

    private static boolean noSuccess(SanitizeState before) {
        return switch (before) {
            case SanitizeState.Never _,
                    SanitizeState.NoSuccessOnRecord _,
                    SanitizeState.ResultRead _,
                    SanitizeState.LastFailed _ -> true;
            case SanitizeState.NotTold _, SanitizeState.Idle _, Running _, SanitizeState.LastSucceeded _ -> false;
        };
    }

    private static boolean noFailure(SanitizeState before) {
        return switch (before) {
            // An ATA drive in the failed state says so: without a success on record it was not in it.
            case SanitizeState.Never _,
                    SanitizeState.NoSuccessOnRecord _,
                    SanitizeState.Idle _,
                    SanitizeState.ResultRead _,
                    SanitizeState.LastSucceeded _ -> true;
            case SanitizeState.NotTold _, Running _, SanitizeState.LastFailed _ -> false;
        };
    }
}
