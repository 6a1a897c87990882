package org.wangchuan.platform.vault;

/** The vault refuses. Carries a stable code; its words are under {@code vault.problem.CODE}. Never carries data of a person. */
public final class VaultException extends Exception {
    private static final long serialVersionUID = 1;

    private final Code code;

    /** Why. */
    public enum Code {
        /** There is no such person, or they are another site's. */
        NOT_FOUND,
        /** The key was destroyed. */
        FORGOTTEN,
        /** This purpose may not see a field that was asked for, or nothing may be collected for it. */
        NOT_FOR_PURPOSE,
        /** The data were not given for this purpose, or its time is over. */
        PURPOSE_OVER,
        /** The role of the reader may not act for this purpose. */
        NOT_FOR_ROLE,
        /** A legal hold stops the forgetting. */
        HELD,
        /** For the person: somebody has to look at it first. They may not be told yet that a legal hold stops it. */
        NOT_AT_ONCE,
        /** A law makes the operator keep all that is left. */
        KEPT_BY_LAW,
        /** Staff have to say why, with a reason that is one for this purpose. */
        NO_REASON,
        /** A reference or a name of an authority that holds something of a person, or is no such text. */
        BAD_REFERENCE,
        /** Not a time from tomorrow on, or one too far away. */
        BAD_TIME,
        /** This account has read too much within an hour. */
        TOO_MANY,
        /** Somebody else has to confirm this. */
        SECOND_PERSON,
        /** Whoever confirms was let in a short while ago by a link of whoever asked, or the other way round: they may be one person. */
        LET_IN,
        /** It was confirmed too long ago, was withdrawn, or was shown before. */
        DISCLOSURE_OVER,
        /** Too long, empty, or with characters that no name has. */
        BAD_VALUE,
        /** A note that is empty, too long, or has characters that no text has. */
        BAD_NOTE,
        /** Not a PNG picture, or one that is too large. */
        BAD_PICTURE,
        /** Not a whole JPEG or PNG photo, or one that is too large. */
        BAD_PHOTO,
        /** A pause of retention that is too long, or no pause. */
        BAD_PAUSE,
        /** Why retention is paused: too long, empty, or something of a person. */
        BAD_PAUSE_REASON,
        /** Retention is paused, or was, and no run has been finished since. */
        PAUSED_BEFORE,
        /** What is stored was not made by this vault for this person and field. */
        DAMAGED
    }

    public VaultException(Code code, String detail) {
        super(code + ": " + detail);
        this.code = code;
    }

    /** Why. */
    public Code code() {
        return code;
    }
}
