package org.wangchuan.engine.adb.service;

import java.time.Instant;

/**
 * What a phone says of a file.
 *
 * @param mode type and permissions, as in Linux's {@code st_mode}
 * @param sizeBytes its size, as an unsigned number; of a phone without {@code stat_v2} only its lower 32 bits
 * @param modified a phone's clock may show anything
 * @param wholeSize whether {@code sizeBytes} is the whole of it, so of a phone with {@code stat_v2} or {@code ls_v2}
 */
public record RemoteStatus(int mode, long sizeBytes, Instant modified, boolean wholeSize) {
    private static final int TYPE = 0170000;
    private static final int FOLDER = 0040000;
    private static final int FILE = 0100000;

    static RemoteStatus of(int mode, long size, long modifiedSeconds, boolean wholeSize) {
        // Instant holds a billion years; a phone can say more.
        long bounded = Math.clamp(modifiedSeconds, Instant.MIN.getEpochSecond(), Instant.MAX.getEpochSecond());
        return new RemoteStatus(mode, size, Instant.ofEpochSecond(bounded), wholeSize);
    }

    /** Whether it is a folder. */
    public boolean folder() {
        return (mode & TYPE) == FOLDER;
    }

    /** Whether it is a plain file. */
    public boolean file() {
        return (mode & TYPE) == FILE;
    }
}
