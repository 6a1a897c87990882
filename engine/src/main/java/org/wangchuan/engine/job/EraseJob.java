package org.wangchuan.engine.job;

import java.util.List;
import java.util.Optional;
import org.wangchuan.engine.evidence.CountsTold;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.evidence.EvidenceException;
import org.wangchuan.engine.evidence.MediumFacts;
import org.wangchuan.engine.overwrite.Checkpoint;
import org.wangchuan.engine.plan.Plan;
import org.wangchuan.engine.plan.Technique;
import org.wangchuan.engine.policy.NativeTechnique;
import org.wangchuan.engine.policy.PassSpec;
import org.wangchuan.engine.purge.PurgeTimes;

/**
 * One erasure, from the first line of its record to the last. It can be killed between any two lines and
 * resumed from its journal: what it needs for that is durable before it is relied on. Runs once, in the
 * calling thread; others hold it by its {@link JobControl}.
 */
public final class EraseJob {
    private final JobWork work;

    /** A job on this medium, recorded in this journal. */
    public EraseJob(ErasableMedium medium, JobJournal journal, JobSetup setup, JobControl control) {
        this(
                medium,
                journal,
                setup,
                control,
                PurgeTimes.DEFAULTS.withPatience(
                        setup.options().standstillMillis().orElse(PurgeTimes.DEFAULTS.patience())));
    }

    EraseJob(ErasableMedium medium, JobJournal journal, JobSetup setup, JobControl control, PurgeTimes times) {
        this.work = new JobWork(medium, journal, setup, control, times);
    }

    /**
     * Writes the head of a new record: what, on what, by which rules. Nothing is written to the medium.
     *
     * @param job opaque identity of the job
     * @param tool name and version of this program
     */
    public void open(String job, String tool, MediumFacts facts, Event.HiddenAreas hidden, Plan plan)
            throws JournalException {
        List<String> own = plan.techniques().stream()
                .map(Technique::id)
                .filter(id -> NativeTechnique.of(id).isPresent())
                .toList();
        if (plan.passes().isEmpty() && own.isEmpty()) {
            throw new IllegalArgumentException("a plan without passes or techniques of the drive's own erases nothing");
        }
        journal().append(new Event.Opened(job, tool, work.now()));
        journal().append(new Event.PolicyChosen(plan.policy().document()));
        journal().append(new Event.MediumSeen(facts));
        journal().append(hidden);
        journal()
                .append(new Event.PlanChosen(
                        plan.effectiveClass(),
                        plan.passes(),
                        plan.verify(),
                        own,
                        plan.hiddenAreaIds(),
                        plan.partIds()));
    }

    /**
     * Whether the head of a record is whole: only then can anything have been written to the medium.
     *
     * @throws JournalException if the journal holds something that is no record
     */
    public static boolean begun(JobJournal journal) throws JournalException {
        return events(journal).stream().anyMatch(Event.PlanChosen.class::isInstance);
    }

    static List<Event> events(JobJournal journal) throws JournalException {
        try {
            return Evidence.readOpen(journal.evidence());
        } catch (EvidenceException e) {
            throw new JournalException("the journal holds no record of an erasure: " + e.getMessage(), e);
        }
    }

    /**
     * Whether the record in a journal is that of this job: it names the medium that was erased, and another one would be credited.
     *
     * @throws JournalException if the journal holds something that is no record
     */
    public static boolean isOf(String job, JobJournal journal) throws JournalException {
        return events(journal).stream()
                .anyMatch(event ->
                        event instanceof Event.Opened opened && opened.job().equals(job));
    }

    /**
     * Whether the medium is still as the job left it: all of it is read, and nobody may write to it meanwhile. Needs the keys
     * of the passes.
     *
     * @return how it is not recognised, or that somebody asked to stop; empty if it is recognised
     */
    public Optional<JobEnd> strangeAfterwards() throws JournalException {
        JobState closed = JobState.of(journal().evidence());
        PartsStep.putLocksBack(work, closed);
        if (partsOfNobody(closed)) {
            return Optional.of(Recognition.nothingOfItsOwn());
        }
        Optional<JobEnd> strange = strangeAfterwards(closed);
        try {
            return strange.isPresent()
                    ? strange
                    : new PartsLook(work, closed, PassSecrets.read(journal().secrets())).beforeGivingOut();
        } finally {
            work.control().leave(new JobProgress(JobProgress.Phase.ENDED, closed.pass(), 0, "", 0, 0, 0, 0, 0));
        }
    }

