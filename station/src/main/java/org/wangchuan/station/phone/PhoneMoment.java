package org.wangchuan.station.phone;

/** Places between which a process can be killed; tests do. */
public enum PhoneMoment {
    /** The job has its folder, and no record. */
    MADE,
    /** Another step is about to be taken, whichever it is. */
    STEP,
    /** The mark is on the phone; what it is known by is kept, and that it is there is not recorded. */
    MARKED,
    /** The start is signed and logged; nothing is set off. */
    STARTED,
    /** That it is set off is recorded; the phone has not been told. */
    SET_OFF,
    /** The phone has been told; its answer is not recorded. */
    SENT,
    /** The storage is filled; what came of it is not recorded. */
    FILLED,
    /** The record is complete; nothing is signed of it. */
    CLOSED,
    /** The result is signed; no file is written. */
    SIGNED,
    /** The files are written; the job is not out of the way. */
    WRITTEN;

    /** Is told when one of them is reached. */
    @FunctionalInterface
    public interface Listener {
        /** Hears nothing. */
        Listener NOBODY = _ -> {};

        /** In the thread of the lane. */
        void at(PhoneMoment moment);
    }
}
