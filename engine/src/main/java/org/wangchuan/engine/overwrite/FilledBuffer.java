package org.wangchuan.engine.overwrite;

import java.lang.foreign.MemorySegment;

/**
 * A buffer that is kept filled with a pattern: what is already right is not written again. Belongs to one thread, and
 * nobody else may write to the memory.
 */
final class FilledBuffer {
    private final PatternFiller filler;
    private final MemorySegment memory;

    /** Where the content belongs; only its first {@link #filledBytes} are of the pattern. */
    private long filledFor;

    private long filledBytes;

    FilledBuffer(PatternFiller filler, MemorySegment memory) {
        this.filler = filler;
        this.memory = memory;
    }

    /** The memory, whose first {@code length} bytes hold what belongs at {@code mediumOffset}. */
    MemorySegment contentOf(long mediumOffset, long length) {
        if (length <= filledBytes) {
            filler.move(memory, 0, filledFor, mediumOffset, length);
        } else {
            filler.fill(memory, 0, mediumOffset, length);
        }
        // the rest still belongs to the place before, and is not counted on again
        filledFor = mediumOffset;
        filledBytes = length;
        return memory;
    }
}
