package org.wangchuan.engine.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.PartEvent;
import org.wangchuan.engine.medium.ByteRange;
import org.wangchuan.engine.patience.Patience;
import org.wangchuan.engine.transfer.Transfer;
import org.wangchuan.engine.verify.PlantedBlocks;
import org.wangchuan.engine.verify.SampleFindings;
import org.wangchuan.engine.verify.SampleRead;

/** The other parts of an eMMC that were erased are read whole, each time that a job comes to its end: nobody knows what became of them while it was away. */
final class PartsLook {
    private static final int BLOCK_BYTES = 512;

    /** Of a larger part the stream is looked for in windows alone, which are kept in memory; that all of it reads as erased is looked for everywhere. */
    private static final long WHOLE_BYTES_MAX = 32L << 20;

    /** What the windows are a multiple of; no kernel shows a card with larger blocks. */
    private static final long BLOCK_MAX = 4096;

    private static final int WINDOWS = 64;
    private static final long WINDOW_BYTES = 256L << 10;

    private final JobWork work;
    private final JobState job;
    private final PassSecrets secrets;

    PartsLook(JobWork work, JobState job, PassSecrets secrets) {
        this.work = work;
        this.job = job;
        this.secrets = secrets;
    }

    /** Puts on record what is read; empty unless somebody asked to stop. */
    Optional<JobEnd> record() throws JournalException {
        for (String id : job.parts().erased().toList()) {
            Optional<ErasablePart> part = held(id);
            if (part.isPresent()) {
                Optional<SampleFindings> seen = look(part.get());
                if (seen.isEmpty()) {
                    return Optional.of(stopped());
                }
                SampleFindings found = seen.get();
                work.journal()
                        .append(new PartEvent.Looked(
                                id,
                                part.get().readPath(),
                                found.bytesRead(),
                                found.plantedBytes(),
                                found.zeroBytes(),
                                found.oneBytes(),
                                found.durationMillis(),
                                work.now()));
            }
        }
        return Optional.empty();
    }

    /** Before a result that is signed is given out at last. */
    Optional<JobEnd> beforeGivingOut() throws JournalException {
        for (String id : job.parts().erased().toList()) {
            Optional<ErasablePart> part = held(id);
            if (part.isEmpty()) {
                return Optional.of(new JobEnd.NotRecognised(id + " of the card", "none that is held", true));
            }
            Optional<SampleFindings> seen = look(part.get());
            if (seen.isEmpty()) {
                return Optional.of(stopped());
            }
            SampleFindings found = seen.get();
            long capacity = part.get().channel().capacityBytes();
            if (found.bytesRead() < capacity) {
                return Optional.of(new JobEnd.NotRecognised(
                        "readable bytes on " + id, (capacity - found.bytesRead()) + " that are not", true));
            }
            if (found.zeroBytes() + found.oneBytes() < capacity) {
                return Optional.of(new JobEnd.NotRecognised("zeros or ones alone on " + id, "other contents", false));
            }
        }
        return Optional.empty();
    }

    private Optional<ErasablePart> held(String id) {
        return work.medium().parts().stream()
                .filter(part -> part.id().equals(id))
                .findFirst();
    }

    /** Empty if somebody asked to stop. */
    private Optional<SampleFindings> look(ErasablePart part) throws JournalException {
        long capacity = part.channel().capacityBytes();
        if (Patience.ask(part::dropHostCache, work.patienceMillis()).orElse(-1L) < 0) {
            return Optional.of(SampleFindings.nothing(capacity));
        }
        SampleRead read = new SampleRead(
                work.setup().lane() + "-" + part.id(),
                part.channel(),
                List.of(new ByteRange(0, capacity)),
                new PlantedBlocks(
                        List.of(new PlantedBlocks.Planting(
                                secrets.part(part.id()), windows(capacity, WHOLE_BYTES_MAX))),
                        Math.max(BLOCK_BYTES, part.channel().blockBytes())),
                work.transferOptions());
        work.control().enter(() -> new JobProgress(JobProgress.Phase.RECOGNISE, 1, 0, "", 0, 0, 0, 0, 0), read::cancel);
        long startNanos = System.nanoTime();
        Transfer.End end = read.run();
        SampleFindings found = read.findings((System.nanoTime() - startNanos) / 1_000_000);
        return switch (end) {
            case Transfer.Done _ -> Optional.of(found);
            case Transfer.Gone _, Transfer.NoRoom _, Transfer.Stalled _ -> Optional.of(found.ofBrokenOff());
            case Transfer.Cancelled _ -> Optional.empty();
        };
    }

    /** All of it, or windows of it that are spread evenly where it has more bytes than this. */
    static List<ByteRange> windows(long capacityBytes, long wholeMax) {
        if (capacityBytes <= wholeMax) {
            return List.of(new ByteRange(0, capacityBytes));
        }
        long windowBytes = Math.min(WINDOW_BYTES, wholeMax / WINDOWS / BLOCK_MAX * BLOCK_MAX);
        List<ByteRange> out = new ArrayList<>();
        long step = capacityBytes / WINDOWS / windowBytes * windowBytes;
        for (int i = 0; i < WINDOWS; i++) {
            out.add(new ByteRange(i * step, windowBytes));
        }
        return out;
    }

    private static JobEnd stopped() {
        return new JobEnd.Interrupted(1, Event.Phase.BETWEEN);
    }
}
