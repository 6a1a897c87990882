package org.wangchuan.platform.oversight.secondcheck;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.wangchuan.proof.encoding.Bytes32;

/**
 * The lot of one clearing: a number that nobody knows before the clearing is signed and in the log, and that everybody can work out once the
 * secret is opened (decision 62).
 *
 * <pre>
 * HMAC-SHA-256(key = secret of site and month, message)
 * message = "wangchuan/second-check/v1\n"
 *        || root of the log's tree that ends with the clearing's entry (44 characters of base64) || "\n"
 *        || event id of the clearing's statement (36 characters, small letters) || "\n"
 * lot     = first four octets (u32 big endian) × 10 000 ÷ 2³², rounded down
 * </pre>
 */
final class Lot {
    /** A rate is this many of so many. */
    static final int OF = 10_000;

    private static final String DOMAIN = "wangchuan/second-check/v1\n";

    private Lot() {}

    /** The lot, from 0 to 9999; drawn is what is below the rate. */
    static int of(Bytes32 secret, Bytes32 root, UUID event) {
        String message = DOMAIN + root.base64() + "\n" + event + "\n";
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.toBytes(), "HmacSHA256"));
            int first = ByteBuffer.wrap(mac.doFinal(message.getBytes(StandardCharsets.US_ASCII)))
                    .getInt();
            return (int) ((Integer.toUnsignedLong(first) * OF) >>> Integer.SIZE);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    /**
     * In how many clearings in a row at least one is drawn, by a rate of so many of ten thousand: 20 for five of a hundred.
     *
     * @param basisPoints 500 to 10 000
     */
    static int window(int basisPoints) {
        return OF / basisPoints;
    }
}
