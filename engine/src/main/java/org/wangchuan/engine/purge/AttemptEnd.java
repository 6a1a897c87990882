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
    /** It is locked, and no command can unlock it before its power was off: then it can be gone on with. */
    NEEDS_POWER_CYCLE
}
