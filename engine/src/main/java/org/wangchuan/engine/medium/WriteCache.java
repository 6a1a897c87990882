package org.wangchuan.engine.medium;

/** What the kernel takes a device's write cache to be (sysfs {@code queue/write_cache}). */
public enum WriteCache {
    WRITE_BACK("write-back"),
    WRITE_THROUGH("write-through"),
    UNKNOWN("unknown");

    private final String id;

    WriteCache(String id) {
        this.id = id;
    }

    /** The word used in documents. */
    public String id() {
        return id;
    }

    /** Reads {@code queue/write_cache} of sysfs; what is neither of its two words is unknown. */
    public static WriteCache ofSysfs(String text) {
        return switch (text) {
            case "write back" -> WRITE_BACK;
            case "write through" -> WRITE_THROUGH;
            default -> UNKNOWN;
        };
    }
}
