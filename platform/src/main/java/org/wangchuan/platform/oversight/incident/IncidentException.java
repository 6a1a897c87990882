package org.wangchuan.platform.oversight.incident;

/** An incident can't be moved on like that. Carries a stable code; its words are under {@code oversight.incident.problem.CODE}. Never data of a person. */
public final class IncidentException extends Exception {
    private static final long serialVersionUID = 1;

    private final Code code;

    /** Why. */
    public enum Code {
        /** There is no such incident, or it is another site's or another company's. */
        NOT_FOUND,
        /** Somebody has done something to it since it was looked at. */
        CHANGED,
        /** It is not open, or is no mere suspicion any more. */
        WRONG_STATE,
        /** None of the kinds of the list. */
        NO_KIND,
        /** None of the sites of whoever reports it. */
        NO_SITE,
        /** A time that can't be read, lies ahead, or is more than ten years ago; or an end before its beginning. */
        BAD_TIME,
        /** Words that are needed are missing. */
        NO_TEXT,
        /** Too long, or with characters that no text has. */
        BAD_TEXT,
        /** It looks as if it held a phone number, an identity number, a card or a mail address. */
        PERSONAL,
        /** Not a whole number from 0 to 10 billion, or fewer persons than are counted. */
        BAD_NUMBER,
        /** This account has reported too much within a day. */
        TOO_MANY_REPORTS,
        /** Codes that are none of an order or device of these sites: nothing was taken in. */
        UNKNOWN_CODES,
        /** Nothing that is not in already was found. */
        NOTHING_FOUND,
        /** More at once than can be done in one step: choose less. */
        TOO_MANY,
        /** It took too long, and nothing was done: choose less. */
        TOO_LONG,
        /** Nobody asks for it, or it is allowed already. */
        NOT_ASKED,
        /** Somebody else says so. */
        SECOND_PERSON,
        /** A one-time link of one let the other in a short while ago: they may be one person. */
        LET_IN,
        /** It is not allowed to reach all at once, or not any more. */
        NOT_ALLOWED,
        /** None of the duties that run. */
        NO_DUTY,
        /** None of the ways of the list. */
        NO_WAY,
        /** By the owner's page, and nothing was released there. */
        NOT_RELEASED,
        /** Neither a kind of information nor anything that can be done is described, or nobody is named whom one can ask. */
        NOT_DESCRIBED,
        /** Nobody is concerned who has not been told already. */
        NOBODY_TO_TELL,
        /** A duty is neither answered nor said to be none. */
        DUTIES_OPEN,
        /** The persons are told, and some of those concerned have no notice. */
        NOT_ALL_TOLD,
        /** A device was reported with it as lost, and nobody has decided whether it concerns its owner. */
        LOSSES_LEFT,
        /** No such lesson, or it is done already. */
        NO_LESSON,
        /** Nobody who works here. */
        NO_ACCOUNT
    }

    IncidentException(Code code, String detail) {
        super(code + ": " + detail);
        this.code = code;
    }

    /** Why. */
    public Code code() {
        return code;
    }
}
