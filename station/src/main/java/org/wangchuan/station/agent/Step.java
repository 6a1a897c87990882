package org.wangchuan.station.agent;

/** Places between which a process can be killed; tests do. */
enum Step {
    /** That a phone is about to be asked is kept; the platform was not asked for its task. */
    PREPARING_KEPT,
    /** The platform has been asked, and may have said yes. */
    CLAIM_ASKED,
    /** Its yes is kept. */
    CLAIM_KEPT,
    /** That the medium may be written to is kept. */
    ERASING_KEPT,
    /** The lane has come to its end; nobody knows it yet. */
    LANE_ENDED,
    /** The end is kept, and not in the outbox. */
    END_KEPT,
    /** The end is in the outbox. */
    END_QUEUED,
    /** The platform has the message; it is still in the outbox. */
    MESSAGE_DELIVERED,
    /** The platform knows that the drive is about to be read once more. */
    LOOK_CLAIMED,
    /** The look is signed, or is not; nobody knows it yet. */
    LOOK_ENDED,
    /** What was found is in the outbox. */
    LOOK_QUEUED,
    /** All that is kept is in the outbox once more; nothing remembers that it is. */
    ALL_QUEUED
}
