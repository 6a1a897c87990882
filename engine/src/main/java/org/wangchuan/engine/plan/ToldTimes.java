package org.wangchuan.engine.plan;

import java.util.Optional;
import org.wangchuan.engine.command.ata.AtaCapabilities;
import org.wangchuan.engine.medium.told.DriveFacts;
import org.wangchuan.engine.medium.told.Fact;
import org.wangchuan.engine.medium.told.FactName;
import org.wangchuan.engine.plan.PlannedTime.Basis;
import org.wangchuan.engine.policy.NativeTechnique;

/**
 * How long a drive says that its own ways take. Nothing is guessed: ATA SANITIZE DEVICE (ACS-4), SANITIZE and FORMAT UNIT (SBC-4) and Format
 * NVM (NVMe Base 2.0) have no field for it. The timeouts that REPORT SUPPORTED OPERATION CODES can tell (SPC-5) are of the command, which
 * is answered at once, and not of what it begins.
 */
final class ToldTimes {
    /**
     * Beyond this a number is none, in seconds: a hundred days, in which sixteen passes at 50 MB/s go over 27 TB. FFFFFFFEh seconds are 136 years.
     */
    static final long MOST_SECONDS = 100 * 86_400L;

    /** No drive overwrites itself faster, in bytes per second: twenty times what flash of its day writes. */
    static final long OVERWRITE_RATE_MOST = 100_000_000_000L;

    private static final long MINUTE_SECONDS = 60;

    private ToldTimes() {}

    /**
     * What the drive names for this technique.
     *
     * @param capacityBytes of what is erased, at the least
     */
    static Optional<PlannedTime> of(NativeTechnique technique, DriveFacts told, long capacityBytes) {
        return switch (technique) {
            case NVME_SANITIZE_BLOCK -> time(told, FactName.BLOCK_ERASE_SECONDS, Basis.DRIVE);
            case NVME_SANITIZE_CRYPTO -> time(told, FactName.CRYPTO_ERASE_SECONDS, Basis.DRIVE);
            // Named for sixteen passes, of which one is asked for.
            case NVME_SANITIZE_OVERWRITE ->
                time(told, FactName.OVERWRITE_SECONDS, Basis.DRIVE_AT_MOST)
                        .filter(time -> time.seconds() >= capacityBytes / OVERWRITE_RATE_MOST && time.seconds() > 0);
            case ATA_SECURITY_ERASE -> minutes(told, FactName.ERASE_MINUTES);
            case ATA_SECURITY_ERASE_ENHANCED -> minutes(told, FactName.ENHANCED_ERASE_MINUTES);
            case TCG_PSID_REVERT -> time(told, FactName.TCG_REMOVAL_SECONDS, Basis.DRIVE_AT_MOST);
            case ATA_SANITIZE_BLOCK,
                    ATA_SANITIZE_CRYPTO,
                    ATA_SANITIZE_OVERWRITE,
                    SCSI_SANITIZE_BLOCK,
                    SCSI_SANITIZE_CRYPTO,
                    SCSI_SANITIZE_OVERWRITE,
                    SCSI_FORMAT_UNIT,
                    NVME_FORMAT_USER_DATA,
                    NVME_FORMAT_CRYPTO,
                    MMC_ERASE_SANITIZE -> Optional.empty();
        };
    }

    private static Optional<PlannedTime> time(DriveFacts told, FactName name, Basis basis) {
        return count(told, name).map(seconds -> new PlannedTime(seconds, basis)).filter(ToldTimes::isPossible);
    }

    /** The number for "more" is no number of minutes. */
    private static Optional<PlannedTime> minutes(DriveFacts told, FactName name) {
        return count(told, name)
                .map(minutes -> AtaCapabilities.Security.isBeyond(minutes)
                        ? new PlannedTime(
                                (minutes - AtaCapabilities.Security.UNIT_MINUTES) * MINUTE_SECONDS,
                                Basis.DRIVE_AT_LEAST)
                        : new PlannedTime(minutes * MINUTE_SECONDS, Basis.DRIVE))
                .filter(ToldTimes::isPossible);
    }

    private static boolean isPossible(PlannedTime time) {
        return time.seconds() <= MOST_SECONDS;
    }

    private static Optional<Long> count(DriveFacts told, FactName name) {
        return told.about(name)
                .map(Fact::value)
                .filter(Fact.Count.class::isInstance)
                .map(value -> ((Fact.Count) value).value());
    }
}
