package org.wangchuan.engine.verify;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Each block is 00h alone or FFh alone, whichever it was before: what a deallocated block reads as may change. */
public final class UniformBlocks implements BlockCheck {
    private final int blockBytes;

    /** @param blockBytes the smallest unit that the medium addresses, 512 or more */
    public UniformBlocks(int blockBytes) {
        this.blockBytes = blockBytes;
    }

    @Override
    public int blockBytes() {
        return blockBytes;
    }

    @Override
    public boolean isWrong(MemorySegment buffer, long at, int length) {
        byte first = buffer.get(ValueLayout.JAVA_BYTE, at);
        // Where each byte is the one before it, all of them are the first.
        return (first != 0 && first != (byte) 0xff)
                || MemorySegment.mismatch(buffer, at, at + length - 1, buffer, at + 1, at + length) >= 0;
    }
}
