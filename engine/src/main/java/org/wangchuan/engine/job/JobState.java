package org.wangchuan.engine.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wangchuan.engine.evidence.CountsTold;
import org.wangchuan.engine.evidence.DriveEvent;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.evidence.EvidenceException;
import org.wangchuan.engine.evidence.HeadOfRecord;
import org.wangchuan.engine.evidence.HiddenAreaEvent;
import org.wangchuan.engine.evidence.PartEvent;
import org.wangchuan.engine.medium.DeviceCommand;

/**
 * Where a job stands, from its journal.
 *
 * @param plan what is to be done
 * @param head what it is done to, and what was done about areas that it hides
 * @param pass the pass that is open, or the next one
 * @param stage what of it comes next
 * @param brokenOff whether a pass, a verification or the drive's own erasure did not come to its end
 * @param closing how many of the closing events are there: re-check, residue, close
 * @param hiddenAreaCommands those on record that take a hidden area away, or come before that
 * @param drive where the drive's own erasure stands
 * @param parts where that of the other parts of its device stands
 */
record JobState(
        Event.PlanChosen plan,
        HeadOfRecord head,
        int pass,
        Stage stage,
        int closing,
        boolean brokenOff,
        List<DeviceCommand> hiddenAreaCommands,
        NativeState drive,
        PartsState parts) {
    JobState {
        hiddenAreaCommands = List.copyOf(hiddenAreaCommands);
    }

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
        return new JobState(plan, head, plan.passes().size(), Stage.VERIFY, 0, false, hiddenAreaCommands, drive, parts);
    }

    /** What comes next. */
    enum Stage {
        /** What the drive hides is taken away. */
        HIDDEN_AREAS,
        /** The other parts of an eMMC are erased: {@link PartsState} says how far that is. */
        PARTS,
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
        int pass = 1;
        int closing = 0;
        boolean brokenOff = false;
        List<DeviceCommand> hiddenAreaCommands = new ArrayList<>();
        Stage stage = Stage.BEGIN_PASS;
        for (Event event : events) {
            switch (event) {
                case Event.PlanChosen e -> plan = e;
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
                case HiddenAreaEvent.Commanded e -> hiddenAreaCommands.add(e.command());
                case Event.Opened _,
                        Event.MediumSeen _,
                        HiddenAreaEvent.LookedAgain _,
                        HiddenAreaEvent.LookedAtEnd _,
                        Event.PolicyChosen _,
                        Event.HiddenAreas _,
                        Event.Interrupted _,
                        Event.Committed _,
                        Event.VerificationStarted _,
                        PartEvent.Asked _,
                        PartEvent.Started _,
                        PartEvent.Finished _,
                        PartEvent.Compared _,
                        PartEvent.Looked _,
                        CountsTold _,
                        DriveEvent.DriveAsked _,
                        DriveEvent.CanariesPlanted _,
                        DriveEvent.NativeStarted _,
                        DriveEvent.NativeCommanded _,
                        DriveEvent.NativeTold _,
                        DriveEvent.NativeFinished _,
                        DriveEvent.SamplingStarted _,
                        DriveEvent.SamplingFinished _ -> {}
                case Event.Rechecked _, Event.Residue _, Event.Closed _ -> closing++;
            }
        }
        Optional<HeadOfRecord> head = HeadOfRecord.in(events);
        if (plan == null || head.isEmpty()) {
            throw new JournalException("the journal does not go as far as a plan: nothing was written yet", null);
        }
        NativeState drive = NativeState.of(events);
        PartsState parts = PartsState.of(events);
        if (head.get().stillToTakeAway()) {
            stage = Stage.HIDDEN_AREAS;
        } else if (!parts.isOver()) {
            stage = Stage.PARTS;
        } else if (!drive.isOver()) {
            stage = Stage.NATIVE;
        } else if (drive.stage() == NativeState.Stage.BROKEN_OFF) {
            brokenOff = true;
            stage = Stage.CLOSE;
        } else if (stage == Stage.BEGIN_PASS && pass > plan.passes().size()) {
            stage = Stage.CLOSE;
        }
        return new JobState(plan, head.get(), pass, stage, closing, brokenOff, hiddenAreaCommands, drive, parts);
    }
}
