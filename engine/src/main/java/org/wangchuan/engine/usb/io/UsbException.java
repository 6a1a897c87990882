package org.wangchuan.engine.usb.io;

import java.io.Serial;
import org.wangchuan.engine.kernel.Errno;

/** An exchange with a device on USB did not come about. Holds no text of the device's. */
public final class UsbException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private final Code code;

    /** Stable words for what happened. */
    public enum Code {
        /** Nothing hangs there. */
        NOT_FOUND("not-found"),
        NO_RIGHTS("no-rights"),
        /** A driver or another program has it. */
        IN_USE("in-use"),
        /** Something else hangs there than was looked at. */
        CHANGED("changed"),
        /** It was unplugged, or has restarted. */
        GONE("gone"),
        /** No answer in time. */
        NO_ANSWER("no-answer"),
        /** Ended by this program: another thread wanted it so. */
        ENDED("ended"),
        /** The device refuses the transfer until the halt is cleared (USB 2.0, 8.4.5). */
        STALLED("stalled"),
        /** The device sends more than was asked for. */
        TOO_LONG("too-long"),
        /** It lacks the interface or endpoint. */
        NO_SUCH_PART("no-such-part"),
        /** The bus or the kernel reports an error. */
        BUS_ERROR("bus-error");

        private final String id;

        Code(String id) {
            this.id = id;
        }

        /** The word used in documents. */
        public String id() {
            return id;
        }
    }

    /** With what was expected and found. */
    public UsbException(Code code, String detail) {
        super("USB, " + code.id() + ": " + detail);
        this.code = code;
    }

    /** What happened. */
    public Code code() {
        return code;
    }

    /** For a negated errno. */
    static UsbException of(String what, long negatedErrno) {
        return new UsbException(code(negatedErrno), what + ": " + Errno.describe(negatedErrno));
    }

    private static Code code(long negated) {
        if (Errno.ENOENT.is(negated)) {
            return Code.NOT_FOUND;
        }
        if (Errno.ENODEV.is(negated) || Errno.ESHUTDOWN.is(negated) || Errno.ENXIO.is(negated)) {
            return Code.GONE;
        }
        if (Errno.EACCES.is(negated) || Errno.EPERM.is(negated)) {
            return Code.NO_RIGHTS;
        }
        if (Errno.EBUSY.is(negated)) {
            return Code.IN_USE;
        }
        if (Errno.EPIPE.is(negated)) {
            return Code.STALLED;
        }
        if (Errno.EOVERFLOW.is(negated)) {
            return Code.TOO_LONG;
        }
        return Errno.ETIMEDOUT.is(negated) ? Code.NO_ANSWER : Code.BUS_ERROR;
    }
}
