package org.wangchuan.engine.medium.identity;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.wangchuan.engine.kernel.Kernel;
import org.wangchuan.engine.medium.Attachment;
import org.wangchuan.engine.medium.Bus;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.medium.Labels;
import org.wangchuan.engine.medium.MediumClass;
import org.wangchuan.engine.medium.ata.AtaSession;
import org.wangchuan.engine.medium.ata.IdentifyDevice;
import org.wangchuan.engine.medium.ata.KernelPort;
import org.wangchuan.engine.medium.ata.ScsiPort;
import org.wangchuan.engine.medium.sysfs.BlockDevice;

/**
 * Labels and medium class, as far as a device itself tells them. The kernel's own guess (queue/rotational) is never asked.
 *
 * <p>Known hole: a hybrid drive, which rotates and keeps copies in flash, answers as one that rotates.
 */
public record DeviceAnswers(Labels labels, MediumClass mediumClass) {
    private static final int INQUIRY = 0x12;
    private static final int BLOCK_DEVICE_CHARACTERISTICS = 0xb1;
    private static final int PAGE_BYTES = 64;

    /** Where the identify data begins in the ATA Information page (SAT, VPD 89h). */
    private static final int IDENTIFY_IN_PAGE_89 = 60;

    /** Asks the open device. */
    public static DeviceAnswers of(BlockDevice device, Attachment attachment, Kernel kernel, int descriptor) {
        return read(device, attachment, Optional.of(new KernelPort(kernel, descriptor)));
    }

    /** Takes what the kernel once heard from it; touches nothing. */
    public static DeviceAnswers ofSysfs(BlockDevice device, Attachment attachment) {
        return read(device, attachment, Optional.empty());
    }

    public static DeviceAnswers read(BlockDevice device, Attachment attachment, Optional<ScsiPort> port) {
        BlockDevice whole = device.whole();
        Optional<IdentifyDevice> drive = port.filter(_ -> speaksAta(whole, attachment))
                .flatMap(DeviceAnswers::identify)
                .or(() -> identifyInSysfs(whole));
        Labels labels = LabelReader.read(device, attachment.bus(), drive);
        return new DeviceAnswers(labels, mediumClass(whole, attachment, drive, port));
    }

    /** Sticks are left alone: some fall over at commands that they don't know. */
    private static boolean speaksAta(BlockDevice whole, Attachment attachment) {
        return attachment.bus() == Bus.ATA
                || (attachment.bus() == Bus.USB && !whole.flag("removable"))
                || (attachment.transport().equals("sas")
                        && whole.text("device/vendor").equals(Optional.of("ATA")));
    }

    private static MediumClass mediumClass(
            BlockDevice whole, Attachment attachment, Optional<IdentifyDevice> drive, Optional<ScsiPort> port) {
        if (!attachment.plainDrive()) {
            return MediumClass.UNKNOWN;
        }
        return switch (attachment.bus()) {
            case NVME, MMC, UFS -> MediumClass.FLASH;
            case ATA -> drive.map(own -> ofRotationRate(own.rotationRate())).orElse(MediumClass.UNKNOWN);
            // A bridge can make an answer up, but hardly the drive's checksum over it.
            case USB ->
                drive.filter(IdentifyDevice::signed)
                        .map(own -> ofRotationRate(own.rotationRate()))
                        .orElse(MediumClass.UNKNOWN);
            case SCSI -> ofRotationRate(characteristics(whole, port).orElse(0));
            case VIRTIO, LOOP, MD, DM, FILE, OTHER -> MediumClass.UNKNOWN;
        };
    }

    /** ATA IDENTIFY word 217 and SCSI VPD B1h bytes 4 and 5 share their values. */
    public static MediumClass ofRotationRate(int rate) {
        if (rate == 1) {
            return MediumClass.FLASH;
        }
        return rate >= 0x0401 && rate <= 0xfffe ? MediumClass.MAGNETIC : MediumClass.UNKNOWN;
    }

    private static Optional<IdentifyDevice> identify(ScsiPort port) {
        return new AtaSession(port).identify() instanceof AtaSession.Given<IdentifyDevice>(IdentifyDevice given)
                ? Optional.of(given)
                : Optional.empty();
    }

    private static Optional<IdentifyDevice> identifyInSysfs(BlockDevice whole) {
        return whole.bytes("device/vpd_pg89")
                .filter(page -> page.length >= IDENTIFY_IN_PAGE_89 + 512)
                .flatMap(page ->
                        IdentifyDevice.parse(Arrays.copyOfRange(page, IDENTIFY_IN_PAGE_89, IDENTIFY_IN_PAGE_89 + 512)));
    }

    /** The rotation rate of the Block Device Characteristics page (SBC). */
    private static Optional<Integer> characteristics(BlockDevice whole, Optional<ScsiPort> port) {
        return whole.bytes("device/vpd_pgb1")
                .or(() -> port.flatMap(DeviceAnswers::inquire))
                .filter(page -> page.length >= 6 && page[1] == (byte) BLOCK_DEVICE_CHARACTERISTICS)
                .map(page -> (Byte.toUnsignedInt(page[4]) << 8) | Byte.toUnsignedInt(page[5]));
    }

    private static Optional<byte[]> inquire(ScsiPort port) {
        byte[] command = {INQUIRY, 1, (byte) BLOCK_DEVICE_CHARACTERISTICS, 0, PAGE_BYTES, 0};
        return port.execute(command, PAGE_BYTES) instanceof DeviceCommand.Completed completed
                        && completed.status() == 0
                        && completed.hostStatus() == 0
                ? Optional.of(HexFormat.of().parseHex(completed.data()))
                : Optional.empty();
    }
}
