package org.wangchuan.engine.job;

/** What an erasure left can't be known: the record and the key do not go together, or the record has no end to compare with. */
public final class LeftBehindException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Code code;
    private final String expected;
    private final String found;

    LeftBehindException(Code code, String expected, String found) {
        super(code + ": expected " + expected + ", found " + found);
        this.code = code;
        this.expected = expected;
        this.found = found;
    }

    /** Stable words for what is wrong. */
    public enum Code {
        /** The last pass did not come to its end, so that nobody knows what every block holds. */
        LAST_PASS_UNFINISHED,
        /** A drive that erased itself says that it failed, or was not read again to the end afterwards. */
        OWN_ERASE_UNFINISHED,
        /** On a drive that erased itself something was found afterwards that had been planted before: it holds what it held. */
        OWN_ERASE_REFUTED,
        /** Nobody knows what belongs on a drive that erased itself, and nothing was planted that could be found again. */
        NOTHING_TO_COMPARE,
        /** A random or stamped pass, or a drive that left other contents than 00h or FFh alone, and no key. */
        RECHECK_KEY_MISSING,
        /** The key is of another job, pass or pattern, or of what needs none: a constant, or 00h or FFh alone. */
        RECHECK_KEY_OTHER,
        /** The key says that it is of this pass, or of what was planted, and the evidence names another one. */
        RECHECK_KEY_ALTERED
    }

    /** What is wrong. */
    public Code code() {
        return code;
    }

    /** What had to be there, for people. */
    public String expected() {
        return expected;
    }

    /** What was there, for people; never a secret. */
    public String found() {
        return found;
    }
}
