package org.wangchuan.engine.overwrite;

import org.wangchuan.engine.transfer.GoneReason;

/** How a pass ended. Only {@link Completed} means that the end of the medium was reached and flushed. */
public sealed interface PassOutcome {

    /** What is durable: the last good flush and its checkpoint, and nothing after it. */
    Checkpoint durable();

    /** What it took. */
    PassEffort effort();

    /** The whole medium was gone through and flushed; there may be unwritten ranges. */
    record Completed(Checkpoint durable, PassEffort effort) implements PassOutcome {}

    /** Stopped on request, flushed, and recorded; can be resumed from the checkpoint. */
    record Interrupted(Checkpoint durable, PassEffort effort) implements PassOutcome {}

    /**
     * The device is no longer there, or no longer what it was.
     *
     * @param errno the error that said so; 0 if the end of the medium did
     */
    record DeviceGone(Checkpoint durable, PassEffort effort, GoneReason reason, int errno) implements PassOutcome {}

    /**
     * What was written is flushed and recorded, and for more there is no room where the file lies; can be resumed from the checkpoint once
     * there is.
     *
     * @param errno the error that said so
     */
    record NoRoom(Checkpoint durable, PassEffort effort, int errno) implements PassOutcome {}

    /** Nothing came back from the device (or from the journal) for longer than the stall timeout. */
    record Stalled(Checkpoint durable, PassEffort effort, StalledIn in) implements PassOutcome {}

    /** A flush failed: what was written since the last good one may be lost, whatever the writes said. */
    record FlushFailed(Checkpoint durable, PassEffort effort, int errno) implements PassOutcome {}

    /** The checkpoint could not be recorded. */
    record JournalFailed(Checkpoint durable, PassEffort effort, String message) implements PassOutcome {}
}
