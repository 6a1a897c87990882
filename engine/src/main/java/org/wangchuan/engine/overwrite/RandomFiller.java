package org.wangchuan.engine.overwrite;

import static org.wangchuan.engine.overwrite.RandomPattern.BLOCK_BYTES;

import java.lang.foreign.MemorySegment;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Produces the key stream by encrypting zeros. The platform's cipher is quickest from heap array to heap array,
 * so the stream comes in pieces that stay in a core's cache and are copied from there (or compared there).
 */
final class RandomFiller implements PatternFiller {
    /** Small enough to stay in a core's second-level cache beside the data. */
    private static final int PIECE_BYTES = 32 * 1024;

    /**
     * The platform's cipher runs at a thirtieth of its speed until it is compiled, which takes a number of calls, not
     * of bytes: with nothing but large calls the first gigabytes would be slow. Measured: 30 ms for these.
     */
    private static final int REHEARSAL_CALLS = 20_000;

    private static final int REHEARSAL_BYTES = 64;

    static {
        RandomFiller rehearsal = new RandomFiller(new SecretKeySpec(new byte[RandomPattern.KEY_BYTES], "AES"));
        for (int i = 0; i < REHEARSAL_CALLS; i++) {
            rehearsal.produce((long) i * REHEARSAL_BYTES, REHEARSAL_BYTES);
        }
    }

    private final SecretKeySpec key;
    private final Cipher cipher;
    private final byte[] zeros = new byte[PIECE_BYTES];
    private final byte[] stream = new byte[PIECE_BYTES];
    private final MemorySegment streamSegment = MemorySegment.ofArray(stream);

    /** Where the cipher stands; a multiple of 16. */
    private long cipherOffset = -1;

    RandomFiller(SecretKeySpec key) {
        this.key = key;
        try {
            cipher = Cipher.getInstance("AES/CTR/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES is part of every Java platform", e);
        }
    }

    @Override
    public void fill(MemorySegment buffer, long bufferOffset, long mediumOffset, long length) {
        long at = 0;
        while (at < length) {
            int into = (int) ((mediumOffset + at) % BLOCK_BYTES);
            long piece = Math.min(PIECE_BYTES - into, length - at);
            produce(mediumOffset + at - into, (int) (into + piece));
            MemorySegment.copy(streamSegment, into, buffer, bufferOffset + at, piece);
            at += piece;
        }
    }

    @Override
    public void move(MemorySegment buffer, long bufferOffset, long filledFor, long mediumOffset, long length) {
        fill(buffer, bufferOffset, mediumOffset, length);
    }

    @Override
    public long firstMismatch(MemorySegment buffer, long bufferOffset, long mediumOffset, long length) {
        long at = 0;
        while (at < length) {
            int into = (int) ((mediumOffset + at) % BLOCK_BYTES);
            long piece = Math.min(PIECE_BYTES - into, length - at);
            produce(mediumOffset + at - into, (int) (into + piece));
            long from = bufferOffset + at;
            long first = MemorySegment.mismatch(buffer, from, from + piece, streamSegment, into, into + piece);
            if (first >= 0) {
                return at + first;
            }
            at += piece;
        }
        return -1;
    }

    /** Puts the stream from {@code offset} (a multiple of 16) on into {@link #stream}, at least {@code bytes} of it. */
    private void produce(long offset, int bytes) {
        int whole = (bytes + BLOCK_BYTES - 1) / BLOCK_BYTES * BLOCK_BYTES;
        try {
            if (cipherOffset != offset) {
                byte[] counter = RandomPattern.counterBlock(offset / BLOCK_BYTES);
                cipher.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(counter));
            }
            cipherOffset = -1;
            int produced = cipher.update(zeros, 0, whole, stream, 0);
            if (produced != whole) {
                throw new IllegalStateException("a stream cipher returned " + produced + " bytes of " + whole);
            }
            cipherOffset = offset + whole;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES in counter mode takes any counter and any length", e);
        }
    }
}
