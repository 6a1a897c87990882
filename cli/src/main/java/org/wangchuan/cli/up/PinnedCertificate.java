package org.wangchuan.cli.up;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Trusts one certificate, whoever has signed it and whatever name it is for: the platform of this machine is reached by a
 * number, and shows the certificate that it was given in a file here. The file may be renewed meanwhile, and the platform take it
 * up a little later: the one of before is trusted until another was shown. Thread-safe.
 */
final class PinnedCertificate extends X509ExtendedTrustManager {
    private final Path pem;
    private volatile X509Certificate shown;

    private PinnedCertificate(Path pem, X509Certificate first) {
        this.pem = pem;
        this.shown = first;
    }

    /** Trusts the first certificate of a PEM file. */
    static SSLContext context(Path pem) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new PinnedCertificate(pem, read(pem))}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static X509Certificate read(Path pem) throws IOException, CertificateException {
        try (InputStream in = Files.newInputStream(pem)) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }

    private void require(X509Certificate[] chain) throws CertificateException {
        if (chain.length > 0 && chain[0].equals(shown)) {
            return;
        }
        try {
            X509Certificate renewed = read(pem);
            if (chain.length > 0 && chain[0].equals(renewed)) {
                shown = renewed;
                return;
            }
        } catch (IOException e) {
            throw new CertificateException("the certificate that the platform was given can't be read", e);
        }
        throw new CertificateException("expected the certificate that the platform was given, found another");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        require(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        require(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        require(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        throw new CertificateException("nobody is a client here");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        throw new CertificateException("nobody is a client here");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        throw new CertificateException("nobody is a client here");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
