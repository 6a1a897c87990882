package org.wangchuan.platform.custody;

import java.io.IOException;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.setting.PlatformSettings;
import org.wangchuan.platform.setting.PrivateFile;

/**
 * HMAC-SHA-256 of serial numbers under a key of this platform: the same device is known again, and whoever sees the database
 * can't try all serial numbers of a maker. Thread-safe.
 */
@Component
final class SerialDigest {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int KEY_BYTES = 32;

    private final SecretKeySpec key;

    SerialDigest(PlatformSettings settings) throws IOException {
        key = new SecretKeySpec(PrivateFile.key(settings.data().resolve("serial.key"), KEY_BYTES), ALGORITHM);
    }

    byte[] of(String serial) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(Devices.normal(serial));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }
}
