package org.wangchuan.proof.log;

import java.io.IOException;
import org.wangchuan.proof.VerificationException;

/** The log on a folder refuses to run or to append, because going on would break a promise it has made. */
public final class LogRefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    /** Why; the names are stable. */
    public enum Reason {
        /** Another process, or another part of this one, has it open. */
        LOCKED,
        /** It belongs to another origin or key. */
        OTHER_LOG,
        /** Something that was acknowledged is gone: an older copy stands in its place. */
        ROLLED_BACK,
        /** The files no longer add up to the last root that was signed. */
        DAMAGED,
        /** It was written in a form that this version does not read. */
        OTHER_FORMAT,
        /** The event is in the log already, with another entry. */
        EVENT_CONFLICT
    }

    private final Reason reason;
    private final String where;
    private final String expected;
    private final String found;

    LogRefusedException(Reason reason, String where, String expected, String found) {
        super(where + ": expected " + expected + ", found " + found);
        this.reason = reason;
        this.where = where;
        this.expected = expected;
        this.found = found;
    }

    LogRefusedException(Reason reason, String where, VerificationException cause) {
        this(reason, where, cause.expected(), cause.found());
        initCause(cause);
    }

    /** Why. */
    public Reason reason() {
        return reason;
    }

    /** The file, or what else contradicts the log. */
    public String where() {
        return where;
    }

    /** What should be there. */
    public String expected() {
        return expected;
    }

    /** What is there. */
    public String found() {
        return found;
    }
}
