package org.wangchuan.engine.psid;

import java.io.Serial;

/** What somebody typed is no PSID. Holds nothing of it but how long it is, or where it is wrong. */
public final class PsidException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private final Code code;

    /** Stable words for what is wrong. */
    public enum Code {
        LENGTH("psid-length"),
        CHARACTER("psid-character");

        private final String id;

        Code(String id) {
            this.id = id;
        }

        /** The word used in documents. */
        public String id() {
            return id;
        }
    }

    PsidException(Code code, String expected, String found) {
        super("PSID: expected " + expected + ", found " + found);
        this.code = code;
    }

    /** What is wrong. */
    public Code code() {
        return code;
    }
}
