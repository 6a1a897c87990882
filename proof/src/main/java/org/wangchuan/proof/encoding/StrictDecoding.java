package org.wangchuan.proof.encoding;

import java.util.function.Function;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;

/**
 * Makes a lenient decoder strict by encoding again: what does not come back character for character
 * (trailing bits, left-out padding, another case) was another spelling of the same bytes.
 */
final class StrictDecoding {
    private StrictDecoding() {}

    static byte[] decode(String name, String text, Function<String, byte[]> decoder, Function<byte[], String> encoder)
            throws VerificationException {
        byte[] bytes;
        try {
            bytes = decoder.apply(text);
        } catch (IllegalArgumentException e) {
            throw new VerificationException(FailureCode.ENCODING, name, "strict " + name, e);
        }
        if (!encoder.apply(bytes).equals(text)) {
            throw new VerificationException(
                    FailureCode.ENCODING, name, "the one spelling", "another spelling of the same bytes");
        }
        return bytes;
    }
}
