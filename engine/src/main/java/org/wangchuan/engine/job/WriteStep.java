package org.wangchuan.engine.job;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.kernel.Errno;
import org.wangchuan.engine.overwrite.Checkpoint;
import org.wangchuan.engine.overwrite.OverwritePass;
import org.wangchuan.engine.overwrite.PassOptions;
import org.wangchuan.engine.overwrite.PassOutcome;
import org.wangchuan.engine.overwrite.Pattern;
import org.wangchuan.engine.overwrite.StalledIn;
import org.wangchuan.engine.transfer.FailedRange;

/** Writes a pass from its mark on, and records how that ended. */
final class WriteStep {
    private final JobWork work;
    private final JobState state;
    private final PassMark mark;

    WriteStep(JobWork work, JobState state, PassMark mark) {
        this.work = work;
        this.state = state;
        this.mark = mark;
    }

    /** Empty if the pass has come to an end, good or bad. */
    Optional<JobEnd> run(Pattern pattern) throws JournalException {
        int pass = state.pass();
        long startNanos = System.nanoTime();
        OverwritePass run = new OverwritePass(
                work.setup().lane(),
                work.medium().channel(),
                pattern,
                mark.checkpoint(),
                new PassOptions(work.transferOptions(), work.setup().options().checkpointMillis()),
                checkpoint -> keepMark(checkpoint, startNanos));
        Phases phases = new Phases(state, work.capacityBytes());
        long before = mark.checkpoint().highWaterBytes();
        work.control().enter(() -> phases.writing(run.progress(), before), run::cancel);
        PassOutcome outcome = run.run();
        return switch (outcome) {
            case PassOutcome.Completed _ -> finish(Event.PassEnd.COMPLETED, outcome);
            case PassOutcome.DeviceGone _ -> finish(Event.PassEnd.DEVICE_GONE, outcome);
            case PassOutcome.Stalled stalled ->
                stalled.in() == StalledIn.JOURNAL
                        ? interrupted(StopCode.JOURNAL_SILENT, "the journal's disk gives no answer")
                        : finish(Event.PassEnd.STALLED, outcome);
            case PassOutcome.FlushFailed _ -> finish(Event.PassEnd.FLUSH_FAILED, outcome);
            case PassOutcome.Interrupted _ -> {
                work.journal().append(new Event.Interrupted(pass, Event.Phase.WRITE, work.now()));
                yield Optional.of(new JobEnd.Interrupted(state.pass(), Event.Phase.WRITE));
            }
            case PassOutcome.NoRoom full -> {
                work.journal().append(new Event.Interrupted(pass, Event.Phase.WRITE, work.now()));
                yield interrupted(
                        StopCode.NO_ROOM,
                        "no room is left where the image lies (" + Errno.describe(full.errno())
                                + "), and its holes need some; free some space there, and then go on");
            }
            case PassOutcome.JournalFailed failed -> interrupted(StopCode.JOURNAL, failed.message());
        };
    }

    private Optional<JobEnd> interrupted(StopCode code, String failure) {
        return Optional.of(new JobEnd.Interrupted(state.pass(), Event.Phase.WRITE, code, failure));
    }

    private void keepMark(Checkpoint checkpoint, long startNanos) throws IOException {
        long durationMillis = mark.durationMillis() + (System.nanoTime() - startNanos) / 1_000_000;
        List<FailedRange> unwritten = NamedRanges.bounded(checkpoint.unwritten());
        boolean exact = checkpoint.rangesExact()
                && unwritten.size() == checkpoint.unwritten().size();
        Checkpoint kept = new Checkpoint(checkpoint.highWaterBytes(), checkpoint.unwrittenBytes(), unwritten, exact);
        try {
            work.journal().keepMark(new PassMark(state.pass(), kept, durationMillis).toBytes());
        } catch (JournalException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private Optional<JobEnd> finish(Event.PassEnd end, PassOutcome outcome) throws JournalException {
        Checkpoint durable = outcome.durable();
        work.journal()
                .append(new Event.PassFinished(
                        state.pass(),
                        end,
                        durable.bytesWritten(),
                        NamedRanges.of(durable.unwritten()),
                        mark.durationMillis() + outcome.effort().durationMillis(),
                        outcome.effort().retries(),
                        outcome.effort().longestPauseMillis(),
                        work.now()));
        return Optional.empty();
    }
}
