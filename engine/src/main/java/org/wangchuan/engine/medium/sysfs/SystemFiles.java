package org.wangchuan.engine.medium.sysfs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.wangchuan.engine.kernel.DeviceNumber;

/**
 * Where the kernel's files are; another root makes another machine. Nothing here fails: what can't be read of sysfs is absent, and a
 * table that can't be read says so.
 *
 * @param sys normally /sys
 * @param proc normally /proc
 * @param dev normally /dev
 */
public record SystemFiles(Path sys, Path proc, Path dev) {
    private static final int TABLE_BYTES_MAX = 16 << 20;

    /** This machine. */
    public static SystemFiles real() {
        return new SystemFiles(Path.of("/sys"), Path.of("/proc"), Path.of("/dev"));
    }

    /** The block device with this number, whole or partition. */
    public Optional<BlockDevice> device(DeviceNumber number) {
        return BlockDevice.at(sys.resolve("dev").resolve("block").resolve(number.toString()));
    }

    /** All whole block devices, in the order of their names (sda, sdb, …, sdaa is sorted as text). */
    public List<BlockDevice> disks() {
        List<BlockDevice> found = new ArrayList<>();
        for (String name : names(sys.resolve("block"))) {
            BlockDevice.at(sys.resolve("block").resolve(name)).ifPresent(found::add);
        }
        return found;
    }

    /** NVMe controllers, in the order of their names. */
    public List<NvmeController> nvmeControllers() {
        List<NvmeController> found = new ArrayList<>();
        Path all = sys.resolve("class").resolve("nvme");
        for (String name : names(all)) {
            NvmeController.at(all.resolve(name)).ifPresent(found::add);
        }
        return found;
    }

    /**
     * NVMe drives that the computer's firmware has put behind a SATA controller, where no driver reaches them (drivers/ata/ahci.c,
     * {@code ahci_remap_check}).
     */
    public long remappedNvme() {
        Path all = sys.resolve("bus").resolve("pci").resolve("devices");
        return names(all).stream()
                .map(name -> BlockDevice.attribute(all.resolve(name).resolve("remapped_nvme")))
                .flatMap(Optional::stream)
                .filter(count -> count.matches("[0-9]{1,9}"))
                .mapToLong(Long::parseLong)
                .sum();
    }

    /** Mounts that this process can see; there is always one, the root. */
    public Table<Mount> mounts() {
        Table<String> lines = lines("self/mountinfo");
        if (lines.unread().isPresent()) {
            return Table.unread(lines.unread().get());
        }
        List<Mount> mounts = Mount.parseTable(String.join("\n", lines.entries()));
        boolean all = !mounts.isEmpty() && mounts.size() == lines.entries().size();
        return new Table<>(
                mounts,
                all
                        ? Optional.empty()
                        : Optional.of("self/mountinfo: " + mounts.size() + " of "
                                + lines.entries().size() + " lines can be read"));
    }

    /** Swap areas in use; none on a kernel that has no such table. */
    public Table<String> swapPaths() {
        if (Files.notExists(proc.resolve("swaps"))) {
            return Table.whole(List.of());
        }
        Table<String> lines = lines("swaps");
        if (lines.unread().isPresent()) {
            return lines;
        }
        return lines.entries().isEmpty()
                ? Table.unread("swaps: expected a heading, found nothing")
                : Table.whole(SwapTable.parse(String.join("\n", lines.entries())));
    }

    /**
     * Swap areas in use that outlast a loss of power: all but zram, which keeps in memory what is swapped to it unless it was given a
     * device to write to (Documentation/ABI/testing/sysfs-block-zram, {@code backing_dev}).
     */
    public Table<String> storedSwapPaths() {
        Table<String> all = swapPaths();
        return new Table<>(
                all.entries().stream().filter(path -> !isInMemory(path)).toList(), all.unread());
    }

    private boolean isInMemory(String swapPath) {
        if (!swapPath.matches("/dev/zram[0-9]+")) {
            return false;
        }
        Path said = sys.resolve("block")
                .resolve(swapPath.substring("/dev/".length()))
                .resolve("backing_dev");
        try {
            return Files.notExists(said) || Files.readString(said).strip().equals("none");
        } catch (IOException _) {
            return false;
        }
    }

    /** All options of the mounted ext4 (or ext3) on this device, those that are its defaults among them; unread if there is none. */
    public Table<String> ext4Options(BlockDevice device) {
        String folder = device.name().replace('/', '!');
        return lines("fs/ext4/" + folder + "/options");
    }

    /** Every device that a mounted btrfs consists of; its mounts name only one of them. */
    public List<List<BlockDevice>> btrfsMembers() {
        List<List<BlockDevice>> systems = new ArrayList<>();
        Path root = sys.resolve("fs").resolve("btrfs");
        for (String id : names(root)) {
            Path devices = root.resolve(id).resolve("devices");
            List<BlockDevice> members = new ArrayList<>();
            for (String name : names(devices)) {
                BlockDevice.at(devices.resolve(name)).ifPresent(members::add);
            }
            if (!members.isEmpty()) {
                systems.add(List.copyOf(members));
            }
        }
        return systems;
    }

    /** Sorted names in a folder, none if it can't be read. */
    static List<String> names(Path folder) {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            entries.forEach(entry -> names.add(String.valueOf(entry.getFileName())));
        } catch (IOException | java.nio.file.DirectoryIteratorException _) {
            return List.of();
        }
        Collections.sort(names);
        return names;
    }

    private Table<String> lines(String name) {
        try (InputStream in = Files.newInputStream(proc.resolve(name))) {
            byte[] bytes = in.readNBytes(TABLE_BYTES_MAX + 1);
            return bytes.length > TABLE_BYTES_MAX
                    ? Table.unread(name + ": more than " + TABLE_BYTES_MAX + " bytes")
                    : Table.whole(
                            new String(bytes, StandardCharsets.UTF_8).lines().toList());
        } catch (IOException e) {
            return Table.unread(name + ": " + e.getClass().getSimpleName());
        }
    }
}
