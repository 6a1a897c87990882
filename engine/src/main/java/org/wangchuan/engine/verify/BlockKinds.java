package org.wangchuan.engine.verify;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;

/**
 * Tells apart, block by block, what lies where a drive has erased itself: nothing but 00h, nothing but FFh, what was planted, a short pattern all over, noise,
 * or contents. It counts, and keeps nothing of what it saw once a read is over. Used by one thread.
 */
final class BlockKinds {
    /** What repeats is a pattern of the drive's up to here; of 1, 2, 4 and 8 bytes is one of 16 as well. */
    private static final int PATTERN_BYTES = 16;

    private final PlantedBlocks planted;
    private final Counts counts;
    private final int blockBytes;
    private final MemorySegment zeros;
    private final MemorySegment ones;
    private final byte[] block;
    private final ByteSpread ofPiece = new ByteSpread();
    private final ByteSpread ofRead = new ByteSpread();

    /** Bytes in whole blocks, counted by several threads. */
    static final class Counts {
        final LongAdder planted = new LongAdder();
        final LongAdder zeros = new LongAdder();
        final LongAdder ones = new LongAdder();
        final LongAdder repeating = new LongAdder();
        final LongAdder noise = new LongAdder();
        final LongAdder content = new LongAdder();
    }

    BlockKinds(PlantedBlocks planted, Counts counts) {
        this.planted = planted;
        this.counts = counts;
        blockBytes = planted.blockBytes();
        block = new byte[blockBytes];
        zeros = MemorySegment.ofArray(new byte[blockBytes]);
        byte[] full = new byte[blockBytes];
        Arrays.fill(full, (byte) 0xff);
        ones = MemorySegment.ofArray(full);
    }

    /**
     * Counts what one read has brought.
     *
     * @param bytes of which a part of a block at the end is left out
     */
    void count(MemorySegment buffer, long bytes) {
        long likeNoise = 0;
        for (long at = 0; at + blockBytes <= bytes; at += blockBytes) {
            if (isFullOf(zeros, buffer, at)) {
                counts.zeros.add(blockBytes);
            } else if (isFullOf(ones, buffer, at)) {
                counts.ones.add(blockBytes);
            } else if (planted.holds(buffer, at)) {
                counts.planted.add(blockBytes);
            } else if (repeats(buffer, at)) {
                counts.repeating.add(blockBytes);
            } else if (isLikeNoise(buffer, at)) {
                likeNoise += blockBytes;
            } else {
                counts.content.add(blockBytes);
            }
        }
        // Each block may pass where all of them together do not.
        (ofRead.isLikeNoise() ? counts.noise : counts.content).add(likeNoise);
        ofPiece.clear();
        ofRead.clear();
        Arrays.fill(block, (byte) 0);
    }

    private boolean isFullOf(MemorySegment expected, MemorySegment buffer, long at) {
        return MemorySegment.mismatch(buffer, at, at + blockBytes, expected, 0, blockBytes) < 0;
    }

    private boolean repeats(MemorySegment buffer, long at) {
        long end = at + blockBytes;
        return MemorySegment.mismatch(buffer, at, end - PATTERN_BYTES, buffer, at + PATTERN_BYTES, end) < 0;
    }

    /** Each piece of it: half a block of noise makes none of the other half. What passes is counted with all that passes in this read. */
    private boolean isLikeNoise(MemorySegment buffer, long at) {
        MemorySegment.copy(buffer, JAVA_BYTE, at, block, 0, blockBytes);
        int from = 0;
        while (from < blockBytes) {
            // What is left over is judged with the last whole piece.
            int left = blockBytes - from;
            int length = left < 2 * ByteSpread.BYTES_MIN ? left : ByteSpread.BYTES_MIN;
            ofPiece.clear();
            ofPiece.add(block, from, length);
            if (!ofPiece.isLikeNoise()) {
                return false;
            }
            ofRead.add(ofPiece);
            from += length;
        }
        return true;
    }
}
