package org.wangchuan.platform.rights;

/** A request can't be made or moved on like that. Carries a stable code; its words are under {@code rights.problem.CODE}. Never data of a person. */
public final class RightsException extends Exception {
    private static final long serialVersionUID = 1;

    private final Code code;

    /** Why. */
    public enum Code {
        /** No such kind of request that can be asked of a person. */
        NO_KIND,
        /** There is no such request, or it is another site's or another order's. */
        NOT_FOUND,
        /** Somebody has done something to it since it was looked at. */
        CHANGED,
        /** It is answered, or withdrawn, or has no answer yet. */
        WRONG_STATE,
        /** This account answered it before, or handed it on: somebody else decides now. */
        SAME_PERSON,
        /** Whoever answered before may be this person, since one of them let the other in a short while ago. */
        LET_IN,
        /** Nobody else is there who could decide it. */
        NOBODY_ELSE,
        /** The days for it are over. */
        TOO_LATE,
        /** It was prolonged before; there is but one time. */
        PROLONGED,
        /** A first word was said before. */
        SAID,
        /** Too many requests of this order are open, or were made lately. */
        TOO_MANY,
        /** How it came is not said. */
        NO_WAY,
        /** How it was seen whose request it is, is not said. */
        NO_IDENTITY,
        /** It has not been seen that it is this person who asks: nothing is granted before. */
        NOT_IDENTIFIED,
        /** Not the day on which it came. */
        BAD_DAY,
        /** A law keeps the hold from the person for a time: it is no ground to tell them. */
        SEALED,
        /** No reason of the list was given. */
        NO_REASON,
        /** The ground is not so: no law keeps anything, or no hold is there. */
        NOT_SO,
        /** A law keeps a part: it is granted in part. */
        ONLY_IN_PART,
        /** Nothing was corrected since it was asked. */
        NOTHING_CORRECTED,
        /** This needs some words. */
        NO_TEXT,
        /** It was asked as often as it can be. */
        LAST_ROUND
    }

    RightsException(Code code, String detail) {
        super(code + ": " + detail);
        this.code = code;
    }

    /** Why. */
    public Code code() {
        return code;
    }
}
