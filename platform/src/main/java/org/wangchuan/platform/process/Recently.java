package org.wangchuan.platform.process;

import java.time.Duration;
import java.time.Instant;

/** What was done a short while ago and counts for a time: a passkey that was shown, a link that was made. */
public final class Recently {
    /** How far the clocks of two processes may differ. */
    public static final Duration SKEW = Duration.ofMinutes(1);

    private Recently() {}

    /**
     * Whether something of {@code at} still counts. What bears a time that has not come does not: a clock was wrong then, and nobody knows for how long it
     * has counted already. Otherwise a clock that was a month ahead would leave behind what counts for a month.
     *
     * @param time for how long it counts
     */
    public static boolean isWithin(Instant at, Duration time, Instant now) {
        return !at.isAfter(now.plus(SKEW)) && now.isBefore(at.plus(time));
    }
}
