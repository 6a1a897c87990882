package org.wangchuan.station.phone;

import java.time.Duration;

/**
 * How long things may take. None was measured on a real phone; each is a bound after which people are asked whether to go on, never a verdict.
 *
 * @param look between two looks at the cable
 * @param settling until what was plugged in just now is seen: the kernel may be setting it up
 * @param missing until nothing hangs there after a lane that goes on has begun to look: the machine may have been started just now, and its kernel may find what hangs on a hub
 *     one after another
 * @param looking until somebody looks at the cable again, where nobody has for a while and what is there has to be known: a kernel that a bad device holds up answers
 *     in seconds, and where it is well nobody waits
 * @param unasked for all that may be asked before consent
 * @param owners how long a tap on the screen, or a way through its settings, is waited for
 * @param reading for one reading of it once it is allowed
 * @param going until it goes off the cable, once it is to be reset
 * @param coming until it is back
 * @param filling for filling and reading back
 */
public record PhoneTimes(
        Duration look,
        Duration settling,
        Duration missing,
        Duration looking,
        Duration unasked,
        Duration owners,
        Duration reading,
        Duration going,
        Duration coming,
        Duration filling) {
    /** At a bench. */
    public static final PhoneTimes DEFAULTS = new PhoneTimes(
            Duration.ofMillis(250),
            Duration.ofSeconds(2),
            Duration.ofSeconds(20),
            Duration.ofSeconds(20),
            Duration.ofSeconds(3),
            Duration.ofMinutes(5),
            Duration.ofMinutes(3),
            Duration.ofMinutes(10),
            Duration.ofMinutes(20),
            Duration.ofHours(12));
}
