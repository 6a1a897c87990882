package org.wangchuan.engine.medium.sysfs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A logical unit of a UFS device, as the kernel's driver of such devices shows it (Documentation/ABI/testing/sysfs-driver-ufs); every question reads anew.
 * What its descriptors say the kernel asks the device for at that instant: that may take as long as a command does. bPurgeStatus, which sysfs shows as well
 * ({@code attributes/purge_status}), is never read: each result is told once, and would be lost to whoever waits for it (JESD220, "Attributes").
 *
 * @param unit its folder, such as …/host0/target0:0:0/0:0:0:3
 * @param host that of the host adapter, below which all units of the device are
 */
public record UfsUnit(Path unit, Path host) {
    /** What each driver of a UFS host controller has for its name (drivers/ufs/core/ufshcd.c, {@code proc_name}). */
    private static final String DRIVER = "ufshcd";

    private static final Pattern HOST = Pattern.compile("host[0-9]+");
    private static final Pattern TARGET = Pattern.compile("target[0-9]+:[0-9]+:[0-9]+");
    private static final Pattern UNIT = Pattern.compile("[0-9]+:[0-9]+:[0-9]+:([0-9]{1,9})");
    private static final Pattern HEXADECIMAL = Pattern.compile("0x([0-9A-Fa-f]{1,15})");

    /** Well-known units, by their numbers (SAM-5, "Well known logical unit addressing"; include/scsi/scsi.h, {@code SCSI_W_LUN_BASE}). */
    private static final int WELL_KNOWN = 0xc100;

    private static final int WELL_KNOWN_MASK = 0xff00;

    /** Of a whole disk or a partition of one; empty if it is on no UFS device. */
    public static Optional<UfsUnit> of(BlockDevice device) {
        Optional<Path> unit = above(device.whole().folder(), UNIT);
        Optional<Path> host = unit.flatMap(folder -> above(folder, HOST));
        return host.filter(folder -> BlockDevice.attribute(folder.resolve("scsi_host")
                                .resolve(nameOf(folder))
                                .resolve("proc_name"))
                        .equals(Optional.of(DRIVER)))
                .map(folder -> new UfsUnit(unit.orElseThrow(), folder));
    }

    /** Its number (LUN). */
    public OptionalInt number() {
        return numberOf(nameOf(unit));
    }

    /**
     * The others of the device, without well-known ones, in the order of their folders: the kernel's names of their disks, or {@code unit 4} of one that is
     * none here. Touches nothing.
     */
    public List<String> others() {
        List<String> found = new ArrayList<>();
        for (String target : SystemFiles.names(host)) {
            if (!TARGET.matcher(target).matches()) {
                continue;
            }
            Path units = host.resolve(target);
            for (String name : SystemFiles.names(units)) {
                OptionalInt number = numberOf(name);
                boolean itself = units.resolve(name).equals(unit);
                if (number.isPresent() && !itself && (number.getAsInt() & WELL_KNOWN_MASK) != WELL_KNOWN) {
                    List<String> disks = SystemFiles.names(units.resolve(name).resolve("block"));
                    found.add(disks.isEmpty() ? "unit " + number.getAsInt() : disks.getFirst());
                }
            }
        }
        return found;
    }

    /** A value of the device, such as {@code device_descriptor/number_of_luns}, as it stands there; empty if it can't be read. */
    public Optional<String> ofDevice(String attribute) {
        Path controller = host.getParent();
        return controller == null ? Optional.empty() : BlockDevice.attribute(controller.resolve(attribute));
    }

    /** A value of this unit, such as {@code unit_descriptor/provisioning_type}, likewise. */
    public Optional<String> ofUnit(String attribute) {
        return BlockDevice.attribute(unit.resolve(attribute));
    }

    /** Its number of units for data, by its own word (bNumberLU of its Device descriptor); empty if it is not told. */
    public OptionalLong unitsOfDevice() {
        Optional<String> told = ofDevice("device_descriptor/number_of_luns");
        return told.isPresent() ? value(told.get()) : OptionalLong.empty();
    }

    /** What a value says, which is written like {@code 0x0310}; empty if it is no such number. */
    public static OptionalLong value(String text) {
        Matcher written = HEXADECIMAL.matcher(text);
        return written.matches() ? OptionalLong.of(Long.parseLong(written.group(1), 16)) : OptionalLong.empty();
    }

    private static OptionalInt numberOf(String name) {
        Matcher matcher = UNIT.matcher(name);
        return matcher.matches() ? OptionalInt.of(Integer.parseInt(matcher.group(1))) : OptionalInt.empty();
    }

    private static Optional<Path> above(Path folder, Pattern name) {
        for (Path at = folder; at != null; at = at.getParent()) {
            if (name.matcher(nameOf(at)).matches()) {
                return Optional.of(at);
            }
        }
        return Optional.empty();
    }

    private static String nameOf(Path folder) {
        return String.valueOf(folder.getFileName());
    }
}
