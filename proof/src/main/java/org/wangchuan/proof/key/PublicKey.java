package org.wangchuan.proof.key;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.jspecify.annotations.Nullable;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Base64Url;
import org.wangchuan.proof.encoding.Bytes32;

/** An Ed25519 public key (RFC 8032). Immutable and thread-safe. */
public final class PublicKey {
    /** Length of the encoded point in bytes (RFC 8032, 5.1.5). */
    public static final int LENGTH = Ed25519.PUBLIC_KEY_SIZE;

    /** Length of a signature in bytes (RFC 8032, 5.1.6). */
    public static final int SIGNATURE_LENGTH = Ed25519.SIGNATURE_SIZE;

    /**
     * Those that were found to be of prime order, by their bytes: to find that out costs as much as a signature, and the same few keys
     * come with every file. What was refused is looked at anew.
     */
    private static final Map<Bytes32, PublicKey> KNOWN = new ConcurrentHashMap<>();

    private static final int KNOWN_MAX = 1_000;

    private final byte[] encoded;
    private final Ed25519.PublicPoint point;
    /** Whoever finds none makes the same one: lists ask for it of each of their keys, again and again. */
    private @Nullable String thumbprint;

    private PublicKey(byte[] encoded, Ed25519.PublicPoint point) {
        this.encoded = encoded;
        this.point = point;
    }

    /**
     * Reads 32 raw bytes. Points outside the group of prime order are refused: under some of them
     * almost any signature verifies.
     *
     * @throws VerificationException with code KEY_FORMAT
     */
    public static PublicKey of(byte[] encoded) throws VerificationException {
        if (encoded.length != LENGTH) {
            throw new VerificationException(
                    FailureCode.KEY_FORMAT, "Ed25519 key", "32 bytes", encoded.length + " bytes");
        }
        Bytes32 bytes = Bytes32.of(encoded);
        PublicKey known = KNOWN.get(bytes);
        if (known != null) {
            return known;
        }
        Ed25519.PublicPoint point = Ed25519.validatePublicKeyFullExport(encoded, 0);
        if (point == null) {
            throw new VerificationException(
                    FailureCode.KEY_FORMAT, "Ed25519 key", "a point of prime order", "another 32 bytes");
        }
        PublicKey key = new PublicKey(encoded.clone(), point);
        if (KNOWN.size() >= KNOWN_MAX) {
            KNOWN.clear(); // whoever brings many keys makes it slow, and nothing else
        }
        KNOWN.put(bytes, key);
        return key;
    }

    /** Reads the base64url spelling of the 32 raw bytes. */
    public static PublicKey parse(String base64Url) throws VerificationException {
        return of(Base64Url.decode(base64Url));
    }

    /** Whether this key made the signature over the message; false for a signature of any other length. */
    public boolean verifies(byte[] message, byte[] signature) {
        return signature.length == SIGNATURE_LENGTH && Ed25519.verify(signature, 0, point, message, 0, message.length);
    }

    /** A copy of the 32 raw bytes. */
    public byte[] toBytes() {
        return encoded.clone();
    }

    /** The raw bytes in base64url: the JWK member {@code x} (RFC 8037, section 2). */
    public String base64Url() {
        return Base64Url.encode(encoded);
    }

    /** RFC 7638 thumbprint with SHA-256 in base64url: the key's name in statements and trust lists. */
    public String thumbprint() {
        String known = thumbprint;
        if (known == null) {
            known = newThumbprint();
            thumbprint = known;
        }
        return known;
    }

    private String newThumbprint() {
        // The required members of an OKP key (RFC 8037, section 2) happen to be in canonical order.
        String jwk = CanonicalJson.writeText(Json.object()
                .put("crv", "Ed25519")
                .put("kty", "OKP")
                .put("x", base64Url())
                .build());
        return Bytes32.sha256(jwk.getBytes(StandardCharsets.US_ASCII)).base64Url();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PublicKey that && Arrays.equals(encoded, that.encoded);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(encoded);
    }

    @Override
    public String toString() {
        return base64Url();
    }
}
