package org.wangchuan.station.recheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.job.JobOptions;
import org.wangchuan.engine.job.LeftBehind;
import org.wangchuan.engine.job.RecheckKey;
import org.wangchuan.engine.policy.PolicyCatalogue;
import org.wangchuan.engine.policy.VerifyMode;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.proof.statement.RecheckClaims;
import org.wangchuan.proof.statement.Statement;
import org.wangchuan.proof.statement.StatementReader;
import org.wangchuan.station.erase.Bench;
import org.wangchuan.station.erase.Candidate;
import org.wangchuan.station.erase.EraseOrder;
import org.wangchuan.station.erase.LaneEnd;
import org.wangchuan.station.erase.Refusal;
import org.wangchuan.station.forget.Forgetter;
import org.wangchuan.station.forget.Retention;
import org.wangchuan.station.home.StationHome;
import org.wangchuan.station.issue.StationBooks;
import org.wangchuan.station.receipt.ReceiptFiles;
import org.wangchuan.station.testing.FaultyFiles;
import org.wangchuan.station.testing.FaultyFiles.Died;
import org.wangchuan.station.testing.FaultyFiles.Fault;

/** Whatever comes in between, a look is signed and has its file, or it is not signed; and what was erased is never written to. */
@Tag("slow")
class SecondLookTest {
    private static final int BYTES = 1 << 18;

    @TempDir
    Path folder;

    private Path image = Path.of("");
    private Path eraser = Path.of("");

    @SuppressWarnings("NullAway.Init") // made before each
    private LaneEnd.Finished erased;

    @BeforeEach
    void erase() throws IOException {
        byte[] content = new byte[BYTES];
        new Random(1).nextBytes(content);
        image = Files.write(folder.resolve("image"), content);
        eraser = folder.resolve("eraser");
        Path out = Files.createDirectory(folder.resolve("receipts"));
        EraseOrder order = new EraseOrder(
                List.of(image),
                PolicyCatalogue.find("nist-clear").orElseThrow(),
                Optional.empty(),
                VerifyMode.FULL,
                out,
                Optional.empty(),
                false,
                true,
                JobOptions.DEFAULTS);
        Bench bench = new Bench(new StationHome(eraser), InstantSource.system(), "wangchuan test");
        if (bench.examine(order).getFirst() instanceof Candidate.Ready ready
                && bench.erase(order, List.of(ready), _ -> {}).getFirst() instanceof LaneEnd.Finished finished) {
            erased = finished;
        }
        assertThat(erased).isNotNull();
    }

