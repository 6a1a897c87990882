package org.wangchuan.engine.medium.sysfs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A logical unit of a device on a SAS transport, as sysfs shows it; every question reads anew and touches no device. A drive with two actuators, and some others,
 * show several units of one target, each a disk of its own.
 *
 * @param unit its folder, such as …/end_device-0:1/target0:0:1/0:0:1:0
 * @param target that of the target, below which all of its units are
 */
public record SasUnit(Path unit, Path target) {
    /** drivers/scsi/scsi_transport_sas.c, {@code sas_end_device_alloc}: behind an expander with one number more. */
    private static final Pattern END_DEVICE = Pattern.compile("end_device-[0-9]+:[0-9]+(:[0-9]+)?");

    private static final Pattern TARGET = Pattern.compile("target[0-9]+:[0-9]+:[0-9]+");
    private static final Pattern UNIT = Pattern.compile("[0-9]+:[0-9]+:[0-9]+:([0-9]{1,19})");

    /** Well-known units, by their numbers (SAM-5, "Well known logical unit addressing"; include/scsi/scsi.h, {@code SCSI_W_LUN_BASE}). */
    private static final int WELL_KNOWN = 0xc100;

    private static final int WELL_KNOWN_MASK = 0xff00;

    /** PERIPHERAL DEVICE TYPE of a disk, and of one in zones that its host manages; sysfs shows them as decimals. */
    private static final String DISK = "0";

    private static final String DISK_IN_ZONES = "20";

    /** Of a whole disk or a partition of one; empty if it is on no SAS transport. */
    public static Optional<SasUnit> of(BlockDevice device) {
        Path folder = device.whole().folder();
        return above(folder, END_DEVICE)
                .flatMap(_ -> above(folder, UNIT))
                .flatMap(unit -> above(unit, TARGET).map(target -> new SasUnit(unit, target)));
    }

    /**
     * The other disks of the target, without enclosures and well-known units, in the order of their folders: the kernel's names of them, or {@code unit 1} of one
     * that has none here. One whose kind can't be read counts as a disk.
     */
    public List<String> others() {
        List<String> found = new ArrayList<>();
        for (String name : SystemFiles.names(target)) {
            Path folder = target.resolve(name);
            Matcher number = UNIT.matcher(name);
            if (number.matches() && !folder.equals(unit) && !isWellKnown(number.group(1)) && isDisk(folder)) {
                List<String> disks = SystemFiles.names(folder.resolve("block"));
                found.add(disks.isEmpty() ? "unit " + number.group(1) : disks.getFirst());
            }
        }
        return found;
    }

    private static boolean isDisk(Path unit) {
        Optional<String> type = BlockDevice.attribute(unit.resolve("type"));
        return type.isEmpty() || type.get().equals(DISK) || type.get().equals(DISK_IN_ZONES);
    }

    private static boolean isWellKnown(String number) {
        OptionalInt small = number.length() > 5 ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(number));
        return small.isPresent() && (small.getAsInt() & WELL_KNOWN_MASK) == WELL_KNOWN;
    }

    private static Optional<Path> above(Path folder, Pattern name) {
        for (Path at = folder; at != null; at = at.getParent()) {
            if (name.matcher(String.valueOf(at.getFileName())).matches()) {
                return Optional.of(at);
            }
        }
        return Optional.empty();
    }
}
