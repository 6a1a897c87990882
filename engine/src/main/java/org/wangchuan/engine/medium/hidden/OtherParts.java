package org.wangchuan.engine.medium.hidden;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wangchuan.engine.kernel.DeviceNumber;
import org.wangchuan.engine.medium.Bus;
import org.wangchuan.engine.medium.CardPart;
import org.wangchuan.engine.medium.Medium;
import org.wangchuan.engine.medium.Obstacle;
import org.wangchuan.engine.medium.sysfs.BlockDevice;
import org.wangchuan.engine.medium.sysfs.SasUnit;
import org.wangchuan.engine.medium.sysfs.SystemFiles;
import org.wangchuan.engine.medium.sysfs.UfsUnit;

/**
 * What else a device has that is addressed on its own, and that stays as it is when one part is overwritten: the boot, general purpose and
 * replay-protected partitions of an eMMC (JESD84-B51, 6.2), the other namespaces of an NVMe device, the other logical units of a UFS device or of a SAS drive.
 * Told from sysfs alone. Of namespaces that are attached to no controller {@link NvmeSpace} asks the device. Of boot partitions of an NVMe device a log tells since
 * 2.0, of its memory regions no command that is sent here: that some may be there is said of each, whatever it tells; so it is of its replay protected blocks.
 */
public final class OtherParts {
    /** drivers/mmc/core/block.c, {@code mmc_blk_alloc_req} and {@code mmc_blk_alloc_rpmb_part}. */
    private static final Pattern MMC = Pattern.compile("(mmcblk[0-9]+)(boot[0-9]+|gp[0-9]+|rpmb)?");

    private static final Pattern NAMESPACE = Pattern.compile("nvme[0-9]+n[0-9]+");

    private OtherParts() {}

    /** What keeps the whole device from being erased with this medium; nothing of a partition, which says so itself. */
    public static List<Obstacle> of(SystemFiles files, Medium medium) {
        Optional<BlockDevice> device = DeviceNumber.parse(medium.number()).flatMap(files::device);
        if (device.isEmpty() || medium.partition()) {
            return List.of();
        }
        return switch (medium.bus()) {
            case MMC -> seen(medium, onTheCard(files, device.get()));
            case NVME -> {
                List<Obstacle> found = new ArrayList<>(seen(
                        medium,
                        namespaces(files, device.get()).stream()
                                .map(BlockDevice::name)
                                .toList()));
                found.add(new Obstacle(
                        Obstacle.Code.PARTS_UNKNOWN,
                        medium.name()
                                + " may have boot partitions, replay protected blocks or memory regions (CMB, PMR),"
                                + " which are not looked into"));
                yield found;
            }
            case UFS -> units(medium, device.get());
            // Behind a USB bridge several units are mostly separate media: slots of a card reader, disks of an
            // enclosure.
            case SCSI ->
                seen(medium, SasUnit.of(device.get()).map(SasUnit::others).orElse(List.of()));
            case ATA, USB, VIRTIO, LOOP, MD, DM, FILE, OTHER -> List.of();
        };
    }

    /**
     * What only the device itself can say of that, who is asked for it: it may take as long as a command does. A unit that this computer does not show counts
     * as one that does, and so does one of a device that does not say how many it has. Nothing where others are seen, which is said already.
     */
    public static Optional<Obstacle> unshown(SystemFiles files, Medium medium) {
        Optional<UfsUnit> unit =
                medium.bus() == Bus.UFS && !medium.partition() ? unit(files, medium) : Optional.empty();
        if (unit.isEmpty() || !unit.get().others().isEmpty()) {
            return Optional.empty();
        }
        OptionalLong units = unit.get().unitsOfDevice();
        if (units.isPresent() && units.getAsLong() == 1) {
            return Optional.empty();
        }
        return Optional.of(new Obstacle(
                Obstacle.Code.OTHER_PARTS,
                units.isPresent()
                        ? medium.name() + " is one unit of its UFS device, which says that it has " + units.getAsLong()
                                + "; this computer shows no other"
                        : medium.name() + " is one unit of its UFS device, which does not say how many it has"));
    }

    private static Optional<UfsUnit> unit(SystemFiles files, Medium medium) {
        return DeviceNumber.parse(medium.number()).flatMap(files::device).flatMap(UfsUnit::of);
    }

