package org.wangchuan.engine.adb.direct;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;

/**
 * Android's own form of an RSA-2048 public key, 524 bytes, least significant byte first: number of 32-bit words of the modulus, -1/n mod
 * 2^32, the modulus n, 2^4096 mod n, the exponent (AOSP libcrypto_utils/android_pubkey.cpp).
 */
final class AndroidPublicKey {
    private static final int MODULUS_BYTES = 256;
    private static final int WORDS = MODULUS_BYTES / 4;
    private static final int BYTES = 4 + 4 + MODULUS_BYTES + MODULUS_BYTES + 4;

    private AndroidPublicKey() {}

    /** The key in that form, in base64. */
    static String encode(RSAPublicKey key) {
        BigInteger modulus = key.getModulus();
        if (modulus.bitLength() != MODULUS_BYTES * 8) {
            throw new IllegalArgumentException("a modulus of 2048 bits expected, found " + modulus.bitLength());
        }
        BigInteger word = BigInteger.ONE.shiftLeft(32);
        BigInteger inverse = word.subtract(modulus.modInverse(word));
        BigInteger square = BigInteger.ONE.shiftLeft(MODULUS_BYTES * 16).mod(modulus);
        ByteBuffer out = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(WORDS)
                .putInt(inverse.intValue())
                .put(reversed(modulus))
                .put(reversed(square))
                .putInt(key.getPublicExponent().intValueExact());
        return Base64.getEncoder().encodeToString(out.array());
    }

    private static byte[] reversed(BigInteger value) {
        byte[] out = new byte[MODULUS_BYTES];
        for (int i = 0; i < MODULUS_BYTES; i++) {
            out[i] = value.shiftRight(i * 8).byteValue();
        }
        return out;
    }
}
