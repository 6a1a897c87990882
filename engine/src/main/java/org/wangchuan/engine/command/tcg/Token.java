package org.wangchuan.engine.command.tcg;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * One token of a stream (Core Specification 2.01, "Data Stream Encoding"). Continued and signed byte strings are not among them: the classes read
 * here demand none.
 */
public sealed interface Token {

    /** An unsigned number, at most 2^63 - 1. */
    record Whole(long value) implements Token {}

    /** A signed number. */
    record Signed(long value) implements Token {}

    /** A string of bytes. It may be a secret: no text shows more than its length. */
    final class Bytes implements Token {
        private final byte[] bytes;

        public Bytes(byte[] bytes) {
            this.bytes = bytes.clone();
        }

        public byte[] bytes() {
            return bytes.clone();
        }

        @Override
        public String toString() {
            return bytes.length + " bytes";
        }
    }

    /** What orders the others. */
    enum Mark implements Token {
        START_LIST(0xf0),
        END_LIST(0xf1),
        START_NAME(0xf2),
        END_NAME(0xf3),
        CALL(0xf8),
        END_OF_DATA(0xf9),
        END_OF_SESSION(0xfa),
        START_TRANSACTION(0xfb),
        END_TRANSACTION(0xfc),
        /** Filling: stands for nothing. */
        EMPTY(0xff);

        private final int code;

        Mark(int code) {
            this.code = code;
        }

        int code() {
            return code;
        }

        static Optional<Mark> of(int code) {
            return Stream.of(values()).filter(mark -> mark.code == code).findFirst();
        }
    }
}
