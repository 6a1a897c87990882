package org.wangchuan.engine.medium.told;

/**
 * One thing that a device told, or did not tell.
 *
 * @param source the command that was to tell it
 */
public record Fact(FactName name, Value value, String source) {

    /** What was told. */
    public sealed interface Value {}

    /** Yes or no. */
    public record Flag(boolean yes) implements Value {}

    /** A count; of what, its name says. */
    public record Count(long value) implements Value {}

    /** One of the words that its name says. */
    public record Word(String id) implements Value {}

    /**
     * It was not told, which is no "no".
     *
     * @param detail for who looks closer: status and sense data as they came, what was expected of the answer; may be empty
     */
    public record Untold(Why why, String detail) implements Value {}

    /** Why something is not told. */
    public enum Why {
        /** The field is not one that this device fills in. */
        NOT_IN_ANSWER("not-in-answer"),
        /** The device refused the command. */
        REFUSED("refused"),
        /** The system or the adapter did not pass the command on. */
        NOT_PASSED_ON("not-passed-on"),
        /** The answer is not of the form that its standard gives it. */
        MALFORMED("malformed"),
        /** What a bridge answers carries no checksum of the drive's own. */
        NOT_THE_DRIVES("not-the-drives"),
        /** The question was not put, since an answer before it says that there is nothing of the kind, or none came. */
        NOT_ASKED("not-asked");

        private final String id;

        Why(String id) {
            this.id = id;
        }

        /** The word used in documents. */
        public String id() {
            return id;
        }
    }

    private static final Word RUNNING = new Word("running");

    /** Whether the drive says that it is locked by an ATA password, and takes no writes until somebody gives it. */
    public boolean isLock() {
        return name == FactName.SECURITY_LOCKED && yes();
    }

    /** Whether it says that it is at an erasure of its own, and takes no writes until that has ended. */
    public boolean isAtWork() {
        return name == FactName.SANITIZE_STATE && value.equals(RUNNING);
    }

    /** Whether the device says yes. */
    public boolean yes() {
        return value instanceof Flag(boolean yes) && yes;
    }

    /** Whether the device says no, in words or by a bit that it fills in. */
    public boolean no() {
        return value instanceof Flag(boolean yes) && !yes;
    }
}
