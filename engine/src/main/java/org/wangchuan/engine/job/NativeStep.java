package org.wangchuan.engine.job;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wangchuan.engine.evidence.DriveEvent;
import org.wangchuan.engine.evidence.DriveEvent.NativeEnd;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.medium.PassThrough;
import org.wangchuan.engine.policy.NativeTechnique;
import org.wangchuan.engine.purge.Attempt;
import org.wangchuan.engine.purge.AttemptEnd;
import org.wangchuan.engine.purge.DrivePurge;
import org.wangchuan.engine.purge.PurgeControl;
import org.wangchuan.engine.purge.PurgeRecord;

/**
 * One step of a drive that erases itself. After a loss of power the drive is looked at first: it may be at work still, or have come to an end.
 * That a command may have been sent is on record before it is.
 */
final class NativeStep {
    private static final int FIRST_PASS = 1;

    private static final String NO_WAY =
            "no way leads to this drive's own commands: it is not the drive that answers here";

    /** A record holds 64 of an attempt, and no step of one sends more than ten. */
    private static final int COMMANDED_MOST = 50;

    /** Nor is a drive that goes on asked more than a few times for sure: of one that is told a password, at each step. */
    private static final int TOLD_MOST = 58;

    /** A record holds 32 of what a drive is asked before, of which a job asks less than 20. */
    private static final int EARLIER_MOST = 8;

    /** Of one that is at work by itself only its first answer to who comes back, its last and its size are kept by then. */
    private static final int TOLD_MOST_AT_WORK = 61;

    private final JobWork work;
    private final JobState job;
    private final NativeState state;
    private final PassSecrets secrets;
    private final PurgeControl drive = new PurgeControl();
    private boolean unwatched;

    NativeStep(JobWork work, JobState job, PassSecrets secrets) {
        this.work = work;
        this.job = job;
        this.state = job.drive();
        this.secrets = secrets;
        this.unwatched = state.unwatched();
    }

    /** Empty if the step has come to an end, good or bad. */
    Optional<JobEnd> run(boolean announce) throws JournalException {
        if (announce) {
            Optional<JobEnd> strange = lookAgain();
            if (strange.isPresent()) {
                return strange;
            }
            unwatched = true;
        }
        if (state.stage() == NativeState.Stage.SAMPLE) {
            boolean planting = secrets.plantedNext(state.plantings()).isPresent();
            Optional<DrivePurge> again = work.medium()
                    .passThrough()
                    .map(this::purge)
                    .filter(purge -> new EndUnwatched(state).isToBeShownAgain(purge, announce, planting));
            if (again.isEmpty()) {
                return new SampleStep(work, job, secrets).run();
            }
            enter();
            return plant(again.get());
        }
        if (work.medium().passThrough().isEmpty()) {
            return interrupted(StopCode.NO_WAY, NO_WAY);
        }
        DrivePurge purge = purge(work.medium().passThrough().get());
        enter();
        return switch (state.stage()) {
            case ASK -> ask(purge);
            case PLANT -> plant(purge);
            case BEGIN -> begin(purge);
            case GO_ON -> goOn(purge);
            case SAMPLE, NONE, SAMPLED, FAILED, ALL_REFUSED, BROKEN_OFF ->
                throw new IllegalStateException("nothing to be done by the drive: " + state.stage());
        };
    }

    private DriveAtRest atRest(DrivePurge purge) {
        return new DriveAtRest(work, job, secrets, purge, this::enter);
    }

    private void enter() {
        work.control().enter(() -> new Phases(job, work.capacityBytes()).erasingItself(drive), drive::stop);
    }

    /** Says on record that the work goes on, once the medium is recognised. */
    Optional<JobEnd> lookAgain() throws JournalException {
        Optional<JobEnd> strange = new Recognition(work, job, secrets).beforeNative();
        if (strange.isEmpty()) {
            work.journal().append(new Event.Resumed(FIRST_PASS, Event.Phase.NATIVE, 0, 0, work.now()));
        }
        return strange;
    }

    /**
     * Before it is overwritten because its own ways came to nothing. What it may be at is waited for, and one that was out of sight is looked at first: erased as it may be,
     * it may be in use by now. Where nothing could be planted and all was refused it holds what it held before the job.
     */
    BeforePasses.Answer beforePasses(boolean announce) throws JournalException {
        boolean away = announce || unwatched;
        if (announce) {
            Optional<JobEnd> strange = new Recognition(work, job, secrets).beforeNative();
            if (strange.isPresent()) {
                return BeforePasses.Answer.of(strange);
            }
        }
        if (work.medium().passThrough().isEmpty()) {
            return BeforePasses.Answer.of(away ? interrupted(StopCode.NO_WAY, NO_WAY) : Optional.empty());
        }
        DrivePurge purge = purge(work.medium().passThrough().get());
        enter();
        // What has to stand as it was planted is looked at there.
        Optional<JobEnd> busy = atRest(purge).await(false);
        BeforePasses look = new BeforePasses(work, job, secrets);
        boolean toBeLookedAt = away && !state.stands() && !look.asItWas();
        return busy.isEmpty() && toBeLookedAt ? look.first(purge) : BeforePasses.Answer.of(busy);
    }

