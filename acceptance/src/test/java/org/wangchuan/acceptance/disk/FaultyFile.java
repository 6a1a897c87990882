package org.wangchuan.acceptance.disk;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.wangchuan.acceptance.fuse.Errno;
import org.wangchuan.acceptance.fuse.ServedFile;

/** Does what it is asked, or what its faults make of it, and writes everything down first. Thread-safe. */
final class FaultyFile implements ServedFile {
    private final Medium medium;
    private final History history;
    private final int blockBytes;
    private final Runnable pullOut;
    private final LongConsumer shrunk;
    private final Map<RequestKind, Long> ordinals = new EnumMap<>(RequestKind.class);
    private final Map<RequestKind, Long> bytes = new EnumMap<>(RequestKind.class);
    private final List<Armed> faults = new ArrayList<>();
    private CountDownLatch goOn = new CountDownLatch(1);
    private boolean ended;
    private volatile long sizeBytes;

    private record Armed(Fault fault, long sinceNanos) {}

    /** The faults that a request meets, and what lets it go if one of them makes it hang. */
    private record Struck(List<Fault> faults, CountDownLatch goOn) {}

    /** What the faults leave of a request; changed as each fault has its turn. */
    private static final class Course {
        List<Piece> pieces;
        long answer;

        Course(List<Piece> pieces, long answer) {
            this.pieces = pieces;
            this.answer = answer;
        }
    }

    FaultyFile(Medium medium, History history, long sizeBytes, int blockBytes, Runnable pullOut, LongConsumer shrunk) {
        this.medium = medium;
        this.history = history;
        this.sizeBytes = sizeBytes;
        this.blockBytes = blockBytes;
        this.pullOut = pullOut;
        this.shrunk = shrunk;
    }

    synchronized void add(Fault fault) {
        faults.add(new Armed(fault, System.nanoTime()));
    }

    synchronized void clearFaults() {
        faults.clear();
    }

    synchronized long asked(RequestKind kind) {
        return ordinals.getOrDefault(kind, 0L);
    }

    /** Lets go of every request that hangs, and makes none hang any more. */
    synchronized void letGo() {
        faults.removeIf(armed -> armed.fault.effect() instanceof Effect.Hang);
        goOn.countDown();
        if (!ended) {
            goOn = new CountDownLatch(1);
        }
    }

    /** Lets go of every request that hangs, also of those that come. */
    synchronized void end() {
        ended = true;
        goOn.countDown();
    }

    synchronized byte[] peek(long offset, int length) {
        byte[] bytes = new byte[length];
        medium.fetch(offset, MemorySegment.ofArray(bytes));
        return bytes;
    }

    synchronized void poke(long offset, byte[] bytes) {
        medium.store(offset, MemorySegment.ofArray(bytes));
        medium.makeDurable();
    }

    synchronized void loseCache() {
        medium.loseWhatIsNotDurable();
    }

    synchronized void swapMedium(long seed) {
        medium.becomeAnother(seed);
    }

    void resize(long bytes) {
        sizeBytes = bytes;
    }

    @Override
    public long sizeBytes() {
        return sizeBytes;
    }

    @Override
    public int write(long offset, MemorySegment data) {
        Struck struck;
        synchronized (this) {
            history.wrote(offset, data);
            struck = strike(RequestKind.WRITE, offset, data.byteSize());
        }
        waitIfTold(struck);
        synchronized (this) {
            if (offset >= sizeBytes) {
                return -Errno.ENOSPC;
            }
            Course course = new Course(
                    List.of(new Piece(offset, data.asSlice(0, Math.min(data.byteSize(), sizeBytes - offset)))),
                    Math.min(data.byteSize(), sizeBytes - offset));
            struck.faults.forEach(fault -> bendWrite(fault, offset, course));
            course.pieces.forEach(piece -> medium.store(piece.place(), piece.bytes()));
            return Math.toIntExact(course.answer);
        }
    }

    @Override
    public int read(long offset, MemorySegment into) {
        Struck struck;
        synchronized (this) {
            history.read(offset, into.byteSize());
            struck = strike(RequestKind.READ, offset, into.byteSize());
        }
        waitIfTold(struck);
        synchronized (this) {
            long length = Math.clamp(sizeBytes - offset, 0, into.byteSize());
            MemorySegment wanted = into.asSlice(0, length);
            Course course = new Course(List.of(new Piece(offset, wanted)), length);
            struck.faults.forEach(fault -> bendReadBefore(fault, course));
            course.pieces.forEach(piece -> medium.fetch(piece.place(), piece.bytes()));
            struck.faults.forEach(fault -> bendReadAfter(fault, new Piece(offset, wanted)));
            return Math.toIntExact(course.answer);
        }
    }

    @Override
    public int status() {
        Struck struck;
        synchronized (this) {
            struck = strike(RequestKind.STATUS, 0, 0);
        }
        return withoutBytes(struck, () -> {});
    }

    @Override
    public int flush() {
        Struck struck;
        synchronized (this) {
            history.flushed();
            struck = strike(RequestKind.FLUSH, 0, 0);
        }
        return withoutBytes(struck, medium::makeDurable);
    }

    @Override
    public int allocate(long offset, long length, int mode) {
        Struck struck;
        synchronized (this) {
            history.allocated(offset, length, mode);
            struck = strike(RequestKind.ALLOCATE, offset, length);
        }
        return withoutBytes(struck, () -> medium.zero(offset, length));
    }

    @Override
    public void odd(String what) {
        history.odd(what);
    }

