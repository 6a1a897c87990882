package org.wangchuan.engine.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.wangchuan.engine.evidence.PartEvent;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.medium.PassThrough;
import org.wangchuan.engine.overwrite.Checkpoint;
import org.wangchuan.engine.overwrite.OverwritePass;
import org.wangchuan.engine.overwrite.PassOptions;
import org.wangchuan.engine.overwrite.PassOutcome;
import org.wangchuan.engine.overwrite.Pattern;
import org.wangchuan.engine.patience.Patience;
import org.wangchuan.engine.purge.AttemptEnd;
import org.wangchuan.engine.purge.PartErasure;
import org.wangchuan.engine.transfer.GoneReason;
import org.wangchuan.engine.verify.ReadBack;
import org.wangchuan.engine.verify.ReadBackFindings;
import org.wangchuan.engine.verify.ReadBackOutcome;

/** One part, from the first block of its stream to its erase; what does not work ends it, and nothing follows. For one caller, but for {@link #stop}. */
final class PartRun {
    private final JobWork work;
    private final ErasablePart part;
    private final Pattern stream;
    private final List<DeviceCommand> commands = new ArrayList<>();
    private PartEvent.End end = PartEvent.End.COMPLETED;
    private String why = "";
    private boolean stopped;
    private long bytesWritten;
    private long bytesRead;
    private long mismatchedBytes;
    private long zeroedBytes;
    private volatile Runnable stopCurrent = () -> {};

    PartRun(JobWork work, ErasablePart part, Pattern stream) {
        this.work = work;
        this.part = part;
        this.stream = stream;
    }

    /** Stops what is at work. */
    void stop() {
        stopCurrent.run();
    }

    /** Writes the stream over all of it, and reads all of that back. */
    void overwrite() {
        bytesWritten = write(stream);
        if (!goesOn()) {
            return;
        }
        if (Patience.ask(part::dropHostCache, work.patienceMillis()).orElse(-1L) < 0) {
            ends(PartEvent.End.NO_ANSWER, "what was written can't be made durable");
            return;
        }
        ReadBack run = ReadBack.full(lane(), part.channel(), stream, work.transferOptions());
        ReadBackOutcome outcome = running(run::cancel, run::run);
        ReadBackFindings found = outcome.findings();
        bytesRead = found.bytesRead();
        mismatchedBytes = Math.min(found.mismatchedBytes(), bytesRead);
        switch (outcome) {
            case ReadBackOutcome.Finished _ -> {
                if (found.unreadableBytes() > 0) {
                    ends(PartEvent.End.REFUSED, found.unreadableBytes() + " bytes can't be read back");
                } else if (!found.allRight()) {
                    ends(PartEvent.End.REFUSED, "it does not hold what it answered to have written");
                }
            }
            case ReadBackOutcome.Interrupted _ -> stopped = true;
            case ReadBackOutcome.DeviceGone _ -> ends(PartEvent.End.NO_ANSWER, "it is gone");
            case ReadBackOutcome.Stalled _ -> ends(PartEvent.End.NO_ANSWER, "it gives no answer");
        }
    }

    /** Has the card erase it, by its own command. */
    void erase(Optional<Long> lastAddress, Function<PassThrough, PartErasure> erasure) {
        if (!goesOn()) {
            return;
        }
        Optional<PassThrough> way = part.passThrough();
        if (way.isEmpty() || lastAddress.isEmpty()) {
            ends(PartEvent.End.REFUSED, "the card does not say what it needs to be told to erase it");
            return;
        }
        PartErasure.Erased erased = erasure.apply(way.get()).erase(lastAddress.get());
        commands.addAll(erased.commands());
        if (erased.end() == AttemptEnd.STOPPED) {
            stopped = true;
        } else if (erased.end() == AttemptEnd.REFUSED) {
            ends(PartEvent.End.REFUSED, "the card does not take the erase");
        } else if (erased.end() != AttemptEnd.ENDED) {
            ends(PartEvent.End.NO_ANSWER, "the card gives no answer to the erase");
        }
    }

    /** Writes zeros over it: a boot loader that is a stream of noise might be started all the same. */
    void zero() {
        if (goesOn()) {
            zeroedBytes = write(Pattern.zero());
        }
    }

    private long write(Pattern pattern) {
        OverwritePass run = new OverwritePass(
                lane(),
                part.channel(),
                pattern,
                Checkpoint.START,
                new PassOptions(work.transferOptions(), work.setup().options().checkpointMillis()),
                _ -> {});
        PassOutcome outcome = running(run::cancel, run::run);
        Checkpoint durable = outcome.durable();
        switch (outcome) {
            case PassOutcome.Completed _ -> {
                if (durable.unwrittenBytes() > 0) {
                    ends(
                            PartEvent.End.REFUSED,
                            durable.unwrittenBytes() + " bytes can't be written; it may be protected against writes");
                }
            }
            case PassOutcome.Interrupted _ -> stopped = true;
            case PassOutcome.DeviceGone gone -> {
                if (gone.reason() == GoneReason.NOTHING_WORKS) {
                    ends(PartEvent.End.REFUSED, "nothing can be written to it; it may be protected against writes");
                } else {
                    ends(PartEvent.End.NO_ANSWER, "it is gone");
                }
            }
            case PassOutcome.FlushFailed _ -> ends(PartEvent.End.REFUSED, "what was written can't be made durable");
            case PassOutcome.NoRoom _, PassOutcome.Stalled _, PassOutcome.JournalFailed _ ->
                ends(PartEvent.End.NO_ANSWER, "it gives no answer");
        }
        return durable.bytesWritten();
    }

    private <T> T running(Runnable cancel, Supplier<T> run) {
        stopCurrent = cancel;
        if (work.control().stopRequested()) {
            cancel.run();
        }
        try {
            return run.get();
        } finally {
            stopCurrent = () -> {};
        }
    }

    private boolean goesOn() {
        return !stopped && end == PartEvent.End.COMPLETED;
    }

    private void ends(PartEvent.End how, String reason) {
        end = how;
        why = reason;
    }

    private String lane() {
        return work.setup().lane() + "-" + part.id();
    }

    PartEvent.End end() {
        return end;
    }

    /** Why it ended so, for people; empty if it is erased. */
    String why() {
        return why;
    }

    /** Whether somebody asked to stop. */
    boolean stopped() {
        return stopped;
    }

    long bytesWritten() {
        return bytesWritten;
    }

    long bytesRead() {
        return bytesRead;
    }

    long mismatchedBytes() {
        return mismatchedBytes;
    }

    long zeroedBytes() {
        return zeroedBytes;
    }

    List<DeviceCommand> commands() {
        return List.copyOf(commands);
    }
}
