package org.wangchuan.engine.medium;

/**
 * A range of bytes of a medium, half open.
 *
 * @param offset first byte, 0 or more
 * @param length bytes, 1 or more
 */
public record ByteRange(long offset, long length) {
    public ByteRange {
        if (offset < 0 || length < 1 || offset > Long.MAX_VALUE - length) {
            throw new IllegalArgumentException("not a range: " + offset + " + " + length);
        }
    }

    /** The first byte after the range. */
    public long end() {
        return offset + length;
    }
}
