package org.wangchuan.engine.phone.attestation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wangchuan.engine.phone.attestation.KeyAttestation.Outcome;
import org.wangchuan.engine.phone.attestation.KeyDescription.BootState;
import org.wangchuan.engine.phone.attestation.KeyDescription.Level;
import org.wangchuan.engine.phone.fact.Facts;
import org.wangchuan.engine.phone.fact.Property;
import org.wangchuan.engine.phone.fact.Trust;

/** What phones' hardware says of them: of real phones, and of made ones where no real one says such a thing. */
class KeyAttestationTest {
    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");
    private static final byte[] CHALLENGE = KeyAttestation.challenge("job-1", "0123456789abcdef".repeat(2));

    @ParameterizedTest
    @CsvSource({
        // phone, made at, challenge in Base64, level, locked, state, Android
        "akita_sdk34_TEE_EC_NONE, 2024-09-26T22:31:25Z, Y2hhbGxlbmdl, TRUSTED_ENVIRONMENT, false, UNVERIFIED, 14",
        "blueline_sdk28_TEE_EC_NONE, 2019-08-27T00:00:00Z, Y2hhbGxlbmdl, TRUSTED_ENVIRONMENT, false, UNVERIFIED, ''",
        "caiman_sdk36_TEE_EC_RKP, 2025-09-26T15:31:20Z, ZDY4OGQ3NjMtNjExOC00Y2E2LTk0YjItZTZjZDllZDdlNGU0, TRUSTED_ENVIRONMENT, true, VERIFIED, 16",
        "sony-xperia10-iii_sdk33_TEE_EC, 2025-01-01T00:00:00Z, Pq/k1d0AkN5aQrQytCSBr1zimWNlayWExZpJLeFtAMk=, TRUSTED_ENVIRONMENT, true, VERIFIED, 13",
        "tegu_sdk36_SB_EC_2026_ROOT, 2026-02-25T00:37:21Z, OTA1NzhlMWQtZjViZi00Y2NmLWEyN2YtYTRmNGQ4OWVlMjFm, STRONG_BOX, true, VERIFIED, 16",
    })
    void whatARealPhoneSaysEndsAtGooglesRoots(
            String phone, String at, String challenge, Level level, boolean isLocked, BootState state, String android)
            throws Exception {
        byte[] asked = Base64.getDecoder().decode(challenge);

        KeyAttestation found = KeyAttestation.judge(real(phone), asked, Instant.parse(at), AttestationRoots.shipped());

        assertThat(found.outcome()).isEqualTo(Outcome.PROVED);
        KeyDescription said = found.said().orElseThrow();
        assertThat(said.level()).isEqualTo(level);
        assertThat(said.boot()).contains(new KeyDescription.Boot(isLocked, state));
        assertThat(said.isNaming()).isFalse();
        assertThat(found.isAgainst()).isEqualTo(!isLocked);
        assertThat(found.facts().of(Property.BOOTLOADER, Trust.ATTESTED))
                .isEqualTo(new Facts.Answer.Told(isLocked ? "locked" : "unlocked", Trust.ATTESTED));
        assertThat(found.facts().of(Property.VERSION, Trust.ATTESTED))
                .isEqualTo(
                        android.isEmpty() ? new Facts.Answer.Untold() : new Facts.Answer.Told(android, Trust.ATTESTED));
        // The very same, asked for by another job, by somebody who knows no root, or when it was over.
        assertThat(KeyAttestation.judge(real(phone), CHALLENGE, Instant.parse(at), AttestationRoots.shipped())
                        .outcome())
                .isEqualTo(Outcome.OTHER_CHALLENGE);
        assertThat(KeyAttestation.judge(real(phone), asked, Instant.parse(at), new AttestationRoots(Set.of()))
                        .outcome())
                .isEqualTo(Outcome.UNKNOWN_ROOT);
        assertThat(KeyAttestation.judge(
                                real(phone), asked, Instant.parse("2040-01-01T00:00:00Z"), AttestationRoots.shipped())
                        .outcome())
                .isEqualTo(Outcome.NOT_VALID_THEN);
    }

    @Test
    void aRealPhoneSignsWithMlDsa() throws Exception {
        List<byte[]> chain = real("tokay_sdk37_TEE_MLDSA_RKP");
        KeyAttestation found = KeyAttestation.judge(
                chain, new byte[0], Instant.parse("2026-05-01T00:00:00Z"), AttestationRoots.shipped());

        // All but the challenge, which its publisher doesn't tell in a form that is compared here.
        assertThat(found.outcome()).isEqualTo(Outcome.OTHER_CHALLENGE);
        assertThat(found.said().flatMap(KeyDescription::boot)).isPresent();
    }

    @Test
    void whatSoftwareSaysProvesNothing() throws Exception {
        KeyAttestation found = KeyAttestation.judge(
                real("marlin_sdk29_TEE_EC_NONE"),
                "challenge".getBytes(StandardCharsets.US_ASCII),
                Instant.parse("2019-11-01T00:00:00Z"),
                AttestationRoots.shipped());

        assertThat(found.outcome()).isEqualTo(Outcome.UNKNOWN_ROOT);
        assertThat(found.facts()).isEqualTo(Facts.NONE);
    }

