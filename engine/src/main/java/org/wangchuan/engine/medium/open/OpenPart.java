package org.wangchuan.engine.medium.open;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import org.wangchuan.engine.kernel.BlockRequests;
import org.wangchuan.engine.kernel.Errno;
import org.wangchuan.engine.kernel.Kernel;
import org.wangchuan.engine.medium.BlockChannel;
import org.wangchuan.engine.medium.PassThrough;
import org.wangchuan.engine.medium.sysfs.BlockDevice;

/**
 * Another part of an eMMC, held alone, with direct I/O. Linux locks boot partitions against writes at each start; the lock is its own, not the card's
 * ({@code force_ro}, Documentation/driver-api/mmc/mmc-dev-attrs.rst). Safe for use by several threads. Once closed every call answers {@code EBADF}.
 */
public final class OpenPart implements BlockChannel {
    private static final String LOCK = "force_ro";
    private static final int BLOCK_BYTES = 512;
    private static final int ALIGNMENT_BYTES = 4096;

    private final Kernel kernel;
    private final Descriptors descriptors;
    private final String id;
    private final BlockDevice device;
    private final long capacityBytes;

    OpenPart(Kernel kernel, int descriptor, String id, BlockDevice device) {
        this.kernel = kernel;
        this.descriptors = new Descriptors(kernel, descriptor, descriptor);
        this.id = id;
        this.device = device;
        this.capacityBytes = BLOCK_BYTES * device.natural("size").orElse(0);
    }

    /** Its id ({@code CardPart}). */
    public String id() {
        return id;
    }

    /** The way to the card's commands, in this part. */
    public PassThrough passThrough() {
        return new KernelPassThrough(kernel, descriptors);
    }

    /** Whether the kernel lets nobody write to it. */
    public boolean locked() {
        return device.flag(LOCK);
    }

    /**
     * Locks it against writes, or lifts that.
     *
     * @return 0, or a negated errno; EACCES also where the kernel has no such lock
     */
    public long lock(boolean locked) {
        return lock(device, locked);
    }

    static long lock(BlockDevice device, boolean locked) {
        try {
            Files.writeString(device.folder().resolve(LOCK), locked ? "1" : "0");
            return device.flag(LOCK) == locked ? 0 : -Errno.EACCES.number();
        } catch (IOException e) {
            return -Errno.EACCES.number();
        }
    }

    /** Writes back and drops what the host's cache holds of it: 0, or a negated errno. */
    public long dropCache() {
        long flushed = flush();
        if (flushed < 0 || !descriptors.enter()) {
            return flushed < 0 ? flushed : -Errno.EBADF.number();
        }
        try {
            return new BlockRequests(kernel, descriptors.direct()).dropCache();
        } finally {
            descriptors.leave();
        }
    }

    @Override
    public long capacityBytes() {
        return capacityBytes;
    }

    @Override
    public int blockBytes() {
        return BLOCK_BYTES;
    }

    @Override
    public int alignmentBytes() {
        return capacityBytes % ALIGNMENT_BYTES == 0 ? ALIGNMENT_BYTES : BLOCK_BYTES;
    }

    @Override
    public long write(MemorySegment buffer, long bufferOffset, long offset, long length) {
        if (!descriptors.enter()) {
            return -Errno.EBADF.number();
        }
        try {
            return kernel.pwrite(descriptors.direct(), buffer, bufferOffset, length, offset);
        } finally {
            descriptors.leave();
        }
    }

    @Override
    public long read(MemorySegment buffer, long bufferOffset, long offset, long length) {
        if (!descriptors.enter()) {
            return -Errno.EBADF.number();
        }
        try {
            return kernel.pread(descriptors.direct(), buffer, bufferOffset, length, offset);
        } finally {
            descriptors.leave();
        }
    }

    @Override
    public long flush() {
        if (!descriptors.enter()) {
            return -Errno.EBADF.number();
        }
        try {
            return kernel.fdatasync(descriptors.direct());
        } finally {
            descriptors.leave();
        }
    }

    @Override
    public void close() {
        descriptors.close();
    }
}
