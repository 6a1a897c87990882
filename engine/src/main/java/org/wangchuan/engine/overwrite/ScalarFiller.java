package org.wangchuan.engine.overwrite;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** The reference for all fillers: byte by byte from the definition. Slow, and obviously right. */
public final class ScalarFiller implements PatternFiller {
    private final Pattern pattern;

    /** The reference for a pattern. */
    public ScalarFiller(Pattern pattern) {
        this.pattern = pattern;
    }

    @Override
    public void fill(MemorySegment buffer, long bufferOffset, long mediumOffset, long length) {
        for (long at = 0; at < length; at++) {
            buffer.set(ValueLayout.JAVA_BYTE, bufferOffset + at, pattern.byteAt(mediumOffset + at));
        }
    }

    @Override
    public void move(MemorySegment buffer, long bufferOffset, long filledFor, long mediumOffset, long length) {
        fill(buffer, bufferOffset, mediumOffset, length);
    }

    @Override
    public long firstMismatch(MemorySegment buffer, long bufferOffset, long mediumOffset, long length) {
        for (long at = 0; at < length; at++) {
            if (buffer.get(ValueLayout.JAVA_BYTE, bufferOffset + at) != pattern.byteAt(mediumOffset + at)) {
                return at;
            }
        }
        return -1;
    }
}
