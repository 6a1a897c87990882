package org.wangchuan.engine.job;

/**
 * How far a job is, at one instant.
 *
 * @param phase what is going on
 * @param pass from 1; 0 before the first
 * @param passes planned
 * @param pattern of the pass, as its wire name, or the technique by which the drive erases itself; empty before the first
 * @param doneBytes of this phase
 * @param totalBytes of this phase
 * @param laterBytes that later phases will write or read
 * @param errors calls that the device failed in this phase
 * @param idleMillis since a request last came back
 */
public record JobProgress(
        Phase phase,
        int pass,
        int passes,
        String pattern,
        long doneBytes,
        long totalBytes,
        long laterBytes,
        long errors,
        long idleMillis) {

    /** What a job can be doing. */
    public enum Phase {
        /** Not yet started, or between two phases. */
        WAITING,
        /** Checking that the medium holds what an interrupted job has written. */
        RECOGNISE,
        /** Writing. */
        WRITE,
        /** Reading back. */
        VERIFY,
        /** The drive erases itself: how far it is is its own word, told as bytes of its capacity, and {@code idleMillis} since it last said anything new. */
        NATIVE,
        /** Over. */
        ENDED
    }

    static final JobProgress NOTHING = new JobProgress(Phase.WAITING, 0, 0, "", 0, 0, 0, 0, 0);
}
