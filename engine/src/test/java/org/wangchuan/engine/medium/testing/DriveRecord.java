package org.wangchuan.engine.medium.testing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.wangchuan.engine.medium.DeviceCommand;

/** The commands of a look for hidden areas, as they stand in a record, with the answers of an {@link AtaDrive}. Immutable. */
public record DriveRecord(AtaDrive drive, long accessibleBlocks, long nativeBlocks, long madeBlocks) {
    private static final Instant AT = Instant.parse("2026-11-24T12:00:00Z");
    private static final HexFormat HEX = HexFormat.of();

    /** A drive that hides nothing, though it has both feature sets that could; of 512-byte blocks. */
    public static DriveRecord of(long capacityBytes, String serial) {
        long blocks = capacityBytes / 512;
        return new DriveRecord(new AtaDrive().serial(serial).blocks(blocks), blocks, blocks, blocks);
    }

    /** Blocks that the host protected area takes away. */
    public DriveRecord protecting(long blocks) {
        long all = accessibleBlocks + blocks;
        return new DriveRecord(drive, accessibleBlocks, all, all);
    }

    /** Blocks that the device configuration overlay takes away. */
    public DriveRecord overlaying(long blocks) {
        return new DriveRecord(drive, accessibleBlocks, nativeBlocks, nativeBlocks + blocks);
    }

    /** IDENTIFY DEVICE, READ NATIVE MAX ADDRESS EXT, DEVICE CONFIGURATION IDENTIFY. */
    public List<DeviceCommand> commands() {
        return List.of(
                data("IDENTIFY_DEVICE (ECh)", "85080e0000000100000000000040ec00", drive.identify()),
                registers(AtaDrive.registers(0x50, 0, nativeBlocks - 1)),
                data(
                        "DEVICE_CONFIGURATION_IDENTIFY (B1h)",
                        "85080e00c2000100000000000040b100",
                        AtaDrive.overlay(madeBlocks - 1)));
    }

    /** The same, but that the drive refuses to tell its native maximum, after which nobody asks any further. */
    public List<DeviceCommand> refused() {
        List<DeviceCommand> out = new ArrayList<>(commands().subList(0, 1));
        out.add(registers(AtaDrive.registers(0x51, 0x04, 0)));
        return out;
    }

    private static DeviceCommand data(String command, String request, byte[] data) {
        return new DeviceCommand(
                command, request, AT, 3, new DeviceCommand.Completed(0, 0, 0, "", HEX.formatHex(data)));
    }

    private static DeviceCommand registers(byte[] sense) {
        return new DeviceCommand(
                "READ_NATIVE_MAX_ADDRESS_EXT (27h)",
                "85072000000000000000000000402700",
                AT,
                1,
                new DeviceCommand.Completed(2, 0, 8, HEX.formatHex(sense), ""));
    }
}
