package org.wangchuan.engine.verify;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import org.wangchuan.engine.medium.ReadChannel;

/** Reads one block of a medium. */
final class BlockRead {
    private static final int PAGE_BYTES = 4096;

    private BlockRead() {}

    /** What it holds; empty if not all of it can be read, or was read only by what the answer says. */
    static Optional<byte[]> of(ReadChannel channel, long offset, int bytes) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocate(bytes, Math.max(PAGE_BYTES, channel.alignmentBytes()));
            UnreadBlocks unread = new UnreadBlocks(arena, bytes);
            unread.prepare(buffer, bytes);
            boolean isRead = channel.read(buffer, 0, offset, bytes) == bytes && !unread.areIn(buffer, bytes);
            return isRead ? Optional.of(buffer.toArray(JAVA_BYTE)) : Optional.empty();
        }
    }
}
