package org.wangchuan.station.certify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.paper.Attachment;
import org.wangchuan.paper.ReceiptPdf;
import org.wangchuan.print.CertificatePaper;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.certificate.Certificate;
import org.wangchuan.proof.issue.IssuedStatement;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.proof.statement.Disclosed;
import org.wangchuan.proof.statement.RevocationReason;
import org.wangchuan.proof.status.StatusFile;
import org.wangchuan.proof.trust.SignedTrustList;
import org.wangchuan.proof.trust.TrustHistory;
import org.wangchuan.proof.trust.TrustList;
import org.wangchuan.proof.verify.CertificateVerifier;
import org.wangchuan.proof.verify.Expectations;
import org.wangchuan.proof.verify.VerifiedCertificate;
import org.wangchuan.station.certify.Certification.Reason;
import org.wangchuan.station.home.StationHome;
import org.wangchuan.station.issue.StatementRefusedException;
import org.wangchuan.station.issue.StationBooks;
import org.wangchuan.station.issue.StationBooks.Purpose;
import org.wangchuan.station.receipt.ClaimsOfEvidence;
import org.wangchuan.station.testing.Quorum;
import org.wangchuan.station.testing.Records;

/** What makes a certificate, what does not, and what a later list says of it. Real witnesses, real files. */
class CertifierTest {
    private static final InstantSource CLOCK = InstantSource.system();
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Evidence EVIDENCE = Records.good();

    @TempDir
    Path folder;

    private StationHome home() {
        return new StationHome(folder.resolve("home"));
    }

    private StationBooks books() throws IOException {
        return StationBooks.open(home(), CLOCK);
    }

    private Quorum quorum() throws IOException {
        books().setWitnessPolicy(Quorum.policy());
        return new Quorum(folder, books().logKey(), CLOCK);
    }

    private PendingReceipt receipt(String name) throws Exception {
        UUID start = UUID.randomUUID();
        IssuedStatement first = books().start(
                        start,
                        Disclosed.ofStart(ClaimsOfEvidence.target(Records.disk()), Optional.empty()),
                        Purpose.REAL);
        IssuedStatement second = books().clearing(
                        UUID.randomUUID(),
                        ClaimsOfEvidence.claims(EVIDENCE, start),
                        ClaimsOfEvidence.disclosed(EVIDENCE, Optional.empty()),
                        Purpose.REAL);
        Receipt receipt = books().receipt(first, second);
        Path file = Files.write(folder.resolve(name + ".receipt.json"), receipt.toBytes());
        PendingReceipt place = Certifier.of(file, receipt);
        new PendingReceipts(home()).add(place);
        return place;
    }

    private Certifier certifier(Witnesses witnesses) throws IOException {
        return new Certifier(home(), books(), new OwnLog(books(), witnesses, CLOCK), CLOCK);
    }

    private Certification certify(Witnesses witnesses, PendingReceipt place) throws Exception {
        return certifier(witnesses).certify(List.of(place), LIMIT).getFirst();
    }

    private VerifiedCertificate verify(Path file, List<StatusFile> fresh, Duration statusAge) throws Exception {
        TrustList trust = books().trustList().list();
        Expectations strict = new Expectations(
                Optional.of("SERIAL-1"), Instant.now(), Optional.of(Duration.ofDays(1)), Optional.of(statusAge));
        return CertificateVerifier.verify(Certificate.parse(Files.readAllBytes(file)), trust, strict, fresh);
    }

    @Test
    void twoOfThreeAreEnoughAndTheCertificateProvesTheAgeOfItsList() throws Exception {
        try (Quorum quorum = quorum()) {
            quorum.down(1);
            PendingReceipt place = receipt("a");
            assertThat(certify(quorum, place))
                    .isEqualTo(new Certification.Certified(
                            folder.resolve("a.certificate.json"), List.of("w0.example", "w2.example")));
            VerifiedCertificate verified = verify(place.certificate(), List.of(), Duration.ofMinutes(5));
            assertThat(verified.isWitnessed()).isTrue();
            assertThat(verified.status()).isPresent();
            assertThat(new PendingReceipts(home()).all()).isEmpty();
        }
    }

