package org.wangchuan.engine.purge.testing;

/** How a drive behaves that is told to erase itself. */
public enum Conduct {
    /** Does it, and says how far it is. */
    HONEST,
    /** Says how far it is, and success, and leaves the data where they are. */
    LYING,
    /** Takes the command, and says success at once without having been seen at work. */
    INSTANT,
    /** Takes the command, and goes on saying what it said of its last one. */
    LAST_RESULT,
    /** Stays at one value. */
    STUCK,
    /** Fails half-way. */
    FAILING,
    /** Is gone half-way. */
    VANISHING,
    /** Takes no such command. */
    REFUSING
}