    @Test
    void eachThingThatIsOtherwiseTakesAllOfIt() {
        MadeAttestation made = made();
        assertThat(outcome(made)).isEqualTo(Outcome.PROVED);

        made.level = 0;
        assertThat(outcome(made)).isEqualTo(Outcome.SOFTWARE);
        made = made();
        made.isBootTold = false;
        assertThat(outcome(made)).isEqualTo(Outcome.BOOT_UNTOLD);
        made = made();
        made.until = "210101000000Z";
        assertThat(outcome(made)).isEqualTo(Outcome.NOT_VALID_THEN);
        made = made();
        made.isPhoneAttested = true;
        assertThat(outcome(made)).isEqualTo(Outcome.EXTENDED);
        made = made();
        made.state = 4;
        assertThat(outcome(made)).isEqualTo(Outcome.MALFORMED);
        made = made();
        made.level = 3;
        assertThat(outcome(made)).isEqualTo(Outcome.MALFORMED);
    }

    @Test
    void whoHoldsAnAttestedKeyCanSignNothingWithIt() {
        MadeAttestation made = made();

        assertThat(KeyAttestation.judge(made.extended(), CHALLENGE, NOW, made.roots())
                        .outcome())
                .isEqualTo(Outcome.EXTENDED);
    }

    @Test
    void anotherPhonesKeyOrAMissingLinkIsNoChain() {
        MadeAttestation made = made();
        List<byte[]> mixed = new ArrayList<>(made.chain());
        mixed.set(1, made().chain().get(1));

        assertThat(KeyAttestation.judge(mixed, CHALLENGE, NOW, made.roots()).outcome())
                .isEqualTo(Outcome.BAD_SIGNATURE);
        assertThat(KeyAttestation.judge(made.chain().subList(0, 2), CHALLENGE, NOW, made.roots())
                        .outcome())
                .isEqualTo(Outcome.MALFORMED);
        assertThat(KeyAttestation.judge(made.chain().reversed(), CHALLENGE, NOW, made.roots())
                        .outcome())
                .isEqualTo(Outcome.NOT_ATTESTED);
    }

    @Test
    void whatIsAgainstThePhoneIsKnownWhateverItIsWorth() {
        MadeAttestation made = made();
        made.isLocked = false;
        KeyAttestation unproved = KeyAttestation.judge(made.chain(), CHALLENGE, NOW, AttestationRoots.shipped());

        assertThat(unproved.outcome()).isEqualTo(Outcome.UNKNOWN_ROOT);
        assertThat(unproved.isAgainst()).isTrue();
        made = made();
        made.state = 1;
        assertThat(KeyAttestation.judge(made.chain(), CHALLENGE, NOW, made.roots())
                        .isAgainst())
                .isTrue();
    }

    @Test
    void whatIsAgainstThePhoneIsKnownWhereverItStands() {
        MadeAttestation made = made();
        made.isLockedBySoftware = false;
        assertThat(judged(made.chain(), made).isAgainst()).isTrue();
        assertThat(judged(made.chain(), made).outcome()).isEqualTo(Outcome.PROVED);
        made = made();
        made.isPhoneAttested = true;
        assertThat(judged(made.chain(), made).isAgainst()).isFalse();
        made.isPhoneLocked = false;
        assertThat(judged(made.chain(), made).isAgainst()).isTrue();
        // Of one that can't be read as a whole, too.
        made = made();
        made.isLocked = false;
        List<byte[]> more = new ArrayList<>(made.chain());
        more.addAll(made.chain());
        assertThat(judged(more, made).isAgainst()).isTrue();
        assertThat(judged(more, made).isWhole()).isFalse();
        assertThat(judged(more, made).outcome()).isEqualTo(Outcome.MALFORMED);
    }

    @Test
    void whatStandsBesideACertificateIsNoChain() {
        MadeAttestation made = made();
        byte[] key = made.chain().getFirst();
        String pem = """
                serial 0123
                -----BEGIN CERTIFICATE-----
                %s
                -----END CERTIFICATE-----
                """.formatted(Base64.getMimeEncoder().encodeToString(key));
        List<byte[]> spelled = List.of(
                pem.getBytes(StandardCharsets.US_ASCII),
                pem.substring(pem.indexOf('-')).getBytes(StandardCharsets.US_ASCII),
                MadeAttestation.joined(key, new byte[] {1}));
        for (byte[] one : spelled) {
            List<byte[]> chain = new ArrayList<>(made.chain());
            chain.set(0, one);
            assertThat(judged(chain, made).isWhole()).isFalse();
            assertThat(judged(chain, made).outcome()).isEqualTo(Outcome.MALFORMED);
        }
        assertThat(judged(made.chain(), made).isWhole()).isTrue();
    }

