package org.wangchuan.engine.medium;

import java.lang.foreign.MemorySegment;

/**
 * The addressable bytes of one opened medium, to be read. Who holds this and no {@link BlockChannel} can't write. All calls may be made
 * from several threads at once and may block for as long as the device likes.
 *
 * <p>Results follow the kernel's convention: a number of bytes (or zero), or a negated {@code errno}
 * (asm-generic/errno-base.h). Nothing is retried and nothing is interpreted here.
 */
public interface ReadChannel extends AutoCloseable {

    /** Size in bytes when it was opened; a multiple of {@link #blockBytes()} except for image files. */
    long capacityBytes();

    /** Size in bytes of the smallest unit that the medium addresses; a power of two from 512 to 65 536, or 1 for a file. */
    int blockBytes();

    /** Alignment in bytes that offset, length and memory need for direct I/O; 1 if none. */
    int alignmentBytes();

    /**
     * Reads into {@code buffer[bufferOffset, bufferOffset + length)} from {@code offset}. May be short; 0 at the end.
     *
     * @return bytes read, or a negated errno
     */
    long read(MemorySegment buffer, long bufferOffset, long offset, long length);

    /** Closes; a descriptor that is stuck in the kernel is abandoned rather than waited for. */
    @Override
    void close();
}
