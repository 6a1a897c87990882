package org.wangchuan.engine.medium;

import java.util.Arrays;
import java.util.Optional;

/** By what an ATA or SAS drive keeps blocks from its host; each is taken away by a command of its own. */
public enum HiddenAreaKind {
    /** Host protected area (ATA/ATAPI-6 to ACS-2): SET MAX ADDRESS. */
    HOST_PROTECTED_AREA("ata-hpa"),
    /** Accessible max address configuration (ACS-3), which took its place: SET ACCESSIBLE MAX ADDRESS EXT. */
    ACCESSIBLE_MAX_ADDRESS("ata-amac"),
    /** Device configuration overlay (ATA/ATAPI-6 to ACS-2): DEVICE CONFIGURATION RESTORE. */
    DEVICE_CONFIGURATION_OVERLAY("ata-dco"),
    /** A number of blocks that a SAS drive was told to show (SBC-4): MODE SELECT. Whether it hides any shows only when that is taken away, before a job begins. */
    SCSI_CAPACITY("scsi-capacity");

    private final String id;

    HiddenAreaKind(String id) {
        this.id = id;
    }

    /** The word used in documents. */
    public String id() {
        return id;
    }

    /** Whether it is taken away within a job, whose record says so; otherwise before there is one, and the record begins with what came of it. */
    public boolean withinJob() {
        return this != SCSI_CAPACITY;
    }

    /** The kind of this word. */
    public static Optional<HiddenAreaKind> of(String id) {
        return Arrays.stream(values()).filter(kind -> kind.id.equals(id)).findFirst();
    }
}
