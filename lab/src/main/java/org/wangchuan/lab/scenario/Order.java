package org.wangchuan.lab.scenario;

import java.util.Optional;
import org.wangchuan.lab.drive.Way;

/** What a drive is told by a program that is known to work. */
public enum Order {
    NVME_SANITIZE_BLOCK(Family.NVME, Way.SANITIZE_BLOCK, "nvme sanitize --sanact=2"),
    NVME_SANITIZE_ALLOCATED(Family.NVME, Way.SANITIZE_BLOCK, "nvme sanitize --sanact=2 --no-dealloc"),
    NVME_SANITIZE_OVERWRITE(Family.NVME, Way.SANITIZE_OVERWRITE, "nvme sanitize --sanact=3 --owpass=1 --ovrpat=0"),
    NVME_SANITIZE_CRYPTO(Family.NVME, Way.SANITIZE_CRYPTO, "nvme sanitize --sanact=4 --ause"),
    NVME_FORMAT_NONE(Family.NVME, Way.FORMAT_USER_DATA, "nvme format --force --ses=0"),
    NVME_FORMAT_USER_DATA(Family.NVME, Way.FORMAT_USER_DATA, "nvme format --force --ses=1"),
    NVME_FORMAT_CRYPTO(Family.NVME, Way.FORMAT_CRYPTO, "nvme format --force --ses=2"),
    NVME_DEALLOCATE(Family.NVME, Optional.empty(), "nvme dsm --ad --slbs=0 --blocks=4096"),
    NVME_DISCARD(Family.NVME, Optional.empty(), "blkdiscard --force"),
    NVME_EXIT_FAILURE(Family.NVME, Optional.empty(), "nvme sanitize --sanact=1"),
    /** The guest's shell knows what is on the label as {@code $psid}. */
    NVME_PSID_REVERT(Family.NVME, Optional.empty(), "sedutil-cli --PSIDrevert $psid"),
    ATA_PSID_REVERT(Family.ATA, Optional.empty(), "sedutil-cli --PSIDrevert $psid"),
    ATA_SANITIZE_BLOCK(Family.ATA, Way.SANITIZE_BLOCK, "hdparm --yes-i-know-what-i-am-doing --sanitize-block-erase"),
    ATA_SANITIZE_OVERWRITE(
            Family.ATA,
            Way.SANITIZE_OVERWRITE,
            "hdparm --yes-i-know-what-i-am-doing --sanitize-overwrite-passes 1 --sanitize-overwrite hex:00000000"),
    ATA_SANITIZE_CRYPTO(
            Family.ATA, Way.SANITIZE_CRYPTO, "hdparm --yes-i-know-what-i-am-doing --sanitize-crypto-scramble"),
    ATA_SECURITY_ERASE(
            Family.ATA, Way.SECURITY_ERASE, "hdparm --yes-i-know-what-i-am-doing --user-master u --security-erase lab"),
    ATA_SECURITY_ERASE_ENHANCED(
            Family.ATA,
            Way.SECURITY_ERASE_ENHANCED,
            "hdparm --yes-i-know-what-i-am-doing --user-master u --security-erase-enhanced lab"),
    ATA_TRIM(Family.ATA, Optional.empty(), "hdparm --please-destroy-my-drive --trim-sector-ranges 0:4096"),
    /** To show all of the blocks that the bench's drives have. */
    ATA_MAX_ADDRESS(Family.ATA, Optional.empty(), "hdparm --yes-i-know-what-i-am-doing -N p4096"),
    ATA_OVERLAY_RESTORE(Family.ATA, Optional.empty(), "hdparm --yes-i-know-what-i-am-doing --dco-restore"),
    /** Of a drive that hdparm has kept from being frozen before. */
    ATA_SANITIZE_FREEZE(Family.ATA, Optional.empty(), "hdparm --yes-i-know-what-i-am-doing --sanitize-freeze-lock"),
    SCSI_SANITIZE_BLOCK(Family.SCSI, Way.SANITIZE_BLOCK, "sg_sanitize --quick --early --block"),
    SCSI_SANITIZE_OVERWRITE(Family.SCSI, Way.SANITIZE_OVERWRITE, "sg_sanitize --quick --early --overwrite --zero"),
    SCSI_SANITIZE_CRYPTO(Family.SCSI, Way.SANITIZE_CRYPTO, "sg_sanitize --quick --early --crypto"),
    SCSI_PSID_REVERT(Family.SCSI, Optional.empty(), "sedutil-cli --PSIDrevert $psid"),
    SCSI_FORMAT_UNIT(Family.SCSI, Way.FORMAT_UNIT, "sg_format --format --early --quick"),
    SCSI_UNMAP(Family.SCSI, Optional.empty(), "sg_unmap --force --lba=0 --num=4096"),
    SCSI_WRITE_SAME(Family.SCSI, Optional.empty(), "sg_write_same --16 --lba=0 --num=4096"),
    OVERWRITE("dd if=/dev/zero of=$path bs=64k count=32 oflag=direct conv=fsync,notrunc"),
    READ("dd if=$path of=/dev/null bs=64k iflag=direct"),
    DISCARD("blkdiscard --force $path"),
    ZERO_OUT("blkdiscard --force --zeroout $path"),
    UNMAP("sg_unmap --force --lba=0 --num=4096 $path"),
    WRITE_SAME_UNMAP("sg_write_same --16 --unmap --lba=0 --num=4096 $path");

