package org.wangchuan.engine.transfer;

/** Why a device counts as gone. */
public enum GoneReason {
    /** The kernel said that there is no such device any more. */
    REMOVED,
    /** The medium ends before the size that it had when it was opened. */
    CAPACITY,
    /** Nothing succeeds anywhere on it. */
    NOTHING_WORKS
}
