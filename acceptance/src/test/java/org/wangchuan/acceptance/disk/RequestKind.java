package org.wangchuan.acceptance.disk;

/** What a disk is asked to do. */
public enum RequestKind {
    READ,
    WRITE,
    /** Make everything durable. */
    FLUSH,
    /** Discard or write zeroes without sending them. */
    ALLOCATE,
    /** Asking for size and kind of the served file, which looking at a loop device over it comes down to. */
    STATUS
}
