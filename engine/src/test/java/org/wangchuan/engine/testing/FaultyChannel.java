package org.wangchuan.engine.testing;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.wangchuan.engine.medium.BlockChannel;

/**
 * A medium in memory that follows a script of faults. It holds every caller to the rules of direct I/O: what is not
 * aligned, or outside, is a bug of the caller's and crashes.
 */
public final class FaultyChannel implements BlockChannel {
    private static final int EIO = 5;
    private static final int ENXIO = 6;
    private static final int ENOSPC = 28;

    private final byte[] medium;
    private final int blockBytes;
    private final boolean file;
    private final List<Fault> faults = new ArrayList<>();
    private final AtomicInteger writes = new AtomicInteger();
    private final AtomicInteger reads = new AtomicInteger();
    private final AtomicInteger flushes = new AtomicInteger();
    private volatile boolean closed;

    private FaultyChannel(byte[] medium, int blockBytes, boolean file) {
        this.medium = medium;
        this.blockBytes = blockBytes;
        this.file = file;
    }

    /** A block device. Its content is none of the patterns. */
    public static FaultyChannel device(int blocks, int blockBytes) {
        FaultyChannel channel = new FaultyChannel(new byte[blocks * blockBytes], blockBytes, false);
        java.util.Arrays.fill(channel.medium, (byte) 0x3C);
        return channel;
    }

    /** An image file of any size, with direct I/O in units. */
    public static FaultyChannel file(int bytes, int alignmentBytes) {
        FaultyChannel channel = new FaultyChannel(new byte[bytes], alignmentBytes, true);
        java.util.Arrays.fill(channel.medium, (byte) 0x3C);
        return channel;
    }

    /** What happens from now on, besides what was said before; the first fault that has an answer gives it. */
    public FaultyChannel with(Fault fault) {
        faults.add(fault);
        return this;
    }

    /** The bytes of the medium themselves. */
    public byte[] medium() {
        return medium;
    }

    /** Calls to {@link #write} so far. */
    public int writes() {
        return writes.get();
    }

    /** Calls to {@link #flush} so far. */
    public int flushes() {
        return flushes.get();
    }

    @Override
    public long capacityBytes() {
        return medium.length;
    }

    @Override
    public int blockBytes() {
        return file ? 1 : blockBytes;
    }

    @Override
    public int alignmentBytes() {
        return blockBytes;
    }

    @Override
    public long write(MemorySegment buffer, long bufferOffset, long offset, long length) {
        check(buffer, bufferOffset, offset, length);
        Request request = new Request(Request.Kind.WRITE, writes.incrementAndGet(), offset, length, blockBytes);
        return answer(request, done -> {
            if (done.to() + done.bytes() > medium.length) {
                throw new AssertionError("a fault sends bytes off the medium");
            }
            synchronized (medium) {
                MemorySegment.copy(
                        buffer,
                        bufferOffset,
                        MemorySegment.ofArray(medium),
                        done.to(),
                        done.stored() ? done.bytes() : 0);
            }
        });
    }

    @Override
    public long read(MemorySegment buffer, long bufferOffset, long offset, long length) {
        check(buffer, bufferOffset, offset, length);
        Request request = new Request(Request.Kind.READ, reads.incrementAndGet(), offset, length, blockBytes);
        return answer(request, done -> {
            synchronized (medium) {
                MemorySegment.copy(
                        MemorySegment.ofArray(medium),
                        done.to(),
                        buffer,
                        bufferOffset,
                        done.stored() ? done.bytes() : 0);
            }
        });
    }

    @Override
    public long flush() {
        Request request = new Request(Request.Kind.FLUSH, flushes.incrementAndGet(), 0, 0, blockBytes);
        return answer(request, _ -> {});
    }

    private long answer(Request request, java.util.function.Consumer<Fault.Done> effect) {
        if (closed) {
            throw new AssertionError("used after it was closed");
        }
        for (Fault fault : faults) {
            Fault.Answer answer = fault.answer(request);
            switch (answer) {
                case Fault.Nothing _ -> {}
                case Fault.Fails(int errno) -> {
                    return -errno;
                }
                case Fault.Ends _ -> {
                    return 0;
                }
                case Fault.Done done -> {
                    effect.accept(done);
                    return done.bytes();
                }
            }
        }
        effect.accept(new Fault.Done(request.offset(), request.length(), true));
        return request.length();
    }

