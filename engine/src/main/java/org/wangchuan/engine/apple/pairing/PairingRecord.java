package org.wangchuan.engine.apple.pairing;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;
import org.wangchuan.engine.apple.model.AppleFailure;
import org.wangchuan.engine.apple.model.AppleFailure.Code;
import org.wangchuan.engine.apple.plist.PlistValue;
import org.wangchuan.engine.apple.wire.Deadline;
import org.wangchuan.engine.apple.wire.Link;
import org.wangchuan.engine.apple.wire.TlsLink;

/**
 * A pairing of this host with one device, made for one job: root, host and device certificates and the host's key. It is in memory only, unless whoever
 * needs it after a loss of power asks for it ({@link #export}) and answers for where it lies. The root's key is
 * gone as soon as it has signed. {@link #forget()} lets go of the host's; Java can't overwrite an RSA key, so that its memory is free from then on
 * but not wiped before the collector gets there. Thread-safe.
 */
public final class PairingRecord {
    private static final int KEY_BITS = 2048; // userpref.c
    private static final String CERTIFICATE = "CERTIFICATE";
    private static final String HOST_KEY = "HostPrivateKey";

    /** Older devices, before iOS 10, speak TLS 1.0 only (libimobiledevice's idevice.c), which Java refuses: with them there is no session. */
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    private final PublicRecord told;
    private final X509Certificate host;
    private final X509Certificate device;
    private volatile @Nullable PrivateKey hostKey;

    private PairingRecord(
            PublicRecord told, X509Certificate host, X509Certificate device, @Nullable PrivateKey hostKey) {
        this.told = told;
        this.host = host;
        this.device = device;
        this.hostKey = hostKey;
    }

    /**
     * Makes one; takes some tenths of a second, for the keys.
     *
     * @param devicePublicKey as lockdownd gives it, in PEM
     * @param systemBuid of usbmuxd
     * @throws AppleFailure if the key is none that a certificate can be made for
     */
    public static PairingRecord create(byte[] devicePublicKey, String systemBuid, Instant now) throws AppleFailure {
        RSAPublicKey deviceKey = DevicePublicKey.read(devicePublicKey);
        try {
            KeyPairGenerator keys = KeyPairGenerator.getInstance("RSA");
            keys.initialize(KEY_BITS);
            KeyPair root = keys.generateKeyPair();
            KeyPair host = keys.generateKeyPair();
            PairingCertificate writer = new PairingCertificate(root.getPrivate(), now);
            byte[] hostCertificate = writer.host(host.getPublic());
            byte[] deviceCertificate = writer.device(deviceKey);
            PublicRecord told = new PublicRecord(
                    UUID.randomUUID().toString().toUpperCase(Locale.ROOT),
                    systemBuid,
                    new PlistValue.Data(Pem.write(CERTIFICATE, deviceCertificate)),
                    new PlistValue.Data(Pem.write(CERTIFICATE, hostCertificate)),
                    new PlistValue.Data(Pem.write(CERTIFICATE, writer.root(root.getPublic()))));
            return new PairingRecord(told, read(hostCertificate), read(deviceCertificate), host.getPrivate());
        } catch (GeneralSecurityException failed) {
            throw new AppleFailure(Code.NO_ALGORITHM, "certificates of a pairing", failed);
        }
    }

    private static X509Certificate read(byte[] der) throws GeneralSecurityException {
        if (CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der))
                instanceof X509Certificate certificate) {
            return certificate;
        }
        throw new GeneralSecurityException("no X.509 certificate");
    }

    /**
     * All of it, the host's key included unless it is forgotten, for {@link #restore}.
     */
    public PlistValue.Dict export() {
        PlistValue.Dict.Builder out = PlistValue.Dict.builder();
        told.toPlist().entries().forEach(out::put);
        PrivateKey key = hostKey;
        if (key != null) {
            out.put(HOST_KEY, key.getEncoded());
        }
        return out.build();
    }

    /**
     * A record from what {@link #export} gave.
     *
     * @throws AppleFailure {@link Code#MALFORMED} for anything else
     */
    public static PairingRecord restore(PlistValue.Dict exported) throws AppleFailure {
        PublicRecord told = PublicRecord.of(exported);
        try {
            X509Certificate host = read(der(told.hostCertificate()));
            X509Certificate device = read(der(told.deviceCertificate()));
            Optional<PlistValue.Data> kept = exported.data(HOST_KEY);
            PrivateKey key = kept.isEmpty()
                    ? null
                    : KeyFactory.getInstance("RSA")
                            .generatePrivate(new PKCS8EncodedKeySpec(kept.get().bytes()));
            return new PairingRecord(told, host, device, key);
        } catch (GeneralSecurityException _) {
            throw new AppleFailure(Code.MALFORMED, "a kept pairing"); // the cause may quote what it found
        }
    }

    private static byte[] der(PlistValue.Data pem) throws AppleFailure {
        return Pem.read(CERTIFICATE, pem.bytes())
                .orElseThrow(() -> new AppleFailure(Code.MALFORMED, "a certificate of a kept pairing"));
    }

    /** What the device is told. */
    public PublicRecord told() {
        return told;
    }

    /**
     * Begins TLS over a connection: shows the host's certificate (as the GnuTLS build of libimobiledevice and pymobiledevice3 do; its OpenSSL build
     * shows the root's), and takes the device's and nothing else.
     *
     * @throws AppleFailure {@link Code#OTHER_CERTIFICATE} if another one is shown, {@link Code#NO_SESSION} after {@link #forget()}
     */
    public Link secure(Link link, Deadline deadline) throws AppleFailure {
        PrivateKey key = hostKey;
        if (key == null) {
            throw new AppleFailure(Code.NO_SESSION, "the keys of this pairing are gone");
        }
        PinnedTrust trust = new PinnedTrust(device);
        SSLEngine engine = engine(new HostIdentity(host, key), trust);
        try {
            return TlsLink.client(link, engine, deadline);
        } catch (AppleFailure failed) {
            if (trust.sawAnother()) {
                throw new AppleFailure(Code.OTHER_CERTIFICATE, "the device shows another certificate", failed);
            }
            throw failed;
        }
    }

    private static SSLEngine engine(KeyManager identity, TrustManager trust) throws AppleFailure {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {identity}, new TrustManager[] {trust}, null);
            SSLEngine engine = context.createSSLEngine();
            engine.setUseClientMode(true);
            SSLParameters parameters = engine.getSSLParameters();
            parameters.setProtocols(PROTOCOLS);
            engine.setSSLParameters(parameters);
            return engine;
        } catch (GeneralSecurityException failed) {
            throw new AppleFailure(Code.NO_ALGORITHM, "TLS", failed);
        }
    }

    /** Lets go of the host's key; no session can be begun any more. */
    public void forget() {
        hostKey = null;
    }

    /** Whether the key is gone. */
    public boolean forgotten() {
        return hostKey == null;
    }
}
