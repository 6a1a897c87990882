package org.wangchuan.engine.medium.hidden;

import java.util.ArrayList;
import java.util.List;
import org.wangchuan.engine.command.scsi.ReportedUnits;
import org.wangchuan.engine.medium.Bus;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.medium.HiddenAreaReport;
import org.wangchuan.engine.medium.HiddenAreas;
import org.wangchuan.engine.medium.Medium;
import org.wangchuan.engine.medium.ata.AtaCommand;
import org.wangchuan.engine.medium.ata.AtaSession;
import org.wangchuan.engine.medium.ata.AtaSession.Given;
import org.wangchuan.engine.medium.ata.AtaSession.Withheld;
import org.wangchuan.engine.medium.ata.DeviceConfiguration;
import org.wangchuan.engine.medium.ata.IdentifyDevice;
import org.wangchuan.engine.medium.ata.RecordedPort;
import org.wangchuan.engine.medium.ata.ScsiPort;

/**
 * Compares what an ATA drive has with what it lets the host address, and an NVMe device with what its namespaces have; only reads. Bridges answer nonsense to
 * these commands often enough that a number which can't be right is never taken for a finding, neither way.
 *
 * <p>Of an ATA drive it knows host protected area, accessible max address and device configuration overlay. Known hole: what a drive took out of use with
 * storage elements of its own (ACS-5, Storage Element Depopulation) is not asked for; its data may be left there.
 */
public final class HiddenAreaExaminer {
    private static final long ADDRESSES_28_BIT = 1L << 28;

    /** 8 PiB, some 250 times the largest drive there is: far below the 2^48 blocks that the field could hold, above any honest value. */
    private static final long PLAUSIBLE_BYTES = 1L << 53;

    private HiddenAreaExaminer() {}

    /**
     * What has to be known of a medium to look for its hidden areas, besides what it answers: with the same answers the same is found,
     * here and years later.
     *
     * @param bridge whether another machine's firmware (a USB bridge) stands before the device's own
     * @param capacityBytes as the kernel tells it
     */
    public record Subject(Bus bus, boolean partition, boolean bridge, long capacityBytes) {}

    public static HiddenAreaReport examine(Medium medium, ScsiPort port) {
        return examine(
                new Subject(
                        medium.bus(), medium.partition(), medium.attachment().bridge(), medium.capacityBytes()),
                port);
    }

    /**
     * What was found of a SAS drive that was told to show all that it has.
     *
     * @param commands what it was asked to show that it is one, and then what {@link SasCapacity} has it sent
     */
    public static HiddenAreaReport told(Subject medium, List<DeviceCommand> commands) {
        HiddenAreaReport asked = examine(medium, new RecordedPort(SasCapacity.asked(commands)));
        boolean sas = SasCapacity.isUntold(asked.commands());
        return new HiddenAreaReport(
                sas
                        ? SasCapacity.finding(SasCapacity.rounds(commands), medium.capacityBytes())
                        : new HiddenAreas.Unreadable("it does not show that it is a SAS drive"),
                commands);
    }

    /** Looks through a port, which can be a record as well as a device. */
    public static HiddenAreaReport examine(Subject medium, ScsiPort port) {
        if (medium.bus() == Bus.NVME && !medium.partition()) {
            return examine(medium, new NvmeSpace(port, true));
        }
        AtaSession session = new AtaSession(port);
        HiddenAreas finding = examine(medium, session);
        return new HiddenAreaReport(finding, session.commands());
    }

    /** What programs of before asked an NVMe device, and found: it was not asked how large its namespaces are. */
    public static HiddenAreaReport examineAsBefore(Subject medium, ScsiPort port) {
        return examine(medium, new NvmeSpace(port, false));
    }

    private static HiddenAreaReport examine(Subject medium, NvmeSpace space) {
        HiddenAreas finding = space.look(medium.capacityBytes());
        return new HiddenAreaReport(finding, space.commands());
    }

    private static HiddenAreas examine(Subject medium, AtaSession session) {
        if (medium.partition()) {
            return new HiddenAreas.NotApplicable("a partition; hidden areas belong to the whole device");
        }
        return switch (medium.bus()) {
            case ATA, SCSI, USB ->
                switch (session.identify()) {
                    case Withheld<IdentifyDevice>(String reason) ->
                        medium.bus() == Bus.SCSI && SasDrive.isNoAta(session) && SasDrive.answers(session)
                                ? sas(session)
                                : new HiddenAreas.Unreadable(reason);
                    case Given<IdentifyDevice>(IdentifyDevice drive) -> compare(medium, session, drive);
                };
            case NVME -> throw new IllegalStateException("asked by its own commands");
            // What was set up anew with smaller units keeps the rest, and nothing says what may be in it.
            case UFS -> new HiddenAreas.Unreadable("a UFS device can have space that no unit has");
            case MMC, VIRTIO, LOOP, MD, DM, FILE, OTHER ->
                new HiddenAreas.NotApplicable(
                        "no ATA hidden areas on " + medium.bus().id());
        };
    }