    private static List<Obstacle> units(Medium medium, BlockDevice self) {
        Optional<UfsUnit> unit = UfsUnit.of(self);
        List<Obstacle> found = new ArrayList<>(
                unit.isPresent()
                        ? seen(medium, unit.get().others())
                        : List.of(new Obstacle(
                                Obstacle.Code.OTHER_PARTS,
                                "what else is on the UFS device of " + medium.name() + " is not known any more")));
        found.add(new Obstacle(
                Obstacle.Code.PARTS_UNKNOWN,
                "the replay protected block of the UFS device of " + medium.name()
                        + " stays as it is, and so may what units held that are not set up any more"));
        return found;
    }

    private static List<Obstacle> seen(Medium medium, List<String> others) {
        return others.isEmpty()
                ? List.of()
                : List.of(new Obstacle(
                        Obstacle.Code.OTHER_PARTS,
                        medium.name() + " is one part of its device; the others stay as they are"
                                + (medium.bus() == Bus.NVME ? ", unless the device erases itself: " : ": ")
                                + String.join(", ", others)));
    }

    /** Boot and general purpose partitions are disks below the card's; the replay-protected one is a character device beside it. */
    private static List<String> onTheCard(SystemFiles files, BlockDevice self) {
        Matcher own = MMC.matcher(self.name());
        if (!own.matches()) {
            return List.of();
        }
        TreeSet<String> names = new TreeSet<>(self.entries(""));
        names.addAll(self.entries("device"));
        files.disks().forEach(disk -> names.add(disk.name()));
        return names.stream()
                .filter(name -> !name.equals(self.name()))
                .filter(name -> {
                    Matcher other = MMC.matcher(name);
                    return other.matches() && other.group(1).equals(own.group(1));
                })
                .toList();
    }

    /**
     * The parts of an eMMC that can be erased with it, in the order of {@link CardPart#IDS}: disks of the kernel's below that of the card itself, so that
     * none of another card is among them. Of one of these parts, and of anything but an eMMC, none.
     */
    public static List<CardPart> parts(SystemFiles files, Medium medium) {
        Optional<BlockDevice> card = medium.bus() == Bus.MMC && !medium.partition()
                ? DeviceNumber.parse(medium.number()).flatMap(files::device)
                : Optional.empty();
        return card.stream()
                .flatMap(self -> CardPart.IDS.stream().flatMap(id -> part(files, self, id).stream()))
                .toList();
    }

    /** The part itself; empty if the card has none of this id. */
    public static Optional<BlockDevice> partOf(SystemFiles files, BlockDevice card, String id) {
        return files.disks().stream()
                .filter(disk ->
                        disk.name().equals(card.name() + id) && disk.folder().startsWith(card.folder()))
                .findFirst();
    }

    private static Optional<CardPart> part(SystemFiles files, BlockDevice card, String id) {
        return partOf(files, card, id)
                .map(disk ->
                        new CardPart(id, disk.name(), 512 * disk.natural("size").orElse(0)));
    }

    /** Disks of the same device, which a stuck command would reset with it: other namespaces of an NVMe device, other units of a UFS device or a SAS drive. */
    public static List<BlockDevice> disksBeside(SystemFiles files, Medium medium) {
        List<String> others = switch (medium.bus()) {
            case UFS -> unit(files, medium).map(UfsUnit::others).orElse(List.of());
            case SCSI ->
                DeviceNumber.parse(medium.number())
                        .flatMap(files::device)
                        .flatMap(SasUnit::of)
                        .map(SasUnit::others)
                        .orElse(List.of());
            case ATA, NVME, USB, MMC, VIRTIO, LOOP, MD, DM, FILE, OTHER -> List.of();
        };
        return medium.bus() == Bus.NVME
                ? namespacesBeside(files, medium)
                : files.disks().stream()
                        .filter(disk -> others.contains(disk.name()))
                        .toList();
    }

    /** The other namespaces that an NVMe device shows; of anything else none. */
    public static List<BlockDevice> namespacesBeside(SystemFiles files, Medium medium) {
        return medium.bus() == Bus.NVME
                ? DeviceNumber.parse(medium.number())
                        .flatMap(files::device)
                        .map(self -> namespaces(files, self))
                        .orElse(List.of())
                : List.of();
    }

    /** Those of the same controller or, with several paths, of the same subsystem. */
    private static List<BlockDevice> namespaces(SystemFiles files, BlockDevice self) {
        Optional<String> subsystem = self.text("device/subsysnqn");
        return files.disks().stream()
                .filter(disk -> !disk.name().equals(self.name()) && !disk.flag("hidden"))
                .filter(disk -> NAMESPACE.matcher(disk.name()).matches())
                .filter(disk -> disk.sameDevice(self)
                        || (subsystem.isPresent()
                                && disk.text("device/subsysnqn").equals(subsystem)))
                .toList();
    }
}
