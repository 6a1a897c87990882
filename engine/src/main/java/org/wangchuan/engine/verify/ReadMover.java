package org.wangchuan.engine.verify;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.wangchuan.engine.medium.ReadChannel;
import org.wangchuan.engine.overwrite.Pattern;
import org.wangchuan.engine.overwrite.PatternFiller;
import org.wangchuan.engine.transfer.ChunkMover;
import org.wangchuan.engine.transfer.RangeLog;
import org.wangchuan.engine.transfer.Units;

/** Reads into a buffer of its own and compares what came. */
final class ReadMover implements ChunkMover {
    /** The smallest block that media address. */
    private static final int BLOCK_BYTES_MIN = 512;

    /** Small enough that what was compared is still in a core's cache when it is spoiled. */
    private static final int PIECE_BYTES = 64 * 1024;

    private final ReadChannel channel;
    private final Units units;
    private final PatternFiller filler;
    private final RangeLog mismatches;
    private final int blockBytes;
    private final Arena arena = Arena.ofConfined();
    private final MemorySegment buffer;

    ReadMover(ReadChannel channel, Pattern pattern, RangeLog mismatches, int chunkBytes) {
        this.channel = channel;
        this.mismatches = mismatches;
        units = Units.of(channel);
        filler = pattern.newFiller();
        blockBytes = Math.max(BLOCK_BYTES_MIN, channel.blockBytes());
        buffer = arena.allocate(chunkBytes, Math.max(4096, units.unitBytes()));
        prepare(0, chunkBytes);
    }

    @Override
    public long move(long offset, int length) {
        long accepted = units.accepted(channel.read(buffer, 0, offset, length), offset, length);
        long compared = Math.max(0, accepted);
        for (long at = 0; at < compared; at += PIECE_BYTES) {
            long piece = Math.min(PIECE_BYTES, compared - at);
            long wrongBytes = filler.mismatches(
                    buffer, at, offset + at, piece, blockBytes, (from, bytes) -> mismatches.add(from, bytes, 0));
            if (wrongBytes == 0) {
                spoil(at, at + piece);
            } else {
                prepare(at, at + piece);
            }
        }
        if (compared < length) {
            prepare(compared, length);
        }
        return accepted;
    }

    @Override
    public long probe(long offset, int length) {
        long accepted = units.accepted(channel.read(buffer, 0, offset, length), offset, length);
        prepare(0, length);
        return accepted;
    }

    /**
     * Makes every block of a part of the buffer differ from what it is. The last read most likely left what the next
     * one is expected to bring, and a device that says it read without having sent anything must not pass by that.
     */
    private void spoil(long from, long to) {
        for (long at = from; at < to; at += BLOCK_BYTES_MIN) {
            buffer.set(ValueLayout.JAVA_LONG, at, ~buffer.get(ValueLayout.JAVA_LONG, at));
        }
    }

    /** Spoils a part of the buffer of which nobody knows whether it is right, wrong, or spoiled already. */
    private void prepare(long from, long to) {
        filler.fill(buffer, from, 0, to - from);
        spoil(from, to);
    }

    @Override
    public void close() {
        arena.close();
    }
}
