package org.wangchuan.engine.transfer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.wangchuan.engine.medium.ByteRange;
import org.wangchuan.engine.medium.ReadChannel;
import org.wangchuan.engine.patience.Awake;

/**
 * Moves the bytes of given ranges with several daemon threads, and watches them. Calls into the kernel are made by
 * these threads only, so that a device that never answers costs nobody else anything: the threads are then left
 * behind. Runs once.
 */
public final class Transfer {
    /** How a transfer ended. */
    public sealed interface End {}

    /** Everything was gone through. */
    public record Done() implements End {}

    /** Stopped on request. */
    public record Cancelled() implements End {}

    /** The device is not there any more; {@code errno} is 0 where none said so. */
    public record Gone(GoneReason reason, int errno) implements End {}

    /** A file needs more room than there is left where it lies. */
    public record NoRoom(int errno) implements End {}

    /** Nothing came back for longer than the stall timeout. */
    public record Stalled() implements End {}

    private static final long WATCH_MILLIS = 50;

    private final String threadPrefix;
    private final TransferOptions options;
    private final ChunkMover.Factory movers;
    private final Progress progress;
    private final Units units;
    private final Control control;
    private final Ledger ledger;
    private final ChunkSource source;
    private final Lookout lookout;
    private final EndOfMedium endOfMedium;
    private final AtomicInteger unfinished;
    private final CountDownLatch finished;

    /**
     * Prepares a transfer.
     *
     * @param threadPrefix threads are named by it and a number
     * @param domain what is to be moved, in order and disjoint, on unit boundaries
     * @param mark where the accounts start
     * @param open ranges below the mark that are to be tried again at the end
     */
    public Transfer(
            String threadPrefix,
            ReadChannel channel,
            List<ByteRange> domain,
            long mark,
            List<FailedRange> open,
            TransferOptions options,
            ChunkMover.Factory movers,
            Progress progress) {
        this.threadPrefix = threadPrefix;
        this.options = options;
        this.movers = movers;
        this.progress = progress;
        units = Units.of(channel);
        if (options.chunkBytes() % units.unitBytes() != 0) {
            throw new IllegalArgumentException(
                    "chunks of " + options.chunkBytes() + " can't hold whole units of " + units.unitBytes() + " bytes");
        }
        control = new Control(options);
        ledger = new Ledger(mark, open, options.rangesMax());
        source = new ChunkSource(domain, options.chunkBytes());
        lookout = new Lookout(units, List.copyOf(domain), options.chunkBytes());
        endOfMedium = new EndOfMedium(channel, units, control);
        unfinished = new AtomicInteger(options.threads());
        finished = new CountDownLatch(options.threads());
    }

    /** Starts the threads. */
    public void start() {
        progress.begin();
        for (int i = 1; i <= options.threads(); i++) {
            Thread.ofPlatform().name(threadPrefix + "-" + i).daemon().start(this::work);
        }
    }

    /** Stops after the requests under way; may be called from any thread, also from a signal's. */
    public void cancel() {
        control.stop(new Cancelled());
    }

    /** The accounts as they stand. */
    public Snapshot snapshot() {
        return ledger.snapshot();
    }

    /**
     * Waits for the end. An interrupt of the calling thread cancels, and stays set.
     *
     * @throws IllegalStateException if a thread failed with anything but an error of the device
     */
    public End await() {
        boolean interrupted = false;
        Awake awake = new Awake();
        try {
            while (true) {
                try {
                    if (finished.await(WATCH_MILLIS, TimeUnit.MILLISECONDS)) {
                        return control.end();
                    }
                } catch (InterruptedException e) {
                    interrupted = true;
                    cancel();
                }
                if (awake.millisSince(progress.lastActivityNanos()) > options.stallTimeoutMillis()) {
                    control.stop(new Stalled());
                    return new Stalled();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void work() {
        try (ChunkMover mover = movers.newMover()) {
            ChunkRun run = new ChunkRun(mover, units, options, control, progress, endOfMedium);
            forward(run, mover);
            if (unfinished.decrementAndGet() == 0 && !control.stopping()) {
                backward(run);
            }
        } catch (RuntimeException | Error e) {
            control.crash(e);
        } finally {
            finished.countDown();
        }
    }

    private void forward(ChunkRun run, ChunkMover mover) {
        Optional<ChunkSource.Chunk> next = source.next();
        while (next.isPresent() && !control.stopping()) {
            ChunkSource.Chunk chunk = next.get();
            Ledger.Entry entry = run.run(chunk.offset(), chunk.end(), ChunkRun.Way.FORWARD);
            if (control.stopping()) {
                return;
            }
            ledger.ended(chunk.sequence(), entry);
            if (entry.givenUp()) {
                leaveOut(chunk.offset(), run.lastErrno(), mover);
            } else {
                lookout.good(chunk.offset());
            }
            next = source.next();
        }
    }

    private void leaveOut(long offset, int errno, ChunkMover mover) {
        long stepBytes = lookout.stepAfter(offset);
        if (lookout.doubtful() && !lookout.anythingWorks(mover, progress)) {
            control.stop(new Gone(GoneReason.NOTHING_WORKS, errno));
            return;
        }
        ChunkSource.Skipped skipped = source.skip(stepBytes);
        List<FailedRange> putOff = new ArrayList<>();
        for (ByteRange range : skipped.ranges()) {
            putOff.add(new FailedRange(range.offset(), range.length(), errno));
        }
        long end = putOff.isEmpty() ? 0 : putOff.getLast().end();
        ledger.ended(skipped.sequence(), new Ledger.Entry(end, 0, List.of(), putOff, true));
    }

    /** Comes back over what was put off, from the far end; done by the last thread alone. */
    private void backward(ChunkRun run) {
        ledger.sortBacklog();
        @Nullable FailedRange range = ledger.lastPutOff();
        while (range != null && !control.stopping()) {
            long from = Math.max(range.offset(), (range.end() - 1) / options.chunkBytes() * options.chunkBytes());
            ChunkRun.Way way = ledger.inSecondRound() ? ChunkRun.Way.BACKWARD_TO_THE_END : ChunkRun.Way.BACKWARD;
            Ledger.Entry entry;
            if (control.mayNarrow()) {
                entry = run.run(from, range.end(), way);
            } else {
                from = range.offset();
                progress.failed(range.length());
                entry = new Ledger.Entry(range.end(), 0, List.of(range), List.of(), false);
            }
            if (control.stopping()) {
                return;
            }
            ledger.tailEnded(from, entry);
            range = ledger.lastPutOff();
        }
    }
}
