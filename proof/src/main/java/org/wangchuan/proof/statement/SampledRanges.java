package org.wangchuan.proof.statement;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.wangchuan.proof.encoding.Bytes32;

/**
 * Which parts of a medium a sample reads, worked out from its seed: "representative sampling" of NIST SP 800-88 Rev. 1. It is the rule by
 * which the engine draws ({@code SamplePlan}, where it stands in words), here for whoever has nothing but the statement. Neither module
 * may know the other: what a third program gave, which was written from the words alone, holds them together in the tests of both.
 * Thread-safe.
 */
public final class SampledRanges {
    private static final byte[] LABEL = "wangchuan/sample-plan/v1\n".getBytes(StandardCharsets.US_ASCII);
    private static final int SUBSECTIONS = 1000;
    private static final int SAMPLE_DIVISOR = 20;

    private final long capacityBytes;
    private final int unitBytes;
    private final long units;
    private final List<Range> ranges = new ArrayList<>();

    private SampledRanges(long capacityBytes, int unitBytes) {
        this.capacityBytes = capacityBytes;
        this.unitBytes = unitBytes;
        this.units = (capacityBytes - 1) / unitBytes + 1;
    }

    /**
     * The ranges, in order and apart from each other; everything, where that is less than 2000 units.
     *
     * @param capacityBytes of the medium, from 1 to 2^53 - 1
     * @param unitBytes in which the sample counts, above 0
     */
    public static List<Range> draw(Bytes32 seed, long capacityBytes, int unitBytes) {
        if (capacityBytes < 1 || unitBytes < 1) {
            throw new IllegalArgumentException("nothing to sample");
        }
        SampledRanges drawn = new SampledRanges(capacityBytes, unitBytes);
        if (drawn.units < 2 * SUBSECTIONS) {
            return List.of(new Range(0, capacityBytes));
        }
        drawn.drawAll(new Numbers(seed));
        return List.copyOf(drawn.ranges);
    }

    private void drawAll(Numbers numbers) {
        add(0, 1);
        for (int i = 0; i < SUBSECTIONS; i++) {
            long first = boundary(i);
            long size = boundary(i + 1) - first;
            long sample = (size + SAMPLE_DIVISOR - 1) / SAMPLE_DIVISOR;
            long places = size - 2 * sample + 1;
            long u = numbers.below(places);
            long v = numbers.below(places);
            add(first + Math.min(u, v), sample);
            add(first + Math.max(u, v) + sample, sample);
        }
        add(units - 1, 1);
    }

    /** {@code i * units / 1000}, rounded down, without overflow. */
    private long boundary(int i) {
        return units / SUBSECTIONS * i + units % SUBSECTIONS * i / SUBSECTIONS;
    }

    /** Joins what touches: ranges come in order of their beginnings. */
    private void add(long unit, long count) {
        long from = unit * unitBytes;
        long to = unit + count >= units ? capacityBytes : (unit + count) * unitBytes;
        if (!ranges.isEmpty() && ranges.getLast().end() >= from) {
            Range last = ranges.removeLast();
            ranges.add(Range.between(last.offset(), Math.max(last.end(), to)));
        } else {
            ranges.add(Range.between(from, to));
        }
    }

    /** Numbers from a seed: SHA-256 in counter mode, with what would favour the lower ones passed over. */
    private static final class Numbers {
        private final Bytes32 seed;
        private ByteBuffer words = ByteBuffer.allocate(0);
        private long nextBlock;

        Numbers(Bytes32 seed) {
            this.seed = seed;
        }

        /** The next number from 0 to below the bound. */
        long below(long bound) {
            long excess = (Long.remainderUnsigned(-1L, bound) + 1) % bound; // 2^64 mod bound
            long word = next();
            while (excess != 0 && Long.compareUnsigned(word, -excess) >= 0) {
                word = next();
            }
            return Long.remainderUnsigned(word, bound);
        }

        private long next() {
            if (!words.hasRemaining()) {
                byte[] counter =
                        ByteBuffer.allocate(Long.BYTES).putLong(nextBlock++).array();
                words = ByteBuffer.wrap(
                        Bytes32.sha256(LABEL, seed.toBytes(), counter).toBytes());
            }
            return words.getLong();
        }
    }
}
