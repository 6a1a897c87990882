package org.wangchuan.engine.verify;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.wangchuan.engine.kernel.Errno;
import org.wangchuan.engine.medium.ReadChannel;
import org.wangchuan.engine.transfer.ChunkMover;
import org.wangchuan.engine.transfer.Units;

/** Reads into a buffer of its own and counts what came. */
final class SampleMover implements ChunkMover {
    private final ReadChannel channel;
    private final Units units;
    private final PlantedBlocks planted;
    private final SampleRead.Counts counts;
    private final int blockBytes;
    private final Arena arena = Arena.ofConfined();
    private final MemorySegment buffer;
    private final MemorySegment zeros;
    private final MemorySegment ones;
    private final UnreadBlocks unread;

    SampleMover(ReadChannel channel, PlantedBlocks planted, SampleRead.Counts counts, int chunkBytes) {
        this.channel = channel;
        this.units = Units.of(channel);
        this.planted = planted;
        this.counts = counts;
        this.blockBytes = planted.blockBytes();
        buffer = arena.allocate(chunkBytes, Math.max(4096, units.unitBytes()));
        zeros = arena.allocate(blockBytes, Long.BYTES);
        ones = arena.allocate(blockBytes, Long.BYTES).fill((byte) 0xff);
        unread = new UnreadBlocks(arena, blockBytes);
    }

    @Override
    public long move(long offset, int length) {
        unread.prepare(buffer, length);
        long accepted = units.accepted(channel.read(buffer, 0, offset, length), offset, length);
        if (unread.areIn(buffer, accepted)) {
            return -Errno.EIO.number();
        }
        for (long at = 0; at + blockBytes <= accepted; at += blockBytes) {
            if (isFullOf(zeros, at)) {
                counts.zeros.add(blockBytes);
            } else if (isFullOf(ones, at)) {
                counts.ones.add(blockBytes);
            } else if (planted.holds(buffer, at)) {
                counts.planted.add(blockBytes);
            }
        }
        return accepted;
    }

    @Override
    public long probe(long offset, int length) {
        return units.accepted(channel.read(buffer, 0, offset, length), offset, length);
    }

    private boolean isFullOf(MemorySegment block, long at) {
        return MemorySegment.mismatch(buffer, at, at + blockBytes, block, 0, blockBytes) < 0;
    }

    @Override
    public void close() {
        arena.close();
    }
}