    @Test
    void itsPaperFollowsFromTheCertificateAndOneThatACrashKeptBackIsWrittenFromIt() throws Exception {
        try (Quorum quorum = quorum()) {
            PendingReceipt place = receipt("a");
            assertThat(certify(quorum, place)).isInstanceOf(Certification.Certified.class);
            Certificate certificate = Certificate.parse(Files.readAllBytes(place.certificate()));
            byte[] paper = Files.readAllBytes(place.paper());
            assertThat(paper).isEqualTo(CertificatePaper.render(certificate, Optional.empty()));
            assertThat(ReceiptPdf.attachments(paper)).containsExactly(Attachment.certificate(certificate.toBytes()));

            Files.delete(place.paper());
            new PendingReceipts(home()).add(place);
            int asked = quorum.requests();
            assertThat(certify(quorum, place)).isEqualTo(new Certification.AlreadyThere(place.certificate()));
            assertThat(Files.readAllBytes(place.paper())).isEqualTo(paper);
            assertThat(quorum.requests()).isEqualTo(asked);
            assertThat(new PendingReceipts(home()).all()).isEmpty();
        }
    }

    /** A certificate's name does not make one. */
    @Test
    void whatLiesThereIsTakenForACertificateOnlyIfItVerifies() throws Exception {
        try (Quorum quorum = quorum()) {
            PendingReceipt place = receipt("a");
            assertThat(certify(quorum, place)).isInstanceOf(Certification.Certified.class);
            Certificate whole = Certificate.parse(Files.readAllBytes(place.certificate()));
            String text = new String(whole.toBytes(), StandardCharsets.UTF_8);
            // The last byte of a cosignature: the file still has its form.
            int line = text.indexOf("w0.example ");
            int at = text.indexOf("\\n", line) - 6;
            String forged = text.substring(0, at) + (text.charAt(at) == 'A' ? 'B' : 'A') + text.substring(at + 1);
            Files.writeString(place.certificate(), forged);
            new PendingReceipts(home()).add(place);
            assertThat(certify(quorum, place)).isInstanceOf(Certification.Refused.class);
            assertThat(new PendingReceipts(home()).all())
                    .as("and the receipt waits")
                    .hasSize(1);
        }
    }

    @Test
    void theEvidenceIsAttachedToThePaperIfItIsTheOneThatTheStatementNames() throws Exception {
        try (Quorum quorum = quorum()) {
            PendingReceipt place = receipt("a");
            Files.write(place.evidence(), new byte[] {1});
            assertThat(certify(quorum, place)).isInstanceOf(Certification.Certified.class);
            assertThat(ReceiptPdf.attachments(Files.readAllBytes(place.paper())))
                    .hasSize(1);

            Files.delete(place.paper());
            Files.write(place.evidence(), EVIDENCE.bytes());
            assertThat(certify(quorum, place)).isInstanceOf(Certification.AlreadyThere.class);
            assertThat(ReceiptPdf.attachments(Files.readAllBytes(place.paper())))
                    .contains(Attachment.evidence(EVIDENCE.bytes()));
        }
    }

    @Test
    void aPaperThatIsThereIsNeverWrittenOver() throws Exception {
        try (Quorum quorum = quorum()) {
            PendingReceipt place = receipt("a");
            Files.write(place.paper(), new byte[] {7});
            assertThat(certify(quorum, place)).isInstanceOfSatisfying(Certification.Refused.class, no -> {
                assertThat(no.code()).isEqualTo("FILE_EXISTS");
                assertThat(no.file()).isEqualTo(place.paper());
            });
            assertThat(Files.readAllBytes(place.paper())).containsExactly(7);
            assertThat(place.certificate()).doesNotExist();
        }
    }

