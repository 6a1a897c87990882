package org.wangchuan.platform.custody;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.process.SharedKeys;
import org.wangchuan.platform.setting.PlatformSettings;

/**
 * HMAC-SHA-256 under a key of this platform, for serial numbers, of which a maker has too few for a plain digest, and for the
 * links of hand-overs. The same one is known again, and whoever sees the database can neither try them all nor make one.
 * Thread-safe.
 */
@Component
final class KeyedDigest {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int KEY_BYTES = 32;

    private final SecretKeySpec serials;
    private final SecretKeySpec handOvers;
    private final SecretKeySpec types;

    KeyedDigest(PlatformSettings settings, SharedKeys keys) throws IOException {
        serials = new SecretKeySpec(keys.key(settings.data().resolve("serial.key"), KEY_BYTES), ALGORITHM);
        // A key of its own, so that no serial number, whatever a device claims, has the digest of a link.
        handOvers =
                new SecretKeySpec(mac(serials, "wangchuan hand-over link".getBytes(StandardCharsets.UTF_8)), ALGORITHM);
        types = new SecretKeySpec(
                mac(serials, "wangchuan type allocation".getBytes(StandardCharsets.UTF_8)), ALGORITHM);
    }

    /** Of a serial number or an IMEI, in capitals or not. */
    byte[] of(String serial) {
        return mac(serials, Devices.normal(serial));
    }

    /** Of a type allocation: eight figures, which without a key are tried out in no time. */
    byte[] ofType(String type) {
        return mac(types, type.getBytes(StandardCharsets.UTF_8));
    }

    /** What only this platform can say of a hand-over of this very list of bags. */
    byte[] ofHandOver(UUID id, byte[] manifest) {
        return mac(handOvers, (id + ":" + HexFormat.of().formatHex(manifest)).getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] mac(SecretKeySpec key, byte[] text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }
}
