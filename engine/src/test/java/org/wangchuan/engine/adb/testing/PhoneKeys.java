package org.wangchuan.engine.adb.testing;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Cipher;

/** What a phone does with keys: reads Android's form of them, with all that is redundant in it, and verifies signatures of tokens. */
public final class PhoneKeys {
    private static final byte[] PREFIX = HexFormat.of().parseHex("3021300906052b0e03021a05000414");

    private PhoneKeys() {}

    /** Reads "base64 name"; fails if any part of it contradicts another. */
    public static RSAPublicKey read(String line) {
        byte[] raw = Base64.getDecoder().decode(line.substring(0, line.indexOf(' ')));
        ByteBuffer in = ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN);
        check(raw.length == 524 && in.getInt() == 64, "64 words in 524 bytes");
        int inverse = in.getInt();
        BigInteger modulus = number(in);
        BigInteger square = number(in);
        int exponent = in.getInt();
        check(modulus.bitLength() == 2048, "2048 bits");
        check(modulus.intValue() * inverse == -1, "n0inv is -1/n");
        check(square.equals(BigInteger.TWO.pow(4096).mod(modulus)), "rr is R^2 mod n");
        try {
            return (RSAPublicKey) KeyFactory.getInstance("RSA")
                    .generatePublic(new RSAPublicKeySpec(modulus, BigInteger.valueOf(exponent)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** Whether it is the signature of the token as if that were a SHA-1 digest. */
    public static boolean verify(RSAPublicKey key, byte[] token, byte[] signature) {
        try {
            Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
            cipher.init(Cipher.DECRYPT_MODE, key);
            byte[] signed = Arrays.copyOf(PREFIX, PREFIX.length + token.length);
            System.arraycopy(token, 0, signed, PREFIX.length, token.length);
            return Arrays.equals(cipher.doFinal(signature), signed);
        } catch (GeneralSecurityException _) {
            return false;
        }
    }

    private static BigInteger number(ByteBuffer in) {
        byte[] bytes = new byte[256];
        for (int i = bytes.length - 1; i >= 0; i--) {
            bytes[i] = in.get();
        }
        return new BigInteger(1, bytes);
    }

    private static void check(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException("a key of which this does not hold: " + what);
        }
    }
}
