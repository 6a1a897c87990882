package org.wangchuan.proof.witness;

import java.io.IOException;

/** A witness, or a follower of a log, refuses to run: going on could make it contradict what it has cosigned or seen. */
public final class WitnessRefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    /** Why; the names are stable. */
    public enum Reason {
        /** Another witness runs on this state. */
        LOCKED,
        /** The state is that of another name or key. */
        OTHER_WITNESS,
        /** The state is that of a follower of another log. */
        OTHER_LOG,
        /** What it remembers can't be read or is not its own. */
        DAMAGED
    }

    private final Reason reason;

    WitnessRefusedException(Reason reason, String where, String expected, String found) {
        super(where + ": expected " + expected + ", found " + found);
        this.reason = reason;
    }

    /** Why. */
    public Reason reason() {
        return reason;
    }
}
