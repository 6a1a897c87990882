package org.wangchuan.engine.phone.fill;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a phone is filled with. Each file begins with a line of its own, so that no two are the same and none can stand for another, and goes on with the
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
    private static final int IV_BYTES = 16;

    private final SecretKeySpec seed;
    private final byte[] block;

    /**
     * @param seed {@value #SEED_BYTES} random bytes
     * @param blockBytes of the block, at least 1
     */
    public FillContent(byte[] seed, int blockBytes) {
        if (seed.length != SEED_BYTES || blockBytes < 1) {
            throw new IllegalArgumentException("a seed of " + seed.length + " bytes, a block of " + blockBytes);
        }
        this.seed = new SecretKeySpec(seed, HMAC);
        this.block = block(blockBytes);
    }

    /** AES-256 in counter mode (NIST SP 800-38A) under a key that follows from the seed. */
    private byte[] block(int bytes) {
        try {
            Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
            cipher.init(
                    Cipher.ENCRYPT_MODE,
                    new SecretKeySpec(derived("block"), "AES"),
                    new IvParameterSpec(new byte[IV_BYTES]));
            return cipher.doFinal(new byte[bytes]);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the platform lacks AES", e);
        }
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

    /** The block that the phone is sent. */
    public byte[] block() {
        return block.clone();
    }

    /** How long it is, in bytes. */
    public int blockBytes() {
        return block.length;
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
            digest.update(block, 0, ofBlock);
            return HexFormat.of().formatHex(digest.digest());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the platform lacks SHA-256", e);
        }
    }

    /** What stands in a file from a place on, to compare with what was read of it over the cable. */
    byte[] part(int file, long from, int length) {
        byte[] out = new byte[length];
        byte[] head = (head(file) + "\n").getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < length; i++) {
            long at = from + i;
            out[i] = at < HEAD_BYTES ? head[(int) at] : block[(int) (at - HEAD_BYTES)];
        }
        return out;
    }
}
