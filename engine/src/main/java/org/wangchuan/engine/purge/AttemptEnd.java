package org.wangchuan.engine.purge;

/** How far an attempt came. */
public enum AttemptEnd {
    /** The drive says that it ended, well or badly. */
    ENDED,
    /** The drive says that it failed. */
    FAILED,
    /** Its command was not taken. */
    REFUSED,
    /** It told no progress for as long as anybody would wait. */
    STALLED,
    /** It is no longer there. */
    DEVICE_GONE,
    /** Somebody asked to stop; it may still be at work, and can be waited for again. */
    STOPPED,
    /** Its command was cut off with the drive, which is here again and rests: it can begin anew. */
    CUT_OFF,
    /**
     * It has our password, or may have it, and does not say that it is gone; some drives take no command that takes it away before their power
     * was off. It can be gone on with, which takes it away first.
     */
    PASSWORD_SET,
    /** It has our password, or may have it, and gives no answer: it may be at its erase still, and whoever cuts that off locks it. */
    AT_WORK_WITH_PASSWORD,
    /** It says that the PSID is another one. Nothing was reverted; it is not tried again by itself. */
    PSID_WRONG,
    /** Too many wrong PSIDs were tried: it looks at no further one until its power was off. Nothing was reverted. */
    PSID_LOCKED_OUT,
    /** It begins no session, and does not say that it is for the PSID: another one is open, or its answer can't be read. Nothing was reverted. */
    PSID_NO_SESSION,
    /** Nobody gave the PSID, and it was not told anything. */
    PSID_NEEDED
}
