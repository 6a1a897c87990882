package org.wangchuan.engine.medium.told;

import org.wangchuan.engine.medium.Attachment;

/** Whose answer is heard when a device is asked. */
public enum Reach {
    /** The drive's own, as far as the host can tell: an emulation that shows nothing of what it is passes for a drive. */
    DIRECT("direct"),
    /** That of a bridge's firmware, which may answer in the drive's place. */
    BRIDGE("bridge"),
    /** That of another machine: a network lies between. */
    FABRICS("fabrics"),
    /** That of a controller, a virtual machine or a simulation: what is seen is a logical unit, not a drive. */
    LOGICAL_UNIT("logical-unit"),
    /** Nobody's: a file, or what is composed of other devices. */
    NO_DRIVE("no-drive");

    private final String id;

    Reach(String id) {
        this.id = id;
    }

    /** The word used in documents. */
    public String id() {
        return id;
    }

    /** By how a medium is attached. */
    public static Reach of(Attachment attachment) {
        if (attachment.fabrics()) {
            return FABRICS;
        }
        return switch (attachment.bus()) {
            case LOOP, MD, DM, FILE -> NO_DRIVE;
            case ATA, SCSI, NVME, USB, MMC, UFS, VIRTIO, OTHER -> {
                if (!attachment.plainDrive()) {
                    yield LOGICAL_UNIT;
                }
                yield attachment.bridge() ? BRIDGE : DIRECT;
            }
        };
    }
}
