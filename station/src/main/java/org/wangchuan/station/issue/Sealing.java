package org.wangchuan.station.issue;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Base64Url;
import org.wangchuan.proof.encoding.Bytes32;

/**
 * AES-256-GCM (NIST SP 800-38D): 12 random bytes, then ciphertext and tag of 16 bytes, in base64url. A key seals a handful of texts, far
 * from where random initialization vectors meet.
 */
final class Sealing {
    private static final int IV_BYTES = 12;
    private static final int TAG_BITS = 128;

    private Sealing() {}

    /**
     * Seals a text.
     *
     * @param beside stays readable, and can't be changed unseen
     */
    static String seal(Bytes32 key, byte[] beside, byte[] text) {
        byte[] iv = Arrays.copyOf(Bytes32.random().toBytes(), IV_BYTES);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, key, iv, beside).doFinal(text);
            byte[] out = Arrays.copyOf(iv, IV_BYTES + sealed.length);
            System.arraycopy(sealed, 0, out, IV_BYTES, sealed.length);
            return Base64Url.encode(out);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES/GCM/NoPadding", e);
        }
    }

    /**
     * The text that was sealed.
     *
     * @throws VerificationException with code STATEMENT_FORMAT if key, what stands beside, or what was sealed is another
     */
    static byte[] open(Bytes32 key, byte[] beside, String sealed) throws VerificationException {
        byte[] bytes = Base64Url.decode(sealed);
        try {
            if (bytes.length < IV_BYTES + TAG_BITS / Byte.SIZE) {
                throw new AEADBadTagException("too short");
            }
            return cipher(Cipher.DECRYPT_MODE, key, Arrays.copyOf(bytes, IV_BYTES), beside)
                    .doFinal(bytes, IV_BYTES, bytes.length - IV_BYTES);
        } catch (AEADBadTagException e) {
            throw new VerificationException(FailureCode.STATEMENT_FORMAT, "sealed", "what its key has sealed", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES/GCM/NoPadding", e);
        }
    }

    private static Cipher cipher(int mode, Bytes32 key, byte[] iv, byte[] beside) throws GeneralSecurityException {
        byte[] bytes = key.toBytes();
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, new SecretKeySpec(bytes, "AES"), new GCMParameterSpec(TAG_BITS, iv));
            cipher.updateAAD(beside);
            return cipher;
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }
}