    @Test
    void oneOfThreeIsNotEnoughAndNothingIsWritten() throws Exception {
        try (Quorum quorum = quorum()) {
            quorum.down(0, 1);
            PendingReceipt place = receipt("a");
            assertThat(certify(quorum, place)).isInstanceOfSatisfying(Certification.Pending.class, wait -> {
                assertThat(wait.reason()).isEqualTo(Reason.QUORUM);
                assertThat(wait.text()).contains("2 of (w0, w1, w2)", "w2.example");
            });
            assertThat(place.certificate()).doesNotExist();
            assertThat(new PendingReceipts(home()).all()).containsExactly(place);
            quorum.down();
            assertThat(certify(quorum, place)).isInstanceOf(Certification.Certified.class);
        }
    }

    @Test
    void withoutAPolicyNobodyIsAsked() throws Exception {
        try (Quorum quorum = quorum()) {
            PendingReceipt place = receipt("a");
            books().setWitnessPolicy("");
            assertThat(certify(quorum, place))
                    .isInstanceOfSatisfying(
                            Certification.Pending.class,
                            wait -> assertThat(wait.reason()).isEqualTo(Reason.NO_POLICY));
            assertThat(quorum.requests()).isZero();
        }
    }

    /** The second one is shown to be later than the witnesses' word on the first. */
    @Test
    void laterStatementsNameTheCheckpointThatWasWitnessedLast() throws Exception {
        try (Quorum quorum = quorum()) {
            PendingReceipt first = receipt("first");
            assertThat(certify(quorum, first)).isInstanceOf(Certification.Certified.class);
            PendingReceipt second = receipt("second");
            assertThat(certify(quorum, second)).isInstanceOf(Certification.Certified.class);
            assertThat(verify(first.certificate(), List.of(), Duration.ofHours(1))
                            .interval()
                            .orElseThrow()
                            .notEarlier())
                    .isEmpty();
            assertThat(verify(second.certificate(), List.of(), Duration.ofHours(1))
                            .interval()
                            .orElseThrow()
                            .notEarlier())
                    .isPresent();
        }
    }

    /** What witnesses of before have cosigned goes on counting, also for a statement that those of now see first. */
    @Test
    void otherWitnessesMayTakeOver() throws Exception {
        try (Quorum quorum = quorum()) {
            String witnesses = Quorum.policy().substring(0, Quorum.policy().indexOf("group"));
            books().setWitnessPolicy(witnesses + "quorum w0\n");
            quorum.down(1, 2);
            assertThat(certify(quorum, receipt("before"))).isInstanceOf(Certification.Certified.class);
            PendingReceipt between = receipt("between");
            books().setWitnessPolicy(witnesses + "group others all w1 w2\nquorum others\n");
            quorum.down(0);
            assertThat(certify(quorum, between)).isInstanceOf(Certification.Certified.class);
            assertThat(verify(between.certificate(), List.of(), Duration.ofHours(1))
                            .interval()
                            .orElseThrow()
                            .notEarlier())
                    .isPresent();
            assertThat(verify(folder.resolve("before.certificate.json"), List.of(), Duration.ofHours(1))
                            .isWitnessed())
                    .isTrue();
        }
    }

    /** The checkpoint that those of before have cosigned is theirs: the log grows by a status list first. */
    @Test
    void otherWitnessesBeginWhereThoseOfBeforeHaveEnded() throws Exception {
        try (Quorum quorum = quorum()) {
            String witnesses = Quorum.policy().substring(0, Quorum.policy().indexOf("group"));
            books().setWitnessPolicy(witnesses + "quorum w0\n");
            PendingReceipt place = receipt("a");
            assertThat(certify(quorum, place)).isInstanceOf(Certification.Certified.class);
            SignedTrustList held = books().trustList();
            long size = books().checkpoint().checkpoint().size();
            books().setWitnessPolicy(witnesses + "quorum w1\n");
            books().setWitnessPolicy(witnesses + "quorum w2\n");
            assertThat(books().policyFromSize()).isEqualTo(size + 2);
            quorum.down(0, 1);
            Files.move(place.certificate(), folder.resolve("a-by-w0"));
            Files.delete(place.paper());
            assertThat(certify(quorum, place)).isInstanceOf(Certification.Certified.class);
            for (Path file : List.of(folder.resolve("a-by-w0"), place.certificate())) {
                assertThat(verify(file, List.of(), Duration.ofHours(1)).isWitnessed())
                        .isTrue();
            }
            books().trustList().requireSuccessorOf(held);
            assertThat(TrustHistory.changes(held.list(), books().trustList().list()))
                    .extracting(change -> String.join(" ", change.words().subList(1, 3)))
                    .containsExactly((size + 1) + " w1", (size + 2) + " w2");
        }
    }

