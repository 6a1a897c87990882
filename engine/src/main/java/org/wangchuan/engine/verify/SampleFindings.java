package org.wangchuan.engine.verify;

import java.util.List;
import org.wangchuan.engine.transfer.FailedRange;

/**
 * What was found where a drive had erased itself.
 *
 * @param plannedBytes bytes that were to be read
 * @param bytesRead bytes read, each once
 * @param plantedBytes of them in blocks that are equal to any that was planted
 * @param zeroBytes in blocks of 00h alone
 * @param oneBytes in blocks of FFh alone
 * @param repeatingBytes in blocks of another pattern of at most 16 bytes, all over
 * @param noiseBytes in blocks that can't be told from noise
 * @param contentBytes in all others
 * @param unreadableBytes exact number of bytes that could not be read, or were not tried
 * @param unreadable ranges that hold all such bytes
 * @param durationMillis wall time
 */
public record SampleFindings(
        long plannedBytes,
        long bytesRead,
        long plantedBytes,
        long zeroBytes,
        long oneBytes,
        long repeatingBytes,
        long noiseBytes,
        long contentBytes,
        long unreadableBytes,
        List<FailedRange> unreadable,
        long durationMillis) {
    public SampleFindings {
        unreadable = List.copyOf(unreadable);
    }

    /** Of a look that could not even begin. */
    public static SampleFindings nothing(long plannedBytes) {
        return new SampleFindings(plannedBytes, 0, 0, 0, 0, 0, 0, 0, 0, List.of(), 0);
    }

    /**
     * Of a look that broke off: a thread may have read and counted what the accounts of the transfer did not take in any more. What was looked at
     * counts as read; what was found of planted blocks before all else, and then what speaks against the drive most.
     */
    public SampleFindings ofBrokenOff() {
        long counted = plantedBytes + zeroBytes + oneBytes + repeatingBytes + noiseBytes + contentBytes;
        long read = Math.min(plannedBytes, Math.max(bytesRead, counted));
        long planted = Math.min(plantedBytes, read);
        long content = Math.min(contentBytes, read - planted);
        long noise = Math.min(noiseBytes, read - planted - content);
        long repeating = Math.min(repeatingBytes, read - planted - content - noise);
        long zeros = Math.min(zeroBytes, read - planted - content - noise - repeating);
        long ones = Math.min(oneBytes, read - planted - content - noise - repeating - zeros);
        return new SampleFindings(
                plannedBytes,
                read,
                planted,
                zeros,
                ones,
                repeating,
                noise,
                content,
                unreadableBytes,
                unreadable,
                durationMillis);
    }
}
