package org.wangchuan.engine.verify;

import java.util.ArrayList;
import java.util.List;
import org.wangchuan.engine.medium.ByteRange;

/**
 * Which parts of a medium are read as representative samples: NIST SP 800-88 Rev. 1, "representative sampling" (at
 * least 1000 subsections of equal size, at least two pseudorandom samples in each that don't overlap, each at least
 * 5 % of its subsection, and the first and the last addressable location).
 *
 * <p>The plan is a function of seed, capacity and unit, and of nothing else, so that anyone can draw it again:
 *
 * <ol>
 *   <li>{@code B} is the number of units, the last one maybe cut by the end of the medium. With less than 2000 units,
 *       everything is read.
 *   <li>Subsection {@code i} of 1000 holds the units from {@code i * B / 1000} to before {@code (i + 1) * B / 1000},
 *       both rounded down: {@code s} of them.
 *   <li>A sample has {@code l = s / 20} units, rounded up.
 *   <li>For each subsection in order two numbers {@code u} and {@code v} are drawn uniformly from 0 to {@code s - 2l},
 *       {@code u} first. The samples begin at {@code min(u, v)} and at {@code max(u, v) + l} in the subsection.
 *   <li>The first and the last unit are added, and ranges that touch or overlap are joined.
 * </ol>
 *
 * <p>Numbers come from {@link SeedStream}.
 *
 * @param capacityBytes size of the medium, above 0
 * @param unitBytes bytes of a unit, above 0
 * @param ranges what is read, in order and disjoint
 */
public record SamplePlan(long capacityBytes, int unitBytes, List<ByteRange> ranges) {
    /** Subsections of a medium. */
    public static final int SUBSECTIONS = 1000;

    /** A sample is at least one part in this many of its subsection. */
    private static final int SAMPLE_DIVISOR = 20;

    private static final int SAMPLES_PER_SUBSECTION = 2;

    public SamplePlan {
        ranges = List.copyOf(ranges);
    }

    /**
     * Draws a plan.
     *
     * @param seed 32 bytes, drawn after the erase was finished
     */
    public static SamplePlan draw(byte[] seed, long capacityBytes, int unitBytes) {
        if (capacityBytes < 1 || unitBytes < 1) {
            throw new IllegalArgumentException("nothing to sample: " + capacityBytes + " bytes, unit " + unitBytes);
        }
        SeedStream stream = new SeedStream(seed);
        long units = (capacityBytes - 1) / unitBytes + 1;
        if (units < SAMPLES_PER_SUBSECTION * SUBSECTIONS) {
            return new SamplePlan(capacityBytes, unitBytes, List.of(new ByteRange(0, capacityBytes)));
        }
        Joiner joiner = new Joiner(capacityBytes, unitBytes);
        joiner.add(0, 1);
        for (int i = 0; i < SUBSECTIONS; i++) {
            long first = boundary(i, units);
            long size = boundary(i + 1, units) - first;
            long sample = (size + SAMPLE_DIVISOR - 1) / SAMPLE_DIVISOR;
            long places = size - SAMPLES_PER_SUBSECTION * sample + 1;
            long u = stream.below(places);
            long v = stream.below(places);
            joiner.add(first + Math.min(u, v), sample);
            joiner.add(first + Math.max(u, v) + sample, sample);
        }
        joiner.add(units - 1, 1);
        return new SamplePlan(capacityBytes, unitBytes, joiner.ranges);
    }

    /** {@code i * units / 1000}, rounded down, without overflow. */
    private static long boundary(int i, long units) {
        return units / SUBSECTIONS * i + units % SUBSECTIONS * i / SUBSECTIONS;
    }

    /** Bytes that are read. */
    public long sampledBytes() {
        return ranges.stream().mapToLong(ByteRange::length).sum();
    }

    /** Collects ranges that come in order of their beginnings, in units. */
    private static final class Joiner {
        private final List<ByteRange> ranges = new ArrayList<>();
        private final long capacityBytes;
        private final int unitBytes;

        Joiner(long capacityBytes, int unitBytes) {
            this.capacityBytes = capacityBytes;
            this.unitBytes = unitBytes;
        }

        void add(long unit, long units) {
            long from = unit * unitBytes;
            long to = unit + units >= (capacityBytes - 1) / unitBytes + 1 ? capacityBytes : (unit + units) * unitBytes;
            if (!ranges.isEmpty() && ranges.getLast().end() >= from) {
                ByteRange last = ranges.removeLast();
                ranges.add(new ByteRange(last.offset(), Math.max(last.end(), to) - last.offset()));
            } else {
                ranges.add(new ByteRange(from, to - from));
            }
        }
    }
}
