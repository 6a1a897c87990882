package org.wangchuan.engine.overwrite;

/** What a stalled pass was waiting for. */
public enum StalledIn {
    /** A write. */
    WRITE,
    /** A flush of the device's cache. */
    FLUSH,
    /** The recording of a checkpoint. */
    JOURNAL
}
