package org.wangchuan.engine.verify;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Numbers from a seed: block {@code n} (from 0) is the SHA-256 of the 25 ASCII bytes
 * {@code wangchuan/sample-plan/v1\n}, the seed, and {@code n} in 8 bytes big endian; each block gives four
 * unsigned 64-bit big-endian words, in order. A number below {@code m} is the next word that is below the largest
 * multiple of {@code m} not above 2^64, modulo {@code m}; words that are not below it are passed over.
 */
final class SeedStream {
    /** Bytes of a seed. */
    static final int SEED_BYTES = 32;

    private static final byte[] LABEL = "wangchuan/sample-plan/v1\n".getBytes(StandardCharsets.US_ASCII);

    private final byte[] seed;
    private final MessageDigest digest;
    private ByteBuffer words = ByteBuffer.allocate(0);
    private long nextBlock;

    SeedStream(byte[] seed) {
        if (seed.length != SEED_BYTES) {
            throw new IllegalArgumentException("a seed has 32 bytes, not " + seed.length);
        }
        this.seed = seed.clone();
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every Java platform", e);
        }
    }

    /** The next number from 0 to below the bound; a bound of 1 uses up a word too. */
    long below(long bound) {
        if (bound < 1) {
            throw new IllegalArgumentException("nothing below " + bound);
        }
        // 2^64 mod bound, in unsigned arithmetic
        long excess = (Long.remainderUnsigned(-1L, bound) + 1) % bound;
        long word = nextWord();
        while (excess != 0 && Long.compareUnsigned(word, -excess) >= 0) {
            word = nextWord();
        }
        return Long.remainderUnsigned(word, bound);
    }

    private long nextWord() {
        if (!words.hasRemaining()) {
            digest.update(LABEL);
            digest.update(seed);
            digest.update(ByteBuffer.allocate(Long.BYTES).putLong(nextBlock++).flip());
            words = ByteBuffer.wrap(digest.digest());
        }
        return words.getLong();
    }
}
