package org.wangchuan.lab.scenario;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import org.wangchuan.lab.fault.Blocks;

/**
 * Data that are on each made drive at first, each block with its number, or as whoever encrypts them has them, and what is left of them in the cells afterwards.
 */
final class Planted {
    private static final int BLOCK_BYTES = 512;
    private static final long KEY = 0x6b6579;

    private Planted() {}

    /** How many blocks are left of how many. */
    record Left(long blocks, long of) {
        Scenario.Data data() {
            return blocks == 0 ? Scenario.Data.NONE : blocks == of ? Scenario.Data.ALL : Scenario.Data.SOME;
        }

        /** Hundredths, rounded so that neither none nor all is said of some. */
        long percent() {
            return blocks == 0 ? 0 : blocks == of ? 100 : Math.clamp(blocks * 100 / of, 1, 99);
        }
    }

    private static byte[] block(long number) {
        byte[] out = new byte[BLOCK_BYTES];
        byte[] word = "Wangchuan made drive, block %012d\n".formatted(number).getBytes(StandardCharsets.US_ASCII);
        for (int at = 0; at < out.length; at++) {
            out[at] = word[at % word.length];
        }
        return out;
    }

    /** Looks like noise to whoever does not know it. */
    private static byte[] encrypted(long number) {
        byte[] out = new byte[BLOCK_BYTES];
        new SplittableRandom(KEY + number).nextBytes(out);
        return out;
    }

    static void write(Path file, long bytes) throws IOException {
        write(file, bytes, false);
    }

    /** @param isEncrypted whether its owner encrypts what is written to it */
    static void write(Path file, long bytes, boolean isEncrypted) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            for (long number = 0; number < bytes / BLOCK_BYTES; number++) {
                out.write(isEncrypted ? encrypted(number) : block(number));
            }
        }
    }

    static Left look(Path file) throws IOException {
        BitSet left = left(file);
        return new Left(left.cardinality(), Files.size(file) / BLOCK_BYTES);
    }

    /** Which blocks are left. */
    private static BitSet left(Path file) throws IOException {
        BitSet left = new BitSet();
        int number = 0;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 20)) {
            for (byte[] found = in.readNBytes(BLOCK_BYTES);
                    found.length == BLOCK_BYTES;
                    found = in.readNBytes(BLOCK_BYTES)) {
                if (Arrays.equals(found, block(number)) || Arrays.equals(found, encrypted(number))) {
                    left.set(number);
                }
                number++;
            }
        }
        return left;
    }

    /**
     * In what the ranges that are said not to be erased differ from what is left; empty if in nothing.
     *
     * @param bad what has to be among them whether or not data are left there
     */
    static String inexact(Path file, List<ProductScript.Extent> said, List<Blocks> bad) throws IOException {
        BitSet told = new BitSet();
        for (ProductScript.Extent one : said) {
            told.set(
                    Math.toIntExact(one.offset() / BLOCK_BYTES),
                    Math.toIntExact((one.offset() + one.length() + BLOCK_BYTES - 1) / BLOCK_BYTES));
        }
        BitSet left = left(file);
        bad.forEach(one -> left.set(one.first(), one.last() + 1));
        BitSet untold = (BitSet) left.clone();
        untold.andNot(told);
        told.andNot(left);
        StringBuilder out = new StringBuilder();
        if (!untold.isEmpty()) {
            out.append(untold.cardinality())
                    .append(" blocks are left or bad, in no range, from block ")
                    .append(untold.nextSetBit(0));
        }
        if (!told.isEmpty()) {
            out.append(out.isEmpty() ? "" : "; ")
                    .append(told.cardinality())
                    .append(" blocks are in a range, and neither left nor bad, from block ")
                    .append(told.nextSetBit(0));
        }
        return out.toString();
    }
}
