package org.wangchuan.proof.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wangchuan.proof.issue.FixtureWorld.STARTED;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.certificate.Certificate;
import org.wangchuan.proof.certificate.CounterSignature;
import org.wangchuan.proof.certificate.Presentation;
import org.wangchuan.proof.issue.CertificateIssuer;
import org.wangchuan.proof.issue.FixtureWorld;
import org.wangchuan.proof.issue.Job;
import org.wangchuan.proof.log.InclusionProof;
import org.wangchuan.proof.statement.Disclosure;
import org.wangchuan.proof.testing.TestStation;
import org.wangchuan.proof.trust.TrustList;

class CertificateVerifierTest {
    private static final Expectations NOTHING = new Expectations(Optional.empty(), STARTED.plusSeconds(86_400));

    /** "inv-7" at each of the three alignments that it can have. */
    private static final Pattern TAG_IN_BASE64 = Pattern.compile("aW52LT|ludi03|pbnYtN");

    @TempDir
    Path folder;

    private FixtureWorld world;
    private Job job;

    @BeforeEach
    void run() throws IOException {
        world = new FixtureWorld(folder.resolve("log"));
        job = new Job(world).run();
    }

    @AfterEach
    void close() throws IOException {
        world.close();
    }

    private TrustList trust() {
        return world.trust(FixtureWorld.POLICY, List.of(), world.station(0, Optional.empty()))
                .list();
    }

    private VerifiedCertificate verify(Certificate certificate) throws VerificationException {
        return CertificateVerifier.verify(Certificate.parse(certificate.toBytes()), trust(), NOTHING, List.of());
    }

    @Test
    void aWholeCertificateProvesWhenAndThatItStillHolds() throws VerificationException {
        VerifiedCertificate verified = CertificateVerifier.verify(
                Certificate.parse(job.certificate.toBytes()),
                trust(),
                new Expectations(
                        Optional.of(TestStation.SERIAL),
                        NOTHING.now(),
                        Optional.of(Duration.ofDays(2)),
                        Optional.of(Duration.ofDays(2))),
                List.of());

        assertThat(verified.isWitnessed()).isTrue();
        // By two of them at one hour before and a minute later; the third adds nothing to the quorum.
        assertThat(verified.interval())
                .contains(new TimeInterval(Optional.of(STARTED.minusSeconds(3_600)), STARTED.plusSeconds(1_260)));
        assertThat(verified.cosignatures()).hasSize(3);
        assertThat(verified.receipt().checked()).containsExactly(Check.values());
        assertThat(verified.receipt().notChecked()).containsExactly(Gap.EVIDENCE_NOT_READ);
        assertThat(verified.status().orElseThrow().asOf().orElseThrow().size()).isEqualTo(5);
        assertThat(verified.presence())
                .extracting(CounterSignature::grade)
                .containsExactly(
                        CounterSignature.Grade.ASSERTED,
                        CounterSignature.Grade.KEY,
                        CounterSignature.Grade.HANDWRITTEN);
        assertThat(verified.presence().get(1).key())
                .contains(FixtureWorld.p256("owner").thumbprint());
    }

    @Test
    void aBareCertificateLeavesOpenWhatItCannotShow() throws VerificationException {
        VerifiedCertificate verified = verify(CertificateIssuer.certificate(job.receipt, job.cosigned));

        assertThat(verified.isWitnessed()).isTrue();
        assertThat(verified.interval().orElseThrow().notEarlier()).isEmpty();
        assertThat(verified.receipt().notChecked())
                .containsExactly(Gap.TIME_NOT_PROVED, Gap.SERIAL_NOT_COMPARED, Gap.EVIDENCE_NOT_READ, Gap.REVOCATION);
        assertThat(verified.presence()).isEmpty();
    }

    @Test
    void witnessesWhoseClocksContradictEachOtherProveNoTime() throws IOException, VerificationException {
        try (FixtureWorld other = new FixtureWorld(folder.resolve("contradiction"))) {
            Job backwards = new Job(other);
            backwards.witnessedAt = STARTED.minusSeconds(3_700); // the note that the statement names is of -3600
            VerifiedCertificate verified = verify(backwards.run().certificate);

            assertThat(verified.isWitnessed()).isTrue();
            assertThat(verified.interval().orElseThrow().isContradictory()).isTrue();
            assertThat(verified.receipt().checked()).doesNotContain(Check.TIME_INTERVAL);
            assertThat(verified.receipt().notChecked()).contains(Gap.TIME_NOT_PROVED);
        }
    }

    @Test
    void aStatusListFromBeforeTheStatementIsNoAnswer() throws IOException, VerificationException {
        try (FixtureWorld other = new FixtureWorld(folder.resolve("listed-before"))) {
            Job early = new Job(other);
            early.isListedBefore = true;
            early.run();
            var before = other.statusFile(early.listedBefore, early.oldList, early.cosigned, Optional.empty());
            VerifiedCertificate verified = CertificateVerifier.verify(
                    CertificateIssuer.certificate(early.receipt, early.cosigned), trust(), NOTHING, List.of(before));

            assertThat(verified.status()).isEmpty();
            assertThat(verified.receipt().checked()).doesNotContain(Check.STATUS);
            assertThat(verified.receipt().notChecked()).contains(Gap.REVOCATION);
        }
    }

