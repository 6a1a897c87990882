package org.wangchuan.engine.job;

import java.util.ArrayList;
import java.util.List;
import org.wangchuan.engine.evidence.PartEvent;
import org.wangchuan.engine.medium.ByteRange;
import org.wangchuan.engine.patience.Patience;
import org.wangchuan.engine.transfer.Transfer;
import org.wangchuan.engine.verify.PlantedBlocks;
import org.wangchuan.engine.verify.SampleFindings;
import org.wangchuan.engine.verify.SampleRead;

/**
 * Whether what was written to the parts of a card stands in none of the blocks of its user area where it would stand if the card had not switched to
 * them. That no part holds what was written to another one shows where each is read back after all were written.
 */
final class PartsApart {
    private static final int BLOCK_BYTES = 512;

    /** Bytes of streams that are kept in memory to be compared with, for all parts together. */
    private static final long MEMORY_BYTES = 32L << 20;

    private final JobWork work;
    private final JobState job;

    PartsApart(JobWork work, JobState job) {
        this.work = work;
        this.job = job;
    }

    /** How much of the user area is read: as much as the largest part has. */
    static long bytes(JobWork work, List<PartRun> runs) {
        long largest = runs.stream().mapToLong(PartRun::capacityBytes).max().orElse(0);
        return Math.min(largest, work.capacityBytes());
    }

    /** While all streams stand. */
    PartEvent.Compared compare(List<PartRun> runs) {
        long mismatched = runs.stream().mapToLong(PartRun::mismatchedBytes).sum();
        SampleFindings found = userArea(runs);
        return new PartEvent.Compared(
                found.bytesRead(), found.plantedBytes(), mismatched, found.durationMillis(), work.now());
    }

    private SampleFindings userArea(List<PartRun> runs) {
        long bytes = bytes(work, runs);
        if (work.control().stopRequested()
                || Patience.ask(work.medium()::dropHostCache, work.patienceMillis())
                                .orElse(-1L)
                        < 0) {
            return SampleFindings.nothing(bytes);
        }
        List<PlantedBlocks.Planting> planted = new ArrayList<>();
        for (PartRun run : runs) {
            planted.add(new PlantedBlocks.Planting(
                    run.stream(), PartsLook.windows(run.capacityBytes(), MEMORY_BYTES / runs.size())));
        }
        SampleRead read = new SampleRead(
                work.setup().lane() + "-parts",
                work.medium().channel(),
                List.of(new ByteRange(0, bytes)),
                new PlantedBlocks(
                        planted, Math.max(BLOCK_BYTES, work.medium().channel().blockBytes())),
                work.transferOptions());
        work.control().enter(() -> new Phases(job, work.capacityBytes()).recognising(), read::cancel);
        long startNanos = System.nanoTime();
        Transfer.End end = read.run();
        SampleFindings found = read.findings((System.nanoTime() - startNanos) / 1_000_000);
        return end instanceof Transfer.Done ? found : found.ofBrokenOff();
    }
}
