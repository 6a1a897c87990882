package org.wangchuan.engine.medium.sysfs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.wangchuan.engine.kernel.DeviceNumber;

/**
 * One block device as sysfs shows it; every question reads anew.
 *
 * @param folder its real folder, such as /sys/devices/pci0000:00/…/block/sda
 * @param name the kernel's name, such as sda or nvme0n1p2
 */
public record BlockDevice(Path folder, String name, DeviceNumber number) {
    private static final int ATTRIBUTE_BYTES_MAX = 4096; // one page, as sysfs itself

    /** Fields of the attribute "stat", counted from 0; kernels before 4.18 have no discards in it. */
    private static final int SECTORS_WRITTEN = 6;

    private static final int SECTORS_DISCARDED = 13;

    /** The device that a sysfs link or folder leads to. */
    public static Optional<BlockDevice> at(Path link) {
        try {
            Path folder = link.toRealPath();
            Optional<DeviceNumber> number = attribute(folder.resolve("dev")).flatMap(DeviceNumber::parse);
            // A '/' in a kernel name is a '!' in sysfs (cciss!c0d0).
            String name = String.valueOf(folder.getFileName()).replace('!', '/');
            return number.map(
                    known -> new BlockDevice(folder, CleanText.of(name).orElse("?"), known));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /** A text attribute, cleaned; empty if absent, blank or unreadable. */
    public Optional<String> text(String attribute) {
        return attribute(folder.resolve(attribute)).flatMap(CleanText::of);
    }

    /** A text attribute as it is, up to the newline at its end: for paths. */
    public Optional<String> raw(String attribute) {
        return attribute(folder.resolve(attribute));
    }

    /** A binary attribute, at most a page. */
    public Optional<byte[]> bytes(String attribute) {
        return content(folder.resolve(attribute));
    }

    /** A decimal attribute of 0 or more. */
    public OptionalLong natural(String attribute) {
        Optional<String> text = text(attribute);
        if (text.isEmpty() || !text.get().matches("[0-9]{1,18}")) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(Long.parseLong(text.get()));
    }

    /**
     * Sectors of 512 bytes that were written or discarded since the device is there (Documentation/block/stat.rst); empty where the kernel
     * does not count. A disk's count has those of its partitions in it.
     */
    public OptionalLong sectorsChanged() {
        String[] fields = raw("stat").orElse("").strip().split(" +", -1);
        int discarded = fields.length > SECTORS_DISCARDED ? SECTORS_DISCARDED : SECTORS_WRITTEN;
        if (fields.length <= SECTORS_WRITTEN
                || !fields[SECTORS_WRITTEN].matches("[0-9]{1,18}")
                || !fields[discarded].matches("[0-9]{1,18}")) {
            return OptionalLong.empty();
        }
        long written = Long.parseLong(fields[SECTORS_WRITTEN]);
        return OptionalLong.of(discarded == SECTORS_WRITTEN ? written : written + Long.parseLong(fields[discarded]));
    }

    public boolean flag(String attribute) {
        return natural(attribute).orElse(0) == 1;
    }

    public boolean has(String entry) {
        return Files.exists(folder.resolve(entry));
    }

    public boolean partition() {
        return has("partition");
    }

    /** The whole device: itself, or the one that it is a partition of. */
    public BlockDevice whole() {
        Path parent = folder.getParent();
        return partition() && parent != null ? at(parent).orElse(this) : this;
    }

    public List<BlockDevice> partitions() {
        List<BlockDevice> found = new ArrayList<>();
        for (String entry : SystemFiles.names(folder)) {
            if (Files.exists(folder.resolve(entry).resolve("partition"))) {
                at(folder.resolve(entry)).ifPresent(found::add);
            }
        }
        return found;
    }

    /** Devices that are built on this one (RAID, LVM, encryption). */
    public List<BlockDevice> holders() {
        return linked("holders");
    }

    /** Devices that this one is built on. */
    public List<BlockDevice> slaves() {
        return linked("slaves");
    }

    /** Whether both belong to one device of a bus, such as a controller: their links "device" lead to one folder. */
    public boolean sameDevice(BlockDevice other) {
        try {
            return Files.isSameFile(folder.resolve("device"), other.folder.resolve("device"));
        } catch (IOException _) {
            return false;
        }
    }

    /** Sorted names in a folder below this one. */
    public List<String> entries(String entry) {
        return SystemFiles.names(folder.resolve(entry));
    }

    private List<BlockDevice> linked(String entry) {
        List<BlockDevice> found = new ArrayList<>();
        Path links = folder.resolve(entry);
        for (String link : SystemFiles.names(links)) {
            at(links.resolve(link)).ifPresent(found::add);
        }
        return found;
    }

    static Optional<String> attribute(Path file) {
        return content(file).map(bytes -> {
            String text = new String(bytes, StandardCharsets.UTF_8);
            return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        });
    }

    private static Optional<byte[]> content(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return Optional.of(in.readNBytes(ATTRIBUTE_BYTES_MAX));
        } catch (IOException _) {
            return Optional.empty();
        }
    }
}
