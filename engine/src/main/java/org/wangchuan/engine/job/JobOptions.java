package org.wangchuan.engine.job;

/**
 * How patient and how careful a job is.
 *
 * @param stallTimeoutMillis time without any answer after which a device counts as hung, 1 or more
 * @param checkpointMillis time between two flushes with their marks, 1 or more
 */
public record JobOptions(long stallTimeoutMillis, long checkpointMillis) {
    /** Three minutes of patience: a hang of one minute is survived. A mark every two seconds. */
    public static final JobOptions DEFAULTS = new JobOptions(180_000, 2_000);
}
