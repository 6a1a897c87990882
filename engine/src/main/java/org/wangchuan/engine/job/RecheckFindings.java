package org.wangchuan.engine.job;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.wangchuan.engine.evidence.ErrorRange;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.medium.ByteRange;
import org.wangchuan.engine.medium.ReadPath;
import org.wangchuan.engine.policy.VerifyMode;

/**
 * What was found when an erased medium was looked at again. Nothing of its contents is in it.
 *
 * @param seed of the sampling plan, 32 bytes in lower-case hex; absent for a full look
 * @param unitBytes that the sampling plan counts in, so that it can be drawn again; 0 for a full look
 * @param end how the reading ended; {@link Event.VerificationEnd#STOPPED} only with mismatches
 * @param bytesLeftOut of the plan, that were never written and can't be compared
 * @param bytesPlanned that were to be read and compared
 * @param bytesRead and compared, each once
 * @param mismatchedBytes exact number of bytes in blocks that hold other contents
 * @param mismatches ranges that hold all such blocks; at most 2000, in order of their offsets
 * @param unreadableBytes exact number of bytes that could not be read
 * @param unreadable ranges that hold all such bytes; at most 2000
 * @param differences in what it was, at the end, no longer the medium that was opened, in stable words
 * @param durationMillis of the reading
 */
public record RecheckFindings(
        VerifyMode mode,
        Optional<String> seed,
        long unitBytes,
        ReadPath path,
        Event.VerificationEnd end,
        long bytesLeftOut,
        long bytesPlanned,
        long bytesRead,
        long mismatchedBytes,
        List<ByteRange> mismatches,
        long unreadableBytes,
        List<ErrorRange> unreadable,
        List<String> differences,
        long durationMillis,
        Instant startedAt,
        Instant endedAt) {
    public RecheckFindings {
        mismatches = List.copyOf(mismatches);
        unreadable = List.copyOf(unreadable);
        differences = List.copyOf(differences);
    }
}
