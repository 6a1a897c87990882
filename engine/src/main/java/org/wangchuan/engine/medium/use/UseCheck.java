package org.wangchuan.engine.medium.use;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.wangchuan.engine.kernel.DeviceNumber;
import org.wangchuan.engine.kernel.FileStatus;
import org.wangchuan.engine.kernel.Kernel;
import org.wangchuan.engine.medium.BackingFile;
import org.wangchuan.engine.medium.Medium;
import org.wangchuan.engine.medium.MediumKind;
import org.wangchuan.engine.medium.Obstacle;
import org.wangchuan.engine.medium.backing.LoopDevices;
import org.wangchuan.engine.medium.sysfs.BlockDevice;
import org.wangchuan.engine.medium.sysfs.Mount;
import org.wangchuan.engine.medium.sysfs.SystemFiles;
import org.wangchuan.engine.medium.sysfs.Table;

/**
 * Who uses a medium: mounts, swap, RAID, LVM, encryption, loop devices, on itself, on its partitions, and on everything that is built on
 * these.
 */
public final class UseCheck {
    private final Kernel kernel;
    private final SystemFiles files;
    private final LoopDevices loops;
    private final Table<Mount> mounts;
    private final List<List<BlockDevice>> btrfs;
    private final Table<String> swaps;
    private final Set<DeviceNumber> system;

    /** Reads the system's tables once; checks of several media can share them for an instant. */
    public UseCheck(Kernel kernel, SystemFiles files) {
        this.kernel = kernel;
        this.files = files;
        this.loops = LoopDevices.of(kernel, files);
        this.mounts = files.mounts();
        this.btrfs = files.btrfsMembers();
        this.swaps = files.swapPaths();
        this.system = new SystemDevices(kernel, files).find();
    }

    public List<Obstacle> check(Medium medium) {
        List<Obstacle> found = new ArrayList<>();
        Map<DeviceNumber, BlockDevice> above = new LinkedHashMap<>();
        Optional<BlockDevice> self = DeviceNumber.parse(medium.number()).flatMap(files::device);
        if (self.isPresent()) {
            climb(self.get(), above, found);
            medium.backing().ifPresent(file -> climbFromBelow(self.get().whole(), file, above, found));
        } else {
            medium.backing().ifPresent(file -> {
                for (BlockDevice loop : loops.standingOn(file)) {
                    found.add(new Obstacle(
                            Obstacle.Code.ATTACHED,
                            medium.name() + " is attached to loop device " + loop.name(),
                            List.of(medium.name(), loop.name())));
                    climb(loop, above, found);
                }
            });
        }
        findMounts(medium, above, found);
        findSwaps(medium, above, found);
        findSystem(medium, above, found);
        for (Optional<String> unread : List.of(mounts.unread(), swaps.unread())) {
            unread.ifPresent(why -> found.add(new Obstacle(
                    Obstacle.Code.USE_UNKNOWN, "it is not known whether " + medium.name() + " is in use: " + why)));
        }
        return found;
    }

    /** What else stands on the file or the device that a loop device stands on: its contents are the same. */
    private void climbFromBelow(
            BlockDevice loop, BackingFile file, Map<DeviceNumber, BlockDevice> above, List<Obstacle> found) {
        for (BlockDevice other : loops.standingOn(file)) {
            if (!other.number().equals(loop.number())) {
                found.add(new Obstacle(
                        Obstacle.Code.ATTACHED,
                        "what " + loop.name() + " stands on is attached to loop device " + other.name() + ", too",
                        List.of(file.path(), other.name())));
                climb(other, above, found);
            }
        }
        Optional<BlockDevice> below =
                file.represents().flatMap(DeviceNumber::parse).flatMap(files::device);
        if (below.isPresent()) {
            climb(below.get(), above, found);
        }
    }

    /** Collects a device, its partitions, and what is built on them. */
    private void climb(BlockDevice device, Map<DeviceNumber, BlockDevice> above, List<Obstacle> found) {
        if (above.putIfAbsent(device.number(), device) != null) {
            return;
        }
        for (BlockDevice holder : device.holders()) {
            found.add(new Obstacle(
                    Obstacle.Code.HELD,
                    device.name() + " is a part of " + holder.name(),
                    List.of(device.name(), holder.name())));
            climb(holder, above, found);
        }
        for (BlockDevice loop : loops.standingOn(device.number())) {
            if (!above.containsKey(loop.number())) { // a loop that is the target itself does not stand in its own way
                found.add(new Obstacle(
                        Obstacle.Code.ATTACHED,
                        device.name() + " is attached to loop device " + loop.name(),
                        List.of(device.name(), loop.name())));
            }
            climb(loop, above, found);
        }
        for (BlockDevice partition : device.partitions()) {
            climb(partition, above, found);
        }
    }

    private void findMounts(Medium medium, Map<DeviceNumber, BlockDevice> above, List<Obstacle> found) {
        MountedDevices mounted = new MountedDevices(kernel, files);
        for (Mount mount : mounts.entries()) {
            for (DeviceNumber number : mounted.of(mount)) {
                BlockDevice used = above.get(number);
                if (used != null) {
                    found.add(new Obstacle(
                            Obstacle.Code.MOUNTED,
                            subject(medium, used) + " is mounted at " + mount.point(),
                            List.of(medium.name(), used.name(), mount.point())));
                }
            }
        }
        for (List<BlockDevice> members : btrfs) {
            for (BlockDevice member : members) {
                if (above.containsKey(member.number())) {
                    found.add(new Obstacle(
                            Obstacle.Code.MOUNTED,
                            subject(medium, member) + " is a part of a btrfs of " + members.size()
                                    + " device(s) that is mounted",
                            List.of(medium.name(), member.name())));
                }
            }
        }
    }

    private void findSwaps(Medium medium, Map<DeviceNumber, BlockDevice> above, List<Obstacle> found) {
        for (String path : swaps.entries()) {
            if (!(FileStatus.ofPath(kernel, path) instanceof FileStatus.Known(FileStatus status))) {
                continue;
            }
            BlockDevice used = status.type() == FileStatus.Type.BLOCK_DEVICE ? above.get(status.represented()) : null;
            boolean file =
                    medium.backing().map(BackingFile::id).equals(Optional.of(status.device() + ":" + status.inode()));
            if (used != null) {
                found.add(new Obstacle(
                        Obstacle.Code.SWAP,
                        subject(medium, used) + " is swap space in use",
                        List.of(medium.name(), used.name())));
            } else if (file) {
                found.add(new Obstacle(
                        Obstacle.Code.SWAP,
                        medium.name() + " is, or stands on, a swap file in use",
                        List.of(medium.name())));
            }
        }
    }

    private void findSystem(Medium medium, Map<DeviceNumber, BlockDevice> above, List<Obstacle> found) {
        if (medium.kind() == MediumKind.IMAGE) {
            return; // files on the system's disk are what images are; one that the system runs from is attached and
            // mounted
        }
        for (BlockDevice device : above.values()) {
            if (system.contains(device.number())) {
                found.add(new Obstacle(
                        Obstacle.Code.SYSTEM_DISK,
                        "this machine runs from " + subject(medium, device),
                        List.of(medium.name(), device.name())));
            }
        }
    }

    /** "sdb", or "sdb1 on sdb" for what stands on it. */
    private static String subject(Medium medium, BlockDevice device) {
        return device.name().equals(medium.name()) ? medium.name() : device.name() + " on " + medium.name();
    }
}
