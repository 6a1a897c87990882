package org.wangchuan.engine.job;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wangchuan.engine.evidence.ErrorRange;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.evidence.EvidenceException;
import org.wangchuan.engine.evidence.MediumFacts;
import org.wangchuan.engine.evidence.SampleSeed;
import org.wangchuan.engine.medium.ByteRange;
import org.wangchuan.engine.overwrite.Checkpoint;
import org.wangchuan.engine.overwrite.OverwritePass;
import org.wangchuan.engine.overwrite.PassOptions;
import org.wangchuan.engine.overwrite.PassOutcome;
import org.wangchuan.engine.overwrite.Pattern;
import org.wangchuan.engine.overwrite.StalledIn;
import org.wangchuan.engine.patience.Patience;
import org.wangchuan.engine.plan.Plan;
import org.wangchuan.engine.policy.PassSpec;
import org.wangchuan.engine.policy.Sha256;
import org.wangchuan.engine.policy.VerifyMode;
import org.wangchuan.engine.transfer.FailedRange;
import org.wangchuan.engine.transfer.TransferOptions;
import org.wangchuan.engine.transfer.Units;
import org.wangchuan.engine.verify.ReadBack;
import org.wangchuan.engine.verify.ReadBackFindings;
import org.wangchuan.engine.verify.ReadBackOutcome;
import org.wangchuan.engine.verify.SamplePlan;

/**
 * One erasure, from the first line of its record to the last. It can be killed between any two lines and
 * resumed from its journal: what it needs for that is durable before it is relied on. Runs once, in the
 * calling thread; others hold it by its {@link JobControl}.
 */
public final class EraseJob {
    /**
     * Ranges that a record names one by one. A drive with more bad places is no longer PARTIAL but worse; and
     * statements, which repeat them for each pass, stay well below their own limit of 2 MiB.
     */
    private static final int RANGES_MAX = 2_000;

    private final ErasableMedium medium;
    private final JobJournal journal;
    private final JobSetup setup;
    private final JobControl control;

    /** A job on this medium, recorded in this journal. */
    public EraseJob(ErasableMedium medium, JobJournal journal, JobSetup setup, JobControl control) {
        this.medium = medium;
        this.journal = journal;
        this.setup = setup;
        this.control = control;
    }

    /**
     * Writes the head of a new record: what, on what, by which rules. Nothing is written to the medium.
     *
     * @param job opaque identity of the job
     * @param tool name and version of this program
     */
    public void open(String job, String tool, MediumFacts facts, Event.HiddenAreas hidden, Plan plan)
            throws JournalException {
        if (plan.passes().isEmpty()) {
            throw new IllegalArgumentException("a plan without passes erases nothing");
        }
        journal.append(new Event.Opened(job, tool, now()));
        journal.append(new Event.PolicyChosen(plan.policy().document()));
        journal.append(new Event.MediumSeen(facts));
        journal.append(hidden);
        journal.append(new Event.PlanChosen(plan.effectiveClass(), plan.passes(), plan.verify()));
    }

    /**
     * Whether the head of a record is whole: only then can anything have been written to the medium.
     *
     * @throws JournalException if the journal holds something that is no record
     */
    public static boolean begun(JobJournal journal) throws JournalException {
        try {
            return Evidence.readOpen(journal.evidence()).stream().anyMatch(Event.PlanChosen.class::isInstance);
        } catch (EvidenceException e) {
            throw new JournalException("the journal holds no record of an erasure: " + e.getMessage(), e);
        }
    }

