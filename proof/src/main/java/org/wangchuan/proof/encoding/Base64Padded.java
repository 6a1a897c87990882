package org.wangchuan.proof.encoding;

import java.util.Base64;
import org.wangchuan.proof.VerificationException;

/** Base64 with padding (RFC 4648, section 4); every byte string has exactly one accepted spelling. */
public final class Base64Padded {
    private Base64Padded() {}

    /** The one spelling. */
    public static String encode(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /**
     * Reads the one spelling.
     *
     * @throws VerificationException with code ENCODING for missing padding, a foreign character or
     *     trailing bits that are not zero
     */
    public static byte[] decode(String text) throws VerificationException {
        return StrictDecoding.decode("base64", text, s -> Base64.getDecoder().decode(s), Base64Padded::encode);
    }
}