    private RecheckOrder order(Path out) throws IOException {
        try {
            Evidence evidence = Evidence.read(Files.readAllBytes(erased.files().evidence()));
            RecheckKey key = RecheckKey.parse(
                    Files.readAllBytes(erased.files().recheckKey().orElseThrow()));
            Receipt receipt = erased.receipt();
            Statement clearing = StatementReader.read(receipt.clearing().statement());
            return new RecheckOrder(
                    image,
                    _ -> Optional.empty(),
                    new RecheckClaims.Of(
                            clearing.head().eventId(),
                            receipt.clearing().statement().digest(),
                            clearing.head().station()),
                    Optional.empty(),
                    evidence.the(Event.MediumSeen.class).medium(),
                    LeftBehind.of(evidence, Optional.of(key)),
                    VerifyMode.FULL,
                    60_000,
                    out,
                    "image");
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static SecondLook look(Path home) {
        return new SecondLook(new StationHome(home), InstantSource.system(), "wangchuan test");
    }

    @Test
    void whatTheErasureLeftMatches() throws IOException {
        byte[] before = Files.readAllBytes(image);
        Path out = Files.createDirectory(folder.resolve("out"));
        assertThat(look(folder.resolve("checker")).look(order(out), _ -> {}))
                .isInstanceOfSatisfying(Looked.Signed.class, signed -> {
                    assertThat(signed.claims().result()).isEqualTo(RecheckClaims.Result.MATCHES);
                    assertThat(signed.claims().recognised()).isEqualTo(RecheckClaims.Recognised.CONTENTS);
                    assertThat(signed.isTest()).isFalse();
                    assertThat(signed.path()).hasBinaryContent(signed.file().toBytes());
                });
        assertThat(Files.readAllBytes(image)).isEqualTo(before);
    }

    @Test
    void anErasureOfAnotherMediumIsRefusedUnread() throws IOException {
        Files.write(image, new byte[BYTES + 512]);
        Path out = Files.createDirectory(folder.resolve("out"));
        assertThat(look(folder.resolve("checker")).look(order(out), _ -> {
                    throw new AssertionError("nothing is to be read");
                }))
                .isInstanceOfSatisfying(
                        Looked.Refused.class,
                        refused -> assertThat(refused.refusals())
                                .extracting(Refusal::code)
                                .containsExactly("RECHECK_OTHER_DRIVE"));
        assertThat(entries(folder.resolve("checker"))).isZero();
        assertThat(files(out)).isEmpty();
    }

    @Test
    void stoppedItSignsNothing() throws IOException {
        Path out = Files.createDirectory(folder.resolve("out"));
        assertThat(look(folder.resolve("checker")).look(order(out), control -> control.stop()))
                .isInstanceOf(Looked.Interrupted.class);
        assertThat(entries(folder.resolve("checker"))).isZero();
        assertThat(files(out)).isEmpty();
    }

    /** At each change of a file, of the state and of the folder for the answer. */
    @Test
    void aKillAtEachStepLeavesNothingOrWhatTheNextLookFinishes() throws IOException {
        survive(Fault.KILLED);
    }

    @Tag("long")
    @ParameterizedTest
    @EnumSource(Fault.class)
    void aFaultAtEachStepLeavesNothingOrWhatTheNextLookFinishes(Fault fault) throws IOException {
        survive(fault);
    }

    private void survive(Fault fault) throws IOException {
        long steps = Long.MAX_VALUE;
        int signedBefore = 0;
        for (long at = 0; at < steps; at++) {
            Path root = Files.createDirectories(folder.resolve(fault + "-" + at));
            Path out = Files.createDirectory(root.resolve("out"));
            FaultyFiles files = new FaultyFiles();
            Path home = files.path(root.resolve("home"));
            files.faultAt(at, fault);
            boolean isSigned = false;
            try {
                isSigned = look(home).look(order(files.path(out)), _ -> {}) instanceof Looked.Signed;
            } catch (Died | IOException _) {
                // the fault
            }
            steps = files.steps() <= at ? at : steps;
            files.restart();
            signedBefore += entries(home) > 0 ? 1 : 0;
            assertThat(!isSigned || files(out).size() == 1).isTrue();

            // By then nobody can be between keeping its place and signing it.
            InstantSource later = InstantSource.offset(InstantSource.system(), Duration.ofHours(2));
            assertThat(new SecondLook(new StationHome(home), later, "wangchuan test")
                            .look(order(files.path(out)), _ -> {}))
                    .as("%s at %d", fault, at)
                    .isInstanceOf(Looked.Signed.class);

            assertThat((long) files(out).size())
                    .as("%s at %d: each statement has its file", fault, at)
                    .isEqualTo(entries(home));
            assertThat(root.resolve("home/rechecks")).isEmptyDirectory();
        }
        assertThat(steps).as("steps").isBetween(20L, 400L);
        assertThat(signedBefore).as("faults after it was signed").isPositive();
    }

    @Test
    void whatCannotBeWrittenIsWrittenByTheNextLook() throws IOException {
        Path home = folder.resolve("checker");
        Path out = Files.createDirectory(folder.resolve("out"));
        RecheckOrder order = order(out);
        assertThat(look(home).look(order, _ -> {
                    try {
                        Files.delete(out);
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                }))
                .isInstanceOf(Looked.Unwritten.class);
        assertThat(entries(home)).isEqualTo(1);
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        assertThat(look(home).look(order(elsewhere), _ -> {})).isInstanceOf(Looked.Signed.class);
        assertThat(files(elsewhere)).hasSize(1);
        Files.createDirectory(out);
        assertThat(look(home).look(order(elsewhere), _ -> {})).isInstanceOf(Looked.Signed.class);
        assertThat(files(out)).hasSize(1);
    }

    @Test
    void whoForgetsTheErasureForgetsWhatItHasFoundSince() throws IOException {
        StationHome home = new StationHome(eraser);
        Path out = Files.createDirectory(folder.resolve("out"));
        assertThat(look(eraser).look(order(out), _ -> {})).isInstanceOf(Looked.Signed.class);
        assertThat(entries(eraser)).isEqualTo(3);
        assertThat(keys(home)).hasSize(2);
        StationBooks books = StationBooks.open(home, InstantSource.system());
        Path receipt = erased.files().receipt();
        Path key = receipt.resolveSibling(
                String.valueOf(receipt.getFileName()).replace(ReceiptFiles.RECEIPT, ReceiptFiles.RECHECK_KEY));

        Forgetter.Outcome outcome = new Forgetter(home, books, Retention.NONE)
                .forget(erased.receipt().clearing().statement(), receipt);

        assertThat(outcome.files()).contains(key);
        assertThat(keys(home)).isEmpty();
        try (Stream<Path> all = Files.walk(eraser)) {
            assertThat(all).noneMatch(file -> file.endsWith("recheck-key.json"));
        }
        assertThatThrownBy(() -> books.recheckFile(outcome.clearing()))
                .as("not the clearing's")
                .isInstanceOf(Exception.class);
    }

    private static List<Path> keys(StationHome home) throws IOException {
        try (Stream<Path> keys = Files.list(home.keys())) {
            return keys.toList();
        }
    }

    private static List<Path> files(Path out) throws IOException {
        try (Stream<Path> files = Files.list(out)) {
            return files.filter(file -> file.toString().endsWith(".json")).toList();
        }
    }

    private static long entries(Path home) throws IOException {
        Path checkpoint = home.resolve("log/checkpoint");
        return Files.exists(checkpoint)
                ? Long.parseLong(Files.readAllLines(checkpoint).get(1))
                : 0;
    }
}
