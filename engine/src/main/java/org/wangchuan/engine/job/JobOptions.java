package org.wangchuan.engine.job;

import java.util.OptionalLong;

/**
 * How patient and how careful a job is.
 *
 * @param stallTimeoutMillis time without any answer after which a device counts as hung, 1 or more
 * @param checkpointMillis time between two flushes with their marks, 1 or more
 * @param bestEffort whether to go on where it is plain beforehand that the result won't prove anything
 * @param standstillMillis how long a drive that erases itself may tell nothing new, 1 or more, if not as long as any
 */
public record JobOptions(
        long stallTimeoutMillis, long checkpointMillis, boolean bestEffort, OptionalLong standstillMillis) {
    /** Three minutes of patience: a hang of one minute is survived. A mark every two seconds. */
    public static final JobOptions DEFAULTS = new JobOptions(180_000, 2_000);

    /** One that goes on only where it can prove something. */
    public JobOptions(long stallTimeoutMillis, long checkpointMillis) {
        this(stallTimeoutMillis, checkpointMillis, false, OptionalLong.empty());
    }

    /** The same, going on all the same or not. */
    public JobOptions withBestEffort(boolean chosen) {
        return new JobOptions(stallTimeoutMillis, checkpointMillis, chosen, standstillMillis);
    }

    /** The same, with that time, if there is one. */
    public JobOptions withStandstill(OptionalLong millis) {
        return new JobOptions(stallTimeoutMillis, checkpointMillis, bestEffort, millis);
    }
}
