package org.wangchuan.engine.medium.watch;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.wangchuan.engine.kernel.DeviceNumber;
import org.wangchuan.engine.kernel.Errno;
import org.wangchuan.engine.kernel.FileStatus;
import org.wangchuan.engine.kernel.FileSystemType;
import org.wangchuan.engine.kernel.Kernel;
import org.wangchuan.engine.kernel.OpenFlags;
import org.wangchuan.engine.kernel.Requests;
import org.wangchuan.engine.medium.BackingFile;
import org.wangchuan.engine.medium.backing.Foundations;
import org.wangchuan.engine.medium.backing.LoopBacking;
import org.wangchuan.engine.medium.sysfs.BlockDevice;
import org.wangchuan.engine.medium.sysfs.SystemFiles;
import org.wangchuan.engine.medium.watch.PageCaches.Outcome;

/**
 * The page caches of the files that loop devices stand on, all the way down. A loop device reads and writes its file through that cache however it is read
 * itself (drivers/block/loop.c, unless it was told to use direct I/O), so that what is read back can be what this computer has in its memory and the disk
 * never took.
 */
final class FileCaches {
    /** More than anybody stacks. */
    private static final int DEVICES_MAX = 256;

    /** Pages that were being read or written just then can be dropped a moment later. */
    private static final int TIMES_MAX = 40;

    private static final long BETWEEN_NANOS = 50_000_000L;

    private final Kernel kernel;
    private final SystemFiles files;
    private final Deque<BlockDevice> left = new ArrayDeque<>();
    private final Set<DeviceNumber> seen = new HashSet<>();
    private Outcome first = new Outcome(0, "");

    private FileCaches(Kernel kernel, SystemFiles files) {
        this.kernel = kernel;
        this.files = files;
    }

    /**
     * Drops what the kernel holds of each of them, once the devices were flushed; goes on after a failure, and tells the first. Who may not look below, as whoever has no
     * right to these devices, drops nothing there, and is told nothing.
     *
     * @param devices with their bytes in common
     * @param file descriptor of the last file below them, or negative
     * @param last which that is
     * @param isThroughIt whether that file is read through its cache, as by a loop device: {@code EBUSY} then if some of it stays there, since another program has
     *     it mapped
     */
    static Outcome drop(
            Kernel kernel,
            SystemFiles files,
            List<BlockDevice> devices,
            int file,
            Optional<BackingFile> last,
            boolean isThroughIt) {
        FileCaches caches = new FileCaches(kernel, files);
        if (file >= 0) {
            // Also one that no path leads to any more.
            caches.dropOf(file, "its file");
            if (isThroughIt) {
                caches.requireNothingOf(file);
            }
        }
        last.ifPresent(caches::addDeviceOf);
        devices.forEach(caches::add);
        int looked = 0;
        while (!caches.left.isEmpty() && looked < DEVICES_MAX) {
            caches.lookBelow(caches.left.remove(), file >= 0 ? last : Optional.empty());
            looked++;
        }
        if (!caches.left.isEmpty()) {
            caches.failed(
                    new Outcome(-Errno.E2BIG.number(), caches.left.remove().name()));
        }
        return caches.first;
    }

    private void requireNothingOf(int descriptor) {
        if (FileSystemType.of(kernel, descriptor) == FileSystemType.MEMORY) {
            return; // the file is nowhere else
        }
        for (int i = 0; kernel.cachedPages(descriptor) > 0; i++) {
            if (i == TIMES_MAX) {
                failed(new Outcome(-Errno.EBUSY.number(), "its file"));
                return;
            }
            LockSupport.parkNanos(BETWEEN_NANOS);
            dropOf(descriptor, "its file");
        }
    }

    private void add(BlockDevice device) {
        if (seen.add(device.number())) {
            left.add(device);
        }
    }

