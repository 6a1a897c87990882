package org.wangchuan.engine.adb;

/** What runs on a phone that answers (AOSP adb.cpp: {@code parse_banner}, {@code to_string(ConnectionState)}). */
public enum AdbMode {
    DEVICE("device"),
    RECOVERY("recovery"),
    SIDELOAD("sideload"),
    RESCUE("rescue"),
    BOOTLOADER("bootloader"),
    /** It said something else, or an adb server says that it can't be talked to (offline, unauthorized, no permissions). */
    OTHER("");

    private final String word;

    AdbMode(String word) {
        this.word = word;
    }

    /** The mode with this word, {@link #OTHER} if there is none. */
    public static AdbMode of(String word) {
        for (AdbMode mode : values()) {
            if (mode.word.equals(word)) {
                return mode;
            }
        }
        return OTHER;
    }

    /** The protocol's word; empty for {@link #OTHER}. */
    public String word() {
        return word;
    }
}
