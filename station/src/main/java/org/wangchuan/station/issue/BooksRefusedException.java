package org.wangchuan.station.issue;

import java.io.IOException;

/** The station's books refuse to go on, because something that was signed is no longer there. */
public final class BooksRefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    private static final String START_ANEW = "; put it back from a copy. To start anew deliberately, move station.key,"
            + " log.key, trust.json, chain.json, statements and log away, all of them: the station is then another"
            + " one, with another key and another log, and whoever trusted it has to import its new trust list";

    /** Why; the names are stable. */
    public enum Code {
        /** The station had a log, or a key of one, and it is gone. */
        LOG_GONE,
        /** The log holds more than the station's statements account for: an older copy of them, or none. */
        STATEMENTS_GONE
    }

    private final Code code;

    BooksRefusedException(Code code, String expected, String found) {
        super(code + ": expected " + expected + ", found " + found + START_ANEW);
        this.code = code;
    }

    /** Why. */
    public Code code() {
        return code;
    }
}
