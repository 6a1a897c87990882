package org.wangchuan.engine.medium.open;

import org.wangchuan.engine.kernel.Kernel;
import org.wangchuan.engine.medium.sysfs.BlockDevice;

/** Another namespace of an NVMe device that erases itself. */
public final class OpenNamespace extends OpenDisk {
    private final long number;

    OpenNamespace(Kernel kernel, int descriptor, long number, int blockBytes, BlockDevice device) {
        super(kernel, descriptor, 512 * device.natural("size").orElse(0), blockBytes);
        this.number = number;
    }

    /** Its number (NSID), 1 or more. */
    public long number() {
        return number;
    }
}
