package org.wangchuan.engine.job;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wangchuan.engine.medium.BlockChannel;
import org.wangchuan.engine.overwrite.Checkpoint;
import org.wangchuan.engine.overwrite.Pattern;
import org.wangchuan.engine.overwrite.PatternFiller;
import org.wangchuan.engine.patience.Patience;
import org.wangchuan.engine.transfer.FailedRange;

/**
 * Tells, before anything is written, whether a medium still holds what an interrupted job has flushed to it:
 * another drive in the slot, or one that lost its cache, does not. Reads the last window below the mark.
 */
final class Recognition {
    /** More than the cache of any drive that we know of (256 MiB on large disks), so that a lost cache shows. */
    static final long WINDOW_BYTES = 256L << 20;

    private static final int CHUNK_BYTES = 1 << 20;

    private final BlockChannel channel;
    private final long patienceMillis;

    Recognition(BlockChannel channel, long patienceMillis) {
        this.channel = channel;
        this.patienceMillis = patienceMillis;
    }

    /**
     * Empty if the medium is recognised. A device that does not answer in time is not.
     *
     * @param patterns each block holds what belongs there by one of these
     */
    Optional<JobEnd> check(List<Pattern> patterns, Checkpoint checkpoint) {
        return Patience.ask(() -> read(patterns, checkpoint), patienceMillis)
                .orElseGet(() -> strange("an answer within " + patienceMillis + " ms", "none"));
    }

    private Optional<JobEnd> read(List<Pattern> patterns, Checkpoint checkpoint) {
        long end = checkpoint.highWaterBytes();
        long alignment = Math.max(1, channel.alignmentBytes());
        long start = Math.max(0, end - WINDOW_BYTES);
        start -= start % alignment;
        List<PatternFiller> fillers = patterns.stream().map(Pattern::newFiller).toList();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocate(CHUNK_BYTES, Math.max(4096, alignment));
            long at = start;
            while (at < end) {
                long length = Math.min(CHUNK_BYTES, end - at);
                Optional<JobEnd> found = checkChunk(fillers, buffer, at, length, checkpoint);
                if (found.isPresent()) {
                    return found;
                }
                at += length;
            }
        }
        return Optional.empty();
    }

    private Optional<JobEnd> checkChunk(
            List<PatternFiller> fillers, MemorySegment buffer, long at, long length, Checkpoint checkpoint) {
        long got = channel.read(buffer, 0, at, length);
        if (got != length) {
            // An unreadable place among unwritten ones says nothing; elsewhere it is not what was there.
            return touchesUnwritten(at, length, checkpoint)
                    ? Optional.empty()
                    : strange("readable bytes from " + at + " on", got < 0 ? "errno " + -got : got + " bytes");
        }
        List<Long> different = new ArrayList<>();
        long blockBytes = Math.max(512, channel.blockBytes());
        fillers.getFirst().mismatches(buffer, 0, at, length, (int) blockBytes, (from, bytes) -> {
            for (long block = from; block < from + bytes; block += blockBytes) {
                long size = Math.min(blockBytes, from + bytes - block);
                if (!isAny(fillers, buffer, block - at, block, size) && !touchesUnwritten(block, size, checkpoint)) {
                    different.add(block);
                }
            }
        });
        return different.isEmpty()
                ? Optional.empty()
                : strange("what this job has written at byte " + different.getFirst(), "other contents");
    }

    private static boolean isAny(
            List<PatternFiller> fillers, MemorySegment buffer, long bufferOffset, long offset, long length) {
        return fillers.stream().anyMatch(filler -> filler.firstMismatch(buffer, bufferOffset, offset, length) < 0);
    }

    private static Optional<JobEnd> strange(String expected, String found) {
        return Optional.of(new JobEnd.NotRecognised(expected, found));
    }

    private static boolean touchesUnwritten(long offset, long length, Checkpoint checkpoint) {
        for (FailedRange range : checkpoint.unwritten()) {
            if (range.offset() < offset + length && offset < range.end()) {
                return true;
            }
        }
        return false;
    }
}
