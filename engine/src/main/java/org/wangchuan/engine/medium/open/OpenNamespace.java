package org.wangchuan.engine.medium.open;

import org.wangchuan.engine.kernel.Kernel;
import org.wangchuan.engine.medium.ReadPath;
import org.wangchuan.engine.medium.WriteCache;
import org.wangchuan.engine.medium.sysfs.BlockDevice;

/** Another namespace of an NVMe device that erases itself. */
public final class OpenNamespace extends OpenDisk {
    private final long number;
    private final BlockDevice device;

    OpenNamespace(Kernel kernel, int descriptor, long number, int blockBytes, BlockDevice device) {
        super(kernel, descriptor, 512 * device.natural("size").orElse(0), blockBytes);
        this.number = number;
        this.device = device;
    }

    /** Its number (NSID), 1 or more. */
    public long number() {
        return number;
    }

    /** What stands between a read and it. Write-through is worth something only where it is the drive's own word, which the caller knows of the whole device. */
    public ReadPath readPath() {
        return device.text("queue/write_cache")
                        .map(WriteCache::ofSysfs)
                        .filter(WriteCache.WRITE_THROUGH::equals)
                        .isPresent()
                ? ReadPath.DIRECT
                : ReadPath.DEVICE_CACHE;
    }
}
