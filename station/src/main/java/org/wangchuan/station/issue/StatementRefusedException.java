package org.wangchuan.station.issue;

import java.io.IOException;

/** The station does not say what it was asked to say about one of its statements. Nothing was signed. */
public final class StatementRefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    /** Why; the names are stable. */
    public enum Code {
        /** This station has not signed it. */
        NOT_OURS,
        /** What opens it was destroyed, and the station has said so. */
        FORGOTTEN,
        /** What opens it is gone, and the station has not said that it was forgotten. */
        SUBJECT_KEY_GONE,
        /** It was signed before this station kept status lists: no list can speak of it. */
        NO_STATUS,
        /** It was revoked, and that is never taken back. */
        ALREADY_REVOKED,
        /** The station has named another statement that counts in its place, or another way. */
        ALREADY_REPLACED,
        /** What is to count in its place is older, or the very same. */
        NOT_LATER,
        /** What is to count in its place is about another device. */
        OTHER_DEVICE
    }

    private final Code code;
    private final String expected;
    private final String found;

    StatementRefusedException(Code code, String expected, String found) {
        super(code + ": expected " + expected + ", found " + found);
        this.code = code;
        this.expected = expected;
        this.found = found;
    }

    /** Why. */
    public Code code() {
        return code;
    }

    /** What should have been there. */
    public String expected() {
        return expected;
    }

    /** What was there. */
    public String found() {
        return found;
    }
}
