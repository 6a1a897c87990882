package org.wangchuan.engine.policy;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.engine.medium.MediumClass;

/**
 * A way of a drive to erase itself. Ids are stable: policies, plans and records name them. Levels are those of IEEE 2883-2022 as openSeaChest
 * labels them, the lower one where it depends.
 */
public enum NativeTechnique {
    NVME_SANITIZE_CRYPTO("nvme-sanitize-crypto", Bus.NVME, SanitizationLevel.PURGED, true),
    NVME_SANITIZE_BLOCK("nvme-sanitize-block", Bus.NVME, SanitizationLevel.PURGED, false),
    NVME_SANITIZE_OVERWRITE("nvme-sanitize-overwrite", Bus.NVME, SanitizationLevel.PURGED, false),
    /** Format NVM with SES 2. */
    NVME_FORMAT_CRYPTO("nvme-format-crypto", Bus.NVME, SanitizationLevel.CLEARED, true),
    /** Format NVM with SES 1. */
    NVME_FORMAT_USER_DATA("nvme-format-user-data", Bus.NVME, SanitizationLevel.CLEARED, false),

    ATA_SANITIZE_CRYPTO("ata-sanitize-crypto", Bus.ATA, SanitizationLevel.PURGED, true),
    ATA_SANITIZE_BLOCK("ata-sanitize-block", Bus.ATA, SanitizationLevel.PURGED, false),
    ATA_SANITIZE_OVERWRITE("ata-sanitize-overwrite", Bus.ATA, SanitizationLevel.PURGED, false),
    ATA_SECURITY_ERASE_ENHANCED("ata-security-erase-enhanced", Bus.ATA, SanitizationLevel.PURGED, false),
    ATA_SECURITY_ERASE("ata-security-erase", Bus.ATA, SanitizationLevel.CLEARED, false),

    SCSI_SANITIZE_CRYPTO("scsi-sanitize-crypto", Bus.SCSI, SanitizationLevel.PURGED, true),
    SCSI_SANITIZE_BLOCK("scsi-sanitize-block", Bus.SCSI, SanitizationLevel.PURGED, false),
    SCSI_SANITIZE_OVERWRITE("scsi-sanitize-overwrite", Bus.SCSI, SanitizationLevel.PURGED, false),
    SCSI_FORMAT_UNIT("scsi-format-unit", Bus.SCSI, SanitizationLevel.CLEARED, false),

    /** An erase of the whole user area and then a sanitize, which alone clears only what is mapped to nothing (JESD84-B51, "Sanitize"). */
    MMC_ERASE_SANITIZE("mmc-erase-sanitize", Bus.MMC, SanitizationLevel.PURGED, false),

    /**
     * Revert of the Admin SP by the PSID that is printed on the label (TCG Opal and its kin). No rule set names it: it may come last before the passes of
     * any, and opens a drive whose password nobody knows. What it removes, and how, is conditional.
     */
    TCG_PSID_REVERT("tcg-psid-revert", Bus.TCG, SanitizationLevel.CLEARED, true);

    /** Whose commands it is made of; a drive that speaks ATA may well hang on a SCSI adapter or behind a bridge. */
    public enum Bus {
        NVME("nvme"),
        ATA("ata"),
        SCSI("scsi"),
        MMC("mmc"),
        /** Security protocols, which drives of each of the others carry. */
        TCG("tcg");

        private final String id;

        Bus(String id) {
            this.id = id;
        }

        /** The word used in documents. */
        public String id() {
            return id;
        }
    }

    private final String id;
    private final Bus bus;
    private final SanitizationLevel reaches;
    private final boolean cryptographic;

    NativeTechnique(String id, Bus bus, SanitizationLevel reaches, boolean cryptographic) {
        this.id = id;
        this.bus = bus;
        this.reaches = reaches;
        this.cryptographic = cryptographic;
    }

    /** The technique of this id, if there is one. */
    public static Optional<NativeTechnique> of(String id) {
        return Stream.of(values()).filter(technique -> technique.id.equals(id)).findFirst();
    }

