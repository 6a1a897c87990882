package org.wangchuan.platform.oversight.secondcheck;

/** A second look was not noted, or a device not let go. Carries a stable code; its words are under {@code oversight.problem.CODE}. */
public final class CheckException extends Exception {
    private static final long serialVersionUID = 1;

    private final Code code;

    /** Why. */
    public enum Code {
        /** It is not in the sample, or somebody has settled it. */
        NOT_DRAWN,
        /** It is not here as a cleared device: it is held, back with its owner, or was erased anew. */
        NOT_HERE,
        /** Whoever erases, matches or answers for a device does not look at it as a second person. */
        OWN_WORK,
        /** What was looked at, where, or what came out was not said. */
        INCOMPLETE,
        /** Nothing is confirmed that was not looked at in full. */
        NOT_LOOKED,
        /** Somebody else could look: it is not let go without. */
        SOMEBODY_ELSE,
        /** Somebody has looked, or tried to: it is not let go without. */
        LOOKED_AT,
        /** Nobody has tried to look, or somebody could: it is not given up. */
        NOT_TRIED,
        /** Not a rate from 5 to 100 of a hundred. */
        RATE
    }

    CheckException(Code code, String detail) {
        super(code + ": " + detail);
        this.code = code;
    }

    /** Why. */
    public Code code() {
        return code;
    }
}
