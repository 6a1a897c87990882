package org.wangchuan.proof.statement;

import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.ShapeException;

/**
 * How a drive erased itself, and what it said of it: the member {@code native} of the disclosure {@code work}, of such drives alone.
 *
 * @param technique of the last attempt
 * @param attempts 1 or more
 * @param canaryBytes random blocks that had been planted before and were looked for afterwards
 * @param canaryBytesFound of them, or equal to any of them
 */
public record NativeErase(
        Technique technique, int attempts, Said said, long durationMillis, long canaryBytes, long canaryBytesFound) {

    /** The drive's own ways; spelled as in policies and evidence. */
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

        /** Whether the good verdict that it can prove is {@code purged}; otherwise {@code cleared}. */
        public boolean purges() {
            return purges;
        }

        /** Whether nobody outside the drive can tell that it did more than destroy a key: it is told to do that, or may do it so. */
        public boolean mayRestOnAKey() {
            return switch (this) {
                case NVME_SANITIZE_CRYPTO,
                        NVME_FORMAT_CRYPTO,
                        NVME_FORMAT_USER_DATA,
                        ATA_SANITIZE_CRYPTO,
                        ATA_SECURITY_ERASE_ENHANCED,
                        SCSI_SANITIZE_CRYPTO,
                        TCG_PSID_REVERT -> true;
                case NVME_SANITIZE_BLOCK,
                        NVME_SANITIZE_OVERWRITE,
                        ATA_SANITIZE_BLOCK,
                        ATA_SANITIZE_OVERWRITE,
                        ATA_SECURITY_ERASE,
                        SCSI_SANITIZE_BLOCK,
                        SCSI_SANITIZE_OVERWRITE,
                        SCSI_FORMAT_UNIT,
                        MMC_ERASE_SANITIZE -> false;
            };
        }
    }

    /** What the drive said, as its raw answers are read. */
    public enum Said {
        /** It succeeded, newly. */
        SUCCEEDED,
        /** It ended, and nothing failed: some drives say no more. */
        ENDED,
        FAILED,
        /** It did not take the command. */
        REFUSED,
        /** Nothing that could be told from before, or from somebody else's. */
        NOT_TOLD
    }

    /** Whether the drive said that it was done, and what had been planted was looked for and is gone. */
    public boolean isShown() {
        return (said == Said.SUCCEEDED || said == Said.ENDED) && canaryBytes > 0 && canaryBytesFound == 0;
    }

    JsonValue.Obj json() {
        return Json.object()
                .put("technique", Json.wireName(technique))
                .put("attempts", attempts)
                .put("said", Json.wireName(said))
                .put("durationMillis", durationMillis)
                .put("canaryBytes", canaryBytes)
                .put("canaryBytesFound", canaryBytesFound)
                .build();
    }

    static NativeErase read(Json.Fields in) throws ShapeException {
        in.only("technique", "attempts", "said", "durationMillis", "canaryBytes", "canaryBytesFound");
        return new NativeErase(
                in.constant("technique", Technique.class),
                (int) in.whole("attempts", 1, Integer.MAX_VALUE),
                in.constant("said", Said.class),
                in.natural("durationMillis"),
                in.natural("canaryBytes"),
                in.natural("canaryBytesFound"));
    }
}
