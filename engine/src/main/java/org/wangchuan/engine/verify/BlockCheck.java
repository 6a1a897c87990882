package org.wangchuan.engine.verify;

import java.lang.foreign.MemorySegment;

/** What no block of a medium may be. Immutable, for any number of threads. */
public interface BlockCheck {
    /** Bytes of a block: 512 or more, and a whole part of the unit in which the medium is read. */
    int blockBytes();

    /**
     * Whether a block that was read is what it may not be.
     *
     * @param length {@link #blockBytes}, or less where the medium ends
     */
    boolean isWrong(MemorySegment buffer, long at, int length);
}
