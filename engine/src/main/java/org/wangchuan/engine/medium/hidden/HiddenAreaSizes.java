package org.wangchuan.engine.medium.hidden;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.medium.HiddenAreaKind;
import org.wangchuan.engine.medium.ata.AtaCommand;
import org.wangchuan.engine.medium.ata.AtaSession;
import org.wangchuan.engine.medium.ata.AtaSession.Given;
import org.wangchuan.engine.medium.ata.DeviceConfiguration;
import org.wangchuan.engine.medium.ata.IdentifyDevice;
import org.wangchuan.engine.medium.ata.RecordedPort;
import org.wangchuan.engine.medium.ata.ScsiPort;

/**
 * How many blocks an ATA drive has, and how many of them it lets the host address, all by its own answers; whether they can be true {@link HiddenAreaExaminer}
 * has said.
 *
 * @param accessibleBlocks that the host may address
 * @param nativeBlocks that it might address without a host protected area, or with the largest accessible max address
 * @param madeBlocks that the drive was made with
 * @param configured whether the drive has accessible max address configuration, not a host protected area
 * @param longAddresses whether its addresses are those of 48 bits
 */
public record HiddenAreaSizes(
        long accessibleBlocks,
        long nativeBlocks,
        long madeBlocks,
        long blockBytes,
        boolean configured,
        boolean longAddresses) {

    /** Asks the drive behind a port; empty if any answer is missing. It asks for the very same as {@link HiddenAreaExaminer}. */
    public static Optional<HiddenAreaSizes> of(ScsiPort port) {
        AtaSession session = new AtaSession(port);
        if (!(session.identify() instanceof Given<IdentifyDevice>(IdentifyDevice drive)) || !drive.tellsFeatures()) {
            return Optional.empty();
        }
        long accessible = drive.accessibleBlocks();
        long most = accessible;
        if (drive.hostProtectedArea() || drive.accessibleMaxAddress()) {
            AtaCommand command = HiddenAreaExaminer.nativeMaximum(drive);
            if (!(session.address(command) instanceof Given<Long>(Long highest))) {
                return Optional.empty();
            }
            most = highest + 1;
        }
        long made = most;
        if (drive.deviceConfigurationOverlay()) {
            if (!(session.deviceConfiguration() instanceof Given<DeviceConfiguration>(DeviceConfiguration as))) {
                return Optional.empty();
            }
            made = as.maximumAddress() + 1;
        }
        return Optional.of(new HiddenAreaSizes(
                accessible, most, made, drive.blockBytes(), drive.accessibleMaxAddress(), drive.longAddresses()));
    }

    /** The same from recorded answers. */
    public static Optional<HiddenAreaSizes> of(List<DeviceCommand> recorded) {
        return of(new RecordedPort(recorded));
    }

    /**
     * What hides blocks, in the order in which it has to be taken away: an overlay is not restored while a host protected area is set (ACS-2, "DEVICE
     * CONFIGURATION RESTORE").
     */
    public List<HiddenAreaKind> hiding() {
        List<HiddenAreaKind> out = new ArrayList<>();
        if (nativeBlocks > accessibleBlocks) {
            out.add(configured ? HiddenAreaKind.ACCESSIBLE_MAX_ADDRESS : HiddenAreaKind.HOST_PROTECTED_AREA);
        }
        if (madeBlocks > nativeBlocks) {
            out.add(HiddenAreaKind.DEVICE_CONFIGURATION_OVERLAY);
        }
        return List.copyOf(out);
    }

    /** Bytes that one kind hides; 0 if none. */
    public long hiddenBytes(HiddenAreaKind kind) {
        return blockBytes
                * switch (kind) {
                    case HOST_PROTECTED_AREA -> configured ? 0 : nativeBlocks - accessibleBlocks;
                    case ACCESSIBLE_MAX_ADDRESS -> configured ? nativeBlocks - accessibleBlocks : 0;
                    case DEVICE_CONFIGURATION_OVERLAY -> madeBlocks - nativeBlocks;
                    case SCSI_CAPACITY -> 0;
                };
    }
}
