package org.wangchuan.platform.web.large;

import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** What has come of one form: written to its end, then read once. Not thread-safe, and of one thread alone. */
public final class Arrived implements AutoCloseable {
    /** What is taken of the room at once, in bytes. */
    static final int CHUNK_BYTES = 256 << 10;

    private final Semaphore room;
    private final Deque<Chunk> chunks = new ArrayDeque<>();
    private int filled = CHUNK_BYTES;
    private long waitNanos;

    Arrived(Semaphore room, Duration wait) {
        this.room = room;
        this.waitNanos = wait.toNanos();
    }

    /** Some of the memory outside of the heap. */
    private record Chunk(Arena arena, MemorySegment bytes) {}

    /**
     * Adds what has come.
     *
     * @throws NotArrivedException with {@link NotArrivedException.Why#BUSY} if there was no room in time
     */
    public void write(byte[] from, int length) throws NotArrivedException {
        int done = 0;
        while (done < length) {
            if (filled == CHUNK_BYTES) {
                add();
            }
            int part = Math.min(length - done, CHUNK_BYTES - filled);
            MemorySegment.copy(from, done, chunks.getLast().bytes(), ValueLayout.JAVA_BYTE, filled, part);
            filled += part;
            done += part;
        }
    }

    @SuppressWarnings("MustBeClosedChecker") // free() closes it
    private void add() throws NotArrivedException {
        long begun = System.nanoTime();
        try {
            if (!room.tryAcquire(waitNanos, TimeUnit.NANOSECONDS)) {
                throw new NotArrivedException(NotArrivedException.Why.BUSY);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotArrivedException(NotArrivedException.Why.BUSY);
        }
        waitNanos = Math.max(0, waitNanos - (System.nanoTime() - begun));
        boolean isThere = false;
        try {
            Arena arena = Arena.ofConfined();
            chunks.addLast(new Chunk(arena, arena.allocate(CHUNK_BYTES)));
            filled = 0;
            isThere = true;
        } finally {
            if (!isThere) {
                room.release(); // the machine has less than it was thought to have
            }
        }
    }

    /** All of it, once: what was read is gone. */
    public InputStream taken() {
        return new Taken();
    }

    /** Frees what was not read. */
    @Override
    public void close() {
        while (!chunks.isEmpty()) {
            free();
        }
    }

    private void free() {
        try (Arena _ = chunks.removeFirst().arena()) {
            room.release();
        }
    }

    private final class Taken extends InputStream {
        private int at;

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            Objects.checkFromIndexSize(offset, length, into.length);
            Chunk first = chunks.peekFirst();
            if (first == null) {
                return -1;
            }
            int end = chunks.size() == 1 ? filled : CHUNK_BYTES;
            int part = Math.min(length, end - at);
            MemorySegment.copy(first.bytes(), ValueLayout.JAVA_BYTE, at, into, offset, part);
            at += part;
            if (at == end) {
                free();
                at = 0;
            }
            return part;
        }
    }
}
