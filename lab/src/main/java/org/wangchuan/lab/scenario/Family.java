package org.wangchuan.lab.scenario;

/** Which commands a made drive speaks. */
public enum Family {
    NVME("NVMe"),
    ATA("ATA"),
    SCSI("SCSI");

    private final String title;

    Family(String title) {
        this.title = title;
    }

    /** As people write it. */
    public String title() {
        return title;
    }
}
