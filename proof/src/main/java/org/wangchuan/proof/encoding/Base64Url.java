package org.wangchuan.proof.encoding;

import java.util.Base64;
import org.wangchuan.proof.VerificationException;

/** Base64url without padding (RFC 4648, section 5); every byte string has exactly one accepted spelling. */
public final class Base64Url {
    private Base64Url() {}

    /** The one spelling. */
    public static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /**
     * Reads the one spelling.
     *
     * @throws VerificationException with code ENCODING for padding, a foreign character, an impossible
     *     length or trailing bits that are not zero
     */
    public static byte[] decode(String text) throws VerificationException {
        return StrictDecoding.decode(
                "base64url", text, s -> Base64.getUrlDecoder().decode(s), Base64Url::encode);
    }
}
