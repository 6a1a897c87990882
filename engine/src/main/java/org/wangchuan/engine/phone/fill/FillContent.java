package org.wangchuan.engine.phone.fill;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.CipherInputStream;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a phone is filled with: by our program (decision 0182) files of a stream that is another at each place of each; by its own shell what follows. Each file begins with a line of its own, so that no two are the same and none can stand for another, and goes on with the
 * beginning of one block, which the phone was sent once and copies itself: over the cable all of it would take hours. All follows from a seed. A phone is told the
 * block and each line as it writes, so that one which means to lie could keep these and make up the rest: this finds what went wrong, and no phone that is
 * built to deceive. Immutable; the seed is the caller's to destroy.
 *
 * <p>A storage that finds equal blocks and keeps one of them would see through this; no file system of Android does.
 */
public final class FillContent {
    /** Of the seed. */
    public static final int SEED_BYTES = 32;

    /** Of the line at the beginning of each file: 64 hex digits and a line feed. */
    public static final int HEAD_BYTES = 65;

    private static final String HMAC = "HmacSHA256";
    private static final String PROGRAM = "program";
    private static final int IV_BYTES = 16;

    /** As much of the block as is made at a time. */
    private static final int PIECE_BYTES = 64 << 10;

    private final SecretKeySpec seed;
    private final int blockBytes;

    /**
     * @param seed {@value #SEED_BYTES} random bytes
     * @param blockBytes of the block, at least 1
     */
    public FillContent(byte[] seed, int blockBytes) {
        if (seed.length != SEED_BYTES || blockBytes < 1) {
            throw new IllegalArgumentException("a seed of " + seed.length + " bytes, a block of " + blockBytes);
        }
        this.seed = new SecretKeySpec(seed, HMAC);
        this.blockBytes = blockBytes;
    }

    private Cipher blockFrom(long at) throws GeneralSecurityException {
        return streamFrom("block", 0, at);
    }

    /** AES-256 in counter mode (NIST SP 800-38A) under a key that follows from the seed, from a byte on. */
    private Cipher streamFrom(String key, long number, long at) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
        byte[] counter = ByteBuffer.allocate(IV_BYTES)
                .putLong(number)
                .putLong(at / IV_BYTES)
                .array();
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(derived(key), "AES"), new IvParameterSpec(counter));
        byte[] _ = cipher.update(new byte[(int) (at % IV_BYTES)]);
        return cipher;
    }

    private byte[] derived(String what) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(seed);
            return mac.doFinal(what.getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the platform lacks " + HMAC, e);
        }
    }

    /** The block that the phone is sent. It is made as it is read: a bench has a dozen of them at once in a small memory. */
    public InputStream block() {
        try {
            return new CipherInputStream(new Zeros(blockBytes), blockFrom(0));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the platform lacks AES", e);
        }
    }

    /** How long it is, in bytes. */
    public int blockBytes() {
        return blockBytes;
    }

    /** The line at the beginning of a file, without its line feed. */
    public String head(int file) {
        return HexFormat.of().formatHex(derived("file " + file));
    }

    /**
     * SHA-256 of a file, in lower-case hex.
     *
     * @param ofBlock how many bytes of the block are in it
     */
    public String digest(int file, int ofBlock) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((head(file) + "\n").getBytes(StandardCharsets.US_ASCII));
            Cipher block = blockFrom(0);
            byte[] piece = new byte[PIECE_BYTES];
            for (int done = 0; done < ofBlock; done += PIECE_BYTES) {
                int length = Math.min(PIECE_BYTES, ofBlock - done);
                Arrays.fill(piece, (byte) 0);
                int made = block.update(piece, 0, length, piece);
                digest.update(piece, 0, made);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the platform lacks SHA-256 or AES", e);
        }
    }

    /** What our program on the phone makes its files from. The block and the lines of the shell's don't follow from it. The caller's to wipe. */
    byte[] programKey() {
        return derived(PROGRAM);
    }

    /** What stands in a file of our program's from a place on: each byte is its file's and its place's. */
    byte[] programPart(int file, long from, int length) {
        try {
            return streamFrom(PROGRAM, file, from).update(new byte[length]);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the platform lacks AES", e);
        }
    }

    /** What stands in a file from a place on, to compare with what was read of it over the cable. */
    byte[] part(int file, long from, int length) {
        byte[] head = (head(file) + "\n").getBytes(StandardCharsets.US_ASCII);
        ByteBuffer out = ByteBuffer.allocate(length);
        if (from < HEAD_BYTES) {
            out.put(head, (int) from, (int) Math.min(length, HEAD_BYTES - from));
        }
        if (!out.hasRemaining()) {
            return out.array();
        }
        try {
            out.put(blockFrom(Math.max(0, from - HEAD_BYTES)).update(new byte[out.remaining()]));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the platform lacks AES", e);
        }
        return out.array();
    }

    /** What the block is made of. */
    private static final class Zeros extends InputStream {
        private int left;

        Zeros(int left) {
            this.left = left;
        }

        @Override
        public int read() {
            return left == 0 ? -1 : zero();
        }

        private int zero() {
            left--;
            return 0;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            if (left == 0 && length > 0) {
                return -1;
            }
            int got = Math.min(left, length);
            Arrays.fill(into, offset, offset + got, (byte) 0);
            left -= got;
            return got;
        }
    }
}
