package org.wangchuan.cli.progress;

/**
 * The speed of one lane, smoothed: an average that forgets with a time constant of three seconds, so
 * that the figure can be read and still follows a drive that slows down. Starts anew with a phase.
 * Not thread-safe.
 */
final class Speed {
    private static final double FORGET_SECONDS = 3;

    private String phase = "";
    private long lastNanos;
    private long lastBytes;
    private double bytesPerSecond;
    private boolean known;

    /** Takes in one look at the lane. */
    void observe(String phaseNow, long doneBytes, long nowNanos) {
        if (!phaseNow.equals(phase) || doneBytes < lastBytes) {
            phase = phaseNow;
            known = false;
        } else {
            double seconds = (nowNanos - lastNanos) / 1e9;
            if (seconds <= 0) {
                return;
            }
            double now = (doneBytes - lastBytes) / seconds;
            double weight = known ? 1 - Math.exp(-seconds / FORGET_SECONDS) : 1;
            bytesPerSecond += weight * (now - bytesPerSecond);
            known = true;
        }
        lastNanos = nowNanos;
        lastBytes = doneBytes;
    }

    /** Bytes per second; 0 until two looks in the same phase. */
    double bytesPerSecond() {
        return known ? bytesPerSecond : 0;
    }
}
