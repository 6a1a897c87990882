package org.wangchuan.cli.service;

/**
 * What one lane looked like at one instant.
 *
 * @param name the drive, as the person named it or as the kernel does
 * @param phase a pattern ({@code zero}, {@code random}, …), {@link #VERIFY}, {@link #WAITING} or
 *     {@link #ENDED}; any other word is shown as it is
 * @param pass the number of the pass from 1; 0 outside passes
 * @param passes the number of passes; 0 if the phase is no pass
 * @param doneBytes bytes done in this phase
 * @param totalBytes bytes of this phase
 * @param laterBytes bytes that later phases will write or read, for the time left
 * @param errors ranges that could not be written or read, so far
 * @param idleMillis milliseconds since a request last completed
 */
public record LaneSnapshot(
        String name,
        String phase,
        int pass,
        int passes,
        long doneBytes,
        long totalBytes,
        long laterBytes,
        int errors,
        long idleMillis) {
    /** The phase in which the drive erases itself: bytes are its own word, and idle is the time since it last said anything new. */
    public static final String NATIVE = "native";
    /** The phase that reads back. */
    public static final String VERIFY = "verify";
    /** The phase before the first. */
    public static final String WAITING = "waiting";
    /** The phase after the last. */
    public static final String ENDED = "ended";

    public LaneSnapshot {
        if (doneBytes < 0 || totalBytes < 0 || laterBytes < 0 || errors < 0 || idleMillis < 0) {
            throw new IllegalArgumentException("counts are not negative");
        }
    }
}
