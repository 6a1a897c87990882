package org.wangchuan.platform.custody;

/** A device may not go where it was to go. Carries a stable code; its words are under {@code custody.gate.CODE}. */
public final class GateException extends Exception {
    private static final long serialVersionUID = 1;

    private final Code code;

    /** Why. */
    public enum Code {
        /** There is no statement about it, or not both answers are good. */
        NOT_PROVED,
        /** Its state does not lead there. */
        WRONG_STATE,
        /** Somebody else changed it meanwhile. */
        CHANGED,
        /** This bag number was used before. */
        BAG_USED
    }

    public GateException(Code code, String detail) {
        super(code + ": " + detail);
        this.code = code;
    }

    /** Why. */
    public Code code() {
        return code;
    }
}
