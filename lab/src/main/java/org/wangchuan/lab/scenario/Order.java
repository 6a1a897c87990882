package org.wangchuan.lab.scenario;

/** What a drive is told by a program that is known to work. */
public enum Order {
    NVME_SANITIZE_BLOCK(Family.NVME, "nvme sanitize --sanact=2"),
    NVME_SANITIZE_OVERWRITE(Family.NVME, "nvme sanitize --sanact=3 --owpass=1 --ovrpat=0"),
    NVME_SANITIZE_CRYPTO(Family.NVME, "nvme sanitize --sanact=4"),
    NVME_FORMAT_NONE(Family.NVME, "nvme format --force --ses=0"),
    NVME_FORMAT_USER_DATA(Family.NVME, "nvme format --force --ses=1"),
    NVME_FORMAT_CRYPTO(Family.NVME, "nvme format --force --ses=2"),
    ATA_SANITIZE_BLOCK(Family.ATA, "hdparm --yes-i-know-what-i-am-doing --sanitize-block-erase"),
    ATA_SANITIZE_OVERWRITE(
            Family.ATA,
            "hdparm --yes-i-know-what-i-am-doing --sanitize-overwrite-passes 1 --sanitize-overwrite hex:00000000"),
    ATA_SANITIZE_CRYPTO(Family.ATA, "hdparm --yes-i-know-what-i-am-doing --sanitize-crypto-scramble"),
    ATA_SECURITY_ERASE(Family.ATA, "hdparm --yes-i-know-what-i-am-doing --user-master u --security-erase lab"),
    ATA_SECURITY_ERASE_ENHANCED(
            Family.ATA, "hdparm --yes-i-know-what-i-am-doing --user-master u --security-erase-enhanced lab"),
    SCSI_SANITIZE_BLOCK(Family.SCSI, "sg_sanitize --quick --early --block"),
    SCSI_SANITIZE_OVERWRITE(Family.SCSI, "sg_sanitize --quick --early --overwrite --zero"),
    SCSI_SANITIZE_CRYPTO(Family.SCSI, "sg_sanitize --quick --early --crypto"),
    SCSI_FORMAT_UNIT(Family.SCSI, "sg_format --format --early --quick");

    private final Family family;
    private final String command;

    Order(Family family, String command) {
        this.family = family;
        this.command = command;
    }

    /** Whose command it is. */
    public Family family() {
        return family;
    }

    /** The program with its options; the device comes last. */
    public String command() {
        return command;
    }

    /** The program alone, with what tells this order from others. */
    public String title() {
        return command.replace(" --yes-i-know-what-i-am-doing", "")
                .replace(" --quick --early", "")
                .replace(" --early --quick", "")
                .replace(" --user-master u", "")
                .replace(" --force", "");
    }

    boolean sanitize() {
        return switch (this) {
            case NVME_SANITIZE_BLOCK,
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
                    ATA_SECURITY_ERASE,
                    ATA_SECURITY_ERASE_ENHANCED -> false;
        };
    }
}
