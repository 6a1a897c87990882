package org.wangchuan.engine.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wangchuan.engine.evidence.BaselineEvent;
import org.wangchuan.engine.evidence.CountsTold;
import org.wangchuan.engine.evidence.DriveEvent;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.evidence.EvidenceException;
import org.wangchuan.engine.evidence.HeadOfRecord;
import org.wangchuan.engine.evidence.HiddenAreaEvent;
import org.wangchuan.engine.evidence.NamespaceEvent;
import org.wangchuan.engine.evidence.PartEvent;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.verdict.OwnErasure;

/**
 * Where a job stands, from its journal.
 *
 * @param plan what is to be done: with passes that follow only if the drive does not erase itself, once it is known that it did not
 * @param head what it is done to, and what was done about areas that it hides
 * @param pass the pass that is open, or the next one
 * @param stage what of it comes next
 * @param brokenOff whether a pass, a verification or the drive's own erasure did not come to its end
 * @param closing how many of the closing events are there: re-check, residue, close
 * @param hiddenAreaCommands those on record that take a hidden area away, or come before that
 * @param drive where the drive's own erasure stands
 * @param parts where that of the other parts of its device stands
 * @param inReserve whether passes are planned that follow only if the drive's own ways come to nothing, and none has begun
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
        PartsState parts,
        boolean inReserve) {
    JobState {
        hiddenAreaCommands = List.copyOf(hiddenAreaCommands);
    }

    /** Whether the first of them is about to begin. */
    boolean inTheirPlace() {
        return inReserve && stage == Stage.BEGIN_PASS;
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

    /**
     * Whether a drive that is known by its identity is told nothing more, since what it holds may be its owner's of before, or somebody's of after an attempt that nobody
     * saw end: as nothing was planted on it, nobody can tell. Without passes its record has an end all the same.
     *
     * @param end of the look at it before it was to be told to erase itself once more
     */
    boolean endsUntold(JobEnd end) {
        return inReserve
                && stage == Stage.NATIVE
                && drive.mayHaveErased()
                && drive.plantings().isEmpty()
                && end instanceof JobEnd.NotRecognised strange
                && !strange.unreadable();
    }

    /** Whether nothing was told to the drive and nothing planted on it, as far as the record says; of its passes this says nothing. */
    boolean leftAlone() {
        return hiddenAreaCommands.isEmpty()
                && !parts.begun()
                && drive.attempt() == 0
                && drive.plantings().isEmpty();
    }

    /** The same job with no more to come than the end of its record, since nobody may write to the drive. */
    JobState withoutPasses() {
        return new JobState(
                plan.byItselfAlone(),
                head,
                pass,
                Stage.CLOSE,
                closing,
                brokenOff,
                hiddenAreaCommands,
                drive,
                parts,
                false);
    }

    /** The same job with its last verification still to come. */
    JobState verifiedAgain() {
        return new JobState(
                plan, head, plan.passes().size(), Stage.VERIFY, 0, false, hiddenAreaCommands, drive, parts, false);
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
                        NamespaceEvent.Planted _,
                        NamespaceEvent.Sampled _,
                        BaselineEvent _,
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
        Evidence soFar = soFar(lines);
        Event.PlanChosen carriedOut = carriedOut(soFar, drive, closing);
        if (head.get().stillToTakeAway()) {
            stage = Stage.HIDDEN_AREAS;
        } else if (!parts.isOver()) {
            stage = Stage.PARTS;
        } else if (!drive.isOver()) {
            // Who closes a record before it is over has told the drive for the last time.
            stage = closing == 0 ? Stage.NATIVE : Stage.CLOSE;
        } else if (drive.stage() == NativeState.Stage.BROKEN_OFF) {
            brokenOff = true;
            stage = Stage.CLOSE;
        } else if (stage == Stage.BEGIN_PASS && pass > carriedOut.passes().size()) {
            stage = Stage.CLOSE;
        }
        boolean inReserve = soFar.plan().passes().isEmpty() && !plan.passes().isEmpty();
        return new JobState(
                carriedOut, head.get(), pass, stage, closing, brokenOff, hiddenAreaCommands, drive, parts, inReserve);
    }

    /**
     * The plan with the passes that are to be made. Those that follow only if the drive's own ways come to nothing are made if all were refused, or if it was looked at
     * and what it did is not shown; not if it failed, which they don't make good. Once the record is being closed without them that is settled, unless it is looked at
     * again.
     */
    private static Event.PlanChosen carriedOut(Evidence soFar, NativeState drive, int closing) {
        Event.PlanChosen chosen = soFar.the(Event.PlanChosen.class);
        boolean open = soFar.plan().passes().isEmpty() && !chosen.passes().isEmpty();
        boolean needed = switch (drive.stage()) {
            case ALL_REFUSED -> closing == 0;
            case SAMPLED -> open && closing == 0 && isWanting(soFar, drive);
            case NONE, ASK, PLANT, BEGIN, GO_ON, SAMPLE, FAILED, BROKEN_OFF -> false;
        };
        return open && needed ? chosen : soFar.plan();
    }

    /** Whether passes have to stand in for what the drive did, and nobody else can have used it meanwhile. */
    private static boolean isWanting(Evidence soFar, NativeState drive) {
        return switch (OwnErasure.of(soFar)) {
            case NOT_SHOWN -> true;
            case USED -> !drive.unwatched();
            case SHOWN, FAILED -> false;
        };
    }

    private static Evidence soFar(byte[] lines) throws JournalException {
        try {
            return Evidence.readSoFar(lines);
        } catch (EvidenceException e) {
            throw new JournalException("the journal holds no record of an erasure: " + e.getMessage(), e);
        }
    }
}
