package org.wangchuan.engine.job;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.wangchuan.engine.medium.ReadChannel;
import org.wangchuan.engine.overwrite.Checkpoint;
import org.wangchuan.engine.overwrite.Pattern;
import org.wangchuan.engine.overwrite.PatternFiller;
import org.wangchuan.engine.patience.Patience;
import org.wangchuan.engine.transfer.FailedRange;

/**
 * Reads the last window below a mark and compares it with what must be there. Writes nothing. Each piece of it is a question of its own: a drive that is slow at all of it
 * is not stuck, one that is stuck is found so at once, and who asks to stop is heard between two of them. Runs once, in one thread.
 */
final class WindowCheck {
    /** More than the cache of any drive that we know of (256 MiB on large disks), so that a lost cache shows. */
    static final long WINDOW_BYTES = 256L << 20;

    private static final int CHUNK_BYTES = 1 << 20;

    private final ReadChannel channel;
    private final Checkpoint written;
    private final List<Expected> expected;
    private final int blockBytes;
    private final long patienceMillis;
    private final BooleanSupplier stops;
    private boolean own;

    /**
     * A check.
     *
     * @param patterns each block holds what belongs there by one of these
     * @param written up to where, and what of it was not written
     * @param patienceMillis how long the drive is waited for at each piece
     * @param stops whether somebody has asked to stop
     */
    WindowCheck(
            ReadChannel channel,
            List<Pattern> patterns,
            Checkpoint written,
            long patienceMillis,
            BooleanSupplier stops) {
        this.channel = channel;
        this.written = written;
        this.expected = patterns.stream()
                .map(pattern -> new Expected(pattern.newFiller(), isSecret(pattern)))
                .toList();
        this.blockBytes = Math.max(512, channel.blockBytes());
        this.patienceMillis = patienceMillis;
        this.stops = stops;
    }

    /**
     * What a window holds.
     *
     * @param strange what is not as it must be; empty if nothing
     * @param own whether a block holds what only this job can have written
     * @param stopped whether somebody asked to stop before all of it was read, so that nothing is known of the rest
     */
    record Answer(Optional<JobEnd.NotRecognised> strange, boolean own, boolean stopped) {}

    /** One way that a block may be filled, and whether its content is a secret of the job. */
    private record Expected(PatternFiller filler, boolean secret) {}

    /** A drive full of a constant can come from anywhere. */
    static boolean isSecret(Pattern pattern) {
        return switch (pattern.kind()) {
            case ZERO, ONE, FIXED -> false;
            case STAMPED, RANDOM -> true;
        };
    }

    Answer run() {
        long end = written.highWaterBytes();
        long alignment = Math.max(1, channel.alignmentBytes());
        long start = Math.max(0, end - WINDOW_BYTES);
        start -= start % alignment;
        // Not freed by hand: a question that is stuck reads into it when nobody waits any more.
        MemorySegment buffer = Arena.ofAuto().allocate(CHUNK_BYTES, Math.max(4096, alignment));
        for (long next = start; next < end; next += CHUNK_BYTES) {
            if (stops.getAsBoolean()) {
                return new Answer(Optional.empty(), false, true);
            }
            long at = next;
            Optional<JobEnd.NotRecognised> strange = Patience.ask(
                            () -> chunk(buffer, at, Math.min(CHUNK_BYTES, end - at)), patienceMillis)
                    .orElseGet(() -> Optional.of(
                            new JobEnd.NotRecognised("an answer within " + patienceMillis + " ms", "none", true)));
            if (strange.isPresent()) {
                return new Answer(strange, false, false);
            }
        }
        return new Answer(Optional.empty(), own, false);
    }

    private Optional<JobEnd.NotRecognised> chunk(MemorySegment buffer, long at, long length) {
        long got = channel.read(buffer, 0, at, length);
        if (got != length) {
            // An unreadable place among unwritten ones says nothing; elsewhere it is not what was there.
            return touchesUnwritten(at, length)
                    ? Optional.empty()
                    : Optional.of(new JobEnd.NotRecognised(
                            "readable bytes from " + at + " on", got < 0 ? "errno " + -got : got + " bytes", true));
        }
        Expected first = expected.getFirst();
        List<FailedRange> other = new ArrayList<>();
        first.filler()
                .mismatches(
                        buffer, 0, at, length, blockBytes, (from, bytes) -> other.add(new FailedRange(from, bytes, 1)));
        own |= first.secret() && other.stream().mapToLong(FailedRange::length).sum() < length;
        for (FailedRange range : other) {
            for (long block = range.offset(); block < range.end(); block += blockBytes) {
                long size = Math.min(blockBytes, range.end() - block);
                if (!isAnother(buffer, block - at, block, size) && !touchesUnwritten(block, size)) {
                    return strange("what this job has written at byte " + block, "other contents");
                }
            }
        }
        return Optional.empty();
    }

    /** Whether a block that does not hold the first pattern holds one of the others. */
    private boolean isAnother(MemorySegment buffer, long bufferOffset, long offset, long length) {
        for (Expected way : expected.subList(1, expected.size())) {
            if (way.filler().firstMismatch(buffer, bufferOffset, offset, length) < 0) {
                own |= way.secret();
                return true;
            }
        }
        return false;
    }

    private boolean touchesUnwritten(long offset, long length) {
        for (FailedRange range : written.unwritten()) {
            if (range.offset() < offset + length && offset < range.end()) {
                return true;
            }
        }
        return false;
    }

    private static Optional<JobEnd.NotRecognised> strange(String expected, String found) {
        return Optional.of(new JobEnd.NotRecognised(expected, found, false));
    }
}
