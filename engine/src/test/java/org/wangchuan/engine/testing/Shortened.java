package org.wangchuan.engine.testing;

import java.lang.foreign.MemorySegment;
import org.wangchuan.engine.medium.BlockChannel;

/** As much of a medium as the kernel knows of it. What lies beyond is a bug of the caller's to touch, and crashes. */
public record Shortened(BlockChannel whole, long capacityBytes) implements BlockChannel {
    @Override
    public int blockBytes() {
        return whole.blockBytes();
    }

    @Override
    public int alignmentBytes() {
        return whole.alignmentBytes();
    }

    @Override
    public long write(MemorySegment buffer, long bufferOffset, long offset, long length) {
        within(offset, length);
        return whole.write(buffer, bufferOffset, offset, length);
    }

    @Override
    public long read(MemorySegment buffer, long bufferOffset, long offset, long length) {
        within(offset, length);
        return whole.read(buffer, bufferOffset, offset, length);
    }

    @Override
    public long flush() {
        return whole.flush();
    }

    @Override
    public void close() {
        whole.close();
    }

    private void within(long offset, long length) {
        if (offset + length > capacityBytes) {
            throw new AssertionError("bytes beyond what the kernel knows");
        }
    }
}