    @Test
    void aWitnessThatMovesIsTheSameWitness() throws Exception {
        try (Quorum quorum = quorum()) {
            assertThat(certify(quorum, receipt("a"))).isInstanceOf(Certification.Certified.class);
            SignedTrustList held = books().trustList();
            books().setWitnessPolicy(Quorum.policy().replace("http://w0", "https://w0"));
            assertThat(books().policyFromSize()).isZero();
            books().trustList().requireSuccessorOf(held);
            assertThat(TrustHistory.changes(held.list(), books().trustList().list()))
                    .isEmpty();
        }
    }

    /** Those who counted go on counting for what they saw; nobody counts from there until others are set. */
    @Test
    void withoutWitnessesThereIsAGapAndNoOtherPast() throws Exception {
        try (Quorum quorum = quorum()) {
            PendingReceipt before = receipt("before");
            assertThat(certify(quorum, before)).isInstanceOf(Certification.Certified.class);
            SignedTrustList held = books().trustList();
            books().setWitnessPolicy("");
            assertThat(verify(before.certificate(), List.of(), Duration.ofHours(1))
                            .isWitnessed())
                    .isTrue();
            PendingReceipt between = receipt("between");
            assertThat(certify(quorum, between)).isInstanceOf(Certification.Pending.class);
            books().setWitnessPolicy(Quorum.policy());
            assertThat(certify(quorum, between)).isInstanceOf(Certification.Certified.class);
            books().trustList().requireSuccessorOf(held);
            assertThat(books().trustList().list().operators().getFirst().earlierPolicies())
                    .extracting(TrustList.EarlierPolicy::policy)
                    .containsExactly(Quorum.policy(), "");
        }
    }

    /** However much was logged since, and whichever partial tiles are gone by now. */
    @Test
    void theLogMayHaveGrownSince() throws Exception {
        try (Quorum quorum = quorum()) {
            PendingReceipt early = receipt("early");
            for (int i = 0; i < 5; i++) {
                PendingReceipt _ = receipt("other-" + i);
            }
            assertThat(certify(quorum, early)).isInstanceOf(Certification.Certified.class);
            assertThat(verify(early.certificate(), List.of(), Duration.ofHours(1))
                            .isWitnessed())
                    .isTrue();
        }
    }

    /** While witnesses think, another program of the station logs, and gets a larger tree cosigned. */
    @Test
    void whoIsOvertakenAsksAgain() throws Exception {
        try (Quorum quorum = quorum()) {
            PendingReceipt place = receipt("a");
            List<Integer> rounds = new ArrayList<>();
            Witnesses overtaken = (question, limit) -> {
                rounds.add(rounds.size());
                if (rounds.size() == 1) {
                    try {
                        PendingReceipt _ = receipt("b");
                    } catch (Exception e) {
                        throw new IOException(e);
                    }
                    var larger = new Witnesses.Question(
                            books().checkpoint(), question.policy(), question.asked(), question.proofs());
                    List<WitnessAnswer> _ = quorum.ask(larger, limit);
                }
                return quorum.ask(question, limit);
            };
            assertThat(certify(overtaken, place)).isInstanceOf(Certification.Certified.class);
            assertThat(rounds).hasSize(3);
        }
    }

    @Test
    void anExistingFileIsNeverTouched() throws Exception {
        try (Quorum quorum = quorum()) {
            PendingReceipt place = receipt("a");
            Files.writeString(place.certificate(), "something of the owner's");
            assertThat(certify(quorum, place))
                    .isInstanceOfSatisfying(
                            Certification.Refused.class,
                            no -> assertThat(no.code()).isEqualTo("FILE_EXISTS"));
            assertThat(place.certificate()).hasContent("something of the owner's");
            Files.delete(place.certificate());
            assertThat(certify(quorum, place)).isInstanceOf(Certification.Certified.class);
            byte[] before = Files.readAllBytes(place.certificate());
            assertThat(certify(quorum, place)).isInstanceOf(Certification.AlreadyThere.class);
            assertThat(Files.readAllBytes(place.certificate())).isEqualTo(before);
        }
    }

