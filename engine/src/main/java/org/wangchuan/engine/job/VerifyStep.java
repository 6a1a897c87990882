package org.wangchuan.engine.job;

import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.Ranges;
import org.wangchuan.engine.evidence.SampleSeed;
import org.wangchuan.engine.evidence.Unwatched;
import org.wangchuan.engine.medium.ByteRange;
import org.wangchuan.engine.overwrite.Pattern;
import org.wangchuan.engine.patience.Patience;
import org.wangchuan.engine.policy.Sha256;
import org.wangchuan.engine.policy.VerifyMode;
import org.wangchuan.engine.transfer.Units;
import org.wangchuan.engine.verify.ReadBack;
import org.wangchuan.engine.verify.ReadBackFindings;
import org.wangchuan.engine.verify.ReadBackOutcome;
import org.wangchuan.engine.verify.SamplePlan;

/** Reads a pass back: commits to the record so far, draws the seed only then, and records what was found. */
final class VerifyStep {
    private final JobWork work;
    private final JobState state;

    VerifyStep(JobWork work, JobState state) {
        this.work = work;
        this.state = state;
    }

    /** Empty if the verification has come to an end, good or bad. */
    Optional<JobEnd> run(Pattern pattern) throws JournalException {
        VerifyMode mode = mode();
        Event.Committed committed = commit();
        int unitBytes =
                mode == VerifyMode.FULL ? 0 : Units.of(work.medium().channel()).unitBytes();
        ReadBack run = readBack(mode, pattern, committed, unitBytes);
        Optional<String> seed = mode == VerifyMode.FULL
                ? Optional.empty()
                : Optional.of(HexFormat.of().formatHex(SampleSeed.of(committed)));
        work.journal().append(new Event.VerificationStarted(state.pass(), mode, seed, unitBytes, work.now()));
        if (dropHostCache() < 0) {
            // A late error, or none at all in time: what would be read now proves nothing.
            ReadBackFindings nothing = ReadBackFindings.nothing(run.progress().bytesTotal());
            return finish(Event.VerificationEnd.DEVICE_GONE, nothing);
        }
        Phases phases = new Phases(state, work.capacityBytes());
        work.control().enter(() -> phases.verifying(run.progress()), run::cancel);
        return switch (run.run()) {
            case ReadBackOutcome.Finished(var findings) -> finish(Event.VerificationEnd.COMPLETED, findings);
            case ReadBackOutcome.DeviceGone(var findings, var _, var _) ->
                finish(Event.VerificationEnd.DEVICE_GONE, findings);
            case ReadBackOutcome.Stalled(var findings) -> finish(Event.VerificationEnd.STALLED, findings);
            case ReadBackOutcome.Interrupted(var findings) -> {
                if (isWrong(findings)) {
                    // Read again, under another seed perhaps, it could look right: stopping must not choose the answer.
                    yield finish(Event.VerificationEnd.STOPPED, findings);
                }
                work.journal().append(new Event.Interrupted(state.pass(), Event.Phase.VERIFY, work.now()));
                yield Optional.of(new JobEnd.Interrupted(state.pass(), Event.Phase.VERIFY));
            }
        };
    }

    /** What was planned; or all of it, where nobody watched for a while: a sample would pass over what was written meanwhile. */
    private VerifyMode mode() throws JournalException {
        boolean whole = Unwatched.after(EraseJob.events(work.journal()));
        return whole ? VerifyMode.FULL : state.plan().verify();
    }

    private Event.Committed commit() throws JournalException {
        String digest = Sha256.hex(work.journal().evidence());
        Event.Committed committed =
                new Event.Committed(digest, work.setup().beacon().apply(digest));
        work.journal().append(committed);
        return committed;
    }

    private ReadBack readBack(VerifyMode mode, Pattern pattern, Event.Committed committed, int unitBytes) {
        return switch (mode) {
            case FULL -> ReadBack.full(work.setup().lane(), work.medium().channel(), pattern, work.transferOptions());
            case SAMPLE -> {
                SamplePlan plan = SamplePlan.draw(SampleSeed.of(committed), work.capacityBytes(), unitBytes);
                yield ReadBack.sample(
                        work.setup().lane(), work.medium().channel(), pattern, plan, work.transferOptions());
            }
        };
    }

    /** Whether it holds other contents where it answered that it had written these. */
    private boolean isWrong(ReadBackFindings findings) throws JournalException {
        List<ByteRange> unwritten = work.unwritten(state.pass()).stream()
                .map(range -> new ByteRange(range.offset(), range.length()))
                .toList();
        return findings.mismatchedBytes() > 0 && !Ranges.covers(unwritten, findings.mismatches());
    }

    /** A device that gives no answer must not hold up the lane, nor pass for one that answered. */
    private long dropHostCache() {
        return Patience.ask(work.medium()::dropHostCache, work.patienceMillis()).orElse(-1L);
    }

    private Optional<JobEnd> finish(Event.VerificationEnd end, ReadBackFindings findings) throws JournalException {
        work.journal()
                .append(new Event.VerificationFinished(
                        state.pass(),
                        end,
                        work.medium().readPath(),
                        findings.plannedBytes(),
                        findings.bytesRead(),
                        findings.mismatchedBytes(),
                        findings.mismatches(),
                        NamedRanges.of(findings.unreadable()),
                        findings.durationMillis(),
                        work.now()));
        return Optional.empty();
    }
}
