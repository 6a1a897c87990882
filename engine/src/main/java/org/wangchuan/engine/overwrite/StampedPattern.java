package org.wangchuan.engine.overwrite;

import org.wangchuan.engine.policy.PatternKind;

/**
 * Every 512 bytes begin with where they belong: their byte offset (8 bytes, big endian) and the nonce of the pass
 * (8 bytes, big endian); the rest is one repeated byte. A block that was dropped, landed elsewhere, or is an
 * alias of another one, shows; and it costs hardly more than a constant.
 */
public final class StampedPattern implements Pattern {
    /** Distance from one stamp to the next: the smallest block that media address. */
    public static final int BLOCK_BYTES = 512;

    /** Offset and nonce. */
    public static final int STAMP_BYTES = 16;

    private final long nonce;
    private final byte body;

    /**
     * A stamped pattern.
     *
     * @param nonce different for every pass, so that what an earlier pass left is told apart
     * @param body the byte between stamps
     */
    public StampedPattern(long nonce, byte body) {
        this.nonce = nonce;
        this.body = body;
    }

    /** The nonce of the pass. */
    public long nonce() {
        return nonce;
    }

    /** The byte between stamps. */
    public byte body() {
        return body;
    }

    @Override
    public PatternKind kind() {
        return PatternKind.STAMPED;
    }

    @Override
    public byte byteAt(long mediumOffset) {
        int at = (int) (mediumOffset % BLOCK_BYTES);
        if (at >= STAMP_BYTES) {
            return body;
        }
        long word = at < Long.BYTES ? mediumOffset - at : nonce;
        return (byte) (word >>> (56 - 8 * (at % Long.BYTES)));
    }

    @Override
    public PatternFiller newFiller() {
        return new StampedFiller(nonce, body);
    }
}
