package org.wangchuan.engine.overwrite;

/**
 * What a run of a pass took.
 *
 * @param durationMillis wall time of this run
 * @param bytesMoved bytes that the device accepted in this run, flushed or not
 * @param retries tries after a failed call
 * @param failedCalls calls that the device failed
 * @param longestPauseMillis longest time in which nothing came back from the device
 * @param flushes flushes that succeeded
 * @param checkpoints checkpoints recorded
 */
public record PassEffort(
        long durationMillis,
        long bytesMoved,
        long retries,
        long failedCalls,
        long longestPauseMillis,
        int flushes,
        int checkpoints) {}
