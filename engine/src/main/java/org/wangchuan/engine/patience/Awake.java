package org.wangchuan.engine.patience;

import java.util.function.LongSupplier;

/**
 * How long something has been waited for, by a program that was awake. While it is stopped (Ctrl-Z, SIGSTOP, a virtual machine that is
 * paused) no answer is taken from a device either, and none is missing: patience begins anew when it goes on. Asked in a loop by whoever
 * waits, at least every {@link #STEP_MILLIS}. Not thread-safe.
 */
public final class Awake {
    /** How often to ask, at the least. */
    static final long STEP_MILLIS = 250;

    /** On a machine that is merely busy nobody who is to wait for a step waits this long. */
    static final long GAP_NANOS = 2_000_000_000L;

    private final LongSupplier clock;
    private long askedNanos;
    private long awakeSinceNanos;

    /** Awake from now on. */
    public Awake() {
        this(System::nanoTime);
    }

    /** @param clock as {@link System#nanoTime()} */
    Awake(LongSupplier clock) {
        this.clock = clock;
        this.askedNanos = clock.getAsLong();
        this.awakeSinceNanos = askedNanos;
    }

    /** Milliseconds since a time of {@link System#nanoTime()}, or since this was made or the program went on, whichever is the least. */
    public long millisSince(long nanos) {
        long now = clock.getAsLong();
        if (now - askedNanos > GAP_NANOS) {
            awakeSinceNanos = now;
        }
        askedNanos = now;
        return Math.min(now - nanos, now - awakeSinceNanos) / 1_000_000;
    }
}
