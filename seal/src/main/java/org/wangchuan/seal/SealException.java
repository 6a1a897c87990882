package org.wangchuan.seal;

/** What is wrong with a seal, or with the key that should make one. */
public final class SealException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Code code;
    private final String expected;
    private final String found;

    /** The names are stable. */
    public enum Code {
        /** The page is not one that can be sealed. */
        PAGE,
        /** What follows the page is not the one form of a seal. */
        SEAL_FORM,
        /** The signature within the seal breaks its format (CMS, CAdES). */
        SEAL_FORMAT,
        /** The signature is not one of this page by the certificate's key. */
        SEAL_SIGNATURE,
        /** The certificate was not valid when the seal says that it was made. */
        SEAL_TIME,
        /** A key and certificates that no seal can be made with. */
        SEAL_KEY
    }

    SealException(Code code, String expected, String found) {
        super(code + ": expected " + expected + ", found " + found);
        this.code = code;
        this.expected = expected;
        this.found = found;
    }

    SealException(Code code, String expected, Exception cause) {
        super(code + ": expected " + expected + ", found something else", cause);
        this.code = code;
        this.expected = expected;
        this.found = "something else";
    }

    /** What went wrong. */
    public Code code() {
        return code;
    }

    /** What should have been there. */
    public String expected() {
        return expected;
    }

    /** What was there. */
    public String found() {
        return found;
    }
}
