package org.wangchuan.paper.claims;

/**
 * The words of a clearing statement. On the wire each is in lower case with hyphens; the texts of the
 * page have an entry for each in both languages.
 */
public final class Vocabulary {
    private Vocabulary() {}

    /** What the evidence shows, technically. */
    public enum Verdict {
        PURGED,
        CLEARED,
        PARTIAL,
        UNPROVEN,
        FAILED
    }

    /** Whether a clause of the rule set is met. */
    public enum ClauseState {
        SATISFIED,
        NOT_SATISFIED,
        UNDETERMINED
    }

    /** What was erased. */
    public enum Kind {
        BLOCK,
        IMAGE
    }

    /** What the medium is made of. */
    public enum MediumClass {
        MAGNETIC,
        FLASH,
        UNKNOWN,
        IMAGE
    }

    /** Who says what the medium is made of. */
    public enum MediumClassSource {
        DEVICE,
        DECLARED,
        NONE
    }

    /** What a pass wrote. */
    public enum Pattern {
        ZERO,
        ONE,
        FIXED,
        RANDOM,
        STAMPED
    }

    /** A drive's own way to erase itself. */
    public enum Technique {
        NVME_SANITIZE_CRYPTO(true),
        NVME_SANITIZE_BLOCK(true),
        NVME_SANITIZE_OVERWRITE(true),
        NVME_FORMAT_CRYPTO(false),
        NVME_FORMAT_USER_DATA(false),
        ATA_SANITIZE_CRYPTO(true),
        ATA_SANITIZE_BLOCK(true),
        ATA_SANITIZE_OVERWRITE(true),
        ATA_SECURITY_ERASE_ENHANCED(true),
        ATA_SECURITY_ERASE(false),
        SCSI_SANITIZE_CRYPTO(true),
        SCSI_SANITIZE_BLOCK(true),
        SCSI_SANITIZE_OVERWRITE(true),
        SCSI_FORMAT_UNIT(false),
        MMC_ERASE_SANITIZE(true),
        TCG_PSID_REVERT(false);

        private final boolean purges;

        Technique(boolean purges) {
            this.purges = purges;
        }

        /** Whether it can prove {@code purged}. */
        public boolean purges() {
            return purges;
        }
    }

    /** What a drive said of its own erasure. */
    public enum Said {
        SUCCEEDED,
        ENDED,
        FAILED,
        REFUSED,
        NOT_TOLD
    }

    /** How much was read back. */
    public enum Mode {
        FULL,
        SAMPLE,
        NONE
    }

    /** What the read-back went through. */
    public enum ReadPath {
        DIRECT,
        DEVICE_CACHE,
        FILE_SYSTEM
    }

    /** What is known of areas that the device hides. */
    public enum HiddenAreas {
        NONE,
        FOUND,
        UNREADABLE,
        NOT_APPLICABLE
    }

    /** What the residue scan found. */
    public enum Residue {
        NOT_RUN
    }

    /** What the statement does not prove. */
    public enum Limit {
        FIRMWARE_COPY,
        SPARE_CELLS,
        DEVICE_CACHE,
        IMAGE_ONLY,
        PARTITION_ONLY,
        VOLUME_ONLY,
        OTHER_PARTS,
        SAMPLED_ONLY,
        UNVERIFIED_PASSES,
        BEHIND_BRIDGE,
        MEDIUM_CLASS_DECLARED,
        TIME_NOT_WITNESSED,
        OWNER_PRESENCE,
        RESIDUE_NOT_RUN,
        TEST_DEVICE,
        DEVICES_WORD,
        KEY_DESTRUCTION,
        NOT_SEEN_RUNNING,
        CELLS_NOT_READ,
        CONTENT_LEFT_TO_DEVICE,
        PHONES_OWN_WORD,
        SAME_DEVICE,
        KEYS_DESTROYED,
        NEVER_TRIED,
        PHONES_CACHE,
        CARDS,
        MOST_OVERWRITTEN,
        LEFT_AS_NEW
    }
}
