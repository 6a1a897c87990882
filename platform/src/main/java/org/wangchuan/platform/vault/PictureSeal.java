package org.wangchuan.platform.vault;

import java.security.SecureRandom;
import java.util.Arrays;
import org.wangchuan.proof.certificate.CounterSignature;
import org.wangchuan.proof.encoding.Bytes32;

/**
 * A picture with the key of its commitment, as both lie under the person's key: destroying that key leaves a commitment that nobody
 * can open. The commitment is made as that of a signature by hand in a certificate (decision 0038), so that one command checks both.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record PictureSeal(Bytes32 key, byte[] picture) {
    private static final SecureRandom RANDOM = new SecureRandom();

    /** With a key that no other picture has. */
    static PictureSeal make(byte[] picture) {
        byte[] key = new byte[Bytes32.LENGTH];
        RANDOM.nextBytes(key);
        return new PictureSeal(Bytes32.of(key), picture);
    }

    /** What {@link #toBytes} made. */
    static PictureSeal of(byte[] bytes) {
        return new PictureSeal(
                Bytes32.of(Arrays.copyOf(bytes, Bytes32.LENGTH)),
                Arrays.copyOfRange(bytes, Bytes32.LENGTH, bytes.length));
    }

    byte[] toBytes() {
        byte[] out = Arrays.copyOf(key.toBytes(), Bytes32.LENGTH + picture.length);
        System.arraycopy(picture, 0, out, Bytes32.LENGTH, picture.length);
        return out;
    }

    Bytes32 commitment() {
        return CounterSignature.imageDigest(picture, key);
    }
}
