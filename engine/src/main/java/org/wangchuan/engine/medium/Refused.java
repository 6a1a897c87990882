package org.wangchuan.engine.medium;

import java.nio.file.Path;
import java.util.List;

/**
 * Why a medium can't be examined or opened.
 *
 * @param reason a sentence for people, with what was expected and what was found
 * @param about what is named in that sentence, for who says it in another language, the medium first; none where the sentence can't be said otherwise
 */
public record Refused(Code code, String reason, List<String> about) implements Examination {
    public Refused {
        about = List.copyOf(about);
    }

    /** One that is said in one language. */
    public Refused(Code code, String reason) {
        this(code, reason, List.of());
    }

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
        NO_ANSWER("no-answer"),
        /** Linux shows a drive and no capacity of it, and nothing tells why. */
        NO_CAPACITY("no-capacity"),
        /** The same, and the drive tells a capacity by now. */
        STALE_CAPACITY("stale-capacity"),
        /** The same, since its blocks have a length that Linux does not take. */
        BLOCK_LENGTH("block-length"),
        /** The same, since a format of it was broken off, or failed. */
        FORMAT_BROKEN_OFF("format-broken-off"),
        /** The same, since it is at a format or a sanitize of its own. */
        AT_WORK("at-work"),
        /** The same, since its last sanitize failed. */
        SANITIZE_FAILED("sanitize-failed"),
        /** An NVMe drive that Linux shows no disk of. */
        NO_NAMESPACE("no-namespace");

        private final String id;

        Code(String id) {
            this.id = id;
        }

        /** Whether it is about a drive of which Linux shows no block, whatever it holds. */
        public boolean isOfDriveWithoutBlocks() {
            return switch (this) {
                case NO_CAPACITY,
                        STALE_CAPACITY,
                        BLOCK_LENGTH,
                        FORMAT_BROKEN_OFF,
                        AT_WORK,
                        SANITIZE_FAILED,
                        NO_NAMESPACE -> true;
                case NOT_FOUND,
                        NO_RIGHTS,
                        NOT_A_MEDIUM,
                        EMPTY,
                        NO_MEDIUM,
                        READ_ONLY,
                        IN_USE,
                        CHANGED,
                        UNREADABLE,
                        UNSUPPORTED,
                        NO_ANSWER -> false;
            };
        }

        /** The word used in documents. */
        public String id() {
            return id;
        }
    }
}
