package org.wangchuan.platform.intake.list;

/** Why no summary was made, or none is given out. Words are under {@code intake.problem.CODE}. */
public final class SummaryException extends Exception {
    private static final long serialVersionUID = 1;

    private final Code code;

    /** The reasons; their names are stable. */
    public enum Code {
        /** There are as many summaries of this list already as there may be while something of it is open. */
        SUMMARY_OFTEN,
        /** Another one is being made just now. */
        SUMMARY_BUSY,
        /** Its devices have more media than one file can name. */
        SUMMARY_TOO_LARGE
    }

    SummaryException(Code code, String detail) {
        super(code + ": " + detail);
        this.code = code;
    }

    /** Why. */
    public Code code() {
        return code;
    }
}
