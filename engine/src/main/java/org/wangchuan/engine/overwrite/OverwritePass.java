package org.wangchuan.engine.overwrite;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wangchuan.engine.medium.BlockChannel;
import org.wangchuan.engine.medium.ByteRange;
import org.wangchuan.engine.patience.Awake;
import org.wangchuan.engine.transfer.FailedRange;
import org.wangchuan.engine.transfer.Progress;
import org.wangchuan.engine.transfer.Snapshot;
import org.wangchuan.engine.transfer.Transfer;

/**
 * Writes one pattern over a medium from a checkpoint on to the end, with flushes and checkpoints on the way. Runs
 * once. All calls to the device are made by daemon threads named {@code lane-<name>-…}; after
 * {@link PassOutcome.Stalled} they may still be in the kernel.
 */
public final class OverwritePass {
    private static final long WATCH_MILLIS = 50;

    private final String laneName;
    private final PassOptions options;
    private final Checkpoint from;
    private final long openBytes;
    private final Progress progress;
    private final Transfer transfer;
    private final Checkpointer checkpointer;

    /**
     * Prepares a pass; nothing is written before {@link #run()}.
     *
     * @param laneName names the threads
     * @param from {@link Checkpoint#START}, or the last checkpoint recorded of an interrupted pass with the same pattern
     * @param sink told of every checkpoint, the last one included
     */
    public OverwritePass(
            String laneName,
            BlockChannel channel,
            Pattern pattern,
            Checkpoint from,
            PassOptions options,
            CheckpointSink sink) {
        long capacityBytes = channel.capacityBytes();
        if (from.highWaterBytes() < 0 || from.highWaterBytes() > capacityBytes) {
            throw new IllegalArgumentException(
                    "a checkpoint at " + from.highWaterBytes() + " is not on a medium of " + capacityBytes + " bytes");
        }
        this.laneName = laneName;
        this.options = options;
        this.from = from;
        openBytes = from.unwritten().stream().mapToLong(FailedRange::length).sum();
        long restBytes = capacityBytes - from.highWaterBytes();
        List<ByteRange> domain = restBytes == 0 ? List.of() : List.of(new ByteRange(from.highWaterBytes(), restBytes));
        progress = new Progress(restBytes + openBytes);
        int chunkBytes = options.transfer().chunkBytes();
        transfer = new Transfer(
                "lane-" + laneName + "-writer",
                channel,
                domain,
                from.highWaterBytes(),
                from.unwritten(),
                options.transfer(),
                () -> new WriteMover(channel, pattern, chunkBytes),
                progress);
        checkpointer =
                new Checkpointer(channel, from, this::accounts, sink, options.checkpointMillis(), transfer::cancel);
    }

    /** How far it is. */
    public Progress progress() {
        return progress;
    }

    /** Stops after the requests under way, flushes and records; from any thread. */
    public void cancel() {
        transfer.cancel();
    }

    /**
     * Writes, and returns when the end is reached, or can't be. An interrupt of the calling thread cancels.
     *
     * @throws IllegalStateException if the pass itself is broken: never for anything that the device does
     */
    public PassOutcome run() {
        long startNanos = System.nanoTime();
        transfer.start();
        checkpointer.start("lane-" + laneName + "-flusher");
        Transfer.End end = transfer.await();
        long longestPauseMillis = progress.longestPauseMillis();
        @Nullable StalledIn stalledIn = null;
        switch (end) {
            case Transfer.Done _, Transfer.Cancelled _, Transfer.NoRoom _ -> stalledIn = lastCheckpoint();
            case Transfer.Gone _, Transfer.Stalled _ -> checkpointer.abandon();
        }
        PassEffort effort = new PassEffort(
                (System.nanoTime() - startNanos) / 1_000_000,
                progress.bytesMoved(),
                progress.retries(),
                progress.failedCalls(),
                Math.max(longestPauseMillis, checkpointer.longestPauseMillis()),
                checkpointer.flushes(),
                checkpointer.checkpoints());
        return outcome(end, stalledIn, effort);
    }

    private PassOutcome outcome(Transfer.End end, @Nullable StalledIn stalledIn, PassEffort effort) {
        Checkpoint durable = checkpointer.durable();
        if (end instanceof Transfer.Gone(var reason, int errno)) {
            return new PassOutcome.DeviceGone(durable, effort, reason, errno);
        }
        if (end instanceof Transfer.Stalled) {
            return new PassOutcome.Stalled(durable, effort, StalledIn.WRITE);
        }
        if (stalledIn != null) {
            return new PassOutcome.Stalled(durable, effort, stalledIn);
        }
        Checkpointer.Failure failure = checkpointer.failure();
        if (failure != null) {
            return switch (failure) {
                case Checkpointer.Flush(int errno) -> new PassOutcome.FlushFailed(durable, effort, errno);
                case Checkpointer.Journal(String message) -> new PassOutcome.JournalFailed(durable, effort, message);
                case Checkpointer.Crash(Throwable cause) ->
                    throw new IllegalStateException("the thread that takes checkpoints failed", cause);
            };
        }
        if (end instanceof Transfer.NoRoom(int errno)) {
            return new PassOutcome.NoRoom(durable, effort, errno);
        }
        if (end instanceof Transfer.Cancelled) {
            return new PassOutcome.Interrupted(durable, effort);
        }
        if (durable.highWaterBytes() != progress.bytesTotal() - openBytes + from.highWaterBytes()) {
            throw new IllegalStateException("the end was not reached: " + durable.highWaterBytes());
        }
        return new PassOutcome.Completed(durable, effort);
    }

    /** Waits for the last flush and its recording; answers what it waited for in vain. */
    private @Nullable StalledIn lastCheckpoint() {
        checkpointer.finish();
        boolean interrupted = false;
        Awake awake = new Awake();
        try {
            while (true) {
                try {
                    if (checkpointer.awaitEnd(WATCH_MILLIS)) {
                        return null;
                    }
                } catch (InterruptedException e) {
                    interrupted = true;
                }
                if (checkpointer.busyMillis(awake) > options.transfer().stallTimeoutMillis()) {
                    boolean recording = checkpointer.recording();
                    checkpointer.abandon();
                    return recording ? StalledIn.JOURNAL : StalledIn.FLUSH;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The accounts as a checkpoint, after they were balanced against what the device accepted. */
    private Checkpoint accounts() {
        Snapshot snapshot = transfer.snapshot();
        long accountedBytes = snapshot.movedBytes() + snapshot.unmovedBytes();
        if (accountedBytes != snapshot.mark() - from.highWaterBytes() + openBytes) {
            throw new IllegalStateException("accounts don't balance: " + snapshot.movedBytes() + " moved, "
                    + snapshot.unmovedBytes() + " not, from " + from.highWaterBytes() + " to " + snapshot.mark());
        }
        return new Checkpoint(snapshot.mark(), snapshot.unmovedBytes(), snapshot.unmoved(), snapshot.exact());
    }
}
