package org.wangchuan.engine.purge;

import java.util.OptionalInt;
import org.wangchuan.engine.command.SanitizeState.Running;

/** By what others hold a drive that erases itself: how far it says that it is, and whether to go on waiting. Thread-safe. */
public final class PurgeControl {
    private volatile boolean stopRequested;
    private volatile int progress = Running.UNKNOWN_PROGRESS;
    private volatile long changedNanos = System.nanoTime();
    private volatile long longestMillis;
    private volatile long begunNanos = System.nanoTime();

    /** Of work that has not begun. */
    public PurgeControl() {}

    /** Asks to stop waiting; the drive can't be stopped. */
    public void stop() {
        stopRequested = true;
    }

    boolean stopRequested() {
        return stopRequested;
    }

    /** What the drive says, 0 to 65535 of 65536; empty if it tells none. */
    public OptionalInt progressOf65536() {
        int now = progress;
        return now == Running.UNKNOWN_PROGRESS ? OptionalInt.empty() : OptionalInt.of(now);
    }

    /** Milliseconds since it last said anything new. */
    public long unchangedMillis() {
        return Math.max(0, (System.nanoTime() - changedNanos) / 1_000_000);
    }

    /** The longest time in milliseconds in which it said nothing new. */
    public long longestUnchangedMillis() {
        return Math.max(longestMillis, unchangedMillis());
    }

    /** Milliseconds since {@link #begin}. */
    public long watchedMillis() {
        return Math.max(0, (System.nanoTime() - begunNanos) / 1_000_000);
    }

    /** From now on time is counted anew. */
    public void begin() {
        begunNanos = System.nanoTime();
        progress = Running.UNKNOWN_PROGRESS;
        changedNanos = System.nanoTime();
        longestMillis = 0;
    }

    void changed(int progressOf65536) {
        longestMillis = Math.max(longestMillis, unchangedMillis());
        progress = progressOf65536;
        changedNanos = System.nanoTime();
    }
}
