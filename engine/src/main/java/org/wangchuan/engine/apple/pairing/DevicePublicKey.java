package org.wangchuan.engine.apple.pairing;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Optional;
import org.wangchuan.engine.apple.model.AppleFailure;
import org.wangchuan.engine.apple.model.AppleFailure.Code;

/**
 * The key of a device as lockdownd gives it, {@code DevicePublicKey}: PKCS #1 in PEM ("BEGIN RSA PUBLIC KEY"), or a SubjectPublicKeyInfo
 * ("BEGIN PUBLIC KEY"). libimobiledevice's userpref.c reads both. Older devices have 1024 bits, newer ones 2048.
 */
final class DevicePublicKey {
    private static final int PEM_BYTES_MAX = 8192;
    private static final int BITS_MIN = 1024;
    private static final int BITS_MAX = 8192;

    private DevicePublicKey() {}

    /**
     * Reads it.
     *
     * @throws AppleFailure {@link Code#DEVICE_KEY} for whatever isn't such a key
     */
    static RSAPublicKey read(byte[] pem) throws AppleFailure {
        if (pem.length > PEM_BYTES_MAX) {
            throw new AppleFailure(Code.DEVICE_KEY, pem.length + " bytes");
        }
        Optional<byte[]> info = Pem.read("RSA PUBLIC KEY", pem)
                .map(pkcs1 -> Der.sequence(Der.sequence(Oids.RSA, Der.nothing()), Der.bits(pkcs1, 0)))
                .or(() -> Pem.read("PUBLIC KEY", pem));
        if (info.isEmpty()) {
            throw new AppleFailure(Code.DEVICE_KEY, "no PEM of a public key");
        }
        return parse(info.get());
    }

    private static RSAPublicKey parse(byte[] info) throws AppleFailure {
        try {
            if (KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(info))
                    instanceof RSAPublicKey key) {
                int bits = key.getModulus().bitLength();
                if (bits >= BITS_MIN && bits <= BITS_MAX && key.getModulus().testBit(0)) {
                    return key;
                }
                throw new AppleFailure(Code.DEVICE_KEY, "RSA of " + bits + " bits");
            }
            throw new AppleFailure(Code.DEVICE_KEY, "no RSA key");
        } catch (GeneralSecurityException | RuntimeException unreadable) {
            // Without the cause: its words may be the device's.
            throw new AppleFailure(
                    Code.DEVICE_KEY,
                    "no key that can be read, " + unreadable.getClass().getSimpleName());
        }
    }
}
