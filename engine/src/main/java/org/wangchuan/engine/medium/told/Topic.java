package org.wangchuan.engine.medium.told;

/** What facts are about. */
public enum Topic {
    /** The ways to sanitize that the device says it has. */
    SANITIZE("sanitize"),
    /** What the device can say of one afterwards. */
    SANITIZE_REPORT("sanitize-report"),
    /** What a sanitize of before left behind. It was there before anything was done here, and is never taken for the result of that. */
    SANITIZE_BEFORE("sanitize-before"),
    /** How long the device says that its sanitizes take. */
    SANITIZE_TIMES("sanitize-times"),
    /** The ATA Security feature set. */
    SECURITY("security"),
    /** TCG storage: Opal and its kin. */
    TCG("tcg"),
    /** What a drive has, and what it lets the host address. */
    HIDDEN_AREAS("hidden-areas"),
    /** Format NVM. */
    FORMAT("format"),
    NAMESPACES("namespaces"),
    /** Memory of an NVMe device that is in no namespace. */
    NVME_MEMORY("nvme-memory"),
    /** What an eMMC says that it can do. */
    MMC("mmc"),
    /** Its other parts. */
    MMC_PARTS("mmc-parts"),
    /** What a UFS device says of the unit, and of its wear. */
    UFS("ufs"),
    /** The units of the device. */
    UFS_UNITS("ufs-units");

    private final String id;

    Topic(String id) {
        this.id = id;
    }

    /** The word used in documents. */
    public String id() {
        return id;
    }
}
