package org.wangchuan.platform.staff;

/** An exam can't be begun or answered like that. Carries a stable code; its words are under {@code staff.problem.CODE}. */
public final class ExamException extends Exception {
    private static final long serialVersionUID = 1;

    private final Code code;

    /** Why. */
    public enum Code {
        /** There is no such course. */
        NO_COURSE,
        /** Another one is open. */
        OPEN_ALREADY,
        /** As often as it may be tried in a day. */
        TRIES_USED,
        /** It holds for so long yet that a renewal would be none. */
        TOO_EARLY,
        /** No such option, none, or several where one is asked for. */
        BAD_ANSWER,
        /** Answers were changed more often than anybody does who thinks. */
        TOO_MANY_ANSWERS
    }

    ExamException(Code code, String detail) {
        super(code + ": " + detail);
        this.code = code;
    }

    /** Why. */
    public Code code() {
        return code;
    }
}
