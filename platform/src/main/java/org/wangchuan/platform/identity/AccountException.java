package org.wangchuan.platform.identity;

/** An account can't be changed like that. Carries a stable code; its words are under {@code identity.problem.CODE}. */
public final class AccountException extends Exception {
    private static final long serialVersionUID = 1;

    private final Code code;

    /** Why. */
    public enum Code {
        /** Nobody would be left who can set anything up. */
        LAST_ADMINISTRATOR,
        /** Administrators would be left, but none who can sign in again. */
        LAST_PASSKEY,
        /** Whoever asks for it was an administrator when the page was opened, and is none any more. */
        NOT_ADMINISTRATOR,
        /** Nobody takes away from themselves what they then could not give back. */
        OWN_ACCOUNT,
        /** The account has no such passkey, or no longer. */
        NO_PASSKEY,
        /** The platform was put back, and nobody has said since that the account is still there. */
        NOT_CONFIRMED,
        /** The account has ended, and does not begin again. */
        ENDED,
        /** An account has at least one role. */
        NO_ROLE,
        /** As many as may wait at once have been let onto the platform, and have not set up their company. */
        NEWCOMERS_WAITING,
        /** As many as there may be have been let onto the platform. */
        NEWCOMERS_ALL,
        /** Who was let onto the platform has set up their company, or it was ended. */
        NEWCOMER_OVER,
        /** Who was let onto the platform has made a passkey, and signs in by that. */
        NEWCOMER_ENTERED,
        /** There is no such account in this organisation. */
        NOT_FOUND
    }

    AccountException(Code code, String detail) {
        super(code + ": " + detail);
        this.code = code;
    }

    /** Why. */
    public Code code() {
        return code;
    }
}
