package org.wangchuan.platform.ledger;

/** A file is not what a station found that looked again at a certain erasure. Carries a stable code, and what was expected and found. */
public final class RecheckException extends Exception {
    private static final long serialVersionUID = 1;

    private final Code code;
    private final String expected;
    private final String found;

    /** Why. */
    public enum Code {
        /** It is no such file. */
        FORMAT,
        /** It, or the place in the log that it shows, does not verify. */
        REFUSED,
        /** It was made with a switch for tests, and says nothing of a real drive. */
        TEST,
        /** Nobody here knows the station that signed it. */
        STATION,
        /** The station has ended here, or its key. */
        STATION_ENDED,
        /** It is of another erasure, or contradicts what this one says of its drive. */
        OTHER,
        /** The drive was read before it was drawn, or before it was erased. */
        EARLY,
        /** It is no answer to what a station was asked. */
        NOT_ASKED,
        /** It is dated more than a day after this platform's time. */
        AHEAD,
        /** It is dated after this platform's time, and less than a day: that passes. */
        SOON,
        /** It answers what a station was asked, and did not come from that station by itself. */
        OF_LOOK,
        /** The station's trust list is not here. */
        TRUST_LIST,
        /** The station that erased has looked itself, and there is another. */
        SAME_STATION,
        /** What is kept of the erasure can't be read any more. */
        KEPT
    }

    RecheckException(Code code, String expected, String found) {
        super(code.name());
        this.code = code;
        this.expected = expected;
        this.found = found;
    }

    /** Why. */
    public Code code() {
        return code;
    }

    /** What would have been right; no serial number. */
    public String expected() {
        return expected;
    }

    /** What was there instead; no serial number. */
    public String found() {
        return found;
    }
}
