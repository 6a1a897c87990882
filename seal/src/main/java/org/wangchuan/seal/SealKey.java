package org.wangchuan.seal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A key with which papers are sealed, and its certificates. ECDSA over P-256, P-384 or P-521, or RSA of 2048 to 4096
 * bits: what PDF readers check (ISO 32000-2, 12.8.3.3.2; they show Ed25519 as invalid). Immutable and thread-safe; its
 * text form never shows the key.
 */
public final class SealKey {
    /** Most certificates in a chain. */
    public static final int CHAIN_MAX = 6;

    /** Largest PKCS#12 file that is read, in bytes. */
    public static final int FILE_BYTES_MAX = 1 << 16;

    private static final String ALIAS = "seal";
    private static final int RSA_BITS_MIN = 2048;
    private static final int RSA_BITS_MAX = 4096;
    private static final int SERIAL_BITS = 127;
    private static final Duration VALID = Duration.ofDays(3653);
    private static final Duration CLOCK_SKEW = Duration.ofHours(1);

    private final PrivateKey key;
    private final List<X509Certificate> chain;

    private SealKey(PrivateKey key, List<X509Certificate> chain) {
        this.key = key;
        this.chain = chain;
    }

    /**
     * A new P-256 key with a certificate that only the key itself vouches for: readers show it as intact, by a signer whom
     * they do not know. Valid from an hour before for ten years.
     *
     * @param name the common name
     */
    public static SealKey generate(String name, Instant now) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            var subject = new X500NameBuilder(BCStyle.INSTANCE)
                    .addRDN(BCStyle.CN, name)
                    .build();
            var builder = new JcaX509v3CertificateBuilder(
                            subject,
                            new BigInteger(SERIAL_BITS, new SecureRandom()).add(BigInteger.ONE),
                            Date.from(now.minus(CLOCK_SKEW)),
                            Date.from(now.plus(VALID)),
                            subject,
                            pair.getPublic())
                    .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                    .addExtension(
                            Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature | KeyUsage.nonRepudiation))
                    .addExtension(
                            Extension.subjectKeyIdentifier,
                            false,
                            new JcaX509ExtensionUtils().createSubjectKeyIdentifier(pair.getPublic()));
            X509Certificate certificate = new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate())));
            return new SealKey(pair.getPrivate(), List.of(certificate));
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new IllegalStateException("every Java platform has P-256", e);
        }
    }

    /**
     * Reads a PKCS#12 file with one private key and its chain.
     *
     * @throws SealException with code SEAL_KEY
     */
    public static SealKey read(byte[] pkcs12, char[] password) throws SealException {
        if (pkcs12.length > FILE_BYTES_MAX) {
            throw wrong("at most " + FILE_BYTES_MAX + " bytes", pkcs12.length + "");
        }
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(new ByteArrayInputStream(pkcs12), password);
            List<String> aliases = new ArrayList<>();
            for (String alias : Collections.list(store.aliases())) {
                if (store.isKeyEntry(alias)) {
                    aliases.add(alias);
                }
            }
            if (aliases.size() != 1) {
                throw wrong("one private key", aliases.size() + "");
            }
            Key key = store.getKey(aliases.getFirst(), password);
            List<X509Certificate> chain = new ArrayList<>();
            for (Certificate certificate : store.getCertificateChain(aliases.getFirst())) {
                if (certificate instanceof X509Certificate x509) {
                    chain.add(x509);
                }
            }
            if (!(key instanceof PrivateKey signing) || chain.isEmpty() || chain.size() > CHAIN_MAX) {
                throw wrong("a private key with 1 to " + CHAIN_MAX + " certificates", chain.size() + "");
            }
            requireUsable(chain.getFirst());
            return new SealKey(signing, List.copyOf(chain));
        } catch (IOException | GeneralSecurityException e) {
            // Without the cause: what a library says of a password is nobody's business.
            throw wrong("a PKCS#12 file and its password", e.getClass().getSimpleName());
        }
    }

    /** The PKCS#12 file that {@link #read} reads. */
    public byte[] toBytes(char[] password) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, password);
            store.setKeyEntry(ALIAS, key, password, chain.toArray(X509Certificate[]::new));
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            store.store(out, password);
            return out.toByteArray();
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform writes PKCS#12", e);
        }
    }

    /** The signer's certificate, then those that vouch for it. */
    public List<X509Certificate> chain() {
        return chain;
    }

    /** As {@link Seal#fingerprint} has it. */
    public String fingerprint() {
        return new Seal(chain.getFirst(), Instant.EPOCH).fingerprint();
    }

    PrivateKey key() {
        return key;
    }

    /** As the JDK names it. */
    String algorithm() throws SealException {
        return algorithm(chain.getFirst().getPublicKey());
    }

    /** The signature algorithm that belongs to a key, with the digest that its strength asks for. */
    static String algorithm(PublicKey key) throws SealException {
        if (key instanceof ECPublicKey ec) {
            int bits = ec.getParams().getCurve().getField().getFieldSize();
            return switch (bits) {
                case 256 -> "SHA256withECDSA";
                case 384 -> "SHA384withECDSA";
                case 521 -> "SHA512withECDSA";
                default -> throw wrong("P-256, P-384 or P-521", "a curve over " + bits + " bits");
            };
        }
        if (key instanceof RSAPublicKey rsa) {
            int bits = rsa.getModulus().bitLength();
            if (bits >= RSA_BITS_MIN && bits <= RSA_BITS_MAX) {
                return "SHA256withRSA";
            }
            throw wrong("RSA of " + RSA_BITS_MIN + " to " + RSA_BITS_MAX + " bits", bits + " bits");
        }
        throw wrong("ECDSA or RSA", key.getAlgorithm());
    }

    private static void requireUsable(X509Certificate certificate) throws SealException {
        algorithm(certificate.getPublicKey());
        boolean[] usage = certificate.getKeyUsage();
        if (usage != null && !usage[0] && !usage[1]) {
            throw wrong("a certificate for signatures", Arrays.toString(usage));
        }
    }

    private static SealException wrong(String expected, String found) {
        return new SealException(SealException.Code.SEAL_KEY, expected, found);
    }

    @Override
    public String toString() {
        return "seal key of " + chain.getFirst().getSubjectX500Principal();
    }
}
