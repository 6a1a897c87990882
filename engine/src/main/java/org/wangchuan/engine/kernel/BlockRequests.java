package org.wangchuan.engine.kernel;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** The block layer's requests (linux/fs.h), typed: a value of 0 or more, or a negated errno. */
public final class BlockRequests {
    private final Kernel kernel;
    private final int descriptor;

    public BlockRequests(Kernel kernel, int descriptor) {
        this.kernel = kernel;
        this.descriptor = descriptor;
    }

    public long capacityBytes() {
        return wide(Requests.BLKGETSIZE64);
    }

    public long logicalBlockBytes() {
        return narrow(Requests.BLKSSZGET);
    }

    public long physicalBlockBytes() {
        return narrow(Requests.BLKPBSZGET);
    }

    /** 1 if the device refuses writes, otherwise 0. */
    public long readOnly() {
        return narrow(Requests.BLKROGET);
    }

    /** Negative on kernels before 5.15, which don't know the request. */
    public long diskSequence() {
        return wide(Requests.BLKGETDISKSEQ);
    }

    /** Writes back and drops what the page cache holds of the device. */
    public long dropCache() {
        return kernel.ioctl(descriptor, Requests.BLKFLSBUF, MemorySegment.NULL);
    }

    private long wide(long request) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment out = arena.allocate(JAVA_LONG);
            int returned = kernel.ioctl(descriptor, request, out);
            return returned < 0 ? returned : out.get(JAVA_LONG, 0);
        }
    }

    private long narrow(long request) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment out = arena.allocate(JAVA_INT);
            int returned = kernel.ioctl(descriptor, request, out);
            return returned < 0 ? returned : Integer.toUnsignedLong(out.get(JAVA_INT, 0));
        }
    }
}
