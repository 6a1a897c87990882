package org.wangchuan.platform.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.shredzone.acme4j.util.KeyPairUtils;
import org.wangchuan.platform.setting.PrivateFile;

/**
 * The certificate of this host, in one PEM file with its key and those above it: whoever reads the file while it is replaced sees
 * the old pair or the new one, and never half of each. The key to the authority's account lies beside it. Not thread-safe.
 */
final class OwnCertificate {
    private static final String CURVE = "secp256r1";
    private static final String ACCOUNT = "account.key";
    /** What authorities advise, for certificates of any length: a third of its life is left to try again. */
    private static final int RENEWED_IN_THE_LAST = 3;

    private static final int DNS_NAME = 2; // RFC 5280, 4.2.1.6

    private final Path file;
    private final InstantSource clock;

    OwnCertificate(Path file, InstantSource clock) {
        this.file = file;
        this.clock = clock;
    }

    /** Whether there is one for this name that browsers take now. */
    boolean isGood(String name) throws IOException {
        Instant now = clock.instant();
        return read().filter(known -> !now.isBefore(known.getNotBefore().toInstant())
                        && now.isBefore(known.getNotAfter().toInstant())
                        && names(known).contains(name.toLowerCase(Locale.ROOT)))
                .isPresent();
    }

    /** Whether there is none for this name, or it ends soon. */
    boolean isDue(String name) throws IOException {
        Optional<X509Certificate> known = read();
        if (known.isEmpty() || !names(known.get()).contains(name.toLowerCase(Locale.ROOT))) {
            return true;
        }
        Instant from = known.get().getNotBefore().toInstant();
        Instant until = known.get().getNotAfter().toInstant();
        Duration left = Duration.between(from, until).dividedBy(RENEWED_IN_THE_LAST);
        return clock.instant().isAfter(until.minus(left));
    }

    /** Gets another, with a key that nothing else ever had. What is there stays if that fails. */
    void renew(String name, AcmeAuthority authority) throws IOException, InterruptedException {
        KeyPair key = KeyPairUtils.createECKeyPair(CURVE);
        String chain = authority.certificate(name, accountKey(), key);
        requireFits(chain, name, key);
        PrivateFile.write(file, (chain + pem(key)).getBytes(StandardCharsets.US_ASCII));
    }

    /** Until when the one that is there holds. */
    Instant until() throws IOException {
        return read().orElseThrow(() -> new IOException("no certificate in " + file))
                .getNotAfter()
                .toInstant();
    }

    private static void requireFits(String chain, String name, KeyPair key) throws IOException {
        Optional<X509Certificate> first = first(chain.getBytes(StandardCharsets.US_ASCII));
        if (first.filter(one -> one.getPublicKey().equals(key.getPublic())
                        && names(one).contains(name.toLowerCase(Locale.ROOT)))
                .isEmpty()) {
            throw new IOException("ACME_ANSWER: expected a certificate for " + name + " and the key that was sent");
        }
    }

    private KeyPair accountKey() throws IOException {
        Path account = file.resolveSibling(ACCOUNT);
        if (Files.exists(account)) {
            return KeyPairUtils.readKeyPair(new StringReader(Files.readString(account)));
        }
        KeyPair made = KeyPairUtils.createECKeyPair(CURVE);
        PrivateFile.write(account, pem(made).getBytes(StandardCharsets.US_ASCII));
        return made;
    }

    /** Empty as well if what is there is no certificate: then another is due. */
    private Optional<X509Certificate> read() throws IOException {
        return Files.exists(file) ? first(Files.readAllBytes(file)) : Optional.empty();
    }

    private static Optional<X509Certificate> first(byte[] pem) {
        try {
            return Optional.of((X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem)));
        } catch (CertificateException e) {
            return Optional.empty();
        }
    }

    private static List<String> names(X509Certificate certificate) {
        try {
            Collection<List<?>> all = certificate.getSubjectAlternativeNames();
            return all == null
                    ? List.of()
                    : all.stream()
                            .filter(one -> Integer.valueOf(DNS_NAME).equals(one.get(0)))
                            .map(one -> String.valueOf(one.get(1)).toLowerCase(Locale.ROOT))
                            .toList();
        } catch (CertificateException e) {
            return List.of();
        }
    }

    private static String pem(KeyPair key) throws IOException {
        StringWriter out = new StringWriter();
        KeyPairUtils.writeKeyPair(key, out);
        return out.toString();
    }
}
