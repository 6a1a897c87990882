package org.wangchuan.engine.verify;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.wangchuan.engine.kernel.Errno;
import org.wangchuan.engine.medium.ReadChannel;
import org.wangchuan.engine.transfer.ChunkMover;
import org.wangchuan.engine.transfer.RangeLog;
import org.wangchuan.engine.transfer.Units;

/** Reads into a buffer of its own and asks of each block whether it may be there. */
final class BlockMover implements ChunkMover {
    private final ReadChannel channel;
    private final Units units;
    private final BlockCheck check;
    private final RangeLog wrong;
    private final int blockBytes;
    private final Arena arena = Arena.ofConfined();
    private final MemorySegment buffer;
    private final UnreadBlocks unread;

    BlockMover(ReadChannel channel, BlockCheck check, RangeLog wrong, int chunkBytes) {
        this.channel = channel;
        this.units = Units.of(channel);
        this.check = check;
        this.wrong = wrong;
        this.blockBytes = check.blockBytes();
        buffer = arena.allocate(chunkBytes, Math.max(4096, units.unitBytes()));
        unread = new UnreadBlocks(arena, blockBytes);
    }

    @Override
    public long move(long offset, int length) {
        unread.prepare(buffer, length);
        long accepted = units.accepted(channel.read(buffer, 0, offset, length), offset, length);
        if (unread.areIn(buffer, accepted)) {
            return -Errno.EIO.number();
        }
        for (long at = 0; at < accepted; at += blockBytes) {
            int block = (int) Math.min(blockBytes, accepted - at);
            if (check.isWrong(buffer, at, block)) {
                wrong.add(offset + at, block, 0);
            }
        }
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