    private DrivePurge purge(PassThrough way) {
        return new DrivePurge(
                way, work.setup().clock(), work.times(), drive, work.setup().psid(), job.hiddenAreaCommands());
    }

    private Optional<JobEnd> ask(DrivePurge purge) throws JournalException {
        List<DeviceCommand> asked = purge.ask(state.planned());
        if (asked.isEmpty()) {
            return interrupted(StopCode.NO_ANSWER, "the drive gives no answer");
        }
        List<DeviceCommand> all = new ArrayList<>(
                work.setup().earlier().stream().limit(EARLIER_MOST).toList());
        all.addAll(asked);
        work.journal().append(new DriveEvent.DriveAsked(all));
        return Optional.empty();
    }

    private Optional<JobEnd> plant(DrivePurge purge) throws JournalException {
        if (state.attempt() > 0) {
            // It may be at work still, or be in use by now.
            Optional<JobEnd> strange = atRest(purge).await(unwatched);
            if (strange.isPresent()) {
                return strange;
            }
        }
        PlantStep.Answer answer = new PlantStep(work, job, secrets).run(purge);
        if (answer.end().isPresent() || answer.isPlanted()) {
            return answer.end();
        }
        // A drive that takes no blocks can still be told to erase itself; that it did can't be shown then. One that is
        // in the failure of an earlier sanitize takes none until one succeeds: then that is planted and erased anew.
        // Where passes are in reserve they follow, and tell what it takes.
        return state.attempt() > 0 ? tell(purge) : begin(purge);
    }

    private Optional<JobEnd> begin(DrivePurge purge) throws JournalException {
        Optional<JobEnd> strange = atRest(purge).await(unwatched);
        return strange.isPresent() ? strange : tell(purge);
    }

    private Optional<JobEnd> tell(DrivePurge purge) throws JournalException {
        NativeTechnique technique = state.current();
        List<DeviceCommand> before = purge.before(technique, state.asked());
        if (before.isEmpty()) {
            // Without the state from before nothing can be told from it afterwards.
            return interrupted(StopCode.NO_ANSWER, "the drive gives no answer; nothing was sent");
        }
        if (work.control().stopRequested()) {
            return stopped(); // what follows can't be taken back
        }
        if (technique == NativeTechnique.TCG_PSID_REVERT && work.setup().psid().isEmpty()) {
            return psid(
                    StopCode.PSID_NEEDED,
                    "the PSID is needed, which is printed on the drive's label, and nobody gave it; nothing was sent");
        }
        int attempt = state.attempt() + 1;
        String at = work.now();
        work.journal().append(new DriveEvent.NativeStarted(attempt, technique.id(), before, at));
        return attempt(purge, attempt, Attempt.begun(before));
    }

    private Optional<JobEnd> goOn(DrivePurge purge) throws JournalException {
        int commanded = state.soFar().commanded().size();
        int told = state.soFar().told().size();
        boolean locks = switch (state.current()) {
            case ATA_SECURITY_ERASE, ATA_SECURITY_ERASE_ENHANCED -> true;
            // Whether it was reverted the drive itself says.
            case TCG_PSID_REVERT -> true;
            default -> false;
        };
        // A drive that may have our password has to give it up, whatever else is known of it.
        boolean known = commanded > 0 || locks;
        if (known && commanded <= COMMANDED_MOST && told <= (locks ? TOLD_MOST : TOLD_MOST_AT_WORK)) {
            Optional<DeviceCommand> answer = new EndUnwatched(state).ask(purge);
            if (answer.isEmpty()) {
                return attempt(purge, state.attempt(), state.soFar());
            }
            work.journal().append(new DriveEvent.NativeTold(state.attempt(), answer.get()));
            if (!EndUnwatched.isItsWordAlone(answer.get())) {
                return attempt(purge, state.attempt(), withLast(answer.get()));
            }
            drive.begin();
            finish(state.attempt(), NativeEnd.LEFT);
            return Optional.empty();
        }
        // Its command may have been sent, and nobody knows the answer; or the record of the attempt is almost full.
        // What runs is waited for, and then it begins anew.
        Optional<JobEnd> busy = atRest(purge).settle(state.current());
        if (busy.isPresent()) {
            return busy;
        }
        drive.begin();
        finish(state.attempt(), NativeEnd.LEFT);
        return Optional.empty();
    }

    private Attempt withLast(DeviceCommand answer) {
        List<DeviceCommand> told = new ArrayList<>(state.soFar().told());
        told.add(answer);
        return new Attempt(
                state.soFar().before(),
                state.soFar().commanded(),
                told,
                state.soFar().goneOn());
    }

