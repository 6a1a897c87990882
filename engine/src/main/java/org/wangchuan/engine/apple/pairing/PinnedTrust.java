package org.wangchuan.engine.apple.pairing;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Trusts one certificate, byte for byte, and no authority. Thread-safe. */
final class PinnedTrust extends X509ExtendedTrustManager {
    private final X509Certificate pinned;
    private volatile boolean sawAnother;

    PinnedTrust(X509Certificate pinned) {
        this.pinned = pinned;
    }

    /** Whether somebody showed another one. */
    boolean sawAnother() {
        return sawAnother;
    }

    private void check(X509Certificate @Nullable [] chain) throws CertificateException {
        // That X509Certificate is equal by its encoding is what java.security.cert.Certificate promises.
        if (chain == null || chain.length == 0 || !pinned.equals(chain[0])) {
            sawAnother = true;
            throw new CertificateException("another certificate than the paired device's");
        }
    }

    private static CertificateException noServer() {
        return new CertificateException("nobody connects to this side");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        throw noServer();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw noServer();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw noServer();
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