    @Test
    void whoMaySignNoCertificateSignsNone() {
        MadeAttestation made = made();
        // A phone's own certificate without authority is taken under Google's first root alone, and from factories of
        // before 2020.
        assertThat(judged(made.ofFactory(), made).outcome()).isEqualTo(Outcome.BAD_SIGNATURE);
        assertThat(judged(made.underShortRoot(), made).outcome()).isEqualTo(Outcome.BAD_SIGNATURE);
        made.ofPhone = MadeAttestation.shortAuthority();
        assertThat(judged(made.chain(), made).outcome()).isEqualTo(Outcome.PROVED);
        made.ofPhone = MadeAttestation.authorityOfNoUse();
        assertThat(judged(made.chain(), made).outcome()).isEqualTo(Outcome.BAD_SIGNATURE);
    }

    @Test
    void aNumberOfTheDeviceIsNoticedInAnyCertificate() {
        MadeAttestation made = made();
        made.isPhoneNaming = true;

        assertThat(judged(made.chain(), made).isNaming()).isTrue();
    }

    private static KeyAttestation judged(List<byte[]> chain, MadeAttestation made) {
        return KeyAttestation.judge(chain, CHALLENGE, NOW, made.roots());
    }

    @Test
    void aNumberOfTheDeviceIsNoticed() {
        MadeAttestation made = made();
        made.isNaming = true;

        assertThat(KeyAttestation.judge(made.chain(), CHALLENGE, NOW, made.roots())
                        .isNaming())
                .isTrue();
    }

    @Test
    void noChangedByteProvesAnythingElse() {
        MadeAttestation made = made();
        AttestationRoots roots = made.roots();
        KeyAttestation whole = KeyAttestation.judge(made.chain(), CHALLENGE, NOW, roots);
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 3000; i++) {
            List<byte[]> chain = new ArrayList<>(made.chain());
            int which = random.nextInt(2); // of the root only the key counts
            byte[] changed = chain.get(which).clone();
            changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
            chain.set(which, changed);
            KeyAttestation found = KeyAttestation.judge(chain, CHALLENGE, NOW, roots);
            assertThat(found.isProved() && !found.equals(whole))
                    .as("seed " + seed)
                    .isFalse();
        }
    }

    @Test
    void anExtensionOfAnyBytesIsReadOrRefused() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        byte[] whole = made().description();
        int read = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] some = java.util.Arrays.copyOf(
                    whole, random.nextInt(4) == 0 ? random.nextInt(whole.length) : whole.length);
            for (int n = random.nextInt(3); n > 0 && some.length > 0; n--) {
                some[random.nextInt(some.length)] = (byte) random.nextInt();
            }
            try {
                KeyDescription _ = KeyDescription.read(some);
                read++;
            } catch (DerReader.MalformedException e) {
                assertThat(e.getMessage()).as("seed " + seed).startsWith("expected ");
            }
        }
        assertThat(read).isPositive();
    }

    @Test
    void aFieldThatIsThereTwiceIsRefused() throws Exception {
        byte[] twice = {(byte) 0xBF, (byte) 0x85, 0x41, 3, 2, 1, 1, (byte) 0xBF, (byte) 0x85, 0x41, 3, 2, 1, 2};
        byte[] description = MadeAttestation.tagged(
                0x30,
                new byte[] {2, 1, 3, 10, 1, 1, 2, 1, 4, 10, 1, 1, 4, 0, 4, 0},
                MadeAttestation.tagged(0x30),
                MadeAttestation.tagged(0x30, twice));

        assertThatThrownBy(() -> KeyDescription.read(description))
                .isInstanceOf(DerReader.MalformedException.class)
                .hasMessage("expected each field once, found more");
    }

    @Test
    void aChallengeIsOfOneJobAndOneTime() {
        assertThat(KeyAttestation.challenge("job-1", "0".repeat(32)))
                .hasSize(32)
                .isNotEqualTo(KeyAttestation.challenge("job-2", "0".repeat(32)))
                .isNotEqualTo(KeyAttestation.challenge("job-1", "1".repeat(32)));
        assertThatThrownBy(() -> KeyAttestation.challenge("job-1", "0")).isInstanceOf(IllegalArgumentException.class);
    }

    private static Outcome outcome(MadeAttestation made) {
        return KeyAttestation.judge(made.chain(), CHALLENGE, NOW, made.roots()).outcome();
    }

    private static MadeAttestation made() {
        MadeAttestation out = new MadeAttestation();
        out.challenge = CHALLENGE;
        return out;
    }

    static List<byte[]> real(String phone) throws IOException, CertificateException {
        try (InputStream in =
                Objects.requireNonNull(KeyAttestationTest.class.getResourceAsStream(phone + ".pem"), phone)) {
            List<byte[]> out = new ArrayList<>();
            for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                out.add(encoded((X509Certificate) one));
            }
            return out;
        }
    }

    private static byte[] encoded(X509Certificate one) throws CertificateEncodingException {
        return one.getEncoded();
    }
}
