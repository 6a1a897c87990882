package org.wangchuan.proof.encoding;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;

/** Exactly 32 bytes, compared by value: a SHA-256 digest, a tree hash, or a nonce. */
public final class Bytes32 {
    /** Length in bytes. */
    public static final int LENGTH = 32;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] bytes;

    private Bytes32(byte[] own) {
        this.bytes = own;
    }

    /**
     * Copies 32 bytes.
     *
     * @throws IllegalArgumentException for another length
     */
    public static Bytes32 of(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("expected 32 bytes, found " + bytes.length);
        }
        return new Bytes32(bytes.clone());
    }

    /** Copies 32 bytes that start at an offset. */
    public static Bytes32 at(byte[] bytes, int offset) {
        return new Bytes32(Arrays.copyOfRange(bytes, offset, Math.addExact(offset, LENGTH)));
    }

    /** 32 fresh bytes from the system's secure source. */
    public static Bytes32 random() {
        byte[] out = new byte[LENGTH];
        RANDOM.nextBytes(out);
        return new Bytes32(out);
    }

    /** SHA-256 over the parts, one after the other. */
    public static Bytes32 sha256(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return new Bytes32(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Reads 43 characters of strict base64url. */
    public static Bytes32 parseBase64Url(String text) throws VerificationException {
        return exactly(Base64Url.decode(text));
    }

    /** Reads 44 characters of strict base64. */
    public static Bytes32 parseBase64(String text) throws VerificationException {
        return exactly(Base64Padded.decode(text));
    }

    private static Bytes32 exactly(byte[] bytes) throws VerificationException {
        if (bytes.length != LENGTH) {
            throw new VerificationException(FailureCode.ENCODING, "hash", "32 bytes", bytes.length + " bytes");
        }
        return new Bytes32(bytes);
    }

    /** A copy. */
    public byte[] toBytes() {
        return bytes.clone();
    }

    /** Without padding. */
    public String base64Url() {
        return Base64Url.encode(bytes);
    }

    /** With padding. */
    public String base64() {
        return Base64Padded.encode(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes32 that && MessageDigest.isEqual(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return base64Url();
    }
}