    /**
     * Reads {@code {"magnetic": […], …}} of a policy file. Every class is named, so that none is forgotten; a file has no drive's ways.
     *
     * @param name of the member, for what is thrown
     * @throws ShapeException if a technique is unknown, comes twice, is a revert, or stands where it can't be used
     */
    static Map<MediumClass, List<NativeTechnique>> byClass(Json.Fields fields, String name) throws ShapeException {
        Map<MediumClass, List<NativeTechnique>> out = new EnumMap<>(MediumClass.class);
        for (MediumClass mediumClass : MediumClass.values()) {
            List<NativeTechnique> techniques = new ArrayList<>();
            for (String id : fields.texts(Json.wireName(mediumClass))) {
                NativeTechnique technique =
                        of(id).orElseThrow(() -> new ShapeException(name, "techniques that this version knows", id));
                if (technique == TCG_PSID_REVERT) {
                    throw new ShapeException(name, "techniques that rule sets name", id);
                }
                if (techniques.contains(technique) || mediumClass == MediumClass.IMAGE) {
                    throw new ShapeException(name, "each technique once, and none for images", id);
                }
                techniques.add(technique);
            }
            out.put(mediumClass, List.copyOf(techniques));
        }
        return out;
    }

    /** The word used in documents. */
    public String id() {
        return id;
    }

    public Bus bus() {
        return bus;
    }

    /** The level that its evidence can support at the most. */
    public SanitizationLevel reaches() {
        return reaches;
    }

    /** Whether it destroys a key and leaves the cells: that everything was encrypted from the first day on is the maker's word. */
    public boolean cryptographic() {
        return cryptographic;
    }

    /**
     * Whether nobody outside the drive can tell that it did more than destroy a key: it is told to do that, or may do it so. An enhanced erase goes about it as its
     * maker chose (ACS-4), and a controller may erase user data by their key where all of them are encrypted (NVMe, Format NVM, SES 1). What the others leave is not what
     * another key makes of the old contents, which would not pass for erased.
     */
    public boolean mayRestOnAKey() {
        return cryptographic || this == ATA_SECURITY_ERASE_ENHANCED || this == NVME_FORMAT_USER_DATA;
    }

    /**
     * Whether all of the medium is read afterwards, and samples are not enough: an eMMC leaves out of its erase what is write-protected, takes nothing that could be
     * planted there, and need not say so to anybody (JESD84-B51, "Erase").
     */
    public boolean readWhole() {
        return this == MMC_ERASE_SANITIZE;
    }

    /**
     * Whether a drive that gives it up has answered a command of it with a refusal. Others may be given up by what the drive says of itself before any is sent, and
     * nothing on record tells such an attempt from none. The sanitizes of a SATA drive that has somebody's password are spared it all alike, which the record shows.
     */
    boolean refusedByAnswer() {
        return sanitize() || this == SCSI_FORMAT_UNIT;
    }

    /** Whether it is a sanitize operation, which reaches everything behind the controller, whatever namespace it was sent through. */
    public boolean sanitize() {
        return switch (this) {
            case NVME_SANITIZE_CRYPTO,
                    NVME_SANITIZE_BLOCK,
                    NVME_SANITIZE_OVERWRITE,
                    ATA_SANITIZE_CRYPTO,
                    ATA_SANITIZE_BLOCK,
                    ATA_SANITIZE_OVERWRITE,
                    SCSI_SANITIZE_CRYPTO,
                    SCSI_SANITIZE_BLOCK,
                    SCSI_SANITIZE_OVERWRITE -> true;
            case NVME_FORMAT_CRYPTO,
                    NVME_FORMAT_USER_DATA,
                    ATA_SECURITY_ERASE_ENHANCED,
                    ATA_SECURITY_ERASE,
                    SCSI_FORMAT_UNIT,
                    // Of its parts it reaches one, and it is answered at its end.
                    MMC_ERASE_SANITIZE,
                    TCG_PSID_REVERT -> false;
        };
    }
}
