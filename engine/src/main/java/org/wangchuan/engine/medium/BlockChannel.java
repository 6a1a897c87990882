package org.wangchuan.engine.medium;

import java.lang.foreign.MemorySegment;

/**
 * The addressable bytes of one medium that was opened for writing. All calls may be made from several threads at once and
 * may block for as long as the device likes.
 *
 * <p>Results follow the kernel's convention: a number of bytes (or zero), or a negated {@code errno}
 * (asm-generic/errno-base.h). Nothing is retried and nothing is interpreted here.
 */
public interface BlockChannel extends ReadChannel {

    /**
     * Writes {@code buffer[bufferOffset, bufferOffset + length)} at {@code offset}. May be short.
     *
     * @return bytes written, or a negated errno
     */
    long write(MemorySegment buffer, long bufferOffset, long offset, long length);

    /**
     * Makes everything that was written durable on the medium (a device cache flush), and reports late errors.
     *
     * @return 0, or a negated errno
     */
    long flush();
}