    /**
     * Of the file system that it is in: a file is read past the cache of that device. Of one that is on no device of its own (btrfs, overlayfs, FUSE) nobody knows what
     * lies below; where this computer has loop devices at all it can be one of them.
     */
    private void addDeviceOf(BackingFile file) {
        Optional<BlockDevice> device = DeviceNumber.parse(file.device()).flatMap(files::device);
        if (device.isPresent()) {
            if (!seen.contains(device.get().number())) {
                Foundations.of(kernel, files, device.get()).sharing().forEach(this::add);
            }
        } else if (files.disks().stream().anyMatch(disk -> disk.has("loop"))) {
            failed(new Outcome(dropAll(), file.device()));
        }
    }

    private void lookBelow(BlockDevice device, Optional<BackingFile> dropped) {
        if (device.partition() || !device.has("loop")) {
            return;
        }
        Optional<BackingFile> file =
                LoopBacking.of(kernel, files, device).or(() -> LoopBacking.ofSysfs(kernel, device));
        if (file.isPresent() && file.equals(dropped)) {
            return;
        }
        Optional<BlockDevice> under = file.flatMap(BackingFile::represents)
                .flatMap(DeviceNumber::parse)
                .flatMap(files::device);
        if (under.isPresent()) {
            failed(PageCaches.writeBack(kernel, files, List.of(under.get())));
            add(under.get());
            return;
        }
        int descriptor = file.map(this::open).orElse(-1);
        if (descriptor < 0) {
            failed(new Outcome(dropAll(), device.name()));
            return;
        }
        try {
            dropOf(descriptor, device.name());
        } finally {
            kernel.close(descriptor);
        }
        addDeviceOf(file.orElseThrow());
    }

    /** The same file, or none: what its path leads to by now can be another. */
    private int open(BackingFile file) {
        int descriptor = kernel.open(file.path(), OpenFlags.O_RDONLY | OpenFlags.O_NONBLOCK | OpenFlags.O_CLOEXEC);
        if (descriptor < 0) {
            return descriptor;
        }
        boolean same = FileStatus.ofDescriptor(kernel, descriptor) instanceof FileStatus.Known(FileStatus status)
                && status.inode() == file.inode()
                && status.device().toString().equals(file.device());
        if (!same) {
            kernel.close(descriptor);
            return -1;
        }
        return descriptor;
    }

    private void dropOf(int descriptor, String name) {
        int synced = kernel.fsync(descriptor);
        int dropped = kernel.fadvise(descriptor, 0, 0, Requests.POSIX_FADV_DONTNEED);
        failed(new Outcome(Math.min(synced, dropped), name));
    }

    /**
     * Of a file that can't be reached from here all caches of this computer are dropped (Documentation/admin-guide/sysctl/vm.rst, drop_caches), which keeps dirty pages: the
     * flush of the medium has written back what is below it. Who may not do that drops nothing.
     */
    private long dropAll() {
        int descriptor = kernel.open(
                files.proc().resolve("sys/vm/drop_caches").toString(), OpenFlags.O_WRONLY | OpenFlags.O_CLOEXEC);
        if (descriptor < 0) {
            boolean denied = Errno.EACCES.is(descriptor)
                    || Errno.EPERM.is(descriptor)
                    || Errno.EROFS.is(descriptor)
                    || Errno.ENOENT.is(descriptor);
            return denied ? 0 : descriptor;
        }
        try (Arena arena = Arena.ofConfined()) {
            byte[] pagesAlone = "1\n".getBytes(StandardCharsets.US_ASCII);
            MemorySegment said = arena.allocateFrom(JAVA_BYTE, pagesAlone);
            return Math.min(0, kernel.pwrite(descriptor, said, 0, pagesAlone.length, 0));
        } finally {
            kernel.close(descriptor);
        }
    }

    private void failed(Outcome outcome) {
        if (outcome.result() < 0 && first.result() == 0) {
            first = outcome;
        }
    }
}
