package org.wangchuan.engine.medium.use;

import java.util.ArrayList;
import java.util.List;
import org.wangchuan.engine.kernel.DeviceNumber;
import org.wangchuan.engine.kernel.FileStatus;
import org.wangchuan.engine.kernel.Kernel;
import org.wangchuan.engine.medium.sysfs.BlockDevice;
import org.wangchuan.engine.medium.sysfs.Mount;
import org.wangchuan.engine.medium.sysfs.SystemFiles;

/** Which block devices a mounted file system lies on. */
final class MountedDevices {
    private final Kernel kernel;
    private final String devices;
    private final List<List<BlockDevice>> btrfs;

    MountedDevices(Kernel kernel, SystemFiles files) {
        this.kernel = kernel;
        this.devices = files.dev() + "/";
        this.btrfs = files.btrfsMembers();
    }

    /** None for file systems without a device. */
    List<DeviceNumber> of(Mount mount) {
        if (mount.device().major() != 0) {
            return List.of(mount.device());
        }
        // An anonymous number: the source names the device, or several with ':' between them (bcachefs).
        List<DeviceNumber> found = new ArrayList<>();
        for (String source : mount.source().split(":", -1)) {
            if (source.startsWith(devices) // nothing else is asked: it could be on a server that is gone
                    && FileStatus.ofPath(kernel, source) instanceof FileStatus.Known(FileStatus status)
                    && status.type() == FileStatus.Type.BLOCK_DEVICE) {
                found.add(status.represented());
            }
        }
        if (mount.type().equals("btrfs")) {
            for (List<BlockDevice> members : btrfs) {
                List<DeviceNumber> numbers =
                        members.stream().map(BlockDevice::number).toList();
                if (numbers.stream().anyMatch(found::contains)) {
                    found.addAll(numbers);
                }
            }
        }
        return found.stream().distinct().toList();
    }
}
