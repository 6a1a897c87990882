package org.wangchuan.engine.medium.open;

import java.io.IOException;
import java.nio.file.Files;
import org.wangchuan.engine.kernel.Errno;
import org.wangchuan.engine.kernel.Kernel;
import org.wangchuan.engine.medium.PassThrough;
import org.wangchuan.engine.medium.sysfs.BlockDevice;

/**
 * Another part of an eMMC, held alone, with direct I/O. Linux locks boot partitions against writes at each start; the lock is its own, not the card's
 * ({@code force_ro}, Documentation/driver-api/mmc/mmc-dev-attrs.rst). Safe for use by several threads. Once closed every call answers {@code EBADF}.
 */
public final class OpenPart extends OpenDisk {
    private static final String LOCK = "force_ro";
    private static final int BLOCK_BYTES = 512;

    private final String id;
    private final BlockDevice device;

    OpenPart(Kernel kernel, int descriptor, String id, BlockDevice device) {
        super(kernel, descriptor, BLOCK_BYTES * device.natural("size").orElse(0), BLOCK_BYTES);
        this.id = id;
        this.device = device;
    }

    /** Its id ({@code CardPart}). */
    public String id() {
        return id;
    }

    /** The way to the card's commands, in this part. */
    public PassThrough passThrough() {
        return way();
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
}
