package org.wangchuan.engine.medium;

import java.nio.file.Path;

/**
 * Why a medium can't be examined or opened.
 *
 * @param reason a sentence for people, with what was expected and what was found
 */
public record Refused(Code code, String reason) implements Examination {

    /** Of a device that has not answered within so many milliseconds. */
    public static Refused noAnswer(Path path, long withinMillis) {
        return new Refused(
                Code.NO_ANSWER, path + ": expected an answer within " + withinMillis + " ms, found none so far");
    }

    /** Stable words for the kinds of refusal. */
    public enum Code {
        NOT_FOUND("not-found"),
        NO_RIGHTS("no-rights"),
        NOT_A_MEDIUM("not-a-medium"),
        EMPTY("empty"),
        NO_MEDIUM("no-medium"),
        READ_ONLY("read-only"),
        IN_USE("in-use"),
        CHANGED("changed"),
        UNREADABLE("unreadable"),
        UNSUPPORTED("unsupported"),
        /** It did not answer in time; what was asked of it may still be stuck in the kernel. */
        NO_ANSWER("no-answer");

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
