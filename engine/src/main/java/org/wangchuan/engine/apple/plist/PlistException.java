package org.wangchuan.engine.apple.plist;

/** The bytes are no property list that is taken here, or a value can't be written; says why by a stable code, and nothing of the contents. */
public final class PlistException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Code code;

    PlistException(Code code, String expected) {
        super("property list: " + code.id + ": expected " + expected);
        this.code = code;
    }

    PlistException(Code code, long offset, String expected) {
        super("property list: " + code.id + " at " + offset + ": expected " + expected);
        this.code = code;
    }

    /** Why, as a stable word. */
    public Code code() {
        return code;
    }

    /** The ways in which a property list is refused. */
    public enum Code {
        /** More bytes than the limit, or more when shared parts are counted as often as they are used. */
        TOO_LARGE("too-large"),
        TOO_DEEP("too-deep"),
        TOO_MANY("too-many"),
        /** A container that contains itself. */
        CYCLE("cycle"),
        MALFORMED("malformed"),
        /** Well-formed elsewhere, not taken here: other entities, sets, UIDs, null. */
        UNSUPPORTED("unsupported"),
        /** A value that this form can't hold. */
        UNWRITABLE("unwritable");

        private final String id;

        Code(String id) {
            this.id = id;
        }

        /** The word used in documents. */
        public String id() {
            return id;
        }
    }
}
