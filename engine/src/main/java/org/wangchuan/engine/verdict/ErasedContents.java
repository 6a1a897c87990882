package org.wangchuan.engine.verdict;

import java.util.HexFormat;
import java.util.Optional;
import org.wangchuan.engine.evidence.DriveEvent;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.policy.NativeTechnique;

/**
 * Whether what was read after a drive erased itself is what its technique can leave: overwritten with zeros, as it was told, zeros; erased or formatted, zeros,
 * ones or a short pattern of its maker's all over; where a key was changed or may have been, noise as well. Blocks of anything else hold what somebody has
 * written, and none of them is let pass. What noise holds nobody can tell.
 */
final class ErasedContents {
    private static final int NVME_PATTERN_OFFSET = 44; // dword 11
    private static final int NVME_INVERTED = 1 << 8;
    private static final int ATA_INVERTED = 1 << 7;
    private static final int SCSI_HEADER_BYTES = 4;
    private static final int SCSI_INVERTED = 1 << 7;

    private ErasedContents() {}

    /** What a technique may leave, the narrowest first. */
    private enum Left {
        ZEROS,
        PATTERNS,
        NOISE
    }

    /** Whether nothing of what was read is against it. A record of before tells of zeros, ones and what was planted alone: the rest may be anything. */
    static boolean fit(DriveAttempt attempt, DriveEvent.SamplingFinished read) {
        if (attempt.technique() == NativeTechnique.MMC_ERASE_SANITIZE) {
            return MmcRules.readsAsErased(attempt, read);
        }
        Left left = left(attempt);
        if (read.others().isEmpty()) {
            return left != Left.ZEROS || read.zeroBytes() + read.canaryBytesFound() >= read.bytesRead();
        }
        DriveEvent.OtherBlocks others = read.others().get();
        return others.contentBytes() == 0
                && switch (left) {
                    case ZEROS -> read.oneBytes() == 0 && others.repeatingBytes() == 0 && others.noiseBytes() == 0;
                    case PATTERNS -> others.noiseBytes() == 0;
                    case NOISE -> true;
                };
    }

    /** Whether noise was read after a technique that may have changed a key and need not have: of the others it is known without a look. */
    static boolean tellOfAKey(DriveAttempt attempt, DriveEvent.SamplingFinished read) {
        return attempt.technique() == NativeTechnique.NVME_FORMAT_USER_DATA
                && read.others().filter(others -> others.noiseBytes() > 0).isPresent();
    }

    private static Left left(DriveAttempt attempt) {
        return switch (attempt.technique()) {
            case NVME_SANITIZE_OVERWRITE, ATA_SANITIZE_OVERWRITE, SCSI_SANITIZE_OVERWRITE ->
                toldZeros(attempt) ? Left.ZEROS : Left.PATTERNS;
            case NVME_SANITIZE_BLOCK,
                    ATA_SANITIZE_BLOCK,
                    ATA_SECURITY_ERASE,
                    SCSI_SANITIZE_BLOCK,
                    SCSI_FORMAT_UNIT,
                    MMC_ERASE_SANITIZE -> Left.PATTERNS;
            // A controller that encrypts may erase user data by changing the key (NVMe, Format NVM, SES 1).
            case NVME_SANITIZE_CRYPTO,
                    NVME_FORMAT_USER_DATA,
                    NVME_FORMAT_CRYPTO,
                    ATA_SANITIZE_CRYPTO,
                    ATA_SECURITY_ERASE_ENHANCED,
                    SCSI_SANITIZE_CRYPTO,
                    TCG_PSID_REVERT -> Left.NOISE;
        };
    }

    /** Whether the overwriting that was accepted was told zeros, which no pass inverts. */
    private static boolean toldZeros(DriveAttempt attempt) {
        int accepted = attempt.acceptedAt();
        return accepted >= 0 && namesZeros(attempt.steps().get(accepted).command());
    }

    private static boolean namesZeros(DeviceCommand command) {
        Optional<NvmeBlock> nvme = NvmeBlock.of(command);
        if (nvme.isPresent()) {
            return (nvme.get().word10() & NVME_INVERTED) == 0
                    && isZero(DriveAnswer.request(command), NVME_PATTERN_OFFSET, NVME_PATTERN_OFFSET + Integer.BYTES);
        }
        Optional<AtaBlock> ata = AtaBlock.of(command);
        if (ata.isPresent()) {
            return (ata.get().count() & ATA_INVERTED) == 0 && (ata.get().address() & 0xffff_ffffL) == 0;
        }
        byte[] list = HexFormat.of().parseHex(command.sent().orElse(""));
        return list.length > SCSI_HEADER_BYTES
                && (list[0] & SCSI_INVERTED) == 0
                && isZero(list, SCSI_HEADER_BYTES, list.length);
    }

    private static boolean isZero(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }
}
