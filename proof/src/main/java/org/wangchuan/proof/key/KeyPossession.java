package org.wangchuan.proof.key;

import java.nio.charset.StandardCharsets;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Base64Url;

/**
 * Shows that whoever names a key also holds its private half, so that nobody can be entered under somebody else's. What is
 * signed begins as nothing else does that a station signs, and holds what was asked for only this once. Stateless.
 */
public final class KeyPossession {
    private static final String DOMAIN = "wangchuan/possession/v1";

    private KeyPossession() {}

    /**
     * The proof, in base64url.
     *
     * @param challenge what whoever asks has made for this one time; no line break in it
     */
    public static String prove(SigningKey key, String challenge) {
        return Base64Url.encode(key.sign(message(key.publicKey(), challenge)));
    }

    /** Whether this is the key's proof for this challenge; false as well for what is no base64url. */
    public static boolean isProved(PublicKey key, String challenge, String proof) {
        try {
            return key.verifies(message(key, challenge), Base64Url.decode(proof));
        } catch (VerificationException _) {
            return false;
        }
    }

    private static byte[] message(PublicKey key, String challenge) {
        return (DOMAIN + "\n" + key.thumbprint() + "\n" + challenge).getBytes(StandardCharsets.UTF_8);
    }
}
