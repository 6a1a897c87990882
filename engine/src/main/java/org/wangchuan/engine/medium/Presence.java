package org.wangchuan.engine.medium;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One stay of a medium in this machine: while boot and disk sequence are the same, the kernel has seen no other medium behind
 * the name.
 *
 * @param boot the kernel's random id of this start (random(4), {@code /proc/sys/kernel/random/boot_id}); empty if unknown
 * @param diskSequence {@code BLKGETDISKSEQ} (linux/fs.h), never used twice in one boot; 0 if unknown, and for files
 * @param belowSequence the same number of the device whose file system holds the file that the medium consists of; 0 if unknown, and
 *     where there is no such file or no such device. A copy of a file system has the same files on it, also by their inodes and births,
 *     and the same UUID: only this tells that another device took its place
 */
public record Presence(String boot, long diskSequence, long belowSequence) {
    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");
    private static final Path BLOCK_DEVICES = Path.of("/sys/dev/block");

    /** The stay that this medium was examined in. */
    public static Presence of(Medium medium) {
        long below = medium.backing().map(Presence::sequenceBelow).orElse(0L);
        try {
            return new Presence(Files.readString(BOOT_ID).strip(), medium.diskSequence(), below);
        } catch (IOException e) {
            return new Presence("", medium.diskSequence(), below);
        }
    }

    /** Whether the medium has never left since. */
    public boolean continues(Presence earlier) {
        return isOfTheBootOf(earlier) && diskSequence != 0 && diskSequence == earlier.diskSequence;
    }

    /**
     * Whether the file system under it has left since, which then can have come back as a copy. After a new start of the machine
     * nobody can tell: no.
     */
    public boolean leftFrom(Presence earlier) {
        return isOfTheBootOf(earlier)
                && belowSequence != 0
                && earlier.belowSequence != 0
                && belowSequence != earlier.belowSequence;
    }

    private boolean isOfTheBootOf(Presence earlier) {
        return !boot.isEmpty() && boot.equals(earlier.boot);
    }

    /** A partition has none of its own, and its folder lies in that of its disk (Documentation/ABI/stable/sysfs-block). */
    private static long sequenceBelow(BackingFile file) {
        try {
            Path device = BLOCK_DEVICES.resolve(file.device()).toRealPath();
            boolean partition = Files.exists(device.resolve("partition"));
            Path disk = partition ? device.resolve("..") : device;
            return Long.parseLong(Files.readString(disk.resolve("diskseq")).strip());
        } catch (IOException | NumberFormatException e) {
            return 0; // no block device, such as under btrfs or a network, or a kernel before 5.15
        }
    }
}
