package org.wangchuan.platform.identity;

/** A company's own sign-in can't be used like that. Carries a stable code; its words are under {@code identity.provider.problem.CODE}. */
public final class ProviderException extends Exception {
    private static final long serialVersionUID = 1;

    private final Code code;

    /** Why. */
    public enum Code {
        /** What was typed is no https address of an issuer. */
        ISSUER,
        /** No client id of 1 to 255 characters. */
        CLIENT_ID,
        /** No client secret of 1 to 500 characters. */
        SECRET,
        /** What a token has to say is too long, or holds what no name has. */
        RULE,
        /** Its name leads to an address that nothing is sent to. */
        ADDRESS_REFUSED,
        /** There is no such name. */
        NAME_UNKNOWN,
        /** It did not answer in time. */
        TIMED_OUT,
        /** Its certificate is not trusted here, or no TLS came about. */
        TLS,
        /** No connection came about. */
        NOT_CONNECTED,
        /** It answers with something else than 200; also with a redirect, which is not followed. */
        STATUS,
        /** Its answer is longer than any that is read. */
        TOO_LARGE,
        /** So many wait for answers of providers that nobody else is let wait. */
        BUSY,
        /** What it publishes of itself can't be read. */
        METADATA,
        /** It calls itself by another name than the one that was typed. */
        ISSUER_DIFFERS,
        /** One of its addresses is missing, or is not https. */
        ENDPOINT,
        /** It has no authorization code flow. */
        NO_CODE_FLOW,
        /** It says that it has no PKCE with S256. */
        NO_PKCE,
        /** It signs by no algorithm that is taken here. */
        NO_ALGORITHM,
        /** It publishes no key that could be used. */
        NO_KEYS,
        /** It takes a client secret neither in the header nor in the form. */
        NO_CLIENT_METHOD,
        /** It does not know this client id with this secret. */
        CLIENT_REFUSED,
        /** The key file with which secrets are sealed is another one. */
        SECRET_UNREADABLE,
        /** It is switched off, or waits for an administrator since a restore. */
        OFF,
        /** Nobody began this here, it was too long ago, or it was used already. */
        EXPIRED,
        /** The person has said no at their provider. */
        CANCELLED,
        /** The provider has refused. */
        REFUSED,
        /** What it says of who signs in does not verify. */
        TOKEN,
        /** It does not say that they have shown who they are in the way that the company asks for. */
        TOO_WEAK,
        /** It does not say that it has asked them just now. */
        NOT_ASKED,
        /** Nobody here is linked to who that is. */
        UNKNOWN_PERSON,
        /** Somebody else here is linked to who that is. */
        TAKEN,
        /** This account is linked already. */
        LINKED,
        /** To link needs a passkey that was shown just now, or a one-time link that was just used. */
        NOT_CONFIRMED
    }

    ProviderException(Code code) {
        super(code.toString());
        this.code = code;
    }

    /** Why. */
    public Code code() {
        return code;
    }
}
