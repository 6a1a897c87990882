package org.wangchuan.engine.medium.open;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wangchuan.engine.kernel.BlockRequests;
import org.wangchuan.engine.kernel.Errno;
import org.wangchuan.engine.kernel.FileStatus;
import org.wangchuan.engine.kernel.Kernel;
import org.wangchuan.engine.kernel.Requests;
import org.wangchuan.engine.medium.BlockChannel;
import org.wangchuan.engine.medium.Difference;
import org.wangchuan.engine.medium.Medium;
import org.wangchuan.engine.medium.MediumKind;
import org.wangchuan.engine.medium.PassThrough;
import org.wangchuan.engine.medium.ReadPath;
import org.wangchuan.engine.medium.backing.BackingPlaces;
import org.wangchuan.engine.medium.identity.Rechecker;
import org.wangchuan.engine.medium.watch.LoopWatch;
import org.wangchuan.engine.medium.watch.Neighbours;

/**
 * A medium that is held exclusively, with direct I/O where there is any. An image's tail that is shorter than the alignment goes through the
 * page cache, is synced and dropped from it at once; nothing is ever written past the capacity.
 *
 * <p>Safe for use by several threads. Once closed every call answers {@code EBADF}.
 */
public final class OpenMedium implements BlockChannel {
    private static final long CLOSED = -Errno.EBADF.number();

    private final Kernel kernel;
    private final Medium medium;
    private final Rechecker rechecker;
    private final BackingPlaces places;
    private final Neighbours neighbours;
    private final Descriptors descriptors;
    private final LoopWatch watch;
    private final long directBytes;
    private final Object tail = new Object();

    OpenMedium(Kernel kernel, Medium medium, Rechecker rechecker, BackingPlaces places, Descriptors descriptors) {
        this(kernel, medium, rechecker, places, Neighbours.none(kernel), descriptors);
    }

    OpenMedium(
            Kernel kernel,
            Medium medium,
            Rechecker rechecker,
            BackingPlaces places,
            Neighbours neighbours,
            Descriptors descriptors) {
        this.neighbours = neighbours;
        this.kernel = kernel;
        this.medium = medium;
        this.rechecker = rechecker;
        this.places = places;
        this.descriptors = descriptors;
        this.watch = new LoopWatch(kernel, medium, descriptors.direct());
        this.directBytes = medium.capacityBytes() - medium.capacityBytes() % medium.directAlignmentBytes();
    }

    /** What was examined and is now open. */
    public Medium medium() {
        return medium;
    }

    /** The way to the drive's own commands; whether they are the drive's own is for the caller to know ({@code Medium.attachment}). */
    public PassThrough passThrough() {
        return new KernelPassThrough(kernel, descriptors);
    }

    @Override
    public long capacityBytes() {
        return medium.capacityBytes();
    }

    @Override
    public int blockBytes() {
        return medium.blockBytes();
    }

    @Override
    public int alignmentBytes() {
        return medium.directAlignmentBytes();
    }

    /**
     * What stands between a read and the medium: of any device its cache. That writes go through it says nothing of where reads come from, and the kernel's word for it
     * ({@code queue/write_cache}, Documentation/ABI/stable/sysfs-block) is whatever was last written there, be it by an administrator.
     */
    public ReadPath readPath() {
        return medium.kind() == MediumKind.IMAGE ? ReadPath.FILE_SYSTEM : ReadPath.DEVICE_CACHE;
    }

    @Override
    public long write(MemorySegment buffer, long bufferOffset, long offset, long length) {
        long within = Math.min(length, medium.capacityBytes() - offset);
        if (within <= 0) {
            return length == 0 ? 0 : -Errno.ENOSPC.number();
        }
        if (!descriptors.enter()) {
            return CLOSED;
        }
        try {
            neighbours.stopWatching();
            long direct = Math.min(within, directBytes - offset);
            if (direct > 0) {
                long written = kernel.pwrite(descriptors.direct(), buffer, bufferOffset, direct, offset);
                if (written != direct || direct == within) {
                    return unlessMoved(written);
                }
                long rest = writeTail(buffer, bufferOffset + direct, offset + direct, within - direct);
                return unlessMoved(rest < 0 ? direct : direct + rest); // the next call meets the error again
            }
            return unlessMoved(writeTail(buffer, bufferOffset, offset, within));
        } finally {
            descriptors.leave();
        }
    }

    @Override
    public long read(MemorySegment buffer, long bufferOffset, long offset, long length) {
        long within = Math.min(length, medium.capacityBytes() - offset);
        if (within <= 0) {
            return 0;
        }
        if (!descriptors.enter()) {
            return CLOSED;
        }
        try {
            long direct = Math.min(within, directBytes - offset);
            if (direct > 0) {
                long got = kernel.pread(descriptors.direct(), buffer, bufferOffset, direct, offset);
                if (got != direct || direct == within) {
                    return unlessMoved(got);
                }
                long rest = readTail(buffer, bufferOffset + direct, offset + direct, within - direct);
                return unlessMoved(rest < 0 ? direct : direct + rest);
            }
            return unlessMoved(readTail(buffer, bufferOffset, offset, within));
        } finally {
            descriptors.leave();
        }
    }

