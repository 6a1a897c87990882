package org.wangchuan.engine.overwrite;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.wangchuan.engine.testing.FaultyChannel;
import org.wangchuan.engine.transfer.FailedRange;

/** Looks at a medium block by block, past the channel and its faults. */
public final class Blocks {
    private Blocks() {}

    /** Offsets of the blocks that don't hold the pattern. */
    public static SortedSet<Long> wrong(FaultyChannel channel, Pattern pattern) {
        PatternFiller filler = pattern.newFiller();
        int blockBytes = Math.max(512, channel.alignmentBytes());
        SortedSet<Long> wrong = new TreeSet<>();
        synchronized (channel.medium()) {
            MemorySegment medium = MemorySegment.ofArray(channel.medium());
            for (long at = 0; at < medium.byteSize(); at += blockBytes) {
                long length = Math.min(blockBytes, medium.byteSize() - at);
                if (filler.firstMismatch(medium, at, at, length) >= 0) {
                    wrong.add(at);
                }
            }
        }
        return wrong;
    }

    /** Offsets of the blocks that the ranges hold. */
    public static SortedSet<Long> of(List<FailedRange> ranges, int blockBytes) {
        SortedSet<Long> blocks = new TreeSet<>();
        List<FailedRange> all = new ArrayList<>(ranges);
        for (FailedRange range : all) {
            for (long at = range.offset(); at < range.end(); at += blockBytes) {
                if (!blocks.add(at)) {
                    throw new AssertionError("ranges overlap at " + at);
                }
            }
        }
        return blocks;
    }
}
