package org.wangchuan.engine.medium.watch;

import java.util.List;
import org.wangchuan.engine.kernel.BlockRequests;
import org.wangchuan.engine.kernel.Errno;
import org.wangchuan.engine.kernel.FileStatus;
import org.wangchuan.engine.kernel.Kernel;
import org.wangchuan.engine.kernel.OpenFlags;
import org.wangchuan.engine.medium.sysfs.BlockDevice;
import org.wangchuan.engine.medium.sysfs.SystemFiles;

/**
 * The page caches of block devices. A disk and each of its partitions have their own, so that what was written to one of them through its
 * cache can reach the disk long after the same place was overwritten through another.
 */
public final class PageCaches {
    private PageCaches() {}

    /** What became of it: 0 or a negated errno, and the device that it is about. */
    public record Outcome(long result, String name) {}

    /** Writes back and drops what the kernel holds of each of the devices; goes on after a failure, and tells the first. */
    static Outcome writeBack(Kernel kernel, SystemFiles files, List<BlockDevice> devices) {
        Outcome first = new Outcome(0, "");
        for (BlockDevice device : devices) {
            long result = writeBack(kernel, files, device);
            if (result < 0 && first.result() == 0) {
                first = new Outcome(result, device.name());
            }
        }
        return first;
    }

    private static long writeBack(Kernel kernel, SystemFiles files, BlockDevice device) {
        // Read-only: a device that was open for writing is looked at by udev when it is closed.
        int descriptor = kernel.open(
                files.dev().resolve(device.name()).toString(),
                OpenFlags.O_RDONLY | OpenFlags.O_NONBLOCK | OpenFlags.O_CLOEXEC);
        if (descriptor < 0) {
            return descriptor;
        }
        try {
            boolean same = FileStatus.ofDescriptor(kernel, descriptor) instanceof FileStatus.Known(FileStatus status)
                    && status.represented().equals(device.number());
            if (!same) {
                return -Errno.ENXIO.number();
            }
            int synced = kernel.fsync(descriptor);
            long dropped = new BlockRequests(kernel, descriptor).dropCache();
            // Without the right to that request nothing is dropped; what was to be written back is written all the
            // same.
            boolean denied = Errno.EACCES.is(dropped) || Errno.EPERM.is(dropped);
            return synced < 0 || denied ? synced : Math.min(dropped, 0);
        } finally {
            kernel.close(descriptor);
        }
    }
}
