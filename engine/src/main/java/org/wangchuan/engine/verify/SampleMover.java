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
    private final Arena arena = Arena.ofConfined();
    private final MemorySegment buffer;
    private final BlockKinds kinds;
    private final UnreadBlocks unread;

    SampleMover(ReadChannel channel, PlantedBlocks planted, BlockKinds.Counts counts, int chunkBytes) {
        this.channel = channel;
        this.units = Units.of(channel);
        buffer = arena.allocate(chunkBytes, Math.max(4096, units.unitBytes()));
        kinds = new BlockKinds(planted, counts);
        unread = new UnreadBlocks(arena, planted.blockBytes());
    }

    @Override
    public long move(long offset, int length) {
        unread.prepare(buffer, length);
        long accepted = units.accepted(channel.read(buffer, 0, offset, length), offset, length);
        if (unread.areIn(buffer, accepted)) {
            return -Errno.EIO.number();
        }
        kinds.count(buffer, accepted);
        return accepted;
    }

    @Override
    public long probe(long offset, int length) {
        return units.accepted(channel.read(buffer, 0, offset, length), offset, length);
    }

    @Override
    public void close() {
        arena.close();
    }
}
