package org.wangchuan.engine.adb;

import java.util.Optional;
import java.util.OptionalInt;
import org.wangchuan.engine.medium.sysfs.CleanText;
import org.wangchuan.engine.patience.Deadline;

/**
 * Why something that was asked of a phone has no result. The message holds our own words and numbers only, so that it may be logged: what
 * the phone itself said is in {@link #told()}.
 */
public final class AdbException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Code code;
    private final String told;
    private final int number;

    /** Stable words for the kinds of failure. */
    public enum Code {
        /** Nothing answers at the address, or it can't be opened. */
        UNREACHABLE("unreachable"),
        /** The cable, the phone or the server went away. */
        GONE("gone"),
        /** It did not answer, or not wholly, within the time that was given. */
        TIMEOUT("timeout"),
        /** The owner's tap on the screen did not come in time; a tap on "no" looks the same, since a phone doesn't tell it. */
        NOT_AUTHORISED("not-authorised"),
        /** The phone asked for a signature again and again, whatever it was given. */
        REFUSED("refused"),
        /** The phone wants TLS, which is for debugging over a wireless network; over a cable none asks for it. */
        DEMANDS_TLS("demands-tls"),
        /** What came breaks the protocol; the connection or stream that it came over is not used any more. */
        PROTOCOL("protocol"),
        /** More bytes, entries or streams than were allowed. */
        LIMIT("limit"),
        /** The phone does not offer this service, or refused it. */
        SERVICE_REFUSED("service-refused"),
        /** The phone ended a stream before what was to come over it was complete. */
        ENDED_EARLY("ended-early"),
        /** The phone or the server answered that it failed; {@link AdbException#told()} may hold its words. */
        FAILED("failed"),
        /** It was closed on this side, perhaps by another thread. */
        CLOSED("closed"),
        /** What was asked can't be said in this protocol, such as a name with a NUL in it; nothing was sent. */
        ARGUMENT("argument"),
        /** The phone is too old for what was asked; nothing was sent. */
        UNSUPPORTED("unsupported"),
        /** The file or buffer on this side could not be read or written. */
        LOCAL("local"),
        /** The thread that waited was interrupted. */
        INTERRUPTED("interrupted");

        private final String id;

        Code(String id) {
            this.id = id;
        }

        /** The word used in documents. */
        public String id() {
            return id;
        }
    }

    /** @param sentence our own words; nothing that a phone chose */
    public AdbException(Code code, String sentence) {
        this(code, sentence, "", -1);
    }

    /** With a cause on this side, whose message names no more than an address or a local file. */
    public AdbException(Code code, String sentence, Exception cause) {
        this(code, sentence, "", -1);
        initCause(cause);
    }

    /**
     * Says so if a deadline has passed, for loops that a peer could keep busy without ever making them wait.
     *
     * @throws AdbException {@code TIMEOUT}
     */
    public static void throwIfPassed(Deadline deadline) throws AdbException {
        if (deadline.passed()) {
            throw new AdbException(Code.TIMEOUT, "it went on longer than it may");
        }
    }

    private AdbException(Code code, String sentence, String told, int number) {
        super(code.id() + ": " + sentence);
        this.code = code;
        this.told = told;
        this.number = number;
    }

    /** With the words of the phone or the server; they are cleaned and cut, and stay out of the message. */
    public static AdbException telling(Code code, String sentence, String told) {
        return new AdbException(code, sentence, CleanText.of(told).orElse(""), -1);
    }

    /** With the error number that the phone gave, as in Linux's asm-generic/errno.h (AOSP sysdeps/errno.h: {@code errno_to_wire}). */
    public static AdbException errno(String sentence, int errno) {
        return new AdbException(Code.FAILED, sentence + ", errno " + errno, "", errno);
    }

    /**
     * The same failure for another caller, with a stack of its own. One failure ends all streams of a connection, and an exception is
     * not to be thrown twice.
     */
    public AdbException again() {
        AdbException copy = new AdbException(code, sentence(), told, number);
        copy.initCause(this);
        return copy;
    }

    /** What kind of failure it is. */
    public Code code() {
        return code;
    }

    /** What the phone or the server said of it, printable and at most {@link CleanText#CHARS_MAX} characters; not for logs. */
    public Optional<String> told() {
        return told.isEmpty() ? Optional.empty() : Optional.of(told);
    }

    /** The error number that the phone gave. */
    public OptionalInt errno() {
        return number < 0 ? OptionalInt.empty() : OptionalInt.of(number);
    }

    private String sentence() {
        String message = getMessage();
        return message == null ? "" : message.substring(code.id().length() + 2);
    }
}