    @Test
    void aFolderThatIsGoneCostsNothingButTime() throws Exception {
        try (Quorum quorum = quorum()) {
            PendingReceipt place = receipt("a").in(folder.resolve("stick"));
            assertThat(certify(quorum, place))
                    .isInstanceOfSatisfying(
                            Certification.Pending.class,
                            wait -> assertThat(wait.reason()).isEqualTo(Reason.FOLDER));
            Files.createDirectory(folder.resolve("stick"));
            assertThat(certify(quorum, place)).isInstanceOf(Certification.Certified.class);
        }
    }

    @Test
    void aFreshListRevokesAndTheStapledOneDoesNotKnow() throws Exception {
        try (Quorum quorum = quorum()) {
            PendingReceipt place = receipt("a");
            assertThat(certify(quorum, place)).isInstanceOf(Certification.Certified.class);
            var statement = books().receiptOf(place.clearing()).clearing().statement();
            IssuedStatement said = books().revoke(statement, RevocationReason.DATA_FOUND);
            assertThat(books().revoke(statement, RevocationReason.OTHER)).isEqualTo(said);
            List<StatusFile> fresh = List.copyOf(certifier(quorum)
                    .statusFiles(Set.copyOf(books().statusLists()), LIMIT)
                    .orElseThrow()
                    .values());
            assertThat(verify(place.certificate(), List.of(), Duration.ofHours(1))
                            .isWitnessed())
                    .isTrue();
            assertRefused(FailureCode.REVOKED, place, fresh);
            Files.delete(place.certificate());
            assertThat(certify(quorum, place))
                    .isInstanceOfSatisfying(
                            Certification.Refused.class,
                            no -> assertThat(no.code()).isEqualTo("REVOKED"));
            assertThat(place.certificate()).doesNotExist();
        }
    }

    @Test
    void anErasureAgainSupersedesAndARevocationIsNeverTakenBack() throws Exception {
        try (Quorum quorum = quorum()) {
            PendingReceipt old = receipt("old");
            PendingReceipt again = receipt("again");
            assertThat(certifier(quorum).certify(List.of(old, again), LIMIT))
                    .allMatch(Certification.Certified.class::isInstance);
            var of = books().receiptOf(old.clearing()).clearing().statement();
            var by = books().receiptOf(again.clearing()).clearing().statement();
            assertRefused(StatementRefusedException.Code.NOT_LATER, () -> books().supersede(by, of));
            IssuedStatement _ = books().supersede(of, by);
            List<StatusFile> fresh = List.copyOf(certifier(quorum)
                    .statusFiles(Set.copyOf(books().statusLists()), LIMIT)
                    .orElseThrow()
                    .values());
            assertRefused(FailureCode.SUPERSEDED, old, fresh);
            assertThat(verify(again.certificate(), fresh, Duration.ofHours(1)).isWitnessed())
                    .isTrue();
            assertRefused(StatementRefusedException.Code.ALREADY_REPLACED, () -> books().correct(of, by));
            IssuedStatement _ = books().revoke(of, RevocationReason.OTHER);
            assertRefused(StatementRefusedException.Code.ALREADY_REVOKED, () -> books().supersede(of, by));
        }
    }

    private interface Saying {
        IssuedStatement say() throws IOException;
    }

    private static void assertRefused(StatementRefusedException.Code code, Saying saying) {
        assertThat(org.assertj.core.api.Assertions.catchThrowableOfType(StatementRefusedException.class, saying::say)
                        .code())
                .isEqualTo(code);
    }

    private void assertRefused(FailureCode code, PendingReceipt place, List<StatusFile> fresh) {
        assertThat(org.assertj.core.api.Assertions.catchThrowableOfType(
                                VerificationException.class,
                                () -> verify(place.certificate(), fresh, Duration.ofHours(1)))
                        .code())
                .isEqualTo(code);
    }
}
