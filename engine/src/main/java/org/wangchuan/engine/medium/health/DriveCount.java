package org.wangchuan.engine.medium.health;

/** One number that a drive tells of its own condition. */
public enum DriveCount {
    /** Blocks that it has replaced by spare ones since it was made; what they hold no address reaches. */
    REPLACED("replaced-blocks"),
    /** Blocks that it could not read, and replaces should they be written to and fail again. */
    PENDING("pending-blocks"),
    /** Errors that it could not correct: reported, found by itself, or of its data's integrity. */
    UNCORRECTABLE("uncorrectable-errors"),
    /** Percent of its spare blocks that are left (NVMe). */
    SPARE_PERCENT("spare-percent"),
    /** Percent of the life that its maker expects, beyond 100 up to 255 (NVMe). */
    USED_PERCENT("used-percent"),
    /** The bits of CRITICAL WARNING (NVMe). */
    WARNINGS("warnings");

    private final String id;

    DriveCount(String id) {
        this.id = id;
    }

    /** The word used in documents. */
    public String id() {
        return id;
    }
}
