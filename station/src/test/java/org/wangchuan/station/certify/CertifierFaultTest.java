package org.wangchuan.station.certify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.print.CertificatePaper;
import org.wangchuan.proof.certificate.Certificate;
import org.wangchuan.proof.issue.IssuedStatement;
import org.wangchuan.proof.issue.StationChain;
import org.wangchuan.proof.log.LogFsck;
import org.wangchuan.proof.statement.Disclosed;
import org.wangchuan.proof.verify.CertificateVerifier;
import org.wangchuan.proof.verify.Expectations;
import org.wangchuan.proof.verify.VerifiedCertificate;
import org.wangchuan.station.certify.Certification.Reason;
import org.wangchuan.station.home.StationHome;
import org.wangchuan.station.issue.StationBooks;
import org.wangchuan.station.issue.StationBooks.Purpose;
import org.wangchuan.station.receipt.ClaimsOfEvidence;
import org.wangchuan.station.testing.FaultyFiles;
import org.wangchuan.station.testing.FaultyFiles.Died;
import org.wangchuan.station.testing.FaultyFiles.Fault;
import org.wangchuan.station.testing.Quorum;
import org.wangchuan.station.testing.Records;

/**
 * Every change of a file between a receipt and its certificate × every fault. However it ends and however often it is
 * tried again: one certificate, which verifies; a log that is sound, and that no witness has seen shrink or fork.
 */
class CertifierFaultTest {
    private static final InstantSource CLOCK = InstantSource.system();
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final UUID START = new UUID(7, 1);
    private static final UUID CLEARING = new UUID(7, 2);
    private static final Evidence EVIDENCE = Records.good();

    @TempDir
    Path folder;

    private FaultyFiles files = new FaultyFiles();

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void withoutFaultsTheScenarioIsSound() throws Exception {
        assertThat(work(folder.resolve("sound"), -1, Fault.FAILED)).isGreaterThan(40);
    }

    /** One step in fifteen; the whole is for long runs. */
    @Tag("slow")
    @ParameterizedTest
    @Execution(ExecutionMode.CONCURRENT)
    @EnumSource(Fault.class)
    void someStepsFromTheReceiptToTheCertificateFail(Fault fault) throws Exception {
        failAt(fault, 15);
    }

    @Tag("long")
    @ParameterizedTest
    @Execution(ExecutionMode.CONCURRENT)
    @EnumSource(Fault.class)
    void anyStepFromTheReceiptToTheCertificateMayFail(Fault fault) throws Exception {
        failAt(fault, 1);
    }

    private void failAt(Fault fault, int stride) throws Exception {
        long steps = work(folder.resolve("counting"), -1, fault);
        for (long step = 0; step < steps; step += stride) {
            try {
                long _ = work(folder.resolve(fault + "-" + step), step, fault);
            } catch (Exception | AssertionError e) {
                throw new AssertionError(fault + " at step " + step + " of " + steps, e);
            }
        }
    }

    private long work(Path root, long faultStep, Fault fault) throws Exception {
        files = new FaultyFiles();
        files.faultAt(-1, fault);
        Path home = root.resolve("home");
        Path out = Files.createDirectories(root.resolve("out"));
        StationBooks real = StationBooks.open(new StationHome(home), CLOCK);
        real.setWitnessPolicy(Quorum.policy());
        IssuedStatement start = real.start(
                START, Disclosed.ofStart(ClaimsOfEvidence.target(Records.disk()), Optional.empty()), Purpose.REAL);
        IssuedStatement clearing = real.clearing(
                CLEARING,
                ClaimsOfEvidence.claims(EVIDENCE, START),
                ClaimsOfEvidence.disclosed(EVIDENCE, Optional.empty()),
                Purpose.REAL);
        PendingReceipt place = Certifier.of(files.path(out.resolve("a.receipt.json")), real.receipt(start, clearing));
        new PendingReceipts(new StationHome(home)).add(place);
        try (Quorum quorum = new Quorum(root, real.logKey(), CLOCK)) {
            files.faultAt(faultStep, fault);
            certifyUntilItIsDone(files.path(home), place, quorum);
            long steps = files.steps();
            files.restart();
            requireAllIsWell(home, out);
            return steps;
        }
    }

    private void certifyUntilItIsDone(Path home, PendingReceipt place, Quorum quorum) throws Exception {
        for (int tries = 0; tries < 20; tries++) {
            try {
                StationHome station = new StationHome(home);
                StationBooks books = StationBooks.open(station, CLOCK);
                Certification end = new Certifier(station, books, new OwnLog(books, quorum, CLOCK), CLOCK)
                        .certify(List.of(place), LIMIT)
                        .getFirst();
                if (end instanceof Certification.Certified || end instanceof Certification.AlreadyThere) {
                    return;
                }
                assertThat(end).isInstanceOfSatisfying(Certification.Pending.class, wait -> {
                    assertThat(wait.reason()).isIn(Reason.FOLDER, Reason.PAPER);
                    assertThat(wait.text()).contains("injected");
                });
            } catch (Died e) {
                files.restart();
            } catch (IOException e) {
                assertThat(e).hasStackTraceContaining("injected");
            }
        }
        throw new AssertionError("never comes to an end");
    }

    /** By other eyes, on the real files. */
    private static void requireAllIsWell(Path home, Path out) throws Exception {
        StationHome station = new StationHome(home);
        StationBooks books = StationBooks.open(station, CLOCK);
        assertThat(new PendingReceipts(station).all()).isEmpty();
        List<Path> written;
        try (Stream<Path> found = Files.list(out)) {
            written = found.filter(file -> !String.valueOf(file.getFileName()).startsWith("."))
                    .sorted()
                    .toList();
        }
        assertThat(written).containsExactly(out.resolve("a.certificate.json"), out.resolve("a.certificate.pdf"));
        Certificate certificate = Certificate.parse(Files.readAllBytes(written.getFirst()));
        assertThat(Files.readAllBytes(written.getLast()))
                .isEqualTo(CertificatePaper.render(certificate, Optional.empty()));
        VerifiedCertificate verified = CertificateVerifier.verify(
                certificate, books.trustList().list(), new Expectations(Optional.empty(), Instant.now()), List.of());
        assertThat(verified.isWitnessed()).isTrue();
        assertThat(verified.status()).isPresent();

        LogFsck.Report log = LogFsck.check(station.log(), Optional.of(books.logKey()));
        assertThat(log.findings()).isEmpty();
        StationChain chain = StationChain.parse(Files.readAllBytes(station.chain()));
        assertThat(log.checkpoint().orElseThrow().size()).isEqualTo(chain.nextSequence());
        assertThat(books.lastWitnessed()).isPresent();
    }
}
