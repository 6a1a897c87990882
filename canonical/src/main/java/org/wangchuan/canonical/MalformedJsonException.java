package org.wangchuan.canonical;

/** The bytes are not what was promised; says where, what was expected and what was found. */
public final class MalformedJsonException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int offset;

    MalformedJsonException(int offset, String expected, String found) {
        super("at byte " + offset + ": expected " + expected + ", found " + found);
        this.offset = offset;
    }

    /** Offset of the first offending byte. */
    public int offset() {
        return offset;
    }
}
