package org.wangchuan.proof.log;

/** Where things lie in a log's folder. All but {@link #PRIVATE} can be served as static files. */
final class LogLayout {
    /** What only the log itself reads. */
    static final String PRIVATE = "private";

    /** Where every file is written before it takes its name; with more of them beside it. */
    static final String NEXT = PRIVATE + "/next";

    /** Held while a writer runs. */
    static final String LOCK = PRIVATE + "/lock";

    /** The last batch, with its events; written before anything else of it. */
    static final String WRITE_AHEAD = PRIVATE + "/write-ahead";

    /** The last checkpoint that was signed: nothing that contradicts it is ever signed. */
    static final String SIGNED = PRIVATE + "/signed";

    /** The event of every entry, in bundles beside those of the entries. */
    static final String EVENTS = PRIVATE + "/events";

    /** Where events are found fast. Made from {@link #EVENTS}, and made again whenever it is gone or damaged. */
    static final String INDEX = PRIVATE + "/index";

    /** The published checkpoint (C2SP tlog-tiles, "Checkpoints"). */
    static final String CHECKPOINT = "checkpoint";

    /** On the machine of a log that lies elsewhere: the last checkpoint that was published there. */
    static final String KEPT = PRIVATE + "/kept";

    /** A copy of {@link #SIGNED} beside the tiles, of a log whose fence lies elsewhere; see {@link TileLog#SIGNED_COPY}. */
    static final String COPY = PRIVATE + "/signed-copy";

    private LogLayout() {}
}
