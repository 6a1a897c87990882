package org.wangchuan.engine.overwrite;

import java.util.List;
import org.wangchuan.engine.transfer.FailedRange;

/**
 * What a pass has behind it for certain: it was written, and then a flush succeeded.
 *
 * @param highWaterBytes every byte below this was written in this pass, except the unwritten ranges
 * @param unwrittenBytes exact number of bytes below the mark that were not written
 * @param unwritten ranges below the mark that hold every byte not written; a resumed pass tries them again
 * @param rangesExact whether the ranges hold nothing but bytes not written
 */
public record Checkpoint(long highWaterBytes, long unwrittenBytes, List<FailedRange> unwritten, boolean rangesExact) {
    public Checkpoint {
        unwritten = List.copyOf(unwritten);
    }

    /** The beginning of a pass: nothing written, nothing failed. */
    public static final Checkpoint START = new Checkpoint(0, 0, List.of(), true);

    /** Exact number of bytes of the medium that hold this pass. */
    public long bytesWritten() {
        return highWaterBytes - unwrittenBytes;
    }
}
