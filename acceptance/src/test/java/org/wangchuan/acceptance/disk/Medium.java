package org.wangchuan.acceptance.disk;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Random;

/** The bytes that a disk really holds, and those that would survive the loss of its power. Used under the disk's lock. */
final class Medium implements AutoCloseable {
    private final Arena arena = Arena.ofShared();
    private final MemorySegment now;
    private final MemorySegment durable;

    Medium(long sizeBytes) {
        now = arena.allocate(sizeBytes);
        durable = arena.allocate(sizeBytes);
    }

    /** The part of a write that lies on the medium is stored. */
    void store(long place, MemorySegment bytes) {
        long length = Math.min(bytes.byteSize(), now.byteSize() - place);
        if (place >= 0 && length > 0) {
            MemorySegment.copy(bytes, 0, now, place, length);
        }
    }

    /** The part of a read that lies on the medium is fetched; the rest is zeros. */
    void fetch(long place, MemorySegment into) {
        into.fill((byte) 0);
        long length = Math.min(into.byteSize(), now.byteSize() - place);
        if (place >= 0 && length > 0) {
            MemorySegment.copy(now, place, into, 0, length);
        }
    }

    /** The part of a read that lies within the places gets the bytes that are durable. */
    void fetchDurable(Piece piece, long start, long end) {
        MemorySegment within = piece.within(start, end);
        long from = Math.clamp(start, piece.place(), piece.end());
        long length = Math.min(within.byteSize(), durable.byteSize() - from);
        if (length > 0) {
            MemorySegment.copy(durable, from, within, 0, length);
        }
    }

    void zero(long place, long length) {
        now.asSlice(place, Math.min(length, now.byteSize() - place)).fill((byte) 0);
    }

    void makeDurable() {
        MemorySegment.copy(now, 0, durable, 0, now.byteSize());
    }

    void loseWhatIsNotDurable() {
        MemorySegment.copy(durable, 0, now, 0, now.byteSize());
    }

    void becomeAnother(long seed) {
        byte[] bytes = new byte[1 << 16];
        Random random = new Random(seed);
        for (long place = 0; place < now.byteSize(); place += bytes.length) {
            random.nextBytes(bytes);
            store(place, MemorySegment.ofArray(bytes));
        }
        makeDurable();
    }

    @Override
    public void close() {
        arena.close();
    }
}
