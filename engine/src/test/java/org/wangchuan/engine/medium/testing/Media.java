package org.wangchuan.engine.medium.testing;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.wangchuan.engine.medium.Attachment;
import org.wangchuan.engine.medium.BackingFile;
import org.wangchuan.engine.medium.Bus;
import org.wangchuan.engine.medium.Geometry;
import org.wangchuan.engine.medium.Labels;
import org.wangchuan.engine.medium.Medium;
import org.wangchuan.engine.medium.MediumClass;
import org.wangchuan.engine.medium.MediumClassSource;
import org.wangchuan.engine.medium.MediumKind;

/** Media that exist on paper only. */
public final class Media {
    private Media() {}

    public static Medium ata(long capacityBytes) {
        return block("sda", "8:0", new Attachment(Bus.ATA, "sata", false, false, true), capacityBytes, "WD-WX12345678");
    }

    public static Medium usb(long capacityBytes) {
        return block("sdb", "8:16", new Attachment(Bus.USB, "usb", true, false, true), capacityBytes, "0123456789AB");
    }

    public static Medium loop(long capacityBytes) {
        return block("loop0", "7:0", new Attachment(Bus.LOOP, "", false, false, false), capacityBytes, "");
    }

    /** A whole block device; no serial if it is empty. */
    public static Medium block(String name, String number, Attachment attachment, long capacityBytes, String serial) {
        return new Medium(
                MediumKind.BLOCK,
                Path.of("/dev", name),
                Path.of("/dev", name),
                name,
                number,
                new Labels(
                        Optional.of("MODEL"),
                        Optional.of(serial).filter(text -> !text.isEmpty()),
                        Optional.empty(),
                        Optional.empty()),
                attachment,
                new Geometry(capacityBytes, 512, 4096),
                false,
                false,
                1,
                MediumClass.UNKNOWN,
                MediumClassSource.NONE,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                512,
                0);
    }

    /** A namespace of an NVMe device with the serial {@code NV1}; the name of its own is empty if it has none. */
    public static Medium namespace(String name, String number, String wwn) {
        Medium plain = block(name, number, new Attachment(Bus.NVME, "pcie", false, false, true), 1 << 30, "NV1");
        return labelled(
                plain,
                new Labels(
                        plain.model(),
                        plain.serial(),
                        Optional.empty(),
                        Optional.of(wwn).filter(text -> !text.isEmpty())));
    }

    /** The same block device with other labels. */
    public static Medium labelled(Medium plain, Labels labels) {
        return new Medium(
                plain.kind(),
                plain.path(),
                plain.realPath(),
                plain.name(),
                plain.number(),
                labels,
                plain.attachment(),
                plain.geometry(),
                false,
                false,
                1,
                plain.mediumClass(),
                plain.mediumClassSource(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                512,
                0);
    }

    public static Medium image(long capacityBytes) {
        return new Medium(
                MediumKind.IMAGE,
                Path.of("disk.img"),
                Path.of("/images/disk.img"),
                "disk.img",
                "",
                Labels.NONE,
                new Attachment(Bus.FILE, "", false, false, false),
                new Geometry(capacityBytes, 1, 1),
                false,
                false,
                0,
                MediumClass.IMAGE,
                MediumClassSource.NONE,
                Optional.empty(),
                List.of(),
                Optional.of(new BackingFile("8:1", 42, 1, "/images/disk.img", Optional.empty())),
                1,
                0);
    }
}