    /** Of the medium itself. */
    private Optional<JobEnd> strangeAfterwards(JobState closed) throws JournalException {
        if (closed.plan().passes().isEmpty()) {
            try {
                return new UntouchedLook(work, closed)
                        .beforeGivingOut(PassSecrets.read(journal().secrets()));
            } finally {
                work.control().leave(new JobProgress(JobProgress.Phase.ENDED, closed.pass(), 0, "", 0, 0, 0, 0, 0));
            }
        }
        JobState state = closed.verifiedAgain();
        try {
            return new Recognition(work, state, PassSecrets.read(journal().secrets())).afterwards();
        } finally {
            work.control().leave(new JobProgress(JobProgress.Phase.ENDED, state.pass(), 0, "", 0, 0, 0, 0, 0));
        }
    }

    /** Starts a job whose head is written. */
    public JobEnd start() {
        return run(false);
    }

    /** Goes on with a job after whatever interrupted it. */
    public JobEnd resume() {
        return run(true);
    }

    private JobEnd run(boolean resumed) {
        int pass = 1;
        Event.Phase phase = Event.Phase.WRITE;
        try {
            JobState state = JobState.of(journal().evidence());
            PassSecrets secrets = PassSecrets.read(journal().secrets());
            boolean announce = resumed;
            if (!resumed && events(journal()).getLast() instanceof Event.PlanChosen) {
                new CountsLook(work, state).record(CountsTold.Moment.BEFORE);
            }
            if (announce) {
                // Before anything can be refused.
                PartsStep.putLocksBack(work, state);
            }
            if (announce && partsOfNobody(state)) {
                return Recognition.nothingOfItsOwn();
            }
            if (announce && state.canBeVerifiedAgain()) {
                // Everything was read back, and then nobody watched: it is read back again.
                state = state.verifiedAgain();
            } else if (announce && state.canBeSampledAgain()) {
                Optional<JobEnd> strange = new NativeStep(work, state, secrets).lookAgain();
                if (strange.isPresent()) {
                    return strange.get();
                }
                announce = false;
                state = JobState.of(journal().evidence());
            }
            while (state.stage() != JobState.Stage.CLOSE) {
                pass = state.pass();
                phase = phase(stage(state));
                if (work.control().stopRequested()) {
                    return new JobEnd.Interrupted(pass, phase);
                }
                if (state.inTheirPlace()) {
                    switch (new NativeStep(work, state, secrets).beforePasses(announce)) {
                        case BeforePasses.Answer.Overwrite _ -> {}
                        case BeforePasses.Answer.Leave(JobEnd end) -> {
                            return end;
                        }
                        case BeforePasses.Answer.Close _ -> {
                            state = state.withoutPasses();
                            continue;
                        }
                    }
                }
                Optional<JobEnd> early = switch (stage(state)) {
                    case HIDDEN_AREAS -> new HiddenAreaStep(work, state, secrets).run(announce);
                    case PARTS -> new PartsStep(work, state, secrets).run(announce);
                    case NATIVE -> new NativeStep(work, state, secrets).run(announce);
                    case BEGIN_PASS -> beginPass(state, secrets, announce);
                    case WRITE -> write(state, secrets, announce);
                    case VERIFY -> verify(state, secrets, announce);
                    case CLOSE -> Optional.empty();
                };
                boolean untold = early.filter(state::endsUntold).isPresent()
                        && work.setup().identityHolds();
                if (early.isPresent() && !untold) {
                    return early.get();
                }
                announce = false;
                state = untold ? state.withoutPasses() : JobState.of(journal().evidence());
            }
            phase = Event.Phase.BETWEEN;
            return close(state, secrets, announce);
        } catch (JournalException e) {
            return new JobEnd.Interrupted(pass, phase, StopCode.JOURNAL, String.valueOf(e.getMessage()));
        } finally {
            work.control().leave(new JobProgress(JobProgress.Phase.ENDED, pass, 0, "", 0, 0, 0, 0, 0));
        }
    }

    /** What comes next. An eMMC that is only overwritten says first which parts are left: its kernel may show none. */
    private JobState.Stage stage(JobState state) {
        boolean asks = work.medium().tellsParts()
                && state.stage() == JobState.Stage.BEGIN_PASS
                && state.plan().techniques().isEmpty()
                && state.parts().onlyToBeAsked();
        return asks ? JobState.Stage.PARTS : state.stage();
    }

    private static Event.Phase phase(JobState.Stage stage) {
        return switch (stage) {
            case HIDDEN_AREAS, PARTS, NATIVE -> Event.Phase.NATIVE;
            case VERIFY -> Event.Phase.VERIFY;
            case BEGIN_PASS, WRITE, CLOSE -> Event.Phase.WRITE;
        };
    }

