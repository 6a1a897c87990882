package org.wangchuan.proof.key;

import java.security.SecureRandom;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.wangchuan.proof.VerificationException;

/**
 * An Ed25519 private key (RFC 8032). Immutable and thread-safe; its text form shows the public half
 * only. It stays on the heap until it is collected: keep keys that need more in hardware.
 */
public final class SigningKey {
    /** Length of the private key (the seed of RFC 8032, 5.1.5) in bytes. */
    public static final int LENGTH = Ed25519.SECRET_KEY_SIZE;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] seed;
    private final byte[] publicBytes;
    private final PublicKey publicKey;

    private SigningKey(byte[] seed) {
        this.seed = seed;
        this.publicBytes = new byte[Ed25519.PUBLIC_KEY_SIZE];
        Ed25519.generatePublicKey(seed, 0, publicBytes, 0);
        try {
            this.publicKey = PublicKey.of(publicBytes);
        } catch (VerificationException e) {
            throw new IllegalStateException("a generated key is always a point of prime order", e);
        }
    }

    /** A fresh key from the system's secure source. */
    public static SigningKey generate() {
        byte[] seed = new byte[LENGTH];
        Ed25519.generatePrivateKey(RANDOM, seed);
        return new SigningKey(seed);
    }

    /**
     * The key with these 32 private bytes.
     *
     * @throws IllegalArgumentException for another length
     */
    public static SigningKey of(byte[] privateBytes) {
        if (privateBytes.length != LENGTH) {
            throw new IllegalArgumentException("expected 32 bytes, found " + privateBytes.length);
        }
        return new SigningKey(privateBytes.clone());
    }

    /** A copy of the 32 private bytes; the caller keeps them secret. */
    public byte[] toPrivateBytes() {
        return seed.clone();
    }

    /** The public half. */
    public PublicKey publicKey() {
        return publicKey;
    }

    /** The 64-byte signature; the same message always gives the same one. */
    public byte[] sign(byte[] message) {
        byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
        Ed25519.sign(seed, 0, publicBytes, 0, message, 0, message.length, signature, 0);
        return signature;
    }

    @Override
    public String toString() {
        return "SigningKey of " + publicKey.thumbprint();
    }
}
