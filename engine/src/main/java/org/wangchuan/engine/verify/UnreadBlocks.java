package org.wangchuan.engine.verify;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.security.SecureRandom;

/** Tells blocks that a read has brought from those that it only says it has. Used by one thread. */
final class UnreadBlocks {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final int blockBytes;
    private final MemorySegment untouched;

    UnreadBlocks(Arena arena, int blockBytes) {
        this.blockBytes = blockBytes;
        // No drive sends this: a block that is still full of it was not read, whatever the answer says.
        untouched = arena.allocate(blockBytes, Long.BYTES);
        long nonce = RANDOM.nextLong();
        for (long at = 0; at < blockBytes; at += Long.BYTES) {
            untouched.set(JAVA_LONG, at, nonce);
        }
    }

    /** Before a read. */
    void prepare(MemorySegment buffer, int length) {
        for (long at = 0; at < length; at += blockBytes) {
            MemorySegment.copy(untouched, 0, buffer, at, Math.min(blockBytes, length - at));
        }
    }

    /** After it: whether any whole block that it says it brought is as it was before. */
    boolean areIn(MemorySegment buffer, long accepted) {
        for (long at = 0; at + blockBytes <= accepted; at += blockBytes) {
            if (MemorySegment.mismatch(buffer, at, at + blockBytes, untouched, 0, blockBytes) < 0) {
                return true;
            }
        }
        return false;
    }
}
