package org.wangchuan.engine.patience;

import java.time.Duration;

/**
 * The end of a whole exchange. Who passes one on to each step can't be held up by a device that answers a little now and then. Thread-safe.
 */
public final class Deadline {
    private static final Duration LONGEST = Duration.ofDays(365);

    private final long endNanos;

    private Deadline(long endNanos) {
        this.endNanos = endNanos;
    }

    /** So long from now; a year at the most, and at once if it is not positive. */
    public static Deadline after(Duration time) {
        Duration bounded = time.compareTo(LONGEST) > 0 ? LONGEST : time.isNegative() ? Duration.ZERO : time;
        return new Deadline(System.nanoTime() + bounded.toNanos());
    }

    /** This one, or so long from now, whichever comes first. */
    public Deadline orAfter(Duration time) {
        Deadline other = after(time);
        return other.endNanos - endNanos < 0 ? other : this;
    }

    /** Time left; zero if there is none. */
    public Duration left() {
        return Duration.ofNanos(leftNanos());
    }

    /** Nanoseconds left; 0 if there are none. */
    public long leftNanos() {
        return Math.max(endNanos - System.nanoTime(), 0);
    }

    /** Milliseconds left, rounded up; 0 if there are none. */
    public long leftMillis() {
        long left = leftNanos();
        return left == 0 ? 0 : (left - 1) / 1_000_000 + 1;
    }

    /** As {@link #leftMillis}, for calls that take an int. */
    public int leftMillisAsInt() {
        return (int) Math.min(leftMillis(), Integer.MAX_VALUE);
    }

    public boolean passed() {
        return leftNanos() == 0;
    }
}
