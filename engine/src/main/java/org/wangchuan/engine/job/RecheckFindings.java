package org.wangchuan.engine.job;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
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
 * @param places units that hold anything of where something was planted, in order: read besides the sample; none for a full look
 * @param leftOut units that the erasure had not written, planned or not; they are not compared
 * @param bytesPlanned that were to be read and compared
 * @param bytesRead and compared, each once
 * @param mismatchedBytes exact number of bytes in blocks that hold other contents
 * @param mismatches ranges that hold all such blocks; at most {@value #RANGES_MAX}, in order of their offsets
 * @param unreadableBytes exact number of bytes that could not be read
 * @param unreadable ranges that hold all such bytes, likewise
 * @param differences in what it was, at the end, no longer the medium that was opened, in stable words
 * @param startedAt by the clock
 * @param endedAt the start, and what has passed since: a clock that is set meanwhile changes nothing
 */
public record RecheckFindings(
        VerifyMode mode,
        Optional<String> seed,
        long unitBytes,
        ReadPath path,
        Event.VerificationEnd end,
        List<ByteRange> places,
        List<ByteRange> leftOut,
        long bytesPlanned,
        long bytesRead,
        long mismatchedBytes,
        List<ByteRange> mismatches,
        long unreadableBytes,
        List<ByteRange> unreadable,
        List<String> differences,
        Instant startedAt,
        Instant endedAt) {
    /** What a list of ranges holds at the most. */
    public static final int RANGES_MAX = 1000;

    public RecheckFindings {
        places = List.copyOf(places);
        leftOut = List.copyOf(leftOut);
        mismatches = List.copyOf(mismatches);
        unreadable = List.copyOf(unreadable);
        differences = List.copyOf(differences);
    }
}
