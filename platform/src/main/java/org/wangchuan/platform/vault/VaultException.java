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
        /** Too long, empty, or with characters that no name has. */
        BAD_VALUE,
        /** Not a PNG picture, or one that is too large. */
        BAD_PICTURE,
        /** Not a whole JPEG or PNG photo, or one that is too large. */
        BAD_PHOTO,
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
