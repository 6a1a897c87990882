package org.wangchuan.engine.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.wangchuan.engine.evidence.PartEvent;
import org.wangchuan.engine.medium.CardPart;
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
    private final boolean locks;
    private final List<DeviceCommand> commands = new ArrayList<>();
    private PartEvent.End end = PartEvent.End.COMPLETED;
    private String why = "";
    private boolean stopped;
    private boolean begun;
    private boolean holdsStream;
    private boolean left;
    private boolean lockedAgain;
    private long workNanos;
    private long bytesWritten;
    private long bytesRead;
    private long mismatchedBytes;
    private long zeroedBytes;
    private volatile Runnable stopCurrent = () -> {};

    /** @param locks whether it is to be locked against writes afterwards */
    PartRun(JobWork work, ErasablePart part, Pattern stream, boolean locks) {
        this.work = work;
        this.part = part;
        this.stream = stream;
        this.locks = locks;
    }

    /** Stops what is at work. */
    void stop() {
        stopCurrent.run();
    }

    /** Lifts its lock, and writes the stream over all of it. */
    void write() {
        begun = true;
        if (part.locked()) {
            lock(false);
        }
        holdsStream = true;
        bytesWritten = write(stream);
    }

    /** Reads all of it back. */
    void readBack() {
        if (!goesOn()) {
            return;
        }
        long from = System.nanoTime();
        readAll();
        workNanos += System.nanoTime() - from;
    }

    private void readAll() {
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
        long from = System.nanoTime();
        PartErasure.Erased erased = erasure.apply(way.get()).erase(lastAddress.get());
        workNanos += System.nanoTime() - from;
        commands.addAll(erased.commands());
        holdsStream = erased.end() != AttemptEnd.ENDED;
        if (erased.end() == AttemptEnd.STOPPED) {
            stopped = true;
        } else if (erased.end() == AttemptEnd.REFUSED) {
            ends(PartEvent.End.REFUSED, "the card does not take the erase");
        } else if (erased.end() != AttemptEnd.ENDED) {
            ends(PartEvent.End.NO_ANSWER, "the card gives no answer to the erase");
        }
    }

    /** Writes zeros over it. */
    void zero() {
        if (goesOn()) {
            zeroedBytes = write(Pattern.zero());
            holdsStream = !goesOn();
        }
    }

    /**
     * Leaves it, however it ended: a boot partition that may still hold its stream is written with zeros, since firmware may take noise for something to
     * start, and its lock is put back. Once.
     */
    void leave() {
        if (!begun || left) {
            return;
        }
        left = true;
        if (holdsStream && CardPart.isBoot(part.id()) && end != PartEvent.End.NO_ANSWER) {
            zeroedBytes = blanked();
        }
        lockedAgain = locks && lock(true) >= 0;
    }

    /** It changes nothing of how it ended, and nobody stops it. */
    private long blanked() {
        long from = System.nanoTime();
        OverwritePass run = pass(Pattern.zero());
        long bytes = run.run().durable().bytesWritten();
        workNanos += System.nanoTime() - from;
        return bytes;
    }

    private OverwritePass pass(Pattern pattern) {
        return new OverwritePass(
                lane(),
                part.channel(),
                pattern,
                Checkpoint.START,
                new PassOptions(work.transferOptions(), work.setup().options().checkpointMillis()),
                _ -> {});
    }

    /** A negated errno also where no answer came in time. */
    private long lock(boolean locked) {
        return Patience.ask(() -> part.lock(locked), work.patienceMillis()).orElse(-1L);
    }

    private long write(Pattern pattern) {
        long from = System.nanoTime();
        OverwritePass run = pass(pattern);
        PassOutcome outcome = running(run::cancel, run::run);
        workNanos += System.nanoTime() - from;
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

    /** Its id. */
    String id() {
        return part.id();
    }

    long capacityBytes() {
        return part.channel().capacityBytes();
    }

    /** What is written over it first. */
    Pattern stream() {
        return stream;
    }

    boolean locks() {
        return locks;
    }

    /** Whether its lock was to be put back, and could not be. */
    boolean leftUnlocked() {
        return begun && locks && !lockedAgain;
    }

    long mismatchedBytes() {
        return mismatchedBytes;
    }

    /** How it ended, for the record; once it was left. */
    PartEvent.Finished finished() {
        return new PartEvent.Finished(
                part.id(),
                end,
                bytesWritten,
                bytesRead,
                mismatchedBytes,
                zeroedBytes,
                List.copyOf(commands),
                lockedAgain,
                workNanos / 1_000_000,
                work.now());
    }
}
