package org.wangchuan.engine.medium;

import java.util.Arrays;
import java.util.Optional;

/** By what feature set an ATA drive keeps blocks from its host; each is taken away by a command of its own. */
public enum HiddenAreaKind {
    /** Host protected area (ATA/ATAPI-6 to ACS-2): SET MAX ADDRESS. */
    HOST_PROTECTED_AREA("ata-hpa"),
    /** Accessible max address configuration (ACS-3), which took its place: SET ACCESSIBLE MAX ADDRESS EXT. */
    ACCESSIBLE_MAX_ADDRESS("ata-amac"),
    /** Device configuration overlay (ATA/ATAPI-6 to ACS-2): DEVICE CONFIGURATION RESTORE. */
    DEVICE_CONFIGURATION_OVERLAY("ata-dco");

    private final String id;

    HiddenAreaKind(String id) {
        this.id = id;
    }

    /** The word used in documents. */
    public String id() {
        return id;
    }

    /** The kind of this word. */
    public static Optional<HiddenAreaKind> of(String id) {
        return Arrays.stream(values()).filter(kind -> kind.id.equals(id)).findFirst();
    }
}
