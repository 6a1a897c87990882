package org.wangchuan.engine.overwrite;

import java.lang.foreign.Arena;
import org.wangchuan.engine.medium.BlockChannel;
import org.wangchuan.engine.transfer.ChunkMover;
import org.wangchuan.engine.transfer.Units;

/** Writes the pattern from a buffer of its own, which a thread left behind in the kernel keeps alive. */
final class WriteMover implements ChunkMover {
    private final BlockChannel channel;
    private final Units units;
    private final Arena arena = Arena.ofConfined();
    private final FilledBuffer buffer;

    WriteMover(BlockChannel channel, Pattern pattern, int chunkBytes) {
        this.channel = channel;
        units = Units.of(channel);
        buffer = new FilledBuffer(pattern.newFiller(), arena.allocate(chunkBytes, Math.max(4096, units.unitBytes())));
    }

    @Override
    public long move(long offset, int length) {
        return units.accepted(channel.write(buffer.contentOf(offset, length), 0, offset, length), offset, length);
    }

    /** Writing what belongs there anyway does no harm, wherever the pass is. */
    @Override
    public long probe(long offset, int length) {
        return move(offset, length);
    }

    @Override
    public void close() {
        arena.close();
    }
}
