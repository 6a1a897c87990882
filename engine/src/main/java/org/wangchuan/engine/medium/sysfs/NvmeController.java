package org.wangchuan.engine.medium.sysfs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.wangchuan.engine.medium.Labels;

/**
 * An NVMe controller as sysfs shows it (drivers/nvme/host/sysfs.c), with or without disks; every question reads anew, and none goes to the device.
 *
 * @param folder its real folder, such as /sys/devices/pci0000:00/…/nvme/nvme0
 */
public record NvmeController(Path folder, String name) {
    private static final String LIVE = "live";
    private static final Set<String> LOCAL = Set.of("pcie", "apple-nvme");

    /** What serves no blocks by its kind (NVMe Base 2.0, "Controller Types"). */
    private static final Set<String> WITHOUT_BLOCKS = Set.of("discovery", "admin");

    static Optional<NvmeController> at(Path link) {
        try {
            Path folder = link.toRealPath();
            return CleanText.of(String.valueOf(folder.getFileName())).map(name -> new NvmeController(folder, name));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /** Whether it is in this computer, and has blocks if anything has. */
    public boolean isOfDrive() {
        return text("transport").filter(LOCAL::contains).isPresent()
                && text("cntrltype").filter(WITHOUT_BLOCKS::contains).isEmpty();
    }

    /** Whether it has one of these: each hangs on it, or with more than one path on a subsystem that has it. */
    public boolean hasAny(List<BlockDevice> disks) {
        return disks.stream().anyMatch(disk -> disk.has("device/" + name) || isOn(disk));
    }

    private boolean isOn(BlockDevice disk) {
        try {
            return Files.isSameFile(disk.folder().resolve("device"), folder);
        } catch (IOException _) {
            return false;
        }
    }

    public Labels labels() {
        return new Labels(text("model"), text("serial"), text("firmware_rev"), Optional.empty());
    }

    /** The kernel's word for what it is at; empty if that is nothing but to wait for commands. */
    public Optional<String> trouble() {
        return text("state").filter(state -> !state.equals(LIVE));
    }

    private Optional<String> text(String attribute) {
        return BlockDevice.attribute(folder.resolve(attribute)).flatMap(CleanText::of);
    }
}
