package org.wangchuan.engine.medium.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.wangchuan.engine.medium.sysfs.SystemFiles;

/** A folder that looks like another machine's /sys, /proc and /dev, with the links that the kernel makes. */
public final class FakeMachine {
    private final Path root;

    public FakeMachine(Path root) {
        this.root = root;
        folder(root.resolve("sys/block"));
        folder(root.resolve("sys/dev/block"));
        folder(root.resolve("dev"));
        folder(root.resolve("proc/self"));
        mount("0:21", "/proc", "proc", "proc");
    }

    public SystemFiles files() {
        return new SystemFiles(root.resolve("sys"), root.resolve("proc"), root.resolve("dev"));
    }

    /** Adds a whole disk below a device folder such as {@code pci0000:00/ata1/host0/target0:0:0/0:0:0:0}, with 1 GiB and 512-byte blocks. */
    public Disk disk(String devicePath, String name, String number) {
        Path device = folder(root.resolve("sys/devices").resolve(devicePath));
        Path folder = folder(device.resolve("block").resolve(name));
        link(folder.resolve("device"), device);
        return node(folder, name, number)
                .with("size", "2097152")
                .with("queue/logical_block_size", "512")
                .with("queue/physical_block_size", "4096")
                .with("removable", "0")
                .with("ro", "0");
    }

    /** Adds an NVMe controller without a disk, on PCIe and at rest. */
    public Disk nvme(String devicePath) {
        Path device = folder(root.resolve("sys/devices").resolve(devicePath));
        String name = String.valueOf(device.getFileName());
        folder(root.resolve("sys/class/nvme"));
        link(root.resolve("sys/class/nvme").resolve(name), device);
        return new Disk(device, name).with("transport", "pcie").with("state", "live");
    }

    /** Adds a device of the PCI bus, such as {@code 0000:00:17.0}. */
    public Disk pci(String address) {
        Path device = folder(root.resolve("sys/devices/pci0000:00").resolve(address));
        folder(root.resolve("sys/bus/pci/devices"));
        link(root.resolve("sys/bus/pci/devices").resolve(address), device);
        return new Disk(device, address);
    }

    private Disk node(Path folder, String name, String number) {
        link(root.resolve("sys/dev/block").resolve(number), folder);
        Disk disk =
                new Disk(folder, name).with("dev", number).with("holders/.", "").with("slaves/.", "");
        if (!Files.exists(folder.resolve("partition"))) {
            link(root.resolve("sys/block").resolve(name), folder);
        }
        return disk;
    }

    /** Adds a partition of 256 MiB. */
    public Disk partition(Disk of, String name, String number) {
        Path folder = folder(of.folder.resolve(name));
        write(folder.resolve("partition"), "1\n".getBytes(StandardCharsets.UTF_8));
        return node(folder, name, number).with("size", "524288").with("ro", "0");
    }

    /** Records that {@code upper} is built on {@code lower}. */
    public void stack(Disk lower, Disk upper) {
        link(lower.folder.resolve("holders").resolve(upper.name), upper.folder);
        link(upper.folder.resolve("slaves").resolve(lower.name), lower.folder);
    }

    public void mount(String number, String point, String type, String source) {
        append(
                "proc/self/mountinfo",
                "30 1 " + number + " / " + point + " rw,relatime - " + type + " " + source + " rw\n");
    }

    /** Puts a swap area into use, with the kernel's heading before the first. */
    public void swap(String path) {
        if (!Files.exists(root.resolve("proc/swaps"))) {
            append("proc/swaps", "Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n");
        }
        append("proc/swaps", path + "\tpartition\t1048572\t0\t-2\n");
    }

    public void btrfs(String id, Disk... members) {
        for (Disk member : members) {
            Path devices = folder(root.resolve("sys/fs/btrfs").resolve(id).resolve("devices"));
            link(devices.resolve(member.name), member.folder);
        }
    }

    private void append(String file, String line) {
        try {
            Files.writeString(root.resolve(file), line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The folder of a block device, or of what one hangs on. */
    public record Disk(Path folder, String name) {

        /** An attribute as sysfs shows it, with a newline at the end; a name ending in "/." makes a folder. */
        public Disk with(String attribute, String text) {
            if (attribute.endsWith("/.")) {
                FakeMachine.folder(folder.resolve(attribute.substring(0, attribute.length() - 2)));
                return this;
            }
            return with(attribute, (text + "\n").getBytes(StandardCharsets.UTF_8));
        }

        public Disk with(String attribute, byte[] bytes) {
            write(folder.resolve(attribute), bytes);
            return this;
        }
    }

    private static Path folder(Path path) {
        try {
            return Files.createDirectories(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, byte[] bytes) {
        try {
            Path parent = file.getParent();
            if (parent != null) {
                folder(parent);
            }
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void link(Path link, Path target) {
        try {
            Files.createSymbolicLink(link, target);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
