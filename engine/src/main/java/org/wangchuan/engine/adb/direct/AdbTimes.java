package org.wangchuan.engine.adb.direct;

import java.time.Duration;

/**
 * How long a phone may take.
 *
 * @param answerWithin until its first answer, and between the steps that need nobody's tap
 * @param tapWithin until its owner has tapped, from when it has the key
 * @param packetWithin for a packet that has begun
 */
public record AdbTimes(Duration answerWithin, Duration tapWithin, Duration packetWithin) {
    /**
     * Ten seconds, since a phone that has just been plugged in starts its daemon late; two minutes for somebody who has to find the
     * question on the screen; thirty seconds for a packet of at most 1 MiB, for which full-speed USB needs one.
     */
    public static final AdbTimes DEFAULTS =
            new AdbTimes(Duration.ofSeconds(10), Duration.ofMinutes(2), Duration.ofSeconds(30));
}
