package org.wangchuan.engine.transfer;

import java.util.concurrent.atomic.AtomicLong;

/** How far a transfer is; may be read from any thread at any time without waiting. */
public final class Progress {
    private final AtomicLong bytesMoved = new AtomicLong();
    private final AtomicLong bytesFailed = new AtomicLong();
    private final AtomicLong failedCalls = new AtomicLong();
    private final AtomicLong retries = new AtomicLong();
    private final AtomicLong lastActivityNanos = new AtomicLong(System.nanoTime());
    private final AtomicLong longestPauseNanos = new AtomicLong();
    private final long bytesTotal;

    /** Starts at zero. */
    public Progress(long bytesTotal) {
        this.bytesTotal = bytesTotal;
    }

    /** Bytes that the transfer is to move. */
    public long bytesTotal() {
        return bytesTotal;
    }

    /** Bytes moved so far, each once, not yet necessarily flushed. */
    public long bytesMoved() {
        return bytesMoved.get();
    }

    /** Bytes given up so far. */
    public long bytesFailed() {
        return bytesFailed.get();
    }

    /** Calls that the device failed so far. */
    public long failedCalls() {
        return failedCalls.get();
    }

    /** Tries again after a failed call so far. */
    public long retries() {
        return retries.get();
    }

    /** {@link System#nanoTime()} when the last request finished, or of the start. */
    public long lastActivityNanos() {
        return lastActivityNanos.get();
    }

    /** The longest time in which no request finished, the current one included. */
    public long longestPauseMillis() {
        long current = System.nanoTime() - lastActivityNanos.get();
        return Math.max(longestPauseNanos.get(), current) / 1_000_000;
    }

    void begin() {
        lastActivityNanos.set(System.nanoTime());
    }

    void requestFinished(long nowNanos) {
        long pause = nowNanos - lastActivityNanos.getAndSet(nowNanos);
        if (pause > longestPauseNanos.get()) {
            longestPauseNanos.accumulateAndGet(pause, Math::max);
        }
    }

    void moved(long bytes) {
        bytesMoved.addAndGet(bytes);
    }

    void failed(long bytes) {
        bytesFailed.addAndGet(bytes);
    }

    void callFailed() {
        failedCalls.incrementAndGet();
    }

    void retried() {
        retries.incrementAndGet();
    }
}
