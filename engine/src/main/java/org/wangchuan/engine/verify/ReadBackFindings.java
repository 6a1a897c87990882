package org.wangchuan.engine.verify;

import java.util.List;
import org.wangchuan.engine.medium.ByteRange;
import org.wangchuan.engine.transfer.FailedRange;

/**
 * What reading back found.
 *
 * @param plannedBytes bytes that were to be read
 * @param bytesRead bytes read and compared, each once
 * @param mismatchedBytes exact number of bytes in blocks that held anything wrong
 * @param mismatches ranges that hold all such blocks
 * @param mismatchesExact whether these ranges hold nothing else
 * @param unreadableBytes exact number of bytes that could not be read (or were not tried, once too many had failed)
 * @param unreadable ranges that hold all such bytes
 * @param unreadableExact whether these ranges hold nothing else
 * @param durationMillis wall time
 * @param retries tries after a failed call
 * @param failedCalls calls that the device failed
 * @param longestPauseMillis longest time in which nothing came back from the device
 */
public record ReadBackFindings(
        long plannedBytes,
        long bytesRead,
        long mismatchedBytes,
        List<ByteRange> mismatches,
        boolean mismatchesExact,
        long unreadableBytes,
        List<FailedRange> unreadable,
        boolean unreadableExact,
        long durationMillis,
        long retries,
        long failedCalls,
        long longestPauseMillis) {
    public ReadBackFindings {
        mismatches = List.copyOf(mismatches);
        unreadable = List.copyOf(unreadable);
    }

    /** Of a read-back that could not even begin. */
    public static ReadBackFindings nothing(long plannedBytes) {
        return new ReadBackFindings(plannedBytes, 0, 0, List.of(), true, 0, List.of(), true, 0, 0, 0, 0);
    }

    /** Whether every byte that was to be read was read, and every one was right. */
    public boolean allRight() {
        return plannedBytes > 0
                && bytesRead == plannedBytes
                && mismatchedBytes == 0
                && mismatches.isEmpty()
                && unreadableBytes == 0
                && unreadable.isEmpty();
    }
}
