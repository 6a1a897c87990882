package org.wangchuan.engine.adb;

import java.time.Duration;

/**
 * A moment by which something has to be over, whatever its steps were. Time for which this program is stopped counts, since a phone goes on
 * meanwhile; time for which the machine sleeps does not. Immutable.
 */
public final class Deadline {
    /** Longer than anything here waits; keeps sums of nanoseconds from overflowing. */
    private static final Duration LONGEST = Duration.ofDays(365);

    private final long atNanos;

    private Deadline(long atNanos) {
        this.atNanos = atNanos;
    }

    /** So long from now on; at once if negative, a year at the most. */
    public static Deadline in(Duration time) {
        Duration bounded = time.compareTo(LONGEST) > 0 ? LONGEST : time.isNegative() ? Duration.ZERO : time;
        return new Deadline(System.nanoTime() + bounded.toNanos());
    }

    /** The earlier of this one and one so long from now on. */
    public Deadline atMost(Duration time) {
        Deadline other = in(time);
        return other.atNanos - atNanos < 0 ? other : this;
    }

    /** Time that is left; zero once it is over. */
    public Duration left() {
        return Duration.ofNanos(nanosLeft());
    }

    /** Nanoseconds that are left; zero once it is over. */
    public long nanosLeft() {
        return Math.max(atNanos - System.nanoTime(), 0);
    }

    /** Milliseconds that are left, rounded up, for calls that take zero to mean no limit; 0 only once it is over. */
    public long millisLeft() {
        return (nanosLeft() + 999_999) / 1_000_000;
    }

    /**
     * Says so if it is over, for loops that a peer could keep busy without ever making them wait.
     *
     * @throws AdbException {@code TIMEOUT}
     */
    public void check() throws AdbException {
        if (over()) {
            throw new AdbException(AdbException.Code.TIMEOUT, "it went on longer than it may");
        }
    }

    /** Whether it is over. */
    public boolean over() {
        return nanosLeft() == 0;
    }
}
