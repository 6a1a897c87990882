package org.wangchuan.engine.phone.attestation;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.MalformedJsonException;
import org.wangchuan.canonical.ShapeException;

/**
 * The keys at which a chain of an attestation may end, by their digests: a root's certificate is made anew with the same key when the old one runs out. Roots are only
 * ever added, since records that were judged by one are judged again. Immutable and thread-safe.
 *
 * @param keys SHA-256 of each public key's {@code SubjectPublicKeyInfo}, in hex
 */
public record AttestationRoots(Set<String> keys) {
    private static final String SHIPPED = "android-roots.v1.json";

    public AttestationRoots {
        keys = Set.copyOf(keys);
    }

    /** Google's, as shipped beside this class with where they are from. */
    public static AttestationRoots shipped() {
        return Shipped.ROOTS;
    }

    /** These certificates' keys. */
    static AttestationRoots of(Iterable<? extends java.security.cert.Certificate> roots) {
        Set<String> out = new HashSet<>();
        roots.forEach(root -> out.add(digest(root.getPublicKey())));
        return new AttestationRoots(out);
    }

    boolean has(PublicKey key) {
        return keys.contains(digest(key));
    }

    private static String digest(PublicKey key) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key.getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Read once. */
    private static final class Shipped {
        private static final AttestationRoots ROOTS = read();

        private static AttestationRoots read() {
            try (InputStream in = AttestationRoots.class.getResourceAsStream(SHIPPED)) {
                if (in == null) {
                    throw new IllegalStateException("resource " + SHIPPED + " is missing");
                }
                Json.Fields data = Json.in(CanonicalJson.readLenientObject(in.readAllBytes()));
                data.only("version", "source", "roots");
                Set<String> out = new HashSet<>();
                for (Json.Fields root : data.objects("roots")) {
                    root.only("name", "key", "certificate");
                    byte[] der = Base64.getDecoder().decode(root.text("certificate"));
                    String key = digest(CertificateFactory.getInstance("X.509")
                            .generateCertificate(new ByteArrayInputStream(der))
                            .getPublicKey());
                    if (!key.equals(root.text("key"))) {
                        throw new IllegalStateException("resource " + SHIPPED + " holds another key than it names");
                    }
                    out.add(key);
                }
                return new AttestationRoots(out);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (MalformedJsonException | ShapeException | GeneralSecurityException e) {
                throw new IllegalStateException("resource " + SHIPPED + " is broken", e);
            }
        }
    }
}
