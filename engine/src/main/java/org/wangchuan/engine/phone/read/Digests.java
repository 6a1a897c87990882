package org.wangchuan.engine.phone.read;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.wangchuan.engine.phone.evidence.PhoneIdentity.Name;

/**
 * Digests of what a phone is known by, under a key of the job: HMAC-SHA-256 (RFC 2104) of the kind of number and the number. The key is the caller's to
 * keep and to destroy; without it a digest leads to nobody, although numbers of phones could all be tried. Thread-safe.
 */
public final class Digests {
    /** Of the key. */
    public static final int KEY_BYTES = 32;

    private static final String HMAC = "HmacSHA256";
    private final SecretKeySpec key;

    /** @throws IllegalArgumentException unless the key has {@value #KEY_BYTES} bytes */
    public Digests(byte[] key) {
        if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException("a key of " + key.length + " bytes");
        }
        this.key = new SecretKeySpec(key, HMAC);
    }

    /** In lower-case hex. Upper and lower case are the same number, and so are those with and without blanks at their ends. */
    public String of(Name name, String number) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            mac.update(name.name().getBytes(StandardCharsets.US_ASCII));
            mac.update((byte) 0);
            return HexFormat.of()
                    .formatHex(
                            mac.doFinal(number.strip().toUpperCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the platform lacks " + HMAC, e);
        }
    }
}
