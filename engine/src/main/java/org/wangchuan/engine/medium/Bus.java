package org.wangchuan.engine.medium;

/** What a medium is reached through. */
public enum Bus {
    ATA("ata"),
    SCSI("scsi"),
    NVME("nvme"),
    USB("usb"),
    MMC("mmc"),
    UFS("ufs"),
    VIRTIO("virtio"),
    LOOP("loop"),
    MD("md"),
    DM("dm"),
    FILE("file"),
    OTHER("other");

    private final String id;

    Bus(String id) {
        this.id = id;
    }

    /** The word used in documents. */
    public String id() {
        return id;
    }
}
