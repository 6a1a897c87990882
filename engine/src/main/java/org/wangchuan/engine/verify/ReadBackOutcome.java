package org.wangchuan.engine.verify;

import org.wangchuan.engine.transfer.GoneReason;

/** How reading back ended. Only {@link Finished} has gone through everything that was to be read. */
public sealed interface ReadBackOutcome {

    /** What was found. */
    ReadBackFindings findings();

    /** Everything was gone through; what was found says whether it was right. */
    record Finished(ReadBackFindings findings) implements ReadBackOutcome {}

    /** Stopped on request. */
    record Interrupted(ReadBackFindings findings) implements ReadBackOutcome {}

    /** The device is no longer there, or no longer what it was; {@code errno} is 0 where none said so. */
    record DeviceGone(ReadBackFindings findings, GoneReason reason, int errno) implements ReadBackOutcome {}

    /** Nothing came back from the device for longer than the stall timeout. */
    record Stalled(ReadBackFindings findings) implements ReadBackOutcome {}
}
