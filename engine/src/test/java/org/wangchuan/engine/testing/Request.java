package org.wangchuan.engine.testing;

/** One call of the channel's user. */
public record Request(Kind kind, int number, long offset, long length, int blockBytes) {
    /** The three calls. */
    public enum Kind {
        WRITE,
        READ,
        FLUSH
    }

    /** Whether it is about any byte of a range; a flush is about all. */
    boolean touches(long from, long to) {
        return kind == Kind.FLUSH || (offset < to && from < offset + length);
    }
}
