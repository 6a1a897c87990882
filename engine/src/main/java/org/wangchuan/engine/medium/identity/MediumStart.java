package org.wangchuan.engine.medium.identity;

import java.util.Optional;
import org.wangchuan.engine.kernel.DeviceNumber;
import org.wangchuan.engine.kernel.Kernel;
import org.wangchuan.engine.medium.BackingFile;
import org.wangchuan.engine.medium.backing.LoopBacking;
import org.wangchuan.engine.medium.sysfs.BlockDevice;
import org.wangchuan.engine.medium.sysfs.SystemFiles;

/**
 * Where the first byte of a device lies in what it is a part of. A partition can be made anew elsewhere, and a loop device be moved within
 * its file while it is open (LOOP_SET_STATUS64); neither its name nor its size nor its disk sequence number tells. Together with the size
 * it says which bytes are meant, so a loop's own limit adds nothing.
 */
public final class MediumStart {
    /** sysfs counts in these, whatever the device's blocks are (Documentation/ABI/stable/sysfs-block, {@code start}). */
    private static final long SECTOR_BYTES = 512;

    /** Loop devices over loop devices; the kernel itself allows eight (drivers/block/loop.c). */
    private static final int DEPTH_MAX = 16;

    private MediumStart() {}

    /** Bytes from the beginning of the disk, or of the file or device at the bottom of a stack of loop devices. */
    static long bytes(Kernel kernel, SystemFiles files, BlockDevice device) {
        return bytes(kernel, files, device, DEPTH_MAX);
    }

    private static long bytes(Kernel kernel, SystemFiles files, BlockDevice device, int depth) {
        long own = device.partition() ? device.natural("start").orElse(0) * SECTOR_BYTES : 0;
        BlockDevice whole = device.whole();
        if (!whole.has("loop/offset")) {
            return own;
        }
        Optional<BlockDevice> below = LoopBacking.ofSysfs(kernel, whole)
                .flatMap(BackingFile::represents)
                .flatMap(DeviceNumber::parse)
                .flatMap(files::device);
        long deeper = depth > 0 && below.isPresent() ? bytes(kernel, files, below.get(), depth - 1) : 0;
        return own + whole.natural("loop/offset").orElse(0) + deeper;
    }
}
