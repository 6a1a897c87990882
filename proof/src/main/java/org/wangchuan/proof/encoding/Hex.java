package org.wangchuan.proof.encoding;

import java.util.HexFormat;
import org.wangchuan.proof.VerificationException;

/** Lower-case hexadecimal; every byte string has exactly one accepted spelling. */
public final class Hex {
    private Hex() {}

    /** The one spelling. */
    public static String encode(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    /**
     * Reads the one spelling.
     *
     * @throws VerificationException with code ENCODING for upper case, a foreign character or an odd length
     */
    public static byte[] decode(String text) throws VerificationException {
        return StrictDecoding.decode("hexadecimal", text, s -> HexFormat.of().parseHex(s), Hex::encode);
    }
}
