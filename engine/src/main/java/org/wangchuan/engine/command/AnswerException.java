package org.wangchuan.engine.command;

import java.io.Serial;

/** The answer of a device is not of the form that its standard gives it. Holds no text of the device's. */
public final class AnswerException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private final Code code;

    /** Stable words for what is wrong. */
    public enum Code {
        /** Fewer or more bytes than the answer has. */
        SIZE("size"),
        /** A length within the answer that reaches beyond it, or is too small for what it measures. */
        LENGTH("length"),
        /** Not the kind of answer that was asked for. */
        TYPE("type"),
        /** The device's own checksum over it is wrong. */
        CHECKSUM("checksum"),
        /** A value that there can't be, or that contradicts another. */
        VALUE("value");

        private final String id;

        Code(String id) {
            this.id = id;
        }

        /** The word used in documents. */
        public String id() {
            return id;
        }
    }

    public AnswerException(Code code, String answer, int offset, String expected, long found) {
        super(answer + ", byte " + offset + ": expected " + expected + ", found " + found);
        this.code = code;
    }

    /** What is wrong. */
    public Code code() {
        return code;
    }
}
