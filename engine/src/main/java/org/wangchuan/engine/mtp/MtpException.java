package org.wangchuan.engine.mtp;

import java.io.Serial;

/** A phone did not say what it is, or said it in a form that there can't be. Holds no text of the device's. */
public final class MtpException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private final Code code;

    /** Stable words for what happened. */
    public enum Code {
        /** Something between this program and the device; its message has the code of {@code UsbException}. */
        USB("usb"),
        /** No answer, or not all of it, in time. */
        NO_ANSWER("no-answer"),
        /** A container that is none, or another than has to follow. */
        CONTAINER("container"),
        /** The device answers that it won't. */
        REFUSED("refused"),
        /** Longer than any. */
        TOO_LONG("too-long"),
        /** What it says of itself ends too early, goes on behind its end, or holds what there can't be. */
        DATASET("dataset");

        private final String id;

        Code(String id) {
            this.id = id;
        }

        /** The word used in documents. */
        public String id() {
            return id;
        }
    }

    MtpException(Code code, String detail) {
        super("MTP, " + code.id() + ": " + detail);
        this.code = code;
    }

    /** What happened. */
    public Code code() {
        return code;
    }
}
