package org.wangchuan.paper.font;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 over several parts. */
public final class Digests {
    private Digests() {}

    /** The digest of the parts in their order. */
    public static byte[] sha256(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
