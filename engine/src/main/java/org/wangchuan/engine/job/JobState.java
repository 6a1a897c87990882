package org.wangchuan.engine.job;

import java.util.List;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.evidence.EvidenceException;

/**
 * Where a job stands, from its journal.
 *
 * @param plan what is to be done
 * @param medium what it is done to
 * @param pass the pass that is open, or the next one
 * @param stage what of it comes next
 * @param brokenOff whether a pass, a verification or the drive's own erasure did not come to its end
 * @param closing how many of the closing events are there: re-check, residue, close
 * @param drive where the drive's own erasure stands
 */
record JobState(
        Event.PlanChosen plan,
        Event.MediumSeen medium,
        int pass,
        Stage stage,
        int closing,
        boolean brokenOff,
        NativeState drive) {

    /** Events that close a record: re-check, residue, close. */
    static final int CLOSING_EVENTS = 3;

    /** Whether all is written and read back; whether the record is closed makes no difference to what may have happened since. */
    boolean canBeVerifiedAgain() {
        return stage == Stage.CLOSE
                && !brokenOff
                && !plan.passes().isEmpty()
                && plan.passes().getLast().verify();
    }

    /**
     * Whether the drive has erased itself and was looked at, and nothing came after that; whether the record is closed makes no difference to what
     * may have happened since.
     */
    boolean canBeSampledAgain() {
        return stage == Stage.CLOSE && plan.passes().isEmpty() && drive.stage() == NativeState.Stage.SAMPLED;
    }

    /** The same job with its last verification still to come. */
    JobState verifiedAgain() {
        return new JobState(plan, medium, plan.passes().size(), Stage.VERIFY, 0, false, drive);
    }

    /** What comes next. */
    enum Stage {
        /** The drive erases itself: {@link NativeState} says how far it is. */
        NATIVE,
        /** The pass has not begun. */
        BEGIN_PASS,
        /** Its blocks are being written. */
        WRITE,
        /** It is written and not yet read back. */
        VERIFY,
        /** The work is over; it remains to close the record. */
        CLOSE
    }

    /** Reads the state; the record must be as far as a plan. */
    static JobState of(byte[] lines) throws JournalException {
        List<Event> events;
        try {
            events = Evidence.readOpen(lines);
        } catch (EvidenceException e) {
            throw new JournalException("the journal holds no record of an erasure: " + e.getMessage(), e);
        }
        Event.PlanChosen plan = null;
        Event.MediumSeen medium = null;
        int pass = 1;
        int closing = 0;
        boolean brokenOff = false;
        Stage stage = Stage.BEGIN_PASS;
        for (Event event : events) {
            switch (event) {
                case Event.PlanChosen e -> plan = e;
                case Event.MediumSeen e -> medium = e;
                case Event.PassStarted _ -> stage = Stage.WRITE;
                case Event.PassFinished e -> {
                    if (e.end() != Event.PassEnd.COMPLETED) {
                        brokenOff = true;
                        stage = Stage.CLOSE;
                    } else if (plan != null && plan.passes().get(pass - 1).verify()) {
                        stage = Stage.VERIFY;
                    } else {
                        pass++;
                        stage = Stage.BEGIN_PASS;
                    }
                }
                case Event.VerificationFinished e -> {
                    boolean completed = e.end() == Event.VerificationEnd.COMPLETED;
                    pass = completed ? pass + 1 : pass;
                    stage = completed ? Stage.BEGIN_PASS : Stage.CLOSE;
                    brokenOff |= !completed;
                }
                case Event.Resumed e -> {
                    if (e.phase() == Event.Phase.VERIFY) {
                        pass = e.pass();
                        stage = Stage.VERIFY;
                        closing = 0;
                    } else if (e.phase() == Event.Phase.NATIVE) {
                        closing = 0;
                    }
                }
                case Event.Opened _,
                        Event.PolicyChosen _,
                        Event.HiddenAreas _,
                        Event.Interrupted _,
                        Event.Committed _,
                        Event.VerificationStarted _,
                        Event.DriveAsked _,
                        Event.CanariesPlanted _,
                        Event.NativeStarted _,
                        Event.NativeCommanded _,
                        Event.NativeTold _,
                        Event.NativeFinished _,
                        Event.SamplingStarted _,
                        Event.SamplingFinished _ -> {}
                case Event.Rechecked _, Event.Residue _, Event.Closed _ -> closing++;
            }
        }
        if (plan == null || medium == null) {
            throw new JournalException("the journal does not go as far as a plan: nothing was written yet", null);
        }
        NativeState drive = NativeState.of(events);
        if (!drive.isOver()) {
            stage = Stage.NATIVE;
        } else if (drive.stage() == NativeState.Stage.BROKEN_OFF) {
            brokenOff = true;
            stage = Stage.CLOSE;
        } else if (stage == Stage.BEGIN_PASS && pass > plan.passes().size()) {
            stage = Stage.CLOSE;
        }
        return new JobState(plan, medium, pass, stage, closing, brokenOff, drive);
    }
}
