package org.wangchuan.station.recheck;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.KeyAgreement;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * What one station seals for another: X25519 with a key of each side that is made for this one look, HKDF-SHA-256, AES-256-GCM. Whoever
 * carries it can't read it; that the recipient's key is truly the other station's is the word of whoever handed it over.
 */
public final class SealedFiles {
    private static final String CURVE = "X25519";
    private static final int TAG_BITS = 128;
    private static final int IV_BYTES = 12;
    private static final int KEY_BYTES = 32;
    /** Of X25519, as SubjectPublicKeyInfo (RFC 8410). */
    private static final int PUBLIC_BYTES = 44;

    private SealedFiles() {}

    /** A station that waits for the files of one look. Its key is nowhere but in this process, and a new one is made after it has ended. */
    public static final class Recipient {
        private final KeyPair pair;
        private final UUID look;

        /** Of a look. */
        public Recipient(UUID look) {
            this.pair = newPair();
            this.look = look;
        }

        /** What others seal for it with: SubjectPublicKeyInfo in base64url. */
        public String publicKey() {
            return text(pair.getPublic().getEncoded());
        }

        /**
         * Opens what was sealed for it.
         *
         * @throws GeneralSecurityException if it was sealed for another one or another look, or was altered
         */
        public byte[] open(String sealed) throws GeneralSecurityException {
            byte[] bytes = bytes(sealed);
            if (bytes.length <= PUBLIC_BYTES) {
                throw new GeneralSecurityException(
                        "expected a key and what it seals, found " + bytes.length + " bytes");
            }
            byte[] sender = java.util.Arrays.copyOf(bytes, PUBLIC_BYTES);
            byte[] context = context(look, sender, pair.getPublic().getEncoded());
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, key(pair.getPrivate(), read(sender), context), context);
            return cipher.doFinal(bytes, PUBLIC_BYTES, bytes.length - PUBLIC_BYTES);
        }
    }

    /**
     * Seals something for the station that looks.
     *
     * @param recipient as {@link Recipient#publicKey} gives it
     * @throws GeneralSecurityException if that is no such key
     */
    public static String seal(byte[] content, UUID look, String recipient) throws GeneralSecurityException {
        byte[] to = bytes(recipient);
        KeyPair own = newPair();
        byte[] sender = own.getPublic().getEncoded();
        byte[] context = context(look, sender, to);
        byte[] sealed = cipher(Cipher.ENCRYPT_MODE, key(own.getPrivate(), read(to), context), context)
                .doFinal(content);
        byte[] out = java.util.Arrays.copyOf(sender, sender.length + sealed.length);
        System.arraycopy(sealed, 0, out, sender.length, sealed.length);
        return text(out);
    }

    private static KeyPair newPair() {
        try {
            return KeyPairGenerator.getInstance(CURVE).generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has X25519", e);
        }
    }

    private static PublicKey read(byte[] encoded) throws GeneralSecurityException {
        return KeyFactory.getInstance(CURVE).generatePublic(new X509EncodedKeySpec(encoded));
    }

    /** Each pair of keys is used once, so that the key and the nonce are never used for anything else. */
    private static SecretKey key(PrivateKey own, PublicKey other, byte[] context) throws GeneralSecurityException {
        KeyAgreement agreement = KeyAgreement.getInstance(CURVE);
        agreement.init(own);
        agreement.doPhase(other, true);
        return KDF.getInstance("HKDF-SHA256")
                .deriveKey(
                        "AES",
                        HKDFParameterSpec.ofExtract()
                                .addIKM(new SecretKeySpec(agreement.generateSecret(), "Generic"))
                                .thenExpand(context, KEY_BYTES));
    }

    private static Cipher cipher(int mode, SecretKey key, byte[] context) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, new byte[IV_BYTES]));
        cipher.updateAAD(context);
        return cipher;
    }

    private static byte[] context(UUID look, byte[] sender, byte[] recipient) {
        return ("wangchuan-look-files/v1 " + look + " " + text(sender) + " " + text(recipient))
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] bytes(String text) throws GeneralSecurityException {
        try {
            return Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new GeneralSecurityException("expected base64url", e);
        }
    }
}
