package org.wangchuan.engine.overwrite;

import static org.wangchuan.engine.overwrite.StampedPattern.BLOCK_BYTES;
import static org.wangchuan.engine.overwrite.StampedPattern.STAMP_BYTES;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** Writes the stamps into buffers whose body is already right; compares against a small restamped template. */
final class StampedFiller implements PatternFiller {
    private static final ValueLayout.OfLong BIG_ENDIAN_LONG =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private static final boolean NATIVE_IS_BIG_ENDIAN = ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN;

    /** Small enough to stay in a core's second-level cache beside the data. */
    private static final int TEMPLATE_BYTES = 32 * 1024;

    private final long nonce;
    private final byte body;

    /** Whole blocks. A plain array, because plain stores are quick from the first call on, before anything is compiled. */
    private final long[] template = new long[TEMPLATE_BYTES / Long.BYTES];

    private final MemorySegment templateSegment = MemorySegment.ofArray(template);

    StampedFiller(long nonce, byte body) {
        this.nonce = nonce;
        this.body = body;
        templateSegment.fill(body);
    }

    @Override
    public void fill(MemorySegment buffer, long bufferOffset, long mediumOffset, long length) {
        buffer.asSlice(bufferOffset, length).fill(body);
        stamp(buffer, bufferOffset, mediumOffset, length);
    }

    @Override
    public void move(MemorySegment buffer, long bufferOffset, long filledFor, long mediumOffset, long length) {
        if (filledFor % BLOCK_BYTES == mediumOffset % BLOCK_BYTES) {
            stamp(buffer, bufferOffset, mediumOffset, length);
        } else {
            fill(buffer, bufferOffset, mediumOffset, length);
        }
    }

    private void stamp(MemorySegment buffer, long bufferOffset, long mediumOffset, long length) {
        long at = 0;
        long into = mediumOffset % BLOCK_BYTES;
        if (into != 0) {
            stampPart(buffer, bufferOffset, mediumOffset, Math.min(length, BLOCK_BYTES - into));
            at = BLOCK_BYTES - into;
        }
        long whole = length - STAMP_BYTES;
        for (; at <= whole; at += BLOCK_BYTES) {
            buffer.set(BIG_ENDIAN_LONG, bufferOffset + at, mediumOffset + at);
            buffer.set(BIG_ENDIAN_LONG, bufferOffset + at + Long.BYTES, nonce);
        }
        if (at < length) {
            stampPart(buffer, bufferOffset + at, mediumOffset + at, length - at);
        }
    }

    /** A block whose beginning or whose stamp is cut. */
    private void stampPart(MemorySegment buffer, long bufferOffset, long mediumOffset, long length) {
        long into = mediumOffset % BLOCK_BYTES;
        for (long at = 0; at < length && into + at < STAMP_BYTES; at++) {
            long byteInStamp = into + at;
            long word = byteInStamp < Long.BYTES ? mediumOffset - into : nonce;
            byte value = (byte) (word >>> (56 - 8 * (byteInStamp % Long.BYTES)));
            buffer.set(ValueLayout.JAVA_BYTE, bufferOffset + at, value);
        }
    }

    @Override
    public long firstMismatch(MemorySegment buffer, long bufferOffset, long mediumOffset, long length) {
        long at = 0;
        while (at < length) {
            long into = (mediumOffset + at) % BLOCK_BYTES;
            long piece = Math.min(TEMPLATE_BYTES - into, length - at);
            // the template always begins with a whole block, the piece maybe in the midst of one
            stampTemplate(mediumOffset + at - into, into + piece);
            long from = bufferOffset + at;
            long first = MemorySegment.mismatch(buffer, from, from + piece, templateSegment, into, into + piece);
            if (first >= 0) {
                return at + first;
            }
            at += piece;
        }
        return -1;
    }

    private void stampTemplate(long mediumOffset, long length) {
        int blockLongs = BLOCK_BYTES / Long.BYTES;
        int blocks = (int) ((length + BLOCK_BYTES - 1) / BLOCK_BYTES);
        long second = bigEndian(nonce);
        for (int block = 0; block < blocks; block++) {
            template[block * blockLongs] = bigEndian(mediumOffset + (long) block * BLOCK_BYTES);
            template[block * blockLongs + 1] = second;
        }
    }

    private static long bigEndian(long value) {
        return NATIVE_IS_BIG_ENDIAN ? value : Long.reverseBytes(value);
    }
}
