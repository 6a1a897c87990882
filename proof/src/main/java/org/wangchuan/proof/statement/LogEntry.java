package org.wangchuan.proof.statement;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.wangchuan.proof.encoding.Bytes32;

/**
 * What the public log holds of a statement: 33 bytes that say nothing to anyone without the nonce.
 *
 * <pre>
 * 0x01 || HMAC-SHA-256(key = nonce, message)
 * message = "wangchuan/leaf/v1" (17 bytes of ASCII)
 *        || type  (u8, {@link StatementType#number()})
 *        || epoch (u32 big endian, days since 1970-01-01 UTC: floor(iat / 86 400))
 *        || length of the JWT in bytes (u32 big endian)
 *        || issuer-signed JWT (ASCII, without disclosures)
 * </pre>
 */
public final class LogEntry {
    /** Length in bytes. */
    public static final int LENGTH = 33;

    private static final byte VERSION = 0x01;
    private static final byte[] DOMAIN = "wangchuan/leaf/v1".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] MARK_DOMAIN = "wangchuan/count/v1".getBytes(StandardCharsets.US_ASCII);
    private static final int SECONDS_PER_DAY = 86_400;

    private LogEntry() {}

    /**
     * The entry of a statement; the same inputs always give the same bytes, so a retry repeats itself.
     *
     * @param nonce made once per statement, and kept
     */
    public static byte[] of(Bytes32 nonce, StatementHead head, SdJwt statement) {
        byte[] jwt = statement.jwt().getBytes(StandardCharsets.US_ASCII);
        int epoch = Math.toIntExact(head.issuedAtSeconds() / SECONDS_PER_DAY); // the head bounds the time
        ByteArrayOutputStream message = new ByteArrayOutputStream(DOMAIN.length + 9 + jwt.length);
        message.writeBytes(DOMAIN);
        message.writeBytes(ByteBuffer.allocate(9)
                .put((byte) head.type().number())
                .putInt(epoch)
                .putInt(jwt.length)
                .array());
        message.writeBytes(jwt);
        byte[] entry = new byte[LENGTH];
        entry[0] = VERSION;
        byte[] mac = hmac(nonce, message.toByteArray());
        System.arraycopy(mac, 0, entry, 1, mac.length);
        return entry;
    }

    /**
     * By what a statement stands in an operator's counts: HMAC-SHA-256 under its nonce, of a domain line and the digest of its JWT. Who has
     * the receipt or certificate finds it there; nobody else can tell what it is of, nor which entry of the log is the same statement's. One
     * statement has the same mark wherever it is counted.
     */
    public static Bytes32 mark(Bytes32 nonce, SdJwt statement) {
        ByteArrayOutputStream message = new ByteArrayOutputStream(MARK_DOMAIN.length + Bytes32.LENGTH);
        message.writeBytes(MARK_DOMAIN);
        message.writeBytes(statement.digest().toBytes());
        return Bytes32.of(hmac(nonce, message.toByteArray()));
    }

    private static byte[] hmac(Bytes32 key, byte[] message) {
        byte[] keyBytes = key.toBytes();
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(keyBytes, "HmacSHA256"));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        } finally {
            Arrays.fill(keyBytes, (byte) 0);
        }
    }
}
