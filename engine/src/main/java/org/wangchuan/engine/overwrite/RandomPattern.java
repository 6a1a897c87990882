package org.wangchuan.engine.overwrite;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.wangchuan.engine.policy.PatternKind;

/**
 * The key stream of AES-256 in counter mode (NIST SP 800-38A): the 16 bytes at offset {@code 16 * n} are the
 * encryption of {@code n} as a 128-bit big-endian number. A key is for one pass only; the journal's copies are destroyed once the
 * result is signed, but for that of the last pass, with which it can be looked at again.
 */
public final class RandomPattern implements Pattern {
    /** Bytes of a key. */
    public static final int KEY_BYTES = 32;

    static final int BLOCK_BYTES = 16;

    private final byte[] key;

    /** A random pattern; the key is copied. */
    public RandomPattern(byte[] key) {
        if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException("a key has 32 bytes, not " + key.length);
        }
        this.key = key.clone();
    }

    @Override
    public PatternKind kind() {
        return PatternKind.RANDOM;
    }

    @Override
    public byte byteAt(long mediumOffset) {
        try {
            Cipher cipher = Cipher.getInstance("AES/ECB/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, keySpec());
            return cipher.doFinal(counterBlock(mediumOffset / BLOCK_BYTES))[(int) (mediumOffset % BLOCK_BYTES)];
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES is part of every Java platform", e);
        }
    }

    @Override
    public PatternFiller newFiller() {
        return new RandomFiller(keySpec());
    }

    static byte[] counterBlock(long counter) {
        byte[] block = new byte[BLOCK_BYTES];
        for (int i = 0; i < Long.BYTES; i++) {
            block[BLOCK_BYTES - 1 - i] = (byte) (counter >>> (8 * i));
        }
        return block;
    }

    private SecretKeySpec keySpec() {
        return new SecretKeySpec(key, "AES");
    }
}
