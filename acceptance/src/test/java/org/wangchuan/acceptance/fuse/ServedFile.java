package org.wangchuan.acceptance.fuse;

import java.lang.foreign.MemorySegment;

/**
 * The one file of a {@link FuseMount}. Called from several server threads at once; a call may block for as long
 * as it likes, which is how a device that hangs is made. Every {@code int} is a count of bytes (or zero), or a
 * negated errno (asm-generic/errno-base.h).
 */
public interface ServedFile {

    /** Size in bytes at this moment. */
    long sizeBytes();

    /** Fills {@code into} with the bytes at {@code offset}; may be short. */
    int read(long offset, MemorySegment into);

    /** Takes {@code data} as the bytes at {@code offset}; may be short. The segment is the server's: copy what is kept. */
    int write(long offset, MemorySegment data);

    /** May its attributes be told? Zero, or a negated errno. */
    int status();

    /** Makes durable what was written. */
    int flush();

    /**
     * Makes a range read as zeros, which is what discard and write-zeroes of a loop device become.
     *
     * @param mode flags of fallocate(2), linux/falloc.h
     */
    int allocate(long offset, long length, int mode);

    /** Told of a request that no eraser has a reason to make, such as a change of the file's size. */
    void odd(String what);
}
