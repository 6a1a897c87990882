package org.wangchuan.engine.verify;

import java.util.Arrays;

/**
 * Whether bytes can be noise: Pearson's chi-square over the 256 values of a byte, {@code X² = 256/n · Σ cᵢ² − n} of {@code n} bytes (K. Pearson, 1900; D. E.
 * Knuth, <i>The Art of Computer Programming</i>, volume 2, 3.3.1), of the bytes themselves, of the differences from the byte before, and of those from the
 * one before that. Of uniformly random bytes the differences are uniformly random too, where the first counts from 0; of text, tables, numbers, sound and
 * pictures they are not, be the bytes as evenly spread as they may.
 *
 * <p>Noise has to be within both bounds: what is too even is made, such as a count. Of 512 uniformly random bytes {@code X²} is at most {@value #LEAST} with a
 * probability of 1.2 · 10⁻²⁹, and at least {@value #MOST} with 2.9 · 10⁻²². That is the exact distribution, convolved cell by cell: each expects 2 bytes, too
 * few for the tables of chi-square with 255 degrees of freedom. Of 1024 it is 6.9 · 10⁻²⁹ and 3.7 · 10⁻²⁶, exactly too, and Chernoff's bound for both together
 * stays below 10⁻¹⁹ from 1536 bytes to 16 MiB, more than any request reads. A sample of 1 TB has 2 · 10⁸ stretches of 512 bytes, each counted in three ways: of
 * honest drives, all of whose bytes are uniformly random, less than one in 10¹² is taken for what it is not.
 *
 * <p>Compressed or encrypted data can't be told from noise by anybody. What is compressed badly, such as pictures and films, is told by many blocks taken
 * together and seldom by one.
 *
 * <p>Keeps counts and no byte. Used by one thread.
 */
final class ByteSpread {
    /** The fewest bytes that are judged. */
    static final int BYTES_MIN = 512;

    static final int LEAST = 80;
    static final int MOST = 640;

    private static final int VALUES = 256;

    private final int[] values = new int[VALUES];
    private final int[] steps = new int[VALUES];
    private final int[] strides = new int[VALUES];
    private long bytes;

    void clear() {
        Arrays.fill(values, 0);
        Arrays.fill(steps, 0);
        Arrays.fill(strides, 0);
        bytes = 0;
    }

    /** Counts bytes that follow each other. */
    void add(byte[] found, int from, int length) {
        int last = 0;
        int lastButOne = 0;
        for (int i = from; i < from + length; i++) {
            int value = found[i];
            values[value & 0xff]++;
            steps[(value - last) & 0xff]++;
            strides[(value - lastButOne) & 0xff]++;
            lastButOne = last;
            last = value;
        }
        bytes += length;
    }

    /** Counts as well what another has counted. */
    void add(ByteSpread other) {
        for (int i = 0; i < VALUES; i++) {
            values[i] += other.values[i];
            steps[i] += other.steps[i];
            strides[i] += other.strides[i];
        }
        bytes += other.bytes;
    }

    long bytes() {
        return bytes;
    }

    /** Whether nothing counted speaks against it. */
    boolean isLikeNoise() {
        return isEven(values) && isEven(steps) && isEven(strides);
    }

    private boolean isEven(int[] counts) {
        long squares = 0;
        for (int count : counts) {
            squares += (long) count * count;
        }
        // In whole numbers: 256 · Σ cᵢ² − n² is n times X².
        long scaled = VALUES * squares - bytes * bytes;
        return bytes >= BYTES_MIN && scaled > LEAST * bytes && scaled < MOST * bytes;
    }
}