    /** Destroys the keys of the passes: once the result is signed, nothing has to be read back under them again. */
    public static void forgetSecrets(JobJournal journal) throws JournalException {
        journal.keepSecrets(new byte[0]);
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
            JobState state = JobState.of(journal.evidence());
            PassSecrets secrets = PassSecrets.read(journal.secrets());
            boolean announce = resumed;
            if (announce && state.canBeVerifiedAgain()) {
                // Everything was read back, and then nobody watched: it is read back again.
                state = state.verifiedAgain();
            }
            while (state.stage() != JobState.Stage.CLOSE) {
                pass = state.pass();
                phase = state.stage() == JobState.Stage.VERIFY ? Event.Phase.VERIFY : Event.Phase.WRITE;
                if (control.stopRequested()) {
                    return new JobEnd.Interrupted(pass, phase, "");
                }
                Optional<JobEnd> early = switch (state.stage()) {
                    case BEGIN_PASS -> beginPass(state, secrets, announce);
                    case WRITE -> write(state, secrets, announce);
                    case VERIFY -> verify(state, secrets, announce);
                    case CLOSE -> Optional.empty();
                };
                if (early.isPresent()) {
                    return early.get();
                }
                announce = false;
                state = JobState.of(journal.evidence());
            }
            phase = Event.Phase.BETWEEN;
            return close(state, announce);
        } catch (JournalException e) {
            return new JobEnd.Interrupted(pass, phase, String.valueOf(e.getMessage()));
        } finally {
            control.leave(new JobProgress(JobProgress.Phase.ENDED, pass, 0, "", 0, 0, 0, 0, 0));
        }
    }

    private Optional<JobEnd> beginPass(JobState state, PassSecrets secrets, boolean announce) throws JournalException {
        if (announce) {
            Optional<JobEnd> strange = recognise(state, secrets, Checkpoint.START);
            if (strange.isPresent()) {
                return strange;
            }
            int lastPass = Math.max(1, state.pass() - 1);
            long checked = state.pass() > 1 ? Math.min(capacityBytes(), Recognition.WINDOW_BYTES) : 0;
            journal.append(new Event.Resumed(lastPass, Event.Phase.BETWEEN, 0, checked, now()));
        }
        PassSpec spec = spec(state);
        secrets.draw(state.pass(), spec);
        journal.keepSecrets(secrets.toBytes());
        journal.keepMark(new PassMark(state.pass(), Checkpoint.START, 0).toBytes());
        journal.append(new Event.PassStarted(state.pass(), spec.pattern(), secrets.digest(state.pass()), now()));
        return Optional.empty();
    }

    private Optional<JobEnd> write(JobState state, PassSecrets secrets, boolean announce) throws JournalException {
        int pass = state.pass();
        PassMark mark = PassMark.read(journal.mark());
        if (mark.pass() != pass) {
            throw new JournalException("the mark in the journal is of pass " + mark.pass() + ", not " + pass, null);
        }
        Pattern pattern = secrets.pattern(pass, spec(state));
        if (announce) {
            Optional<JobEnd> strange = recognise(state, secrets, mark.checkpoint());
            if (strange.isPresent()) {
                return strange;
            }
            long from = mark.checkpoint().highWaterBytes();
            journal.append(
                    new Event.Resumed(pass, Event.Phase.WRITE, from, Math.min(from, Recognition.WINDOW_BYTES), now()));
        }
        long startNanos = System.nanoTime();
        OverwritePass run = new OverwritePass(
                setup.lane(),
                medium.channel(),
                pattern,
                mark.checkpoint(),
                new PassOptions(transferOptions(), setup.options().checkpointMillis()),
                checkpoint -> keepMark(pass, checkpoint, mark.durationMillis(), startNanos));
        Phases phases = new Phases(state, capacityBytes());
        long before = mark.checkpoint().highWaterBytes();
        control.enter(() -> phases.writing(run.progress(), before), run::cancel);
        PassOutcome outcome = run.run();
        long durationMillis = mark.durationMillis() + outcome.effort().durationMillis();
        return switch (outcome) {
            case PassOutcome.Completed _ -> finishPass(pass, Event.PassEnd.COMPLETED, outcome, durationMillis);
            case PassOutcome.DeviceGone _ -> finishPass(pass, Event.PassEnd.DEVICE_GONE, outcome, durationMillis);
            case PassOutcome.Stalled stalled ->
                stalled.in() == StalledIn.JOURNAL
                        ? Optional.of(
                                new JobEnd.Interrupted(pass, Event.Phase.WRITE, "the journal's disk gives no answer"))
                        : finishPass(pass, Event.PassEnd.STALLED, outcome, durationMillis);
            case PassOutcome.FlushFailed _ -> finishPass(pass, Event.PassEnd.FLUSH_FAILED, outcome, durationMillis);
            case PassOutcome.Interrupted _ -> {
                journal.append(new Event.Interrupted(pass, Event.Phase.WRITE, now()));
                yield Optional.of(new JobEnd.Interrupted(pass, Event.Phase.WRITE, ""));
            }
            case PassOutcome.JournalFailed failed ->
                Optional.of(new JobEnd.Interrupted(pass, Event.Phase.WRITE, failed.message()));
        };
    }

    private void keepMark(int pass, Checkpoint checkpoint, long earlierMillis, long startNanos)
            throws java.io.IOException {
        long durationMillis = earlierMillis + (System.nanoTime() - startNanos) / 1_000_000;
        try {
            List<FailedRange> unwritten = bounded(checkpoint.unwritten());
            boolean exact = checkpoint.rangesExact()
                    && unwritten.size() == checkpoint.unwritten().size();
            Checkpoint kept =
                    new Checkpoint(checkpoint.highWaterBytes(), checkpoint.unwrittenBytes(), unwritten, exact);
            journal.keepMark(new PassMark(pass, kept, durationMillis).toBytes());
        } catch (JournalException e) {
            throw new java.io.IOException(e.getMessage(), e);
        }
    }

    private Optional<JobEnd> finishPass(int pass, Event.PassEnd end, PassOutcome outcome, long durationMillis)
            throws JournalException {
        Checkpoint durable = outcome.durable();
        journal.append(new Event.PassFinished(
                pass,
                end,
                durable.bytesWritten(),
                bounded(durable.unwritten()).stream().map(EraseJob::errorRange).toList(),
                durationMillis,
                outcome.effort().retries(),
                outcome.effort().longestPauseMillis(),
                now()));
        return Optional.empty();
    }

    private Optional<JobEnd> verify(JobState state, PassSecrets secrets, boolean announce) throws JournalException {
        int pass = state.pass();
        if (announce) {
            journal.append(new Event.Resumed(pass, Event.Phase.VERIFY, 0, 0, now()));
        }
        String digest = Sha256.hex(journal.evidence());
        Event.Committed committed = new Event.Committed(digest, setup.beacon().apply(digest));
        journal.append(committed);
        VerifyMode mode = state.plan().verify();
        Pattern pattern = secrets.pattern(pass, spec(state));
        int unitBytes = mode == VerifyMode.FULL ? 0 : Units.of(medium.channel()).unitBytes();
        ReadBack run = switch (mode) {
            case FULL -> ReadBack.full(setup.lane(), medium.channel(), pattern, transferOptions());
            case SAMPLE -> {
                SamplePlan plan = SamplePlan.draw(SampleSeed.of(committed), capacityBytes(), unitBytes);
                yield ReadBack.sample(setup.lane(), medium.channel(), pattern, plan, transferOptions());
            }
        };
        Optional<String> seed = mode == VerifyMode.FULL
                ? Optional.empty()
                : Optional.of(java.util.HexFormat.of().formatHex(SampleSeed.of(committed)));
        journal.append(new Event.VerificationStarted(pass, mode, seed, unitBytes, now()));
        long dropped = dropHostCache();
        if (dropped < 0) {
            // A late error, or none at all in time: what would be read now proves nothing.
            ReadBackFindings nothing = ReadBackFindings.nothing(run.progress().bytesTotal());
            return finishVerification(pass, Event.VerificationEnd.DEVICE_GONE, nothing);
        }
        Phases phases = new Phases(state, capacityBytes());
        control.enter(() -> phases.verifying(run.progress()), run::cancel);
        return switch (run.run()) {
            case ReadBackOutcome.Finished(var findings) ->
                finishVerification(pass, Event.VerificationEnd.COMPLETED, findings);
            case ReadBackOutcome.DeviceGone(var findings, var _, var _) ->
                finishVerification(pass, Event.VerificationEnd.DEVICE_GONE, findings);
            case ReadBackOutcome.Stalled(var findings) ->
                finishVerification(pass, Event.VerificationEnd.STALLED, findings);
            case ReadBackOutcome.Interrupted _ -> {
                journal.append(new Event.Interrupted(pass, Event.Phase.VERIFY, now()));
                yield Optional.of(new JobEnd.Interrupted(pass, Event.Phase.VERIFY, ""));
            }
        };
    }

    private Optional<JobEnd> finishVerification(int pass, Event.VerificationEnd end, ReadBackFindings findings)
            throws JournalException {
        journal.append(new Event.VerificationFinished(
                pass,
                end,
                medium.readPath(),
                findings.plannedBytes(),
                findings.bytesRead(),
                findings.mismatchedBytes(),
                findings.mismatches(),
                bounded(findings.unreadable()).stream()
                        .map(EraseJob::errorRange)
                        .toList(),
                findings.durationMillis(),
                now()));
        return Optional.empty();
    }

    private JobEnd close(JobState state, boolean announce) throws JournalException {
        if (announce && state.closing() < JobState.CLOSING_EVENTS) {
            journal.append(new Event.Resumed(Math.max(1, lastPassStarted(state)), Event.Phase.BETWEEN, 0, 0, now()));
        }
        if (state.closing() < 1) {
            journal.append(new Event.Rechecked(differences()));
        }
        if (state.closing() < 2) {
            journal.append(new Event.Residue(Event.ResidueState.NOT_RUN));
        }
        if (state.closing() < JobState.CLOSING_EVENTS) {
            journal.append(new Event.Closed(now()));
        }
        try {
            return new JobEnd.Finished(Evidence.read(journal.evidence()));
        } catch (EvidenceException e) {
            throw new IllegalStateException("a job wrote a record that its reader refuses", e);
        }
    }

    /** A device that gives no answer must not hold up the lane, nor pass for one that answered. */
    private long dropHostCache() {
        return Patience.ask(medium::dropHostCache, setup.options().stallTimeoutMillis())
                .orElse(-1L);
    }

    private List<String> differences() {
        return Patience.ask(medium::differences, setup.options().stallTimeoutMillis())
                .orElse(List.of("no-answer"));
    }

    private static int lastPassStarted(JobState state) {
        return Math.min(state.pass(), state.plan().passes().size());
    }

    private Optional<JobEnd> recognise(JobState state, PassSecrets secrets, Checkpoint checkpoint)
            throws JournalException {
        Recognition recognition =
                new Recognition(medium.channel(), setup.options().stallTimeoutMillis());
        control.enter(() -> new Phases(state, capacityBytes()).recognising(), () -> {});
        if (checkpoint.highWaterBytes() > 0) {
            return recognition.check(List.of(secrets.pattern(state.pass(), spec(state))), checkpoint);
        }
        if (state.pass() == 1) {
            return Optional.empty();
        }
        int before = state.pass() - 1;
        List<Pattern> patterns = new ArrayList<>();
        patterns.add(secrets.pattern(before, state.plan().passes().get(before - 1)));
        if (state.stage() == JobState.Stage.WRITE) {
            // Blocks of a pass without a mark may be there or not, each of them.
            patterns.add(secrets.pattern(state.pass(), spec(state)));
        }
        List<FailedRange> unwritten = lastUnwritten(before);
        return recognition.check(patterns, new Checkpoint(capacityBytes(), 0, unwritten, true));
    }

    private List<FailedRange> lastUnwritten(int pass) throws JournalException {
        try {
            return Evidence.readOpen(journal.evidence()).stream()
                    .filter(event -> event instanceof Event.PassFinished finished && finished.pass() == pass)
                    .flatMap(event -> ((Event.PassFinished) event).unwritten().stream())
                    .map(e -> new FailedRange(e.range().offset(), e.range().length(), Math.max(1, e.errno())))
                    .toList();
        } catch (EvidenceException e) {
            throw new JournalException("the journal can't be read: " + e.getMessage(), e);
        }
    }

    /** At most {@link #RANGES_MAX} ranges that hold all of these: neighbours are joined, and what lies between counts as failed too. */
    private static List<FailedRange> bounded(List<FailedRange> ranges) {
        if (ranges.size() <= RANGES_MAX) {
            return ranges;
        }
        int group = (ranges.size() + RANGES_MAX - 1) / RANGES_MAX;
        List<FailedRange> out = new ArrayList<>();
        for (int from = 0; from < ranges.size(); from += group) {
            FailedRange first = ranges.get(from);
            long end = ranges.get(Math.min(from + group, ranges.size()) - 1).end();
            out.add(new FailedRange(first.offset(), end - first.offset(), first.errno()));
        }
        return out;
    }

    private TransferOptions transferOptions() {
        return TransferOptions.DEFAULTS
                .withStallTimeoutMillis(setup.options().stallTimeoutMillis())
                .withRangesMax(RANGES_MAX);
    }

    private long capacityBytes() {
        return medium.channel().capacityBytes();
    }

    private static PassSpec spec(JobState state) {
        return state.plan().passes().get(state.pass() - 1);
    }

    private static ErrorRange errorRange(FailedRange range) {
        return new ErrorRange(new ByteRange(range.offset(), range.length()), range.errno());
    }

    private String now() {
        return setup.clock().instant().truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