    @Test
    void witnessesThatCameTooLateForTheOfflineTimeProveNoTime() throws VerificationException {
        TrustList strict = new TrustList(1, 1, trust().signer(), trust().operators(), FixtureWorld.POLICY, 3_600);
        VerifiedCertificate verified = CertificateVerifier.verify(job.certificate, strict, NOTHING, List.of());
        assertThat(verified.isWitnessed()).isTrue();
        assertThat(verified.receipt().notChecked()).contains(Gap.TIME_NOT_PROVED);
        assertThat(verified.receipt().checked()).doesNotContain(Check.TIME_INTERVAL);
    }

    @Test
    void aStrangersCertificateIsConsistentAndNoWitnessCounts() throws VerificationException {
        VerifiedCertificate verified =
                CertificateVerifier.verify(job.certificate, TestStation.nobody(), NOTHING, List.of());
        assertThat(verified.isWitnessed()).isFalse();
        assertThat(verified.receipt().isSignerKnown()).isFalse();
        assertThat(verified.receipt().notChecked())
                .contains(Gap.SIGNER_UNKNOWN, Gap.NOT_WITNESSED, Gap.TIME_NOT_PROVED, Gap.REVOCATION);
        assertThat(verified.cosignatures()).isEmpty();
    }

    @Test
    void aReceiptBecomesACertificateUnderALaterCheckpoint() throws Exception {
        world.statusList(STARTED.plusSeconds(2_000));
        var proofs = world.log.prove(List.of(4L, 3L));
        var later = world.cosigned(STARTED.plusSeconds(2_100), List.of(FixtureWorld.REGULATOR, FixtureWorld.NGO));
        Certificate certificate = CertificateIssuer.certificate(
                job.receipt,
                later,
                new InclusionProof(4, 7, proofs.getFirst().hashes()),
                new InclusionProof(3, 7, proofs.getLast().hashes()));
        assertThat(verify(certificate).interval().orElseThrow().notLater()).isEqualTo(STARTED.plusSeconds(2_160));
    }

    @Test
    void aListWithoutAProofOfItsAgeSaysSo() throws Exception {
        var bare = world.statusFile(job.listing, world.book.list(), job.cosigned, Optional.empty());
        VerifiedCertificate verified = CertificateVerifier.verify(
                CertificateIssuer.certificate(job.receipt, job.cosigned), trust(), NOTHING, List.of(bare));
        assertThat(verified.receipt().notChecked()).contains(Gap.STATUS_AGE).doesNotContain(Gap.REVOCATION);
    }

    @Test
    void aBuyerSeesTheDeviceAndTheWorkAndNothingOfTheRest() throws VerificationException {
        Certificate shown = Presentation.of(job.certificate, Set.of("target", "work"), false);
        VerifiedCertificate verified = verify(shown);

        assertThat(verified.isWitnessed()).isTrue();
        assertThat(verified.receipt().clearing().disclosed().asset()).isEmpty();
        assertThat(verified.receipt().clearing().disclosed().work()).isPresent();
        assertThat(verified.presence()).isEmpty();
        String text = new String(shown.toBytes(), StandardCharsets.UTF_8);
        for (var statement : List.of(job.start.sdJwt(), job.clearing.sdJwt())) {
            Disclosure asset = statement.disclosures().stream()
                    .filter(disclosure -> disclosure.name().equals("asset"))
                    .findFirst()
                    .orElseThrow();
            assertThat(text)
                    .doesNotContain(asset.text())
                    .doesNotContain(asset.salt())
                    .doesNotContain("inv-7")
                    .doesNotContainPattern(TAG_IN_BASE64);
        }
        assertThat(new String(job.certificate.toBytes(), StandardCharsets.UTF_8))
                .containsPattern(TAG_IN_BASE64);
        assertThat(text).doesNotContain(FixtureWorld.p256("owner").thumbprint());
    }

    @Test
    void aPresentationWithoutADeviceIsNotMade() {
        assertThatThrownBy(() -> Presentation.of(job.certificate, Set.of("work"), true))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Every so many of them; a prime, so that over the lines it meets all columns. */
    @Test
    void aChangedByteIsFound() throws IOException {
        changeBytes(31);
    }

    @Test
    @Tag("slow")
    void anyChangedByteOfAThirdIsFound() throws IOException {
        changeBytes(3);
    }

    /** With no more witnesses than it takes; a cosignature by one too many may be turned into a stranger's unseen. */
    private void changeBytes(int stride) throws IOException {
        byte[] bytes;
        try (FixtureWorld other = new FixtureWorld(folder.resolve("other"))) {
            Job least = new Job(other);
            least.witnesses = List.of(FixtureWorld.REGULATOR, FixtureWorld.NGO);
            least.earlyWitnesses = least.witnesses;
            bytes = least.run().certificate.toBytes();
        }
        assertThat(Certificate.looksLikeOne(bytes)).isTrue();
        for (int i = 0; i < bytes.length; i += stride) {
            byte[] changed = bytes.clone();
            changed[i] ^= (byte) (1 << new Random(i).nextInt(8));
            assertThatThrownBy(
                            () -> CertificateVerifier.verify(Certificate.parse(changed), trust(), NOTHING, List.of()))
                    .as("byte %d, seed %d", i, i)
                    .isInstanceOf(VerificationException.class);
        }
    }
}
