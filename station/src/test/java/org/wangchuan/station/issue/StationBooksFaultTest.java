package org.wangchuan.station.issue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.wangchuan.proof.issue.IssuedStatement;
import org.wangchuan.proof.issue.StationChain;
import org.wangchuan.proof.log.LogFsck;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.proof.statement.Disclosed;
import org.wangchuan.proof.trust.SignedTrustList;
import org.wangchuan.proof.verify.Expectations;
import org.wangchuan.proof.verify.ReceiptVerifier;
import org.wangchuan.station.home.StationHome;
import org.wangchuan.station.issue.StationBooks.Purpose;
import org.wangchuan.station.receipt.ClaimsOfEvidence;
import org.wangchuan.station.testing.FaultyFiles;
import org.wangchuan.station.testing.FaultyFiles.Died;
import org.wangchuan.station.testing.FaultyFiles.Fault;
import org.wangchuan.station.testing.Records;

/**
 * Every change of a file between an empty folder and a receipt × every fault. Whatever happens, and however often it is
 * tried again: an event has one statement, the chain is unbroken, the log has one entry for each, a full check of
 * the log finds nothing, and the receipt verifies.
 */
class StationBooksFaultTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-24T12:00:00Z"));
    private static final UUID START = new UUID(7, 1);
    private static final UUID CLEARING = new UUID(7, 2);
    private static final Evidence EVIDENCE = Records.good();

    @TempDir
    Path folder;

    private FaultyFiles files = new FaultyFiles();

    /** Each step meets one fault; that it meets every one is for long runs. */
    @Tag("slow")
    @ParameterizedTest
    @Execution(ExecutionMode.CONCURRENT)
    @EnumSource(Fault.class)
    void eachStepFromTheFirstStartToTheReceiptFailsInOneWay(Fault fault) throws Exception {
        failAt(fault, List.of(Fault.values()).indexOf(fault), Fault.values().length);
    }

    @Tag("long")
    @ParameterizedTest
    @Execution(ExecutionMode.CONCURRENT)
    @EnumSource(Fault.class)
    void anyStepFromTheFirstStartToTheReceiptMayFail(Fault fault) throws Exception {
        failAt(fault, 0, 1);
    }

    private void failAt(Fault fault, int first, int stride) throws Exception {
        Receipt _ = work(folder.resolve("counting"), -1, fault);
        long steps = files.steps();
        assertThat(steps).isGreaterThan(80);
        for (long step = first; step < steps; step += stride) {
            Path root = folder.resolve(fault + "-" + step);
            try {
                Receipt receipt = work(root, step, fault);
                requireAllIsWell(root, receipt);
            } catch (Exception | AssertionError e) {
                throw new AssertionError(fault + " at step " + step, e);
            }
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void withoutFaultsTheScenarioIsSound() throws Exception {
        requireAllIsWell(folder, work(folder, -1, Fault.FAILED));
    }

    /** As a lane works: each step until it succeeds, and after a death from the beginning, with the same event ids. */
    private Receipt work(Path root, long faultStep, Fault fault) throws IOException {
        files = new FaultyFiles();
        files.faultAt(faultStep, fault);
        Optional<IssuedStatement> first = Optional.empty();
        for (int tries = 0; tries < 20; tries++) {
            try {
                StationBooks books = StationBooks.open(new StationHome(files.path(root)), CLOCK);
                IssuedStatement start = books.start(
                        START,
                        Disclosed.ofStart(ClaimsOfEvidence.target(Records.disk()), Optional.empty()),
                        Purpose.REAL);
                assertThat(start).isEqualTo(first.orElse(start));
                first = Optional.of(start);
                IssuedStatement clearing = books.clearing(
                        CLEARING,
                        ClaimsOfEvidence.claims(EVIDENCE, START),
                        ClaimsOfEvidence.disclosed(EVIDENCE, Optional.empty()),
                        Purpose.REAL);
                return books.receipt(start, clearing);
            } catch (Died e) {
                files.restart();
            } catch (IOException e) {
                assertThat(e).hasStackTraceContaining("injected");
            }
        }
        throw new AssertionError("never comes to an end");
    }

    /** By other eyes, on the real files. */
    private static void requireAllIsWell(Path root, Receipt receipt) throws Exception {
        StationHome home = new StationHome(root);
        StationBooks books = StationBooks.open(home, CLOCK);
        IssuedStatement start = books.start(
                START, Disclosed.ofStart(ClaimsOfEvidence.target(Records.disk()), Optional.empty()), Purpose.REAL);
        IssuedStatement clearing = books.clearing(
                CLEARING,
                ClaimsOfEvidence.claims(EVIDENCE, START),
                ClaimsOfEvidence.disclosed(EVIDENCE, Optional.empty()),
                Purpose.REAL);
        assertThat(receipt.start().statement().digest()).isEqualTo(start.sdJwt().digest());
        assertThat(receipt.clearing().statement().digest())
                .isEqualTo(clearing.sdJwt().digest());
        try (Stream<Path> stored = Files.list(home.statements())) {
            assertThat(stored.map(file -> "" + file.getFileName())).hasSize(2);
        }

        StationChain chain = StationChain.parse(Files.readAllBytes(home.chain()));
        assertThat(chain.nextSequence()).isEqualTo(2);
        assertThat(chain.previous()).contains(clearing.sdJwt().digest());
        assertThat(start.statement().head().sequence()).isZero();
        assertThat(clearing.statement().head().sequence()).isEqualTo(1);

        LogFsck.Report log = LogFsck.check(home.log(), Optional.of(books.logKey()));
        assertThat(log.findings()).isEmpty();
        assertThat(log.checkpoint().orElseThrow().size()).isEqualTo(2);

        var trust = SignedTrustList.parse(Files.readAllBytes(home.trustList())).list();
        var verified =
                ReceiptVerifier.verify(receipt, trust, new Expectations(Optional.of("SERIAL-1"), CLOCK.instant()));
        assertThat(verified.isSignerKnown()).isTrue();
        assertThat(List.of(verified.startIndex(), verified.index())).containsExactly(0L, 1L);
        try (Stream<Path> left = Files.list(root)) {
            assertThat(left.map(file -> "" + file.getFileName()).filter(name -> name.endsWith(".new")))
                    .as("nothing half-made stays")
                    .isEmpty();
        }
    }
}
