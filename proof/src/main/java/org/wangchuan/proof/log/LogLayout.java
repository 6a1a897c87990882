package org.wangchuan.proof.log;

/** Where things lie in a log's folder. All but {@link #PRIVATE} can be served as static files. */
final class LogLayout {
    /** What only the log itself reads. */
    static final String PRIVATE = "private";

    /** Where every file is written before it takes its name. */
    static final String NEXT = PRIVATE + "/next";

    /** Held while a writer runs. */
    static final String LOCK = PRIVATE + "/lock";

    /** Every entry with its event, in order; written before anything else. */
    static final String WRITE_AHEAD = PRIVATE + "/write-ahead";

    /** The last checkpoint that was signed: nothing that contradicts it is ever signed. */
    static final String SIGNED = PRIVATE + "/signed";

    /** The published checkpoint (C2SP tlog-tiles, "Checkpoints"). */
    static final String CHECKPOINT = "checkpoint";

    private LogLayout() {}
}
