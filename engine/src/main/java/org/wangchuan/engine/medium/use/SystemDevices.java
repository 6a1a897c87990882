package org.wangchuan.engine.medium.use;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.wangchuan.engine.kernel.DeviceNumber;
import org.wangchuan.engine.kernel.Kernel;
import org.wangchuan.engine.medium.BackingFile;
import org.wangchuan.engine.medium.backing.LoopBacking;
import org.wangchuan.engine.medium.sysfs.BlockDevice;
import org.wangchuan.engine.medium.sysfs.Mount;
import org.wangchuan.engine.medium.sysfs.SystemFiles;

/**
 * The devices that the running system rests on: those under its own mount points, down through RAID, LVM, encryption and loop devices to whole
 * disks.
 */
final class SystemDevices {
    /** A live system's medium is mounted at one of the last ones (Debian live, Fedora dracut, Ubuntu casper, Arch, and our own). */
    private static final Set<String> POINTS = Set.of(
            "/",
            "/boot",
            "/boot/efi",
            "/efi",
            "/usr",
            "/var",
            "/etc",
            "/opt",
            "/home",
            "/nix",
            "/run/live/medium",
            "/run/initramfs/live",
            "/cdrom",
            "/run/archiso/bootmnt",
            "/run/wangchuan/stick");

    private static final int DEPTH_MAX = 16;

    private final Kernel kernel;
    private final SystemFiles files;
    private final MountedDevices mounted;

    SystemDevices(Kernel kernel, SystemFiles files) {
        this.kernel = kernel;
        this.files = files;
        this.mounted = new MountedDevices(kernel, files);
    }

    Set<DeviceNumber> find() {
        Set<DeviceNumber> found = new LinkedHashSet<>();
        for (Mount mount : files.mounts().entries()) {
            if (POINTS.contains(mount.point())) {
                mounted.of(mount).forEach(number -> descend(number, found, DEPTH_MAX));
            }
        }
        return found;
    }

    private void descend(DeviceNumber number, Set<DeviceNumber> found, int depth) {
        if (depth == 0 || !found.add(number)) {
            return;
        }
        Optional<BlockDevice> device = files.device(number);
        if (device.isEmpty()) {
            return;
        }
        BlockDevice whole = device.get().whole();
        found.add(whole.number());
        device.get().slaves().forEach(slave -> descend(slave.number(), found, depth - 1));
        whole.slaves().forEach(slave -> descend(slave.number(), found, depth - 1));
        LoopBacking.ofSysfs(kernel, whole).ifPresent(file -> {
            file.represents().flatMap(DeviceNumber::parse).ifPresent(next -> descend(next, found, depth - 1));
            beneath(file).ifPresent(mount -> mounted.of(mount).forEach(next -> descend(next, found, depth - 1)));
        });
    }

    /** The file system that a loop's file lies on. */
    private Optional<Mount> beneath(BackingFile file) {
        return files.mounts().entries().stream()
                .filter(mount -> mount.device().toString().equals(file.device()))
                .findFirst();
    }
}
