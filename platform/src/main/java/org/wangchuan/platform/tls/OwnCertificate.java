package org.wangchuan.platform.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.net.URI;
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
import org.wangchuan.platform.tls.AcmeFault.Code;

/**
 * The certificate of this host, in one PEM file with its key and those above it, after a line that says which authority gave it: whoever reads the file while it is replaced sees
 * the old pair or the new one, and never half of each. The key to the authority's account lies beside it. Not thread-safe.
 */
final class OwnCertificate {
    private static final String CURVE = "secp256r1";
    private static final String ACCOUNT = "account.key";
    /** The key of an order that is under way. */
    private static final String ORDER_KEY = "order.key";

    /** What authorities advise, for certificates of any length: a third of its life is left to try again. */
    private static final int RENEWED_IN_THE_LAST = 3;

    private static final int DNS_NAME = 2; // RFC 5280, 4.2.1.6

    /** Before what RFC 7468 (2) lets readers of PEM pass over. */
    private static final String FROM = "# from ";

    private final Path file;
    private final String server;
    private final InstantSource clock;

    /**
     * Reads nothing yet.
     *
     * @param server the directory of the authority that is to give it
     */
    OwnCertificate(Path file, URI server, InstantSource clock) {
        this.file = file;
        this.server = server.toASCIIString();
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

    /** From when on another is to be had; empty if there is none for this name from this authority: then at once. */
    Optional<Instant> due(String name) throws IOException {
        Optional<X509Certificate> known = read();
        if (known.isEmpty() || !names(known.get()).contains(name.toLowerCase(Locale.ROOT)) || isFromElsewhere()) {
            return Optional.empty();
        }
        Instant from = known.get().getNotBefore().toInstant();
        Instant until = known.get().getNotAfter().toInstant();
        Duration left = Duration.between(from, until).dividedBy(RENEWED_IN_THE_LAST);
        return Optional.of(until.minus(left));
    }

    /** One that does not say where it is from is taken as this authority's. */
    private boolean isFromElsewhere() throws IOException {
        return Files.readString(file, StandardCharsets.ISO_8859_1)
                .lines()
                .findFirst()
                .filter(line -> line.startsWith(FROM))
                .filter(line -> !line.substring(FROM.length()).equals(server))
                .isPresent();
    }

    /** Whether there is none for this name from this authority, or it ends soon. */
    boolean isDue(String name) throws IOException {
        return due(name).filter(at -> !clock.instant().isAfter(at)).isEmpty();
    }

    /**
     * Gets another, with a key that nothing else ever had; what was cut off is gone on with. What is there stays if that fails. Whoever
     * calls holds the lock.
     */
    void renew(String name, AcmeAuthority authority, Attempts attempts) throws IOException, InterruptedException {
        boolean isBeforeItsTime = due(name).isEmpty();
        Kept kept = new Kept(attempts);
        String chain = authority.certificate(name, accountKey(), kept);
        KeyPair key = kept.key();
        try {
            requireFits(chain, name, key);
        } catch (AcmeFault e) {
            kept.spent(); // the same order would bring the same again
            throw e;
        }
        PrivateFile.write(file, (FROM + server + "\n" + chain + pem(key)).getBytes(StandardCharsets.US_ASCII));
        // One that is due at once, because a clock is wrong here or there, must not be followed by many.
        attempts.got(isBeforeItsTime || isDue(name));
        Files.deleteIfExists(orderKey());
    }

    /** What is left of an order whose certificate is in place: killed between, nobody has tidied up. */
    void tidy(Attempts attempts) throws IOException {
        if (attempts.order().isPresent()) {
            attempts.got(true);
        }
        Files.deleteIfExists(orderKey());
    }

    private Path orderKey() {
        return file.resolveSibling(ORDER_KEY);
    }

    /** An order's address and key outlive this process: the authority may have signed already when it ends. */
    private final class Kept implements AcmeAuthority.OrderMemory {
        private final Attempts attempts;

        Kept(Attempts attempts) {
            this.attempts = attempts;
        }

        @Override
        public Optional<URI> order() {
            return Files.exists(orderKey()) ? attempts.order() : Optional.empty();
        }

        @Override
        public KeyPair key() throws IOException {
            if (order().isPresent()) {
                return keyIn(orderKey());
            }
            attempts.keepOrder(Optional.empty());
            KeyPair made = KeyPairUtils.createECKeyPair(CURVE);
            PrivateFile.write(orderKey(), pem(made).getBytes(StandardCharsets.US_ASCII));
            return made;
        }

        @Override
        public void begun(URI order) throws IOException {
            attempts.keepOrder(Optional.of(order));
        }

        @Override
        public void challenged() {
            attempts.challenged();
        }

        @Override
        public void dropped() throws IOException {
            attempts.keepOrder(Optional.empty());
        }

        @Override
        public void spent() throws IOException {
            attempts.spent();
        }
    }

    private static KeyPair keyIn(Path pem) throws IOException {
        return KeyPairUtils.readKeyPair(new StringReader(Files.readString(pem)));
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
            throw new AcmeFault(Code.ACME_ANSWER, "expected a certificate for " + name + " and the key that was sent");
        }
    }

    private KeyPair accountKey() throws IOException {
        Path account = file.resolveSibling(ACCOUNT);
        if (Files.exists(account)) {
            return keyIn(account);
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
