package org.wangchuan.engine.apple.pairing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.engine.apple.model.AppleFailure;
import org.wangchuan.engine.apple.model.AppleFailure.Code;
import org.wangchuan.engine.apple.plist.PlistValue;
import org.wangchuan.engine.medium.testing.Program;

/** The certificates of a pairing, read by others. */
class PairingCertificateTest {
    private static final String BUID = "30142955-444094379208051516";

    private static KeyPair key(int bits) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(bits);
        return generator.generateKeyPair();
    }

    /** As SubjectPublicKeyInfo; the other form is what the made phone gives. */
    private static byte[] pem(KeyPair key) {
        return Pem.write("PUBLIC KEY", key.getPublic().getEncoded());
    }

    private static X509Certificate certificate(PlistValue.Data pem) throws GeneralSecurityException {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem.bytes()));
    }

    @ParameterizedTest
    @ValueSource(ints = {1024, 2048, 3072})
    void javaReadsAndVerifiesThem(int bits) throws Exception {
        KeyPair device = key(bits);
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        PublicRecord record = PairingRecord.create(pem(device), BUID, now).told();
        X509Certificate root = certificate(record.rootCertificate());
        X509Certificate host = certificate(record.hostCertificate());
        X509Certificate shown = certificate(record.deviceCertificate());
        root.verify(root.getPublicKey());
        host.verify(root.getPublicKey());
        shown.verify(root.getPublicKey());
        assertThat(shown.getPublicKey()).isEqualTo(device.getPublic());
        for (X509Certificate each : List.of(root, host, shown)) {
            assertThat(each.getVersion()).isEqualTo(3);
            assertThat(each.getSigAlgName()).isEqualTo("SHA256withRSA");
            assertThat(each.getNotBefore().toInstant()).isEqualTo(now.minus(1, ChronoUnit.DAYS));
            assertThat(each.getNotAfter().toInstant()).isEqualTo(now.plus(3650, ChronoUnit.DAYS));
        }
        assertThat(root.getBasicConstraints()).isEqualTo(Integer.MAX_VALUE);
        for (X509Certificate each : List.of(host, shown)) {
            assertThat(each.getBasicConstraints()).isEqualTo(-1);
            assertThat(each.getKeyUsage()).containsExactly(true, false, true, false, false, false, false, false, false);
            PKIXParameters trust = new PKIXParameters(Set.of(new TrustAnchor(root, null)));
            trust.setRevocationEnabled(false);
            CertPathValidator.getInstance("PKIX")
                    .validate(CertificateFactory.getInstance("X.509").generateCertPath(List.of(each)), trust);
        }
    }

    @Test
    void timesAfterTwentyFortyNineAreWrittenAsTheStandardWants() throws Exception {
        Instant now = Instant.parse("2045-01-01T00:00:00Z");
        PublicRecord record = PairingRecord.create(pem(key(2048)), BUID, now).told();
        X509Certificate host = certificate(record.hostCertificate());
        assertThat(host.getNotBefore().toInstant()).isEqualTo(now.minus(1, ChronoUnit.DAYS));
        assertThat(host.getNotAfter().toInstant()).isEqualTo(now.plus(3650, ChronoUnit.DAYS));
    }

    @Test
    @Tag("slow")
    void opensslReadsAndVerifiesThem(@TempDir Path folder) throws Exception {
        PublicRecord record =
                PairingRecord.create(pem(key(2048)), BUID, Instant.now()).told();
        Path root = write(folder, "root", record.rootCertificate());
        for (PlistValue.Data pem : List.of(record.hostCertificate(), record.deviceCertificate())) {
            Path leaf = write(folder, "leaf", pem);
            assertThat(Program.run(
                            "openssl", "verify", "-purpose", "sslserver", "-CAfile", root.toString(), leaf.toString()))
                    .endsWith(": OK");
            // Written again from what was read, it is the same, bit by bit: it was DER.
            Path again = folder.resolve("again.pem");
            Program.run("openssl", "x509", "-in", leaf.toString(), "-out", again.toString());
            assertThat(Files.readAllBytes(again)).isEqualTo(Files.readAllBytes(leaf));
            Program.run("openssl", "asn1parse", "-in", leaf.toString());
        }
    }

    private static Path write(Path folder, String name, PlistValue.Data pem) throws IOException {
        return Files.write(folder.resolve(name + ".pem"), pem.bytes());
    }

    @Test
    void nothingInThemNamesThisComputerOrTheDevice() throws Exception {
        PublicRecord record =
                PairingRecord.create(pem(key(2048)), BUID, Instant.now()).told();
        for (PlistValue.Data pem :
                List.of(record.rootCertificate(), record.hostCertificate(), record.deviceCertificate())) {
            X509Certificate certificate = certificate(pem);
            assertThat(certificate.getSubjectX500Principal().getName()).matches("CN=Pairing (root|host|device)");
            assertThat(certificate.getIssuerX500Principal().getName()).isEqualTo("CN=Pairing root");
        }
        assertThat(record.toString()).doesNotContain(BUID, record.hostId());
    }

    @Test
    void twoPairingsShareNothing() throws Exception {
        byte[] device = pem(key(2048));
        PublicRecord one = PairingRecord.create(device, BUID, Instant.now()).told();
        PublicRecord other = PairingRecord.create(device, BUID, Instant.now()).told();
        assertThat(one.hostId()).isNotEqualTo(other.hostId());
        assertThat(certificate(one.hostCertificate()).getPublicKey())
                .isNotEqualTo(certificate(other.hostCertificate()).getPublicKey());
        assertThat(certificate(one.rootCertificate()).getPublicKey())
                .isNotEqualTo(certificate(other.rootCertificate()).getPublicKey());
    }

    @Test
    void theKeyIsGoneOnceItIsForgotten() throws Exception {
        PairingRecord record = PairingRecord.create(pem(key(2048)), BUID, Instant.now());
        assertThat(record.forgotten()).isFalse();
        record.forget();
        assertThat(record.forgotten()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-----BEGIN RSA PUBLIC KEY-----",
                "-----BEGIN RSA PUBLIC KEY-----\n-----END RSA PUBLIC KEY-----\n",
                "-----BEGIN RSA PUBLIC KEY-----\n!!!!\n-----END RSA PUBLIC KEY-----\n",
                "-----BEGIN RSA PUBLIC KEY-----\nMAA=\n-----END RSA PUBLIC KEY-----\n",
                "-----BEGIN PUBLIC KEY-----\nMAA=\n-----END PUBLIC KEY-----\n",
                "-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n"
            })
    void whatIsNoKeyIsRefused(String pem) {
        AppleFailure refused = catchThrowableOfType(
                AppleFailure.class, () -> DevicePublicKey.read(pem.getBytes(StandardCharsets.US_ASCII)));
        assertThat(refused.code()).isEqualTo(Code.DEVICE_KEY);
    }

    @Test
    void keysThatAreTooSmallAreRefused() throws GeneralSecurityException {
        byte[] pem = pem(key(512));
        assertThat(catchThrowableOfType(AppleFailure.class, () -> DevicePublicKey.read(pem))
                        .code())
                .isEqualTo(Code.DEVICE_KEY);
    }

    /** A distorted key is refused, or is an RSA key of a size that is taken. */
    @Test
    void distortedKeysAreReadOrRefused() throws GeneralSecurityException {
        byte[] sound = key(2048).getPublic().getEncoded();
        int read = 0;
        for (long seed = 0; seed < 5_000; seed++) {
            Random random = new Random(seed);
            byte[] der = sound.clone();
            for (int i = random.nextInt(3); i >= 0; i--) {
                der[random.nextInt(random.nextBoolean() ? 40 : der.length)] = (byte) random.nextInt(256);
            }
            byte[] pem = random.nextInt(10) == 0
                    ? distorted(Pem.write("PUBLIC KEY", sound), random)
                    : Pem.write("PUBLIC KEY", der);
            try {
                RSAPublicKey key = DevicePublicKey.read(pem);
                assertThat(key.getModulus().bitLength()).as("seed %d", seed).isBetween(1024, 8192);
                read++;
            } catch (AppleFailure refused) {
                assertThat(refused.code()).as("seed %d", seed).isEqualTo(Code.DEVICE_KEY);
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
        assertThat(read).isBetween(100, 4_900);
    }

    private static byte[] distorted(byte[] pem, Random random) {
        pem[random.nextInt(pem.length)] = (byte) random.nextInt(256);
        return pem;
    }

    @Test
    void lengthsOfDerAreWrittenShortAndLong() {
        for (int length : new int[] {0, 1, 127, 128, 255, 256, 65_535, 65_536}) {
            byte[] der = Der.octets(new byte[length]);
            int head = length < 128 ? 2 : length < 256 ? 3 : length < 65_536 ? 4 : 5;
            assertThat(der).hasSize(head + length);
        }
        assertThat(Base64.getEncoder().encodeToString(Der.oid(1, 2, 840, 113549, 1, 1, 11)))
                .isEqualTo("BgkqhkiG9w0BAQs="); // RFC 8017, A.2.4
    }
}
