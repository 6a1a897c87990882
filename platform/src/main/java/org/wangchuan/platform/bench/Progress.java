package org.wangchuan.platform.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How far a station is, as it last said; never a proof of anything.
 *
 * @param phase the station's word for what it is doing, such as {@code overwrite} or {@code verify}
 * @param pass from 1
 * @param remainingSeconds of all that is left; 0 if the station can't tell
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

    /** What is left, where the station can tell. */
    public Optional<Duration> remaining() {
        return remainingSeconds > 0 ? Optional.of(Duration.ofSeconds(remainingSeconds)) : Optional.empty();
    }

    /**
     * How much of the whole job is done, from 0 to 100: the passes, and reading back as one more. Rounded down, so that 100 is
     * the whole.
     */
    public int percent() {
        double part = totalBytes <= 0 ? 0 : Math.clamp(doneBytes / (double) totalBytes, 0, 1);
        double parts = Math.max(passes, 1) + 1.0;
        return switch (phase) {
            case "overwrite" -> (int) (WHOLE * Math.clamp((pass - 1 + part) / parts, 0, 1));
            // In the drive's own word, which counts as the first pass.
            case "native" -> (int) (WHOLE * Math.clamp(part / parts, 0, 1));
            case "verify" -> (int) (WHOLE * Math.clamp((parts - 1 + part) / parts, 0, 1));
            case "end" -> WHOLE;
            default -> 0;
        };
    }
}
