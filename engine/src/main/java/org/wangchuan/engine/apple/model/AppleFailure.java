package org.wangchuan.engine.apple.model;

/**
 * What was asked of a device, or of the daemon between, could not be done; says why by a stable code. A message holds codes, lengths and names of
 * this program only, never what a device said of itself or its owner.
 */
public final class AppleFailure extends Exception {
    private static final long serialVersionUID = 1L;

    private final Code code;

    /** For a reason that needs no other words. */
    public AppleFailure(Code code) {
        super(code.id);
        this.code = code;
    }

    /** @param detail words of this program */
    public AppleFailure(Code code, String detail) {
        super(code.id + ": " + detail);
        this.code = code;
    }

    /** @param detail words of this program */
    public AppleFailure(Code code, String detail, Exception cause) {
        super(code.id + ": " + detail, cause);
        this.code = code;
    }

    /** Why, as a stable word. */
    public Code code() {
        return code;
    }

    /** Who has to do with it. */
    public enum Kind {
        /** The computer: no daemon, no right to its socket. */
        HOST,
        /** The cable or the device: away, silent. */
        LINK,
        /** The device said what it may not say: broken, or hostile. */
        INTEGRITY,
        /** The device refuses, and its owner may be able to change that. */
        OWNER,
        /** The device refuses. */
        REFUSAL
    }

    /** The ways in which it fails. */
    public enum Code {
        /** There is no socket of usbmuxd, or nobody listens at it. */
        NO_USBMUXD("no-usbmuxd", Kind.HOST),
        /** It pairs with each device by itself, and keeps the keys. */
        PREFLIGHT("usbmuxd-preflight", Kind.HOST),
        /** Whether it does can't be told. */
        UNKNOWN_DAEMON("usbmuxd-unknown", Kind.HOST),
        /** It holds a pairing with this device that is not of this job. */
        OTHER_RECORD("usbmuxd-other-record", Kind.HOST),
        INTERRUPTED("interrupted", Kind.HOST),
        /** What would be needed to undo the pairing after a loss of power could not be kept, so that it was not begun. */
        NOT_KEPT("pairing-not-kept", Kind.HOST),
        /** This platform lacks an algorithm, or a key could not be made. */
        NO_ALGORITHM("no-algorithm", Kind.HOST),
        /** No whole answer within the time for the whole exchange. */
        NO_ANSWER("no-answer", Kind.LINK),
        /** The connection ended before the answer did. */
        ENDED("connection-ended", Kind.LINK),
        /** The device isn't attached (any more). */
        AWAY("device-away", Kind.LINK),
        /** Nothing listens at that port of the device. */
        PORT_REFUSED("port-refused", Kind.LINK),
        /** usbmuxd refused for another reason. */
        MUX_REFUSED("usbmuxd-refused", Kind.HOST),
        TOO_LARGE("answer-too-large", Kind.INTEGRITY),
        MALFORMED("answer-malformed", Kind.INTEGRITY),
        /** Well-formed, but not an answer to what was asked. */
        UNEXPECTED("answer-unexpected", Kind.INTEGRITY),
        TLS("tls-failed", Kind.INTEGRITY),
        /** Somebody else's certificate, where the device had to show its own. */
        OTHER_CERTIFICATE("tls-other-certificate", Kind.INTEGRITY),
        /** A session without TLS is none: anyone on the cable could answer in it. */
        NO_TLS("session-without-tls", Kind.INTEGRITY),
        /** Another device answers than the one that was paired. */
        OTHER_DEVICE("another-device", Kind.INTEGRITY),
        /** The device's public key is none that a certificate can be made for. */
        DEVICE_KEY("device-key", Kind.INTEGRITY),
        /** The device is locked by its passcode. */
        PASSWORD_PROTECTED("password-protected", Kind.OWNER),
        USER_DENIED("user-denied", Kind.OWNER),
        /** The question whether to trust this computer is still on its screen. */
        DIALOG_PENDING("dialog-pending", Kind.OWNER),
        /** Find My is on, and forbids it. */
        FIND_MY_PROTECTED("find-my-protected", Kind.OWNER),
        /** Its management forbids it. */
        MANAGED("managed", Kind.REFUSAL),
        PAIRING_PROHIBITED("pairing-prohibited", Kind.REFUSAL),
        /** It doesn't know this host (any more). */
        NOT_PAIRED("not-paired", Kind.REFUSAL),
        PROHIBITED("prohibited", Kind.REFUSAL),
        NO_VALUE("no-value", Kind.REFUSAL),
        NO_SERVICE("no-service", Kind.REFUSAL),
        NO_SESSION("no-session", Kind.REFUSAL),
        /** It gave an error that isn't known here. */
        REFUSED("refused", Kind.REFUSAL);

        private final String id;
        private final Kind kind;

        Code(String id, Kind kind) {
            this.id = id;
            this.kind = kind;
        }

        /** The word used in documents. */
        public String id() {
            return id;
        }

        /** Who has to do with it. */
        public Kind kind() {
            return kind;
        }
    }
}
