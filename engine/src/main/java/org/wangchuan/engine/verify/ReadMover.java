package org.wangchuan.engine.verify;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.wangchuan.engine.medium.BlockChannel;
import org.wangchuan.engine.overwrite.Pattern;
import org.wangchuan.engine.overwrite.PatternFiller;
import org.wangchuan.engine.transfer.ChunkMover;
import org.wangchuan.engine.transfer.RangeLog;
import org.wangchuan.engine.transfer.Units;

/** Reads into a buffer of its own and compares what came. */
final class ReadMover implements ChunkMover {
    /** The smallest block that media address. */
    private static final int BLOCK_BYTES_MIN = 512;

    /** The kernel moves data in pages (asm/page.h); none of them may be left out unnoticed. */
    private static final int PAGE_BYTES = 4096;

    private final BlockChannel channel;
    private final Units units;
    private final PatternFiller filler;
    private final RangeLog mismatches;
    private final int blockBytes;
    private final Arena arena = Arena.ofConfined();
    private final MemorySegment buffer;

    ReadMover(BlockChannel channel, Pattern pattern, RangeLog mismatches, int chunkBytes) {
        this.channel = channel;
        this.mismatches = mismatches;
        units = Units.of(channel);
        filler = pattern.newFiller();
        blockBytes = Math.max(BLOCK_BYTES_MIN, channel.blockBytes());
        buffer = arena.allocate(chunkBytes, Math.max(4096, units.unitBytes()));
    }

    @Override
    public long move(long offset, int length) {
        spoil(length);
        long accepted = units.accepted(channel.read(buffer, 0, offset, length), offset, length);
        if (accepted > 0) {
            filler.mismatches(buffer, 0, offset, accepted, blockBytes, (from, bytes) -> mismatches.add(from, bytes, 0));
        }
        return accepted;
    }

    @Override
    public long probe(long offset, int length) {
        return units.accepted(channel.read(buffer, 0, offset, length), offset, length);
    }

    /**
     * Makes every page of the buffer differ from what it was. The last read most likely left what the next one is
     * expected to bring, and a device that says it read without having sent anything must not pass by that.
     */
    private void spoil(int length) {
        for (long at = 0; at < length - length % Long.BYTES; at += PAGE_BYTES) {
            buffer.set(ValueLayout.JAVA_LONG, at, ~buffer.get(ValueLayout.JAVA_LONG, at));
        }
    }

    @Override
    public void close() {
        arena.close();
    }
}
