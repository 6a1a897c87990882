package org.wangchuan.engine.verify;

import java.util.List;
import java.util.function.Function;
import org.wangchuan.engine.medium.ByteRange;
import org.wangchuan.engine.medium.ReadChannel;
import org.wangchuan.engine.overwrite.Pattern;
import org.wangchuan.engine.transfer.ChunkMover;
import org.wangchuan.engine.transfer.GoneReason;
import org.wangchuan.engine.transfer.Progress;
import org.wangchuan.engine.transfer.RangeLog;
import org.wangchuan.engine.transfer.Snapshot;
import org.wangchuan.engine.transfer.Transfer;
import org.wangchuan.engine.transfer.TransferOptions;
import org.wangchuan.engine.transfer.Units;

/**
 * Reads a medium and compares every byte with what a pass must have left there, or every block with
 * what may not be there. Runs once. All calls to the device are
 * made by daemon threads named {@code lane-<name>-reader-<n>}.
 *
 * <p>The channel decides from where the bytes come: from the medium, or from a cache on the way.
 */
public final class ReadBack {
    private final Progress progress;
    private final RangeLog mismatches;
    private final Transfer transfer;

    private ReadBack(
            String laneName,
            ReadChannel channel,
            List<ByteRange> domain,
            TransferOptions options,
            Function<RangeLog, ChunkMover> mover) {
        progress = new Progress(domain.stream().mapToLong(ByteRange::length).sum());
        mismatches = new RangeLog(options.rangesMax());
        transfer = new Transfer(
                "lane-" + laneName + "-reader",
                channel,
                domain,
                0,
                List.of(),
                options,
                () -> mover.apply(mismatches),
                progress);
    }

    private static ReadBack ofPattern(
            String laneName, ReadChannel channel, Pattern pattern, List<ByteRange> domain, TransferOptions options) {
        return new ReadBack(
                laneName,
                channel,
                domain,
                options,
                wrong -> new ReadMover(channel, pattern, wrong, options.chunkBytes()));
    }

    /** Reads the whole medium. */
    public static ReadBack full(String laneName, ReadChannel channel, Pattern pattern, TransferOptions options) {
        List<ByteRange> whole = List.of(new ByteRange(0, channel.capacityBytes()));
        return ofPattern(laneName, channel, pattern, whole, options);
    }

    /** Reads the samples of a plan, which must have been drawn for this medium. */
    public static ReadBack sample(
            String laneName, ReadChannel channel, Pattern pattern, SamplePlan plan, TransferOptions options) {
        Units units = Units.of(channel);
        if (plan.capacityBytes() != units.capacityBytes() || plan.unitBytes() % units.unitBytes() != 0) {
            throw new IllegalArgumentException("the plan is for " + plan.capacityBytes() + " bytes in units of "
                    + plan.unitBytes() + ", the medium has " + units.capacityBytes() + " in units of "
                    + units.unitBytes());
        }
        return ofPattern(laneName, channel, pattern, plan.ranges(), options);
    }

    /** Reads these ranges alone, which are in order, disjoint and on the boundaries of the channel's {@link Units}. */
    public static ReadBack ranges(
            String laneName, ReadChannel channel, Pattern pattern, List<ByteRange> ranges, TransferOptions options) {
        return ofPattern(laneName, channel, pattern, List.copyOf(ranges), options);
    }

    /** Reads such ranges, and asks of each block whether it may be there: what a drive that erased itself left is no pattern. */
    public static ReadBack blocks(
            String laneName, ReadChannel channel, BlockCheck check, List<ByteRange> ranges, TransferOptions options) {
        return new ReadBack(
                laneName,
                channel,
                List.copyOf(ranges),
                options,
                wrong -> new BlockMover(channel, check, wrong, options.chunkBytes()));
    }

    /** How far it is. */
    public Progress progress() {
        return progress;
    }

    /** Stops after the requests under way; from any thread. */
    public void cancel() {
        transfer.cancel();
    }

    /**
     * Reads, and returns when everything was gone through, or can't be. An interrupt of the calling thread cancels.
     *
     * @throws IllegalStateException if the reading itself is broken: never for anything that the device does
     */
    public ReadBackOutcome run() {
        long startNanos = System.nanoTime();
        transfer.start();
        Transfer.End end = transfer.await();
        ReadBackFindings findings = findings(startNanos);
        return switch (end) {
            case Transfer.Done _ -> new ReadBackOutcome.Finished(balanced(findings));
            case Transfer.Cancelled _ -> new ReadBackOutcome.Interrupted(findings);
            // Nothing that is read needs room; a medium that says so all the same is none that can be read.
            case Transfer.NoRoom(int errno) ->
                new ReadBackOutcome.DeviceGone(findings, GoneReason.NOTHING_WORKS, errno);
            case Transfer.Gone(var reason, int errno) -> new ReadBackOutcome.DeviceGone(findings, reason, errno);
            case Transfer.Stalled _ -> new ReadBackOutcome.Stalled(findings);
        };
    }

    private ReadBackFindings findings(long startNanos) {
        Snapshot snapshot = transfer.snapshot();
        return new ReadBackFindings(
                progress.bytesTotal(),
                snapshot.movedBytes(),
                mismatches.bytes(),
                mismatches.ranges(),
                mismatches.exact(),
                snapshot.unmovedBytes(),
                snapshot.unmoved(),
                snapshot.exact(),
                (System.nanoTime() - startNanos) / 1_000_000,
                progress.retries(),
                progress.failedCalls(),
                progress.longestPauseMillis());
    }

    /** What was to be read must have ended either way, and what was read must be what came back from the device. */
    private ReadBackFindings balanced(ReadBackFindings findings) {
        if (findings.bytesRead() + findings.unreadableBytes() != findings.plannedBytes()
                || findings.bytesRead() != progress.bytesMoved()) {
            throw new IllegalStateException("accounts don't balance: " + findings);
        }
        return findings;
    }
}
