package org.wangchuan.engine.job;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wangchuan.engine.evidence.DriveEvent;
import org.wangchuan.engine.evidence.Ranges;
import org.wangchuan.engine.medium.ByteRange;
import org.wangchuan.engine.medium.ReadChannel;
import org.wangchuan.engine.overwrite.Pattern;
import org.wangchuan.engine.verify.PlantedBlocks;

/**
 * All that was planted on a drive before it erased itself, each time, and on the other namespaces of its device: none of it may be found again, wherever, and whichever
 * attempt it was planted for.
 */
final class Plantings {
    private static final int BLOCK_BYTES_MIN = 512;

    private final List<PlantedBlocks.Planting> all = new ArrayList<>();
    private final Map<Integer, PlantedBlocks> blocks = new HashMap<>();
    private final List<ByteRange> places;
    private final NativeState drive;

    /** By the record; a key that is not the one on record ends the job. */
    Plantings(NativeState drive, PassSecrets secrets) throws JournalException {
        this.drive = drive;
        List<Pattern> patterns = secrets.planted(drive.plantings());
        for (DriveEvent.CanariesPlanted planted : drive.plantings()) {
            all.add(new PlantedBlocks.Planting(patterns.get(all.size()), planted.ranges()));
        }
        this.places =
                Ranges.union(all.stream().flatMap(one -> one.ranges().stream()).toList());
        for (NativeState.Beside beside : drive.beside()) {
            all.add(new PlantedBlocks.Planting(
                    secrets.plantedOn(
                            beside.before(),
                            beside.planted().namespace(),
                            Optional.of(beside.planted().secretDigest())),
                    beside.planted().ranges()));
        }
    }

    /** Its places on the medium, in order, each once. */
    List<ByteRange> places() {
        return places;
    }

    /** Whether anything was to be planted on another namespace, whatever came of it. */
    boolean knows(long namespace) {
        return drive.beside().stream().anyMatch(one -> one.planted().namespace() == namespace);
    }

    /** The places on another namespace, in order, each once. */
    List<ByteRange> placesOn(long namespace) {
        return Ranges.union(drive.beside().stream()
                .filter(one -> one.planted().namespace() == namespace)
                .flatMap(one -> one.planted().ranges().stream())
                .toList());
    }

    /** All of it, as it would stand in blocks of this channel. */
    PlantedBlocks blocksFor(ReadChannel channel) {
        return blocks.computeIfAbsent(
                Math.max(BLOCK_BYTES_MIN, channel.blockBytes()), bytes -> new PlantedBlocks(all, bytes));
    }
}