    private Optional<JobEnd> beginPass(JobState state, PassSecrets secrets, boolean announce) throws JournalException {
        if (announce) {
            Optional<JobEnd> strange = new Recognition(work, state, secrets).beforeWriting(Checkpoint.START);
            if (strange.isPresent()) {
                return strange;
            }
            int lastPass = Math.max(1, state.pass() - 1);
            long checked = state.pass() > 1 ? Math.min(work.capacityBytes(), WindowCheck.WINDOW_BYTES) : 0;
            journal().append(new Event.Resumed(lastPass, Event.Phase.BETWEEN, 0, checked, work.now()));
        }
        PassSpec spec = JobWork.spec(state);
        secrets.draw(state.pass(), spec);
        journal().keepSecrets(secrets.toBytes());
        journal().keepMark(new PassMark(state.pass(), Checkpoint.START, 0).toBytes());
        journal().append(new Event.PassStarted(state.pass(), spec.pattern(), secrets.digest(state.pass()), work.now()));
        return Optional.empty();
    }

    private Optional<JobEnd> write(JobState state, PassSecrets secrets, boolean announce) throws JournalException {
        int pass = state.pass();
        PassMark mark = PassMark.read(journal().mark());
        if (mark.pass() != pass) {
            throw new JournalException("the mark in the journal is of pass " + mark.pass() + ", not " + pass, null);
        }
        if (announce) {
            Optional<JobEnd> strange = new Recognition(work, state, secrets).beforeWriting(mark.checkpoint());
            if (strange.isEmpty() && pass == 1 && mark.checkpoint().highWaterBytes() == 0) {
                strange = new BeforePasses(work, state, secrets).again(secrets.pattern(pass, JobWork.spec(state)));
            }
            if (strange.isPresent()) {
                return strange;
            }
            long from = mark.checkpoint().highWaterBytes();
            long checked = Math.min(from, WindowCheck.WINDOW_BYTES);
            journal().append(new Event.Resumed(pass, Event.Phase.WRITE, from, checked, work.now()));
        }
        return new WriteStep(work, state, mark).run(secrets.pattern(pass, JobWork.spec(state)));
    }

    private Optional<JobEnd> verify(JobState state, PassSecrets secrets, boolean announce) throws JournalException {
        int pass = state.pass();
        if (announce) {
            Optional<JobEnd> strange = new Recognition(work, state, secrets).beforeReading();
            if (strange.isPresent()) {
                return strange;
            }
            journal().append(new Event.Resumed(pass, Event.Phase.VERIFY, 0, 0, work.now()));
        }
        return new VerifyStep(work, state).run(secrets.pattern(pass, JobWork.spec(state)));
    }

    /** Whether parts were written to by this job, and nothing says that they are those of this medium. */
    private boolean partsOfNobody(JobState state) {
        return state.parts().begun() && !work.setup().identityHolds();
    }

    private JobEnd close(JobState state, PassSecrets secrets, boolean announce) throws JournalException {
        if (announce && state.closing() < JobState.CLOSING_EVENTS) {
            journal()
                    .append(new Event.Resumed(
                            Math.max(1, lastPassStarted(state)), Event.Phase.BETWEEN, 0, 0, work.now()));
        }
        if (state.closing() < 1) {
            Optional<JobEnd> stopped =
                    state.brokenOff() ? Optional.empty() : new PartsLook(work, state, secrets).record();
            if (stopped.isPresent()) {
                return stopped.get();
            }
            if (!state.brokenOff()) {
                new EndLook(work, state).record();
                new CountsLook(work, state).record(CountsTold.Moment.AT_END);
            }
            journal().append(new Event.Rechecked(work.differences()));
        }
        if (state.closing() < 2) {
            journal().append(new Event.Residue(Event.ResidueState.NOT_RUN));
        }
        if (state.closing() < JobState.CLOSING_EVENTS) {
            if (state.plan().passes().isEmpty() && state.drive().stage() == NativeState.Stage.SAMPLED) {
                new UntouchedLook(work, state).record();
            }
            journal().append(new Event.Closed(work.now()));
        }
        try {
            return new JobEnd.Finished(Evidence.read(journal().evidence()));
        } catch (EvidenceException e) {
            throw new IllegalStateException("a job wrote a record that its reader refuses", e);
        }
    }

    private static int lastPassStarted(JobState state) {
        return Math.min(state.pass(), state.plan().passes().size());
    }

    private JobJournal journal() {
        return work.journal();
    }
}
