package org.wangchuan.engine.overwrite;

import java.io.IOException;

/** Where a pass reports what is durable; called from one thread of the pass at a time, never early. */
@FunctionalInterface
public interface CheckpointSink {
    /**
     * Records a checkpoint. The flush before it has succeeded.
     *
     * @throws IOException if it can't be recorded; the pass then stops, because it could not be resumed
     */
    void checkpoint(Checkpoint checkpoint) throws IOException;
}
