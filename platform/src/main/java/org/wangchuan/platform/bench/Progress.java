package org.wangchuan.platform.bench;

import java.time.Instant;

/**
 * How far a station is, as it last said; never a proof of anything.
 *
 * @param phase the station's word for what it is doing, such as {@code overwrite} or {@code verify}
 * @param pass from 1
 * @param at when the platform heard it
 */
public record Progress(
        String phase,
        int pass,
        int passes,
        long doneBytes,
        long totalBytes,
        long bytesPerSecond,
        long remainingSeconds,
        Instant at) {
    private static final int WHOLE = 100;

    /** How much of this phase is done, from 0 to 100; it is rounded down, so that 100 is the whole. */
    public int percent() {
        return totalBytes <= 0 ? 0 : (int) Math.clamp(doneBytes * (double) WHOLE / totalBytes, 0, WHOLE);
    }
}
