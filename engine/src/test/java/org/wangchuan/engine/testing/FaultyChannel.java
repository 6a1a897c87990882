package org.wangchuan.engine.testing;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.wangchuan.engine.medium.BlockChannel;

/**
 * A medium in memory that follows a script of faults. It holds every caller to the rules of direct I/O: what is not
 * aligned, or outside, is a bug of the caller's and crashes.
 */
public final class FaultyChannel implements BlockChannel {
    private final byte[] medium;
    private final int blockBytes;
    private final boolean file;
    private final List<Fault> faults = new CopyOnWriteArrayList<>();
    private final AtomicInteger writes = new AtomicInteger();
    private final AtomicInteger reads = new AtomicInteger();
    private final AtomicInteger flushes = new AtomicInteger();
    private final Set<Long> refused = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    private FaultyChannel(byte[] medium, int blockBytes, boolean file) {
        this.medium = medium;
        this.blockBytes = blockBytes;
        this.file = file;
    }

    /** A block device. Its content is none of the patterns. */
    public static FaultyChannel device(int blocks, int blockBytes) {
        FaultyChannel channel = new FaultyChannel(new byte[blocks * blockBytes], blockBytes, false);
        Arrays.fill(channel.medium, (byte) 0x3C);
        return channel;
    }

    /** An image file of any size, with direct I/O in units. */
    public static FaultyChannel file(int bytes, int alignmentBytes) {
        FaultyChannel channel = new FaultyChannel(new byte[bytes], alignmentBytes, true);
        Arrays.fill(channel.medium, (byte) 0x3C);
        return channel;
    }

    /** What happens from now on, besides what was said before; the first fault that has an answer gives it. */
    public FaultyChannel with(Fault fault) {
        faults.add(fault);
        return this;
    }

    /** Nothing goes wrong any more. */
    public void repair() {
        faults.clear();
    }

    /** The bytes of the medium themselves. */
    public byte[] medium() {
        return medium;
    }

    /** Calls to {@link #write} so far. */
    public int writes() {
        return writes.get();
    }

    /** Offsets of blocks of which some request to write them was not answered as done, whatever the medium holds. */
    public Set<Long> refused() {
        return Set.copyOf(refused);
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
        long answered = answer(request, done -> {
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
        for (long block = offset; block < offset + length; block += blockBytes) {
            if (Math.min(block + blockBytes, offset + length) > offset + answered) {
                refused.add(block);
            }
        }
        return answered;
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

    private long answer(Request request, Consumer<Fault.Done> effect) {
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
}
