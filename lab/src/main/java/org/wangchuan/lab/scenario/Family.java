package org.wangchuan.lab.scenario;

/** Which commands a made drive speaks, or who makes one that is not the bench's own. */
public enum Family {
    NVME,
    ATA,
    SCSI,
    /** The kernel's null_blk. */
    NULL_BLK,
    /** The kernel's scsi_debug. */
    SCSI_DEBUG,
    /** Drives of QEMU's. */
    QEMU
}
