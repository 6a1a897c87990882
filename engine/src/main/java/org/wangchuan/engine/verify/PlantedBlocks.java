package org.wangchuan.engine.verify;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.wangchuan.engine.medium.ByteRange;
import org.wangchuan.engine.overwrite.Pattern;
import org.wangchuan.engine.overwrite.PatternFiller;

/** Blocks that were planted before a drive erased itself, and are looked for wherever it is read. Immutable, for any number of threads. */
public final class PlantedBlocks implements BlockCheck {
    private static final int PREFIX_BYTES = Long.BYTES;

    private final int blockBytes;
    private final Map<Long, List<byte[]>> byPrefix = new HashMap<>();

    /** What a pattern puts into these ranges, of at most a few megabytes together. */
    public record Planting(Pattern pattern, List<ByteRange> ranges) {
        public Planting {
            ranges = List.copyOf(ranges);
        }
    }

    /**
     * All that was planted, each time.
     *
     * @param blockBytes the smallest unit that the medium addresses, 512 or more
     */
    public PlantedBlocks(List<Planting> plantings, int blockBytes) {
        this.blockBytes = blockBytes;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocate(blockBytes, PREFIX_BYTES);
            for (Planting planting : plantings) {
                add(planting, buffer);
            }
        }
    }

    private void add(Planting planting, MemorySegment buffer) {
        PatternFiller filler = planting.pattern().newFiller();
        for (ByteRange range : planting.ranges()) {
            for (long at = range.offset(); at < range.end(); at += blockBytes) {
                filler.fill(buffer, 0, at, blockBytes);
                byPrefix.computeIfAbsent(buffer.get(JAVA_LONG, 0), _ -> new ArrayList<>())
                        .add(buffer.toArray(JAVA_BYTE));
            }
        }
    }

    /** Whether the block of a buffer is equal to any that was planted. */
    boolean holds(MemorySegment buffer, long at) {
        List<byte[]> candidates = byPrefix.getOrDefault(buffer.get(JAVA_LONG, at), List.of());
        if (candidates.isEmpty()) {
            return false;
        }
        byte[] found = buffer.asSlice(at, blockBytes).toArray(JAVA_BYTE);
        return candidates.stream().anyMatch(planted -> Arrays.equals(planted, found));
    }

    @Override
    public boolean isWrong(MemorySegment buffer, long at, int length) {
        return length == blockBytes && holds(buffer, at);
    }

    @Override
    public int blockBytes() {
        return blockBytes;
    }
}
