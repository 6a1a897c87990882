package org.wangchuan.engine.medium.open;

import java.lang.foreign.MemorySegment;
import org.wangchuan.engine.kernel.BlockRequests;
import org.wangchuan.engine.kernel.Errno;
import org.wangchuan.engine.kernel.Kernel;
import org.wangchuan.engine.medium.BlockChannel;

/**
 * A disk of the same device as the medium that is erased, held alone, with direct I/O. Safe for use by several threads. Once closed every call answers {@code EBADF}.
 */
abstract sealed class OpenDisk implements BlockChannel permits OpenPart, OpenNamespace {
    private static final int ALIGNMENT_BYTES = 4096;

    private final Kernel kernel;
    private final Descriptors descriptors;
    private final long capacityBytes;
    private final int blockBytes;

    OpenDisk(Kernel kernel, int descriptor, long capacityBytes, int blockBytes) {
        this.kernel = kernel;
        this.descriptors = new Descriptors(kernel, descriptor, descriptor);
        this.capacityBytes = capacityBytes;
        this.blockBytes = blockBytes;
    }

    /** A way to commands by it. */
    final KernelPassThrough way() {
        return new KernelPassThrough(kernel, descriptors);
    }

    /** Writes back and drops what the host's cache holds of it: 0, or a negated errno. */
    public final long dropCache() {
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
    public final long capacityBytes() {
        return capacityBytes;
    }

    @Override
    public final int blockBytes() {
        return blockBytes;
    }

    @Override
    public final int alignmentBytes() {
        return capacityBytes % ALIGNMENT_BYTES == 0 ? Math.max(ALIGNMENT_BYTES, blockBytes) : blockBytes;
    }

    @Override
    public final long write(MemorySegment buffer, long bufferOffset, long offset, long length) {
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
    public final long read(MemorySegment buffer, long bufferOffset, long offset, long length) {
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
    public final long flush() {
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
    public final void close() {
        descriptors.close();
    }
}
