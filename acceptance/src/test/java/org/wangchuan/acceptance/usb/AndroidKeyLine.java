package org.wangchuan.acceptance.usb;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.HexFormat;

/** A line of a phone's {@code adb_keys}: a key in Android's own form, in base64, and whose it is (AOSP libcrypto_utils/android_pubkey.cpp). */
final class AndroidKeyLine {
    /** What comes before a SHA-1 digest that is signed (RFC 8017, 9.2): tokens are signed as if they were digests. */
    private static final byte[] DIGEST_INFO = HexFormat.of().parseHex("3021300906052b0e03021a05000414");

    private static final int MODULUS_AT = 8;
    private static final int MODULUS_BYTES = 256;

    private AndroidKeyLine() {}

    /** Whether a token was signed with the key of a line. */
    static boolean isSignedBy(String line, byte[] token, byte[] signature) {
        try {
            Signature verifier = Signature.getInstance("NONEwithRSA");
            verifier.initVerify(key(line));
            verifier.update(DIGEST_INFO);
            verifier.update(token);
            return verifier.verify(signature);
        } catch (GeneralSecurityException _) {
            return false;
        }
    }

    private static PublicKey key(String line) throws GeneralSecurityException {
        byte[] raw = Base64.getDecoder().decode(line.substring(0, line.indexOf(' ')));
        byte[] modulus = new byte[MODULUS_BYTES];
        for (int i = 0; i < MODULUS_BYTES; i++) {
            modulus[i] = raw[MODULUS_AT + MODULUS_BYTES - 1 - i];
        }
        int exponent = ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN).getInt(raw.length - Integer.BYTES);
        return KeyFactory.getInstance("RSA")
                .generatePublic(new RSAPublicKeySpec(new BigInteger(1, modulus), BigInteger.valueOf(exponent)));
    }
}
