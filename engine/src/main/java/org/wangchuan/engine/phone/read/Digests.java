package org.wangchuan.engine.phone.read;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.wangchuan.engine.phone.evidence.PhoneIdentity.Name;

/**
 * Digests of what a phone is known by: HMAC-SHA-256 (RFC 2104) of the kind of number and the number. Each kind has a key of its own, derived from the key of the
 * job by the same function, and only serial numbers share one: that may be shown to whoever is to compare the serial number, and says nothing of the others. An
 * IMEI has so few digits that they could all be tried under a key that is known. The key of the job is the caller's to keep and to destroy; without any key a
 * digest leads to nobody. Thread-safe.
 */
public final class Digests {
    /** Of the key of the job, and of each that is derived from it. */
    public static final int KEY_BYTES = 32;

    private static final String HMAC = "HmacSHA256";
    private final byte[] jobKey;

    /** @throws IllegalArgumentException unless the key has {@value #KEY_BYTES} bytes */
    public Digests(byte[] jobKey) {
        requireLength(jobKey);
        this.jobKey = jobKey.clone();
    }

    /** In lower-case hex. Upper and lower case are the same number, and so are those with and without blanks at their ends. */
    public String of(Name name, String number) {
        return digest(keyOf(name), name, number);
    }

    /** The key of the serial numbers' digests ({@link #ofSerial}): the one that may be shown. The key of the job can't be had from it, nor another. */
    public byte[] serialKey() {
        return keyOf(Name.SERIAL);
    }

    /**
     * The digest of a serial number, as {@link #of} gives it, for whoever has nothing but {@link #serialKey}.
     *
     * @throws IllegalArgumentException for another kind of number, or unless the key has {@value #KEY_BYTES} bytes
     */
    public static String ofSerial(byte[] serialKey, Name name, String number) {
        requireLength(serialKey);
        if (keyFor(name) != Name.SERIAL) {
            throw new IllegalArgumentException("no serial number: " + name);
        }
        return digest(serialKey, name, number);
    }

    private byte[] keyOf(Name name) {
        return hmac(jobKey, keyFor(name).name().getBytes(StandardCharsets.US_ASCII));
    }

    /** By which kind's name its key is derived. */
    private static Name keyFor(Name name) {
        return switch (name) {
            case SERIAL, USB_SERIAL -> Name.SERIAL;
            case UDID -> Name.UDID;
            case IMEI -> Name.IMEI;
        };
    }

    private static String digest(byte[] key, Name name, String number) {
        byte[] kind = name.name().getBytes(StandardCharsets.US_ASCII);
        byte[] end = {0};
        byte[] text = number.strip().toUpperCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(hmac(key, kind, end, text));
    }

    private static byte[] hmac(byte[] key, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the platform lacks " + HMAC, e);
        }
    }

    private static void requireLength(byte[] key) {
        if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException("a key of " + key.length + " bytes");
        }
    }
}
