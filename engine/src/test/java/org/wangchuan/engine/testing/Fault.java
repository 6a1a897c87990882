package org.wangchuan.engine.testing;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.wangchuan.engine.testing.Request.Kind;

/** Something that goes wrong. */
@FunctionalInterface
public interface Fault {
    /** Input or output error (asm-generic/errno-base.h). */
    int EIO = 5;

    /** No such device (asm-generic/errno-base.h). */
    int ENXIO = 6;

    /** No space left (asm-generic/errno-base.h). */
    int ENOSPC = 28;

    /** What the device does with a request. */
    Answer answer(Request request);

    /** What a device may do. */
    sealed interface Answer {}

    /** This fault has nothing to say. */
    record Nothing() implements Answer {}

    /** An error. */
    record Fails(int errno) implements Answer {}

    /** The end of the medium. */
    record Ends() implements Answer {}

    /** Says that so many bytes were moved; whether and where is another matter. */
    record Done(long to, long bytes, boolean stored) implements Answer {}

    /** Blocks that never work. */
    static Fault badBlocks(long from, long to, Kind... kinds) {
        return failing(from, to, EIO, kinds);
    }

    /** Blocks that answer with an error. */
    static Fault failing(long from, long to, int errno, Kind... kinds) {
        List<Kind> which = List.of(kinds);
        return request ->
                which.contains(request.kind()) && request.touches(from, to) ? new Fails(errno) : new Nothing();
    }

    /** Blocks that fail for the first {@code times} requests. */
    static Fault transientError(long from, long to, int times, Kind kind) {
        AtomicInteger left = new AtomicInteger(times);
        return request -> request.kind() == kind && request.touches(from, to) && left.getAndDecrement() > 0
                ? new Fails(EIO)
                : new Nothing();
    }

    /** Every n-th request of a kind moves only {@code blocks} blocks and {@code oddBytes} bytes. */
    static Fault shortAnswers(int every, int blocks, int oddBytes, Kind kind) {
        return request -> {
            long bytes = (long) blocks * request.blockBytes() + oddBytes;
            return request.kind() == kind && request.number() % every == 0 && bytes < request.length()
                    ? new Done(request.offset(), bytes, true)
                    : new Nothing();
        };
    }

    /** Writes to these blocks succeed, and leave no trace. */
    static Fault dropped(long from, long to) {
        return request -> request.kind() == Kind.WRITE && request.touches(from, to)
                ? new Done(request.offset(), request.length(), false)
                : new Nothing();
    }

    /** What is written to one place lands in another. */
    static Fault misdirected(long from, long to, long landsAt) {
        return request -> request.kind() == Kind.WRITE && request.offset() >= from && request.offset() < to
                ? new Done(landsAt + request.offset() - from, request.length(), true)
                : new Nothing();
    }

    /** The device is smaller than it says: addresses wrap around, for writing and reading. */
    static Fault aliased(long realBytes) {
        return request -> request.kind() != Kind.FLUSH && request.offset() >= realBytes
                ? new Done(request.offset() % realBytes, request.length(), true)
                : new Nothing();
    }

    /** Reads say that they succeeded, and bring nothing. */
    static Fault silentReads(long from, long to) {
        return request -> request.kind() == Kind.READ && request.touches(from, to)
                ? new Done(request.offset(), request.length(), false)
                : new Nothing();
    }

    /** From the n-th flush on, flushes fail. */
    static Fault flushesFailFrom(int number, int errno) {
        return request -> request.kind() == Kind.FLUSH && request.number() >= number ? new Fails(errno) : new Nothing();
    }

    /** From the n-th request of a kind on the device is gone, for everything. */
    static Fault vanishesAt(int number, Kind kind) {
        AtomicInteger gone = new AtomicInteger();
        return request -> {
            if (request.kind() == kind && request.number() >= number) {
                gone.set(1);
            }
            return gone.get() == 1 ? new Fails(ENXIO) : new Nothing();
        };
    }

    /** The medium ends early: the kernel refuses writes past the end, and reads there bring nothing. */
    static Fault shrunkTo(long bytes) {
        return request -> {
            if (request.kind() == Kind.FLUSH || request.offset() + request.length() <= bytes) {
                return new Nothing();
            }
            if (request.offset() < bytes) {
                return new Done(request.offset(), bytes - request.offset(), true);
            }
            return request.kind() == Kind.WRITE ? new Fails(ENOSPC) : new Ends();
        };
    }

    /** The n-th request of a kind takes a while. */
    static Fault hangsAt(int number, long millis, Kind kind) {
        return request -> {
            if (request.kind() == kind && request.number() == number) {
                pause(millis);
            }
            return new Nothing();
        };
    }

    /** Every request of a kind takes a while. */
    static Fault slow(long millis, Kind kind) {
        return request -> {
            if (request.kind() == kind) {
                pause(millis);
            }
            return new Nothing();
        };
    }

    /** A fault that has something to say for one request only. */
    static Fault once(int number, Fault fault) {
        return request -> request.number() == number ? fault.answer(request) : new Nothing();
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
