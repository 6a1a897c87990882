package org.wangchuan.engine.job;

import java.util.ArrayList;
import java.util.List;
import org.wangchuan.engine.evidence.DriveEvent;
import org.wangchuan.engine.evidence.Ranges;
import org.wangchuan.engine.medium.ByteRange;
import org.wangchuan.engine.overwrite.Pattern;
import org.wangchuan.engine.verify.PlantedBlocks;

/** All that was planted on a drive before it erased itself, each time: none of it may be found again, whichever attempt it was planted for. */
final class Plantings {
    private static final int BLOCK_BYTES_MIN = 512;

    private final JobWork work;
    private final List<PlantedBlocks.Planting> all = new ArrayList<>();

    /** By the record; a key that is not the one on record ends the job. */
    Plantings(JobWork work, NativeState drive, PassSecrets secrets) throws JournalException {
        this.work = work;
        List<Pattern> patterns = secrets.planted(drive.plantings());
        for (DriveEvent.CanariesPlanted planted : drive.plantings()) {
            all.add(new PlantedBlocks.Planting(patterns.get(all.size()), planted.ranges()));
        }
    }

    /** Its places, in order, each once. */
    List<ByteRange> places() {
        return Ranges.union(all.stream().flatMap(one -> one.ranges().stream()).toList());
    }

    PlantedBlocks blocks() {
        return new PlantedBlocks(
                all, Math.max(BLOCK_BYTES_MIN, work.medium().channel().blockBytes()));
    }
}
