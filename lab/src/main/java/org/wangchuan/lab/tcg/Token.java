package org.wangchuan.lab.tcg;

/** One token of a stream (Core 2.01, "Tokens"): an atom, or a mark between atoms. */
sealed interface Token {
    /** An integer of at most eight bytes, unsigned. */
    record Whole(long value) implements Token {}

    /** A sequence of bytes, in hexadecimal digits. */
    record Bytes(String hex) implements Token {}

    /** What is no atom, by its byte: F0h to FFh. */
    record Mark(int code) implements Token {}

    Mark START_LIST = new Mark(0xf0);
    Mark END_LIST = new Mark(0xf1);
    Mark START_NAME = new Mark(0xf2);
    Mark END_NAME = new Mark(0xf3);
    Mark CALL = new Mark(0xf8);
    Mark END_OF_DATA = new Mark(0xf9);
    Mark END_OF_SESSION = new Mark(0xfa);
    /** Stands for nothing, wherever it is. */
    Mark EMPTY = new Mark(0xff);
}