    /** A flush, a discard, or a question. */
    private int withoutBytes(Struck struck, Runnable work) {
        waitIfTold(struck);
        synchronized (this) {
            boolean pretended = false;
            for (Fault fault : struck.faults) {
                switch (fault.effect()) {
                    case Effect.Fail(int errno) -> {
                        return -errno;
                    }
                    case Effect.Pretend() -> pretended = true;
                    case Effect.Vanish() -> {
                        return -Errno.EIO;
                    }
                    case Effect.ForgetCache() -> medium.loseWhatIsNotDurable();
                    case Effect.SwapMedium(long seed) -> medium.becomeAnother(seed);
                    case Effect.Hang _, Effect.Shrink _ -> {} // done before
                    case Effect.Shorten _,
                            Effect.LoseTail _,
                            Effect.DropConstantBlocks _,
                            Effect.Land _,
                            Effect.Stale _,
                            Effect.Garble _ ->
                        throw new IllegalStateException("a request without bytes can't be bent by " + fault.effect());
                }
            }
            if (!pretended) {
                work.run();
            }
            return 0;
        }
    }

    private void bendWrite(Fault fault, long offset, Course course) {
        switch (fault.effect()) {
            case Effect.Fail(int errno) -> stop(course, errno);
            case Effect.Vanish() -> stop(course, Errno.EIO);
            case Effect.Shorten(int bytes) -> {
                course.answer = Math.min(course.answer, bytes);
                keepUntil(course, offset + bytes);
            }
            case Effect.LoseTail(int bytes) -> keepUntil(course, offset + bytes);
            case Effect.Pretend() -> flatten(course, piece -> piece.without(fault.rangeStart(), fault.rangeEnd()));
            case Effect.DropConstantBlocks() -> flatten(course, piece -> piece.withoutConstantBlocks(blockBytes));
            case Effect.Land(var elsewhere) -> flatten(course, piece -> piece.movedBy(elsewhere, blockBytes));
            case Effect.Garble(int mask) ->
                course.pieces.forEach(piece -> garble(piece.within(fault.rangeStart(), fault.rangeEnd()), mask));
            case Effect.ForgetCache() -> medium.loseWhatIsNotDurable();
            case Effect.SwapMedium(long seed) -> medium.becomeAnother(seed);
            case Effect.Hang _, Effect.Shrink _ -> {} // done before
            case Effect.Stale _ -> throw new IllegalStateException("a write can't be bent by " + fault.effect());
        }
    }

    private void bendReadBefore(Fault fault, Course course) {
        switch (fault.effect()) {
            case Effect.Fail(int errno) -> stop(course, errno);
            case Effect.Vanish() -> stop(course, Errno.EIO);
            case Effect.Shorten(int bytes) -> course.answer = Math.min(course.answer, bytes);
            case Effect.Land(var elsewhere) -> flatten(course, piece -> piece.movedBy(elsewhere, blockBytes));
            case Effect.ForgetCache() -> medium.loseWhatIsNotDurable();
            case Effect.SwapMedium(long seed) -> medium.becomeAnother(seed);
            case Effect.Garble _,
                    Effect.Stale _,
                    Effect.Hang _,
                    Effect.Shrink _ -> {} // after the bytes are there, or done before
            case Effect.LoseTail _, Effect.Pretend _, Effect.DropConstantBlocks _ ->
                throw new IllegalStateException("a read can't be bent by " + fault.effect());
        }
    }

    private void bendReadAfter(Fault fault, Piece whole) {
        if (fault.effect() instanceof Effect.Garble(int mask)) {
            garble(whole.within(fault.rangeStart(), fault.rangeEnd()), mask);
        } else if (fault.effect() instanceof Effect.Stale) {
            medium.fetchDurable(whole, fault.rangeStart(), fault.rangeEnd());
        }
    }

    private static void stop(Course course, int errno) {
        course.answer = -errno;
        course.pieces = List.of();
    }

    private static void keepUntil(Course course, long end) {
        flatten(course, piece -> piece.without(end, Long.MAX_VALUE));
    }

    private static void flatten(Course course, java.util.function.Function<Piece, List<Piece>> split) {
        course.pieces = course.pieces.stream()
                .flatMap(piece -> split.apply(piece).stream())
                .toList();
    }

    private static void garble(MemorySegment bytes, int mask) {
        for (long i = 0; i < bytes.byteSize(); i++) {
            bytes.set(ValueLayout.JAVA_BYTE, i, (byte) (bytes.get(ValueLayout.JAVA_BYTE, i) ^ mask));
        }
    }

    private Struck strike(RequestKind kind, long offset, long length) {
        long flushes = ordinals.getOrDefault(RequestKind.FLUSH, 0L);
        long before = bytes.getOrDefault(kind, 0L);
        bytes.put(kind, before + length);
        long ordinal = ordinals.merge(kind, 1L, Long::sum);
        long written = bytes.getOrDefault(RequestKind.WRITE, 0L);
        DiskRequest request = new DiskRequest(kind, ordinal, offset, length, flushes, before, written);
        List<Fault> struck = new ArrayList<>();
        for (Armed armed : faults) {
            if (armed.fault.strikes(request, System.nanoTime() - armed.sinceNanos)) {
                struck.add(armed.fault);
            }
        }
        return new Struck(struck, goOn);
    }

    /** What takes time, or acts on the whole device, happens outside the lock. */
    private void waitIfTold(Struck struck) {
        for (Fault fault : struck.faults) {
            Effect effect = fault.effect();
            if (effect instanceof Effect.Hang(var howLong)) {
                try {
                    var _ = struck.goOn.await(howLong.toNanos(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException stop) {
                    Thread.currentThread().interrupt();
                }
            } else if (effect instanceof Effect.Vanish) {
                pullOut.run();
            } else if (effect instanceof Effect.Shrink(long toBytes)) {
                shrunk.accept(toBytes);
            }
        }
    }
}