    /** It has no areas that ATA drives hide; whether it was made smaller shows only when it is told to show all. How many units it has is asked beside that. */
    private static HiddenAreas sas(AtaSession session) {
        AtaSession.Reply<ReportedUnits> _ = SasDrive.units(session);
        return new HiddenAreas.Unreadable(SasCapacity.NOT_TOLD);
    }

    private static HiddenAreas compare(Subject medium, AtaSession session, IdentifyDevice drive) {
        long accessible = drive.accessibleBlocks();
        // Before anything is divided by the size of a block: a drive can tell one of 0 bytes.
        if (!fits(medium, drive) || accessible > limit(drive)) {
            return new HiddenAreas.Unreadable("the drive tells " + accessible + " blocks of " + drive.blockBytes()
                    + " bytes, the kernel " + medium.capacityBytes() + " bytes");
        }
        if (medium.bridge() && !drive.signed()) {
            return new HiddenAreas.Unreadable("what the bridge answers carries no checksum of the drive's own");
        }
        if (!drive.tellsFeatures()) {
            return new HiddenAreas.Unreadable("the drive doesn't tell its feature sets");
        }
        List<String> looked = new ArrayList<>();
        long plausible = PLAUSIBLE_BYTES / drive.blockBytes();
        long most = accessible;
        if (drive.hostProtectedArea() || drive.accessibleMaxAddress()) {
            AtaCommand command = nativeMaximum(drive);
            switch (session.address(command)) {
                case Withheld<Long>(String reason) -> {
                    return new HiddenAreas.Unreadable(reason);
                }
                case Given<Long>(Long highest) -> {
                    if (highest + 1 < accessible || highest + 1 >= limit(drive)) {
                        return nonsense(command.toString(), highest, accessible);
                    }
                    most = highest + 1;
                    looked.add(command + " says " + most);
                }
            }
        }
        if (drive.deviceConfigurationOverlay()) {
            switch (session.deviceConfiguration()) {
                case Withheld<DeviceConfiguration>(String reason) -> {
                    return new HiddenAreas.Unreadable(reason);
                }
                case Given<DeviceConfiguration>(DeviceConfiguration made) -> {
                    long highest = made.maximumAddress();
                    // Behind the overlay there can be more addresses than the drive now admits to.
                    if (highest + 1 < most || highest < 0 || highest + 1 >= plausible) {
                        return nonsense(AtaCommand.DEVICE_CONFIGURATION_IDENTIFY.toString(), highest, most);
                    }
                    most = highest + 1;
                    looked.add(AtaCommand.DEVICE_CONFIGURATION_IDENTIFY + " says " + most);
                }
            }
        }
        String basis = looked.isEmpty()
                ? "the drive tells of no host protected area, accessible max address or device configuration overlay"
                : String.join(", ", looked) + " blocks";
        return most > accessible
                ? new HiddenAreas.Found(
                        basis + ", of which " + accessible + " can be addressed", most, accessible, drive.blockBytes())
                : new HiddenAreas.None(basis + "; " + accessible + " can be addressed");
    }

    private static long limit(IdentifyDevice drive) {
        long plausible = PLAUSIBLE_BYTES / drive.blockBytes();
        return drive.longAddresses() ? plausible : Math.min(plausible, ADDRESSES_28_BIT);
    }

    static AtaCommand nativeMaximum(IdentifyDevice drive) {
        if (drive.accessibleMaxAddress()) {
            return AtaCommand.GET_NATIVE_MAX_ADDRESS_EXT;
        }
        return drive.longAddresses() ? AtaCommand.READ_NATIVE_MAX_ADDRESS_EXT : AtaCommand.READ_NATIVE_MAX_ADDRESS;
    }

    private static boolean fits(Subject medium, IdentifyDevice drive) {
        return drive.blockBytes() > 0
                && medium.capacityBytes() % drive.blockBytes() == 0
                && medium.capacityBytes() / drive.blockBytes() == drive.accessibleBlocks();
    }

    private static HiddenAreas nonsense(String command, long highest, long atLeast) {
        return new HiddenAreas.Unreadable(command + ": expected a highest address of " + (atLeast - 1)
                + " or more, found " + Long.toUnsignedString(highest));
    }
}