    private void check(MemorySegment buffer, long bufferOffset, long offset, long length) {
        boolean tail = file && offset + length == medium.length;
        if (length <= 0
                || offset < 0
                || offset + length > medium.length
                || offset % blockBytes != 0
                || (length % blockBytes != 0 && !tail)
                || (buffer.address() + bufferOffset) % blockBytes != 0
                || bufferOffset + length > buffer.byteSize()) {
            throw new AssertionError("not a request for direct I/O: " + offset + " + " + length);
        }
    }

    @Override
    public void close() {
        closed = true;
    }

    /** One call of the channel's user. */
    public record Request(Kind kind, int number, long offset, long length, int blockBytes) {
        /** The three calls. */
        public enum Kind {
            WRITE,
            READ,
            FLUSH
        }

        boolean touches(long from, long to) {
            return offset < to && from < offset + length;
        }
    }

    /** Something that goes wrong. */
    @FunctionalInterface
    public interface Fault {
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
        static Fault badBlocks(long from, long to, Request.Kind... kinds) {
            return failing(from, to, EIO, kinds);
        }

        /** Blocks that answer with an error. */
        static Fault failing(long from, long to, int errno, Request.Kind... kinds) {
            List<Request.Kind> which = List.of(kinds);
            return request ->
                    which.contains(request.kind()) && request.touches(from, to) ? new Fails(errno) : new Nothing();
        }

        /** Blocks that fail for the first {@code times} requests. */
        static Fault transientError(long from, long to, int times, Request.Kind kind) {
            AtomicInteger left = new AtomicInteger(times);
            return request -> request.kind() == kind && request.touches(from, to) && left.getAndDecrement() > 0
                    ? new Fails(EIO)
                    : new Nothing();
        }

        /** Every n-th request of a kind moves only {@code blocks} blocks and {@code oddBytes} bytes. */
        static Fault shortAnswers(int every, int blocks, int oddBytes, Request.Kind kind) {
            return request -> {
                long bytes = (long) blocks * request.blockBytes() + oddBytes;
                return request.kind() == kind && request.number() % every == 0 && bytes < request.length()
                        ? new Done(request.offset(), bytes, true)
                        : new Nothing();
            };
        }

        /** Writes to these blocks succeed, and leave no trace. */
        static Fault dropped(long from, long to) {
            return request -> request.kind() == Request.Kind.WRITE && request.touches(from, to)
                    ? new Done(request.offset(), request.length(), false)
                    : new Nothing();
        }

        /** What is written to one place lands in another. */
        static Fault misdirected(long from, long to, long landsAt) {
            return request -> request.kind() == Request.Kind.WRITE && request.offset() >= from && request.offset() < to
                    ? new Done(landsAt + request.offset() - from, request.length(), true)
                    : new Nothing();
        }

        /** The device is smaller than it says: addresses wrap around, for writing and reading. */
        static Fault aliased(long realBytes) {
            return request -> request.kind() != Request.Kind.FLUSH && request.offset() >= realBytes
                    ? new Done(request.offset() % realBytes, request.length(), true)
                    : new Nothing();
        }

        /** Reads say that they succeeded, and bring nothing. */
        static Fault silentReads(long from, long to) {
            return request -> request.kind() == Request.Kind.READ && request.touches(from, to)
                    ? new Done(request.offset(), request.length(), false)
                    : new Nothing();
        }

        /** From the n-th flush on, flushes fail. */
        static Fault flushesFailFrom(int number, int errno) {
            return request -> request.kind() == Request.Kind.FLUSH && request.number() >= number
                    ? new Fails(errno)
                    : new Nothing();
        }

        /** From the n-th request of a kind on the device is gone, for everything. */
        static Fault vanishesAt(int number, Request.Kind kind) {
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
                if (request.kind() == Request.Kind.FLUSH || request.offset() + request.length() <= bytes) {
                    return new Nothing();
                }
                if (request.offset() < bytes) {
                    return new Done(request.offset(), bytes - request.offset(), true);
                }
                return request.kind() == Request.Kind.WRITE ? new Fails(ENOSPC) : new Ends();
            };
        }

        /** The n-th request of a kind takes a while. */
        static Fault hangsAt(int number, long millis, Request.Kind kind) {
            return request -> {
                if (request.kind() == kind && request.number() == number) {
                    pause(millis);
                }
                return new Nothing();
            };
        }

        private static void pause(long millis) {
            try {
                Thread.sleep(millis);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