    @Override
    public long flush() {
        if (!descriptors.enter()) {
            return CLOSED;
        }
        try {
            int synced = kernel.fdatasync(descriptors.direct());
            return synced == 0 && (shrunk() || moved()) ? -Errno.ENXIO.number() : synced;
        } finally {
            descriptors.leave();
        }
    }

    /**
     * Drops what the page caches may hold of it, before verification; includes a write-back, so that it can report a late error. From
     * then on, until this program itself writes, {@link #recheck} tells whether somebody else has.
     *
     * @return 0, or a negated errno
     */
    public long dropCaches() {
        long flushed = flush();
        if (flushed < 0 || !descriptors.enter()) {
            return flushed < 0 ? flushed : CLOSED;
        }
        try {
            long written = neighbours.writeBack().result();
            long own = written < 0 ? written : dropOwnCache();
            long dropped = own < 0 ? own : neighbours.dropBelow().result();
            if (dropped >= 0) {
                neighbours.watch();
            }
            return dropped;
        } finally {
            descriptors.leave();
        }
    }

    private long dropOwnCache() {
        if (medium.kind() == MediumKind.BLOCK) {
            long dropped = new BlockRequests(kernel, descriptors.direct()).dropCache();
            // Without the right to that request, the advice does the same for pages that nobody else holds.
            if (!Errno.EACCES.is(dropped) && !Errno.EPERM.is(dropped)) {
                return dropped;
            }
        }
        return kernel.fadvise(descriptors.direct(), 0, 0, Requests.POSIX_FADV_DONTNEED);
    }

    /**
     * What is not as it was when the medium was opened; nothing if all is. Blocks of the file under it that were moved or let go since are
     * among it: overwriting no longer reached them.
     */
    public List<Difference> recheck() {
        if (!descriptors.enter()) {
            return List.of(new Difference("gone", "an open medium", "it was closed here"));
        }
        try {
            List<Difference> found = new ArrayList<>(rechecker.differences(medium, descriptors.direct()));
            places.difference().ifPresent(found::add);
            if (found.stream().noneMatch(known -> known.what().equals(Difference.START))) {
                watch.difference().ifPresent(found::add);
            }
            if (medium.kind() == MediumKind.BLOCK) {
                // What others left in its cache goes to the medium now, and is counted below.
                long dropped = new BlockRequests(kernel, descriptors.direct()).dropCache();
                if (Errno.EACCES.is(dropped) || Errno.EPERM.is(dropped)) {
                    kernel.fdatasync(descriptors.direct());
                }
            }
            neighbours.difference().ifPresent(found::add);
            return List.copyOf(found);
        } finally {
            descriptors.leave();
        }
    }

    /**
     * Where the blocks of the file under it lay when it was opened, to be kept with the work that begins now; no secret. A few dozen bytes
     * for each piece, and some megabytes at the most.
     */
    public byte[] places() {
        return places.kept();
    }

    /**
     * Lets {@link #recheck} compare also with {@link #places} of an earlier time, when the work began that is gone on with: what was moved
     * while it was not open counts as well. Bytes that can't be read are told as a difference.
     */
    public void compareAlsoWith(byte[] earlierPlaces) {
        places.compareAlsoWith(earlierPlaces);
    }

    /**
     * Whether the file under it no longer lies as it did when {@code MediumExaminer.places} was asked; one that was cut short
     * and made long again does not.
     */
    public Optional<Difference> movedSince(byte[] examinedPlaces) {
        return places.movedSince(examinedPlaces);
    }

    @Override
    public void close() {
        descriptors.close();
    }

    /** A file that somebody cut short let go of blocks that were never overwritten; later writes would grow it again and hide that. */
    private boolean shrunk() {
        return medium.kind() == MediumKind.IMAGE
                && FileStatus.ofDescriptor(kernel, descriptors.direct()) instanceof FileStatus.Known(FileStatus status)
                && status.sizeBytes() < medium.capacityBytes();
    }

    /** Written or read elsewhere: what was asked for is as good as gone. */
    private long unlessMoved(long result) {
        return result >= 0 && watch.moved() ? -Errno.ENXIO.number() : result;
    }

    /** At each flush also what takes longer to ask. */
    private boolean moved() {
        rechecker.start(medium).ifPresent(watch::remember);
        return watch.moved();
    }

    private long writeTail(MemorySegment buffer, long bufferOffset, long offset, long length) {
        synchronized (tail) {
            int descriptor = descriptors.buffered();
            long written = kernel.pwrite(descriptor, buffer, bufferOffset, length, offset);
            if (written < 0) {
                return written;
            }
            int synced = kernel.fdatasync(descriptor);
            kernel.fadvise(descriptor, directBytes, 0, Requests.POSIX_FADV_DONTNEED);
            return synced < 0 ? synced : written;
        }
    }

    private long readTail(MemorySegment buffer, long bufferOffset, long offset, long length) {
        synchronized (tail) {
            int descriptor = descriptors.buffered();
            kernel.fadvise(descriptor, directBytes, 0, Requests.POSIX_FADV_DONTNEED);
            return kernel.pread(descriptor, buffer, bufferOffset, length, offset);
        }
    }
}
