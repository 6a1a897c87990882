package org.wangchuan.platform.staff;

/** What was proved elsewhere can't be entered like that. Carries a stable code; its words are under {@code staff.problem.CODE}. */
public final class ProofException extends Exception {
    private static final long serialVersionUID = 1;

    private final Code code;

    /** Why. */
    public enum Code {
        /** Nobody enters it for themselves, nor for whom they let in a moment ago (decision 26). */
        NOT_BY_THEMSELVES,
        /** Not a course that one of their roles needs. */
        NOT_NEEDED,
        /** Not a number as a certificate has it. */
        BAD_REFERENCE,
        /** Not a day from today on, within the next twelve months. */
        BAD_DAY
    }

    ProofException(Code code, String detail) {
        super(code + ": " + detail);
        this.code = code;
    }

    /** Why. */
    public Code code() {
        return code;
    }
}
