package org.wangchuan.engine.verify;

import java.util.List;
import org.wangchuan.engine.medium.ByteRange;
import org.wangchuan.engine.medium.ReadChannel;
import org.wangchuan.engine.transfer.Progress;
import org.wangchuan.engine.transfer.Snapshot;
import org.wangchuan.engine.transfer.Transfer;
import org.wangchuan.engine.transfer.TransferOptions;

/**
 * Reads parts of a medium that erased itself, looks for what was planted there before, and counts of which kind the other blocks are. What belongs there it
 * does not ask: a crypto erase may read back as noise, and some firmware leaves patterns of its own. Runs once. All calls to the device are made by daemon
 * threads named {@code lane-<name>-reader-<n>}.
 */
public final class SampleRead {
    private final Progress progress;
    private final Transfer transfer;
    private final BlockKinds.Counts counts = new BlockKinds.Counts();

    /**
     * Prepares it.
     *
     * @param ranges in order, disjoint, and on the boundaries of the channel's units
     */
    public SampleRead(
            String laneName,
            ReadChannel channel,
            List<ByteRange> ranges,
            PlantedBlocks planted,
            TransferOptions options) {
        progress = new Progress(ranges.stream().mapToLong(ByteRange::length).sum());
        transfer = new Transfer(
                "lane-" + laneName + "-reader",
                channel,
                List.copyOf(ranges),
                0,
                List.of(),
                options,
                () -> new SampleMover(channel, planted, counts, options.chunkBytes()),
                progress);
    }

    /** How far it is. */
    public Progress progress() {
        return progress;
    }

    /** Stops after the requests under way; from any thread. */
    public void cancel() {
        transfer.cancel();
    }

    /** Reads, and returns when everything was gone through, or can't be. An interrupt of the calling thread cancels. */
    public Transfer.End run() {
        transfer.start();
        return transfer.await();
    }

    /** What was found so far. */
    public SampleFindings findings(long durationMillis) {
        Snapshot snapshot = transfer.snapshot();
        return new SampleFindings(
                progress.bytesTotal(),
                snapshot.movedBytes(),
                counts.planted.sum(),
                counts.zeros.sum(),
                counts.ones.sum(),
                counts.repeating.sum(),
                counts.noise.sum(),
                counts.content.sum(),
                snapshot.unmovedBytes(),
                snapshot.unmoved(),
                durationMillis);
    }
}