    private final Optional<Family> family;
    private final Optional<Way> way;
    private final String command;

    Order(Family family, Way way, String command) {
        this(family, Optional.of(way), command);
    }

    Order(Family family, Optional<Way> way, String command) {
        this.family = Optional.of(family);
        this.way = way;
        this.command = command;
    }

    /** Of any block device, which the guest's shell knows as {@code $path}. */
    Order(String command) {
        this.family = Optional.empty();
        this.way = Optional.empty();
        this.command = command;
    }

    /** Whose command it is; empty for one that has nothing to do with the drive's own commands. */
    public Optional<Family> family() {
        return family;
    }

    /** Which way of its own the drive has to have for it; empty for one that needs none of them. */
    public Optional<Way> way() {
        return way;
    }

    /** The program with its options; the device comes last, or where it is named. */
    public String command() {
        return command;
    }

    /** Whether a password has to be set for it first. */
    boolean setsPassword() {
        return this == ATA_SECURITY_ERASE || this == ATA_SECURITY_ERASE_ENHANCED;
    }

    /** The program alone, with what tells this order from others. */
    public String title() {
        return command.replace(" --yes-i-know-what-i-am-doing", "")
                .replace(" --please-destroy-my-drive", "")
                .replace(" --quick --early", "")
                .replace(" --early --quick", "")
                .replace(" --user-master u", "")
                .replace(" --force", "")
                .replace(" $psid", "")
                .replace(" bs=64k count=32", "")
                .replace(" of=$path", "")
                .replace(" if=$path", "")
                .replace(" bs=64k", "")
                .replace(" --lba=0 --num=4096", "")
                .replace(" --slbs=0 --blocks=4096", "")
                .replace(" $path", "");
    }

    boolean sanitize() {
        return switch (this) {
            case NVME_SANITIZE_BLOCK,
                    NVME_SANITIZE_ALLOCATED,
                    NVME_SANITIZE_OVERWRITE,
                    NVME_SANITIZE_CRYPTO,
                    ATA_SANITIZE_BLOCK,
                    ATA_SANITIZE_OVERWRITE,
                    ATA_SANITIZE_CRYPTO,
                    SCSI_SANITIZE_BLOCK,
                    SCSI_SANITIZE_OVERWRITE,
                    SCSI_SANITIZE_CRYPTO,
                    SCSI_FORMAT_UNIT -> true;
            case NVME_FORMAT_NONE,
                    NVME_FORMAT_USER_DATA,
                    NVME_FORMAT_CRYPTO,
                    NVME_DEALLOCATE,
                    NVME_DISCARD,
                    NVME_EXIT_FAILURE,
                    NVME_PSID_REVERT,
                    ATA_PSID_REVERT,
                    SCSI_PSID_REVERT,
                    ATA_SECURITY_ERASE,
                    ATA_SECURITY_ERASE_ENHANCED,
                    ATA_TRIM,
                    ATA_MAX_ADDRESS,
                    ATA_OVERLAY_RESTORE,
                    ATA_SANITIZE_FREEZE,
                    SCSI_UNMAP,
                    SCSI_WRITE_SAME,
                    OVERWRITE,
                    READ,
                    DISCARD,
                    ZERO_OUT,
                    UNMAP,
                    WRITE_SAME_UNMAP -> false;
        };
    }
}
