package org.wangchuan.engine.apple.testing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;
import org.wangchuan.engine.apple.plist.PlistValue;

/** The key of a made phone, and TLS as lockdownd does it with the certificates of a pairing. */
final class PhoneIdentity {
    private final KeyPair key;

    PhoneIdentity(int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            key = generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** PKCS #1 in PEM, as real ones give it: what is left of the key's general form without its head. */
    byte[] publicKeyPem() {
        byte[] info = key.getPublic().getEncoded();
        byte[] head = HexFormat.of()
                .parseHex(
                        info.length > 256
                                ? "30820122300d06092a864886f70d01010105000382010f00"
                                : "30819f300d06092a864886f70d010101050003818d00");
        if (!Arrays.equals(head, Arrays.copyOf(info, head.length))) {
            throw new AssertionError("another head than that of an RSA key of 2048 or 1024 bits");
        }
        String code = Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(Arrays.copyOfRange(info, head.length, info.length));
        return ("-----BEGIN RSA PUBLIC KEY-----\n" + code + "\n-----END RSA PUBLIC KEY-----\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Takes over a connection as the server, showing that certificate of the record, and asks for the host's if Java can read it: it
     * can't read those that libimobiledevice makes.
     */
    SSLSocket secure(Socket socket, PlistValue.Dict record, String shown, String version)
            throws IOException, GeneralSecurityException {
        X509Certificate own = new RawCertificate(der(record, shown), key.getPublic());
        Optional<X509Certificate> host = readable(der(record, "HostCertificate"));
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(new KeyManager[] {new Shown(own, key.getPrivate())}, new TrustManager[] {new Pinned(host)}, null);
        SSLSocket secure = (SSLSocket) context.getSocketFactory().createSocket(socket, null, true);
        secure.setUseClientMode(false);
        secure.setEnabledProtocols(new String[] {version});
        secure.setNeedClientAuth(host.isPresent());
        secure.startHandshake();
        return secure;
    }

    private static byte[] der(PlistValue.Dict record, String name) {
        String pem = new String(record.data(name).orElseThrow().bytes(), StandardCharsets.US_ASCII);
        return Base64.getMimeDecoder()
                .decode(pem.replace("-----BEGIN CERTIFICATE-----", "").replace("-----END CERTIFICATE-----", ""));
    }

    private static Optional<X509Certificate> readable(byte[] der) {
        try {
            return Optional.of((X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der)));
        } catch (CertificateException _) {
            return Optional.empty();
        }
    }

    private record Pinned(Optional<X509Certificate> host) implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            if (!host.equals(Optional.of(chain[0]))) {
                throw new CertificateException("not the host that paired");
            }
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            throw new CertificateException("no server");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    private static final class Shown extends X509ExtendedKeyManager {
        private final X509Certificate certificate;
        private final PrivateKey key;

        Shown(X509Certificate certificate, PrivateKey key) {
            this.certificate = certificate;
            this.key = key;
        }

        @Override
        public @Nullable String chooseServerAlias(
                String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
            return keyType.equals("RSA") ? "device" : null;
        }

        @Override
        public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
            return new String[] {"device"};
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return new X509Certificate[] {certificate};
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return key;
        }

        @Override
        public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
            return null;
        }

        @Override
        public @Nullable String chooseClientAlias(
                String[] keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
            return null;
        }
    }
}