    private Optional<JobEnd> attempt(DrivePurge purge, int attempt, Attempt soFar) throws JournalException {
        PurgeRecord record = new PurgeRecord() {
            @Override
            public void commanded(DeviceCommand command) throws IOException {
                append(new DriveEvent.NativeCommanded(attempt, command));
            }

            @Override
            public void told(DeviceCommand command) throws IOException {
                append(new DriveEvent.NativeTold(attempt, command));
            }
        };
        drive.begin();
        AttemptEnd end = unrecorded(() -> purge.run(state.current(), state.asked(), soFar, record));
        switch (end) {
            case ENDED, FAILED -> finish(attempt, NativeEnd.ENDED);
            case REFUSED -> finish(attempt, NativeEnd.REFUSED);
            case STALLED -> finish(attempt, NativeEnd.STALLED);
            case DEVICE_GONE -> finish(attempt, NativeEnd.DEVICE_GONE);
            case CUT_OFF -> finish(attempt, NativeEnd.LEFT);
            case PSID_WRONG -> {
                finish(attempt, NativeEnd.LEFT);
                return psid(
                        StopCode.PSID_NOT_AUTHORIZED,
                        "the drive says that this is not its PSID; it is not tried again by itself: a drive takes few wrong ones. Compare"
                                + " it with the label, and go on");
            }
            case PSID_LOCKED_OUT -> {
                finish(attempt, NativeEnd.LEFT);
                return psid(
                        StopCode.PSID_LOCKED_OUT,
                        "too many wrong PSIDs were tried, and the drive looks at no further one: take its power away and give it back, and"
                                + " go on");
            }
            case PSID_NO_SESSION -> {
                finish(attempt, NativeEnd.LEFT);
                return psid(
                        StopCode.PSID_NO_SESSION,
                        "the drive begins no session, and does not say that it is for the PSID: another session may be open on it; nothing"
                                + " was reverted. Take its power away and give it back, and go on");
            }
            case PSID_NEEDED -> throw new IllegalStateException("it was asked for before");
            case STOPPED -> {
                return stopped();
            }
            case PASSWORD_SET -> {
                return stillLocked(
                        StopCode.PASSWORD_SET, "take the drive's power away and give it back, and then go on");
            }
            case AT_WORK_WITH_PASSWORD -> {
                return stillLocked(
                        StopCode.AT_WORK_WITH_PASSWORD,
                        "it gives no answer, and may be at its erase, for hours yet; who cuts that off locks it:"
                                + " leave its power on until it is done; only if it gives no answer then either, take its power away and give it back;"
                                + " then go on");
            }
        }
        return Optional.empty();
    }

    private void append(Event event) throws IOException {
        try {
            work.journal().append(event);
        } catch (JournalException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** Work whose record could not be kept. */
    @FunctionalInterface
    interface Recorded {
        AttemptEnd run() throws IOException;
    }

    static AttemptEnd unrecorded(Recorded work) throws JournalException {
        try {
            return work.run();
        } catch (IOException e) {
            throw e.getCause() instanceof JournalException cause
                    ? cause
                    : new JournalException(String.valueOf(e.getMessage()), e);
        }
    }

    /** As long as this program has watched: of what was before it was interrupted nobody knows how long the power was off. */
    private void finish(int attempt, NativeEnd end) throws JournalException {
        long durationMillis = drive.watchedMillis();
        long pauseMillis = Math.min(drive.longestUnchangedMillis(), durationMillis);
        work.journal().append(new DriveEvent.NativeFinished(attempt, end, durationMillis, pauseMillis, work.now()));
    }

    private Optional<JobEnd> stopped() throws JournalException {
        return stopped(work);
    }

    static Optional<JobEnd> stopped(JobWork work) throws JournalException {
        work.journal().append(new Event.Interrupted(FIRST_PASS, Event.Phase.NATIVE, work.now()));
        return Optional.of(new JobEnd.Interrupted(FIRST_PASS, Event.Phase.NATIVE));
    }

    /** People who read of it look for the code, too. */
    private Optional<JobEnd> psid(StopCode code, String failure) throws JournalException {
        work.journal().append(new Event.Interrupted(FIRST_PASS, Event.Phase.NATIVE, work.now()));
        return interrupted(code, code.name() + ": " + failure);
    }

    private Optional<JobEnd> stillLocked(StopCode code, String then) throws JournalException {
        work.journal().append(new Event.Interrupted(FIRST_PASS, Event.Phase.NATIVE, work.now()));
        return interrupted(code, passwordSet(then));
    }

    /** What is said where the published password may be left on a drive. */
    static String passwordSet(String then) {
        return "the drive has a password set, or may have, which is published in docs/commands.md, and does not say that it is taken"
                + " away again; " + then + ", which takes the password away first";
    }

    static Optional<JobEnd> interrupted(StopCode code, String failure) {
        return Optional.of(new JobEnd.Interrupted(FIRST_PASS, Event.Phase.NATIVE, code, failure));
    }
}
