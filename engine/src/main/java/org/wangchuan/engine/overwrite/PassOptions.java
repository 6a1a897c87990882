package org.wangchuan.engine.overwrite;

import org.wangchuan.engine.transfer.TransferOptions;

/**
 * How a pass runs.
 *
 * @param transfer threads, sizes, patience
 * @param checkpointMillis time between two flushes with their checkpoints, 1 or more
 */
public record PassOptions(TransferOptions transfer, long checkpointMillis) {

    /** A checkpoint every two seconds. */
    public static final PassOptions DEFAULTS = new PassOptions(TransferOptions.DEFAULTS, 2000);

    public PassOptions {
        if (checkpointMillis < 1) {
            throw new IllegalArgumentException("checkpointMillis out of bounds: " + checkpointMillis);
        }
    }
}
