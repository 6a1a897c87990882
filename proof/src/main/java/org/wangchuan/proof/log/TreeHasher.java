package org.wangchuan.proof.log;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.wangchuan.proof.encoding.Bytes32;

/**
 * The hashes of {@link TreeHash} over bytes as tiles hold them, without an object for each hash. Its plain twin says
 * what is right. Not thread-safe.
 */
final class TreeHasher {
    private static final int HASH = Bytes32.LENGTH;

    private final MessageDigest digest;

    TreeHasher() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Puts the hash of an entry where a tile needs it. */
    void leaf(byte[] from, int at, int length, byte[] to, int toAt) {
        digest.update((byte) 0);
        digest.update(from, at, length);
        finish(to, toAt);
    }

    /**
     * Root over the first hashes of a tile.
     *
     * @param width from 1 to 256
     */
    byte[] root(byte[] hashes, int width) {
        byte[] level = Arrays.copyOf(hashes, width * HASH);
        for (int left = width; left > 1; left = (left + 1) / 2) {
            // A hash without a sibling moves up as it is: the same tree as splitting at the largest power of two.
            for (int i = 0; i + 1 < left; i += 2) {
                digest.update((byte) 1);
                digest.update(level, i * HASH, 2 * HASH);
                finish(level, i / 2 * HASH);
            }
            if (left % 2 == 1) {
                System.arraycopy(level, (left - 1) * HASH, level, left / 2 * HASH, HASH);
            }
        }
        return Arrays.copyOf(level, HASH);
    }

    /** SHA-256 over the parts, one after the other. */
    byte[] sha256(byte[]... parts) {
        for (byte[] part : parts) {
            digest.update(part);
        }
        return digest.digest();
    }

    private void finish(byte[] to, int at) {
        try {
            int length = digest.digest(to, at, HASH);
            assert length == HASH;
        } catch (DigestException e) {
            throw new IllegalStateException("32 bytes have room", e);
        }
    }
}
