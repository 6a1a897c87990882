package org.wangchuan.acceptance.disk;

/**
 * What the host asked for, in the order in which it reached the disk; what the disk made of it is not told here.
 */
public sealed interface DiskEvent {

    /** Position in the order of all events, from 0. */
    long sequence();

    /**
     * A write.
     *
     * @param contentAt where {@link History#content} finds the bytes
     */
    record Wrote(long sequence, long offset, int length, long contentAt) implements DiskEvent {}

    /** A read. */
    record Read(long sequence, long offset, int length) implements DiskEvent {}

    /** A flush. */
    record Flushed(long sequence) implements DiskEvent {}

    /** A discard, or zeroes without their bytes. */
    record Allocated(long sequence, long offset, long length, int mode) implements DiskEvent {}

    /** A request that no eraser has a reason to make. */
    record Odd(long sequence, String what) implements DiskEvent {}
}
