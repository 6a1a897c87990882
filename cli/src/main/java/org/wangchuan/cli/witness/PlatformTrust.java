package org.wangchuan.cli.witness;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Whom a station believes that a certificate is its platform's: whom Java believes, or, where the platform's company signs its own, the
 * authorities of one PEM file and nobody else. The name is compared either way. Thread-safe.
 */
public final class PlatformTrust {
    /** Of a PEM file with authorities. */
    public static final int BYTES_MAX = 64 << 10;

    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);

    private final Optional<SSLContext> context;

    private PlatformTrust(Optional<SSLContext> context) {
        this.context = context;
    }

    /**
     * Believes these.
     *
     * @param authorities certificates as PEM; empty for those that Java believes
     * @throws IOException if they hold no certificate, or something else
     */
    public static PlatformTrust of(Optional<String> authorities) throws IOException {
        return new PlatformTrust(authorities.isPresent() ? Optional.of(context(authorities.get())) : Optional.empty());
    }

    /** A client for platforms elsewhere, which follows no redirects. */
    public HttpClient client() {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT_LIMIT);
        context.ifPresent(builder::sslContext);
        return builder.build();
    }

    private static SSLContext context(String pem) throws IOException {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (Certificate one : CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8)))) {
                store.setCertificateEntry("authority-" + store.size(), one);
            }
            if (store.size() == 0) {
                throw new IOException("expected a certificate, found none");
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("expected certificates as PEM: " + e.getMessage(), e);
        }
    }
}
