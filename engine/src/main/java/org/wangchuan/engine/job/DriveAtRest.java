package org.wangchuan.engine.job;

import java.util.List;
import java.util.Optional;
import org.wangchuan.engine.evidence.DriveEvent;
import org.wangchuan.engine.medium.ByteRange;
import org.wangchuan.engine.overwrite.Pattern;
import org.wangchuan.engine.policy.NativeTechnique;
import org.wangchuan.engine.purge.AttemptEnd;
import org.wangchuan.engine.purge.DrivePurge;

/**
 * Waits until a drive is at nothing, before it is planted or told to erase itself, and looks at it then: what was waited for may have taken what was planted,
 * and a drive that was out of sight may be in use by now.
 */
final class DriveAtRest {
    /** How often what was taken while it was waited for is put back: a drive that is found at work each time is not waited for for ever. */
    private static final int BACK_MOST = 3;

    private final JobWork work;
    private final NativeState state;
    private final PassSecrets secrets;
    private final Recognition recognition;
    private final DrivePurge purge;
    private final Runnable enter;

    /** @param enter says that the drive is at it again, after it was looked at */
    DriveAtRest(JobWork work, JobState job, PassSecrets secrets, DrivePurge purge, Runnable enter) {
        this.work = work;
        this.state = job.drive();
        this.secrets = secrets;
        this.recognition = new Recognition(work, job, secrets);
        this.purge = purge;
        this.enter = enter;
    }

    /**
     * Empty if it is at rest, and the drive of this job.
     *
     * @param unwatched whether the drive was out of sight since its last attempt
     */
    Optional<JobEnd> await(boolean unwatched) throws JournalException {
        for (int i = 0; i <= BACK_MOST; i++) {
            Optional<JobEnd> busy = settle();
            if (busy.isPresent()) {
                return busy;
            }
            if (!state.stands()) {
                return unwatched && state.attempt() > 0 ? nobodys() : Optional.empty();
            }
            Optional<JobEnd> strange = recognition.allStands();
            enter.run();
            if (strange.isEmpty() || i == BACK_MOST) {
                return strange;
            }
            Optional<JobEnd> left = putBack(strange);
            if (left.isPresent()) {
                return left;
            }
        }
        throw new IllegalStateException("the last time round it was returned");
    }

    /** What was sent last may be at work although it was refused, and the next technique need not know of it: it is asked for by its own. */
    private Optional<JobEnd> settle() throws JournalException {
        if (state.attempt() > 0 && state.last() != state.current()) {
            Optional<JobEnd> busy = settle(state.last());
            if (busy.isPresent()) {
                return busy;
            }
        }
        return settle(state.current());
    }

    /** Waits until nothing is at work, as far as a technique can tell; empty if so. */
    Optional<JobEnd> settle(NativeTechnique technique) throws JournalException {
        AttemptEnd end = NativeStep.unrecorded(() -> purge.settle(technique, state.asked()));
        return switch (end) {
            case ENDED, FAILED, REFUSED -> Optional.empty();
            case STOPPED -> NativeStep.stopped(work);
            case STALLED ->
                NativeStep.interrupted(
                        StopCode.STALLED,
                        state.attempt() == 0
                                ? "an erasure that was begun before tells no progress; nothing was sent"
                                : "an erasure tells no progress, which may be this job's own; nothing more was sent");
            case DEVICE_GONE -> NativeStep.interrupted(StopCode.NO_ANSWER, "the drive is gone");
            case CUT_OFF,
                    PASSWORD_SET,
                    AT_WORK_WITH_PASSWORD,
                    PSID_WRONG,
                    PSID_LOCKED_OUT,
                    PSID_NO_SESSION,
                    PSID_NEEDED -> throw new IllegalStateException("nothing was sent yet: " + end);
        };
    }

    private Optional<JobEnd> nobodys() throws JournalException {
        NativeTechnique technique = state.current();
        Optional<JobEnd> strange = recognition.beforeErasingAgain(technique, purge.before(technique, state.asked()));
        if (strange.isEmpty()) {
            enter.run();
        }
        return strange;
    }

    /**
     * Since it was planted, or was last seen to stand, this program has held the drive: what is gone was taken by what was waited for. With the same key at the same
     * places the record stays true, and what is told next has to take it anew. Empty if it was put back.
     */
    private Optional<JobEnd> putBack(Optional<JobEnd> strange) throws JournalException {
        Optional<JobEnd> used = nobodys();
        if (used.isPresent()) {
            return used;
        }
        DriveEvent.CanariesPlanted recorded = state.plantings().getLast();
        Pattern pattern = secrets.planted(state.plantings()).getLast();
        Optional<List<ByteRange>> standing = new CanaryStep(work, pattern).plant(recorded.ranges(), false);
        if (standing.isEmpty()) {
            return NativeStep.interrupted(
                    StopCode.NO_ANSWER, "the drive gives no answer to what is to be planted on it");
        }
        if (work.control().stopRequested()) {
            return NativeStep.stopped(work);
        }
        return standing.get().size() == recorded.ranges().size() ? Optional.empty() : strange;
    }
}
