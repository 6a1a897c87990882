package org.wangchuan.engine.medium.identity;

import java.util.Arrays;
import java.util.Optional;
import org.wangchuan.engine.medium.Bus;
import org.wangchuan.engine.medium.Labels;
import org.wangchuan.engine.medium.ata.IdentifyDevice;
import org.wangchuan.engine.medium.sysfs.BlockDevice;
import org.wangchuan.engine.medium.sysfs.CleanText;

/** Reads a device's labels from sysfs, where each bus keeps them elsewhere. */
final class LabelReader {
    private LabelReader() {}

    /** What the drive itself says, where it was asked, wins over what a translation layer shortened. */
    static Labels read(BlockDevice device, Bus bus, Optional<IdentifyDevice> drive) {
        Labels shown = read(device, bus);
        return drive.map(own -> new Labels(
                        own.model().or(shown::model),
                        own.serial().or(shown::serial),
                        own.firmware().or(shown::firmware),
                        shown.wwn().or(own::worldWideName)))
                .orElse(shown);
    }

    private static Labels read(BlockDevice device, Bus bus) {
        BlockDevice whole = device.whole();
        return switch (bus) {
            case NVME ->
                new Labels(
                        whole.text("device/model"),
                        whole.text("device/serial"),
                        whole.text("device/firmware_rev"),
                        whole.text("wwid").or(() -> whole.text("eui")));
            case MMC ->
                new Labels(
                        whole.text("device/name"),
                        whole.text("device/serial"),
                        whole.text("device/fwrev"),
                        whole.text("device/cid"));
            case VIRTIO -> new Labels(Optional.empty(), whole.text("serial"), Optional.empty(), Optional.empty());
            case DM -> new Labels(whole.text("dm/name"), Optional.empty(), Optional.empty(), whole.text("dm/uuid"));
            case MD -> new Labels(whole.text("md/level"), Optional.empty(), Optional.empty(), whole.text("md/uuid"));
            case ATA, SCSI, USB, UFS ->
                new Labels(scsiModel(whole), scsiSerial(whole), whole.text("device/rev"), whole.text("device/wwid"));
            case LOOP, FILE, OTHER -> Labels.NONE;
        };
    }

    private static Optional<String> scsiModel(BlockDevice whole) {
        Optional<String> model = whole.text("device/model");
        // "ATA" is what libata answers for the vendor of any drive.
        Optional<String> vendor = whole.text("device/vendor").filter(text -> !text.equals("ATA"));
        if (model.isEmpty() || vendor.isEmpty()) {
            return model.or(() -> vendor);
        }
        return CleanText.of(vendor.get() + " " + model.get());
    }

    /** Unit serial number page (SPC, VPD 80h): its length in bytes 2 and 3, then text. */
    private static Optional<String> scsiSerial(BlockDevice whole) {
        Optional<byte[]> page = whole.bytes("device/vpd_pg80");
        if (page.isEmpty() || page.get().length < 4 || page.get()[1] != (byte) 0x80) {
            return Optional.empty();
        }
        byte[] bytes = page.get();
        int length = (Byte.toUnsignedInt(bytes[2]) << 8) | Byte.toUnsignedInt(bytes[3]);
        return CleanText.ofAscii(Arrays.copyOfRange(bytes, 4, Math.min(4 + length, bytes.length)));
    }
}
