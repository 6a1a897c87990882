package org.wangchuan.engine.transfer;

/**
 * A range of bytes that could not be moved, and why.
 *
 * @param offset first byte, 0 or more
 * @param length bytes, 1 or more
 * @param errno the kernel's error, above 0
 */
public record FailedRange(long offset, long length, int errno) {
    public FailedRange {
        if (offset < 0 || length < 1 || errno < 1 || offset > Long.MAX_VALUE - length) {
            throw new IllegalArgumentException("not a failed range: " + offset + " + " + length + ", errno " + errno);
        }
    }

    /** The first byte after the range. */
    public long end() {
        return offset + length;
    }
}
