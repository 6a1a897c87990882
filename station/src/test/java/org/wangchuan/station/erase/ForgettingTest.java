package org.wangchuan.station.erase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.medium.MediumIdentity;
import org.wangchuan.engine.medium.MediumKind;
import org.wangchuan.engine.medium.Presence;
import org.wangchuan.engine.policy.VerifyMode;
import org.wangchuan.proof.issue.IssuedStatement;
import org.wangchuan.proof.log.LogFsck;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.proof.statement.Asset;
import org.wangchuan.proof.statement.Disclosed;
import org.wangchuan.proof.statement.RevocationReason;
import org.wangchuan.proof.statement.SdJwt;
import org.wangchuan.proof.trust.SignedTrustList;
import org.wangchuan.proof.verify.Expectations;
import org.wangchuan.proof.verify.ReceiptVerifier;
import org.wangchuan.station.certify.PendingReceipt;
import org.wangchuan.station.certify.PendingReceipts;
import org.wangchuan.station.forget.Forgetter;
import org.wangchuan.station.forget.Retention;
import org.wangchuan.station.home.DurableFiles;
import org.wangchuan.station.home.StationHome;
import org.wangchuan.station.issue.Forgotten;
import org.wangchuan.station.issue.StatementRefusedException;
import org.wangchuan.station.issue.StationBooks;
import org.wangchuan.station.issue.StationBooks.Purpose;
import org.wangchuan.station.journal.JobHold;
import org.wangchuan.station.receipt.ClaimsOfEvidence;
import org.wangchuan.station.testing.FaultyFiles;
import org.wangchuan.station.testing.FaultyFiles.Died;
import org.wangchuan.station.testing.FaultyFiles.Fault;
import org.wangchuan.station.testing.Findable;
import org.wangchuan.station.testing.Records;

/** After a forgetting nothing in the state folder names the device or opens the log's entries, and all else goes on. */
class ForgettingTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final InstantSource CLOCK = InstantSource.fixed(NOW);
    private static final UUID START = new UUID(7, 1);
    private static final UUID CLEARING = new UUID(7, 2);
    private static final UUID GIVEN_UP = new UUID(8, 1);
    private static final Evidence EVIDENCE = Records.good();
    private static final String ASSET = "TAG-OF-ALICE-4711";
    private static final Retention THREE_YEARS = new Retention(1_096, "551 art. 17", OptionalInt.empty());

    @TempDir
    Path folder;

    private Path root = Path.of("");

    @SuppressWarnings("NullAway.Init") // made before each
    private Receipt receipt;

    @SuppressWarnings("NullAway.Init") // made before each
    private Findable findable;

    /** One that was given up, one that has its receipt, and somebody else's. */
    @BeforeEach
    void aStationThatHasErased() throws IOException {
        root = folder.resolve("station");
        StationHome home = new StationHome(root);
        StationBooks books = StationBooks.open(home, CLOCK);
        IssuedStatement _ = books.start(GIVEN_UP, start(), Purpose.REAL);
        IssuedStatement start = books.start(START, start(), Purpose.REAL);
        IssuedStatement clearing = books.clearing(
                CLEARING,
                ClaimsOfEvidence.claims(EVIDENCE, START),
                ClaimsOfEvidence.disclosed(EVIDENCE, Optional.of(ASSET)),
                Purpose.REAL);
        receipt = books.receipt(start, clearing);
        findable = Findable.of(receipt, Map.of("serial", "SERIAL-1", "asset", ASSET));
        job(home, new UUID(9, 1), GIVEN_UP, new UUID(8, 2));
        job(home, new UUID(9, 2), START, CLEARING);
        new PendingReceipts(home).add(new PendingReceipt(CLEARING, folder.resolve("SERIAL-1-x.receipt.json")));
    }

    private static Disclosed start() {
        return Disclosed.ofStart(ClaimsOfEvidence.target(Records.disk()), Optional.of(new Asset(ASSET)));
    }

    private void job(StationHome home, UUID job, UUID start, UUID clearing) throws IOException {
        JobTicket ticket = new JobTicket(
                job,
                "/dev/sdb",
                new MediumIdentity(
                        MediumKind.BLOCK,
                        Optional.of("SERIAL-1"),
                        Optional.empty(),
                        Optional.empty(),
                        Records.CAPACITY_BYTES,
                        Optional.empty(),
                        0,
                        Optional.empty(),
                        0),
                new Presence("boot", 0, 0),
                "gb-46864-2025",
                1,
                VerifyMode.FULL,
                Optional.empty(),
                Optional.of(ASSET),
                start,
                clearing,
                "SERIAL-1-x");
        Path at = home.finished().resolve(job.toString());
        DurableFiles.createFolder(at);
        DurableFiles.replace(at.resolve("job.json"), ticket.toBytes());
        DurableFiles.replace(at.resolve("events"), EVIDENCE.bytes());
    }

    private SdJwt clearing() {
        return receipt.clearing().statement();
    }

    private Forgetter.Outcome forget(Path at, Retention retention, InstantSource clock) throws IOException {
        StationHome home = new StationHome(at);
        return new Forgetter(home, StationBooks.open(home, clock), retention)
                .forget(clearing(), folder.resolve("SERIAL-1-x.receipt.json"));
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void beforehandItIsFoundInJobsAndOpenedByItsKey() throws IOException {
        assertThat(findable.in(root)).contains("serial in finished/" + new UUID(9, 2) + "/job.json");
        assertThat(findable.in(root.resolve("statements"))).isEmpty();
        assertThat(findable.in(root.resolve("keys"))).isEmpty();
        assertThat(open().receiptOf(CLEARING)).isEqualTo(receipt);
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void afterwardsNothingIsFoundAndTheRestGoesOn() throws Exception {
        Forgetter.Outcome outcome = forget(root, Retention.NONE, CLOCK);
        assertThat(outcome.forgotten().isNew()).isTrue();
        assertThat(outcome.forgotten().kept()).isEmpty();
        requireForgotten(root);
        try (Stream<Path> keys = Files.list(root.resolve("keys"))) {
            assertThat(keys).isEmpty();
        }
        assertThat(new PendingReceipts(new StationHome(root)).all()).isEmpty();
        refused(StatementRefusedException.Code.FORGOTTEN, () -> open().receiptOf(CLEARING));
        assertThat(forget(root, Retention.NONE, CLOCK).forgotten().isNew()).isFalse();
        assertThat(open().revoke(clearing(), RevocationReason.OTHER)
                        .statement()
                        .head()
                        .sequence())
                .isEqualTo(4);
        requireForgotten(root);
    }

    /** Statements of before lay open; their bytes are overwritten where they were. */
    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void whatAnEarlierVersionHasLeftOpenIsForgottenToo() throws Exception {
        leaveOpen();
        assertThat(findable.in(root.resolve("statements")))
                .map(found -> found.substring(0, found.indexOf(" in ")))
                .containsAll(findable.names());
        Path alias = Files.createLink(folder.resolve("alias"), root.resolve("statements/000000000002.json"));
        forget(root, Retention.NONE, CLOCK);
        requireForgotten(root);
        assertThat(Files.readAllBytes(alias)).containsOnly(0);
    }

    private void leaveOpen() throws IOException {
        StationBooks books = open();
        DurableFiles.replace(
                root.resolve("statements/000000000000.json"),
                books.start(GIVEN_UP, start(), Purpose.REAL).toBytes());
        DurableFiles.replace(
                root.resolve("statements/000000000001.json"),
                books.start(START, start(), Purpose.REAL).toBytes());
        DurableFiles.replace(
                root.resolve("statements/000000000002.json"),
                new IssuedStatement(clearing(), receipt.clearing().nonce()).toBytes());
        try (Stream<Path> keys = Files.list(root.resolve("keys"))) {
            for (Path key : keys.toList()) {
                Files.delete(key);
            }
        }
        assertThat(open().receiptOf(CLEARING)).isEqualTo(receipt);
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aLawKeepsTheDeviceForItsTime() throws Exception {
        Forgetter.Outcome outcome = forget(root, THREE_YEARS, CLOCK);
        assertThat(outcome.forgotten().kept().orElseThrow().reason()).isEqualTo("551 art. 17");
        assertThat(outcome.forgotten().kept().orElseThrow().untilSeconds())
                .isEqualTo(NOW.plus(Duration.ofDays(1_096)).getEpochSecond());
        requireForgotten(root);
        refused(StatementRefusedException.Code.FORGOTTEN, () -> open().receiptOf(CLEARING));
        // What was said once counts, whatever the rule says later.
        assertThat(forget(root, Retention.NONE, CLOCK).forgotten()).satisfies(again -> {
            assertThat(again.isNew()).isFalse();
            assertThat(again.kept()).isPresent();
        });
        byte[] half = Files.readAllBytes(root.resolve("keys/" + START + ".key"));
        assertThat(half).hasSize(64).startsWith(new byte[32]);
        assertThat(half).isNotEqualTo(new byte[64]);
        InstantSource later = InstantSource.fixed(NOW.plus(Duration.ofDays(1_097)));
        assertThat(forget(root, THREE_YEARS, later).forgotten()).satisfies(rest -> {
            assertThat(rest.isNew()).isTrue();
            assertThat(rest.kept()).isEmpty();
        });
        assertThat(root.resolve("keys/" + START + ".key")).doesNotExist();
        assertThat(forget(root, THREE_YEARS, later).forgotten().isNew()).isFalse();
        requireForgotten(root);
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void whatIsDueGoesWithoutItsReceiptAndWhatABackUpBringsBackGoesAgain() throws Exception {
        Path backUp = folder.resolve("back-up");
        copy(root, backUp);
        forget(root, THREE_YEARS, CLOCK);
        for (String part : List.of("keys", "finished", "pending")) {
            delete(root.resolve(part));
            copy(backUp.resolve(part), root.resolve(part));
        }
        assertThat(findable.in(root)).isNotEmpty();
        assertThat(due(CLOCK)).satisfies(again -> {
            assertThat(again.isNew()).isFalse();
            assertThat(again.kept()).isPresent();
        });
        requireForgotten(root);
        refused(StatementRefusedException.Code.FORGOTTEN, () -> open().receiptOf(CLEARING));
        InstantSource later = InstantSource.fixed(NOW.plus(Duration.ofDays(1_097)));
        assertThat(due(later)).satisfies(rest -> {
            assertThat(rest.isNew()).isTrue();
            assertThat(rest.kept()).isEmpty();
        });
        assertThat(root.resolve("keys/" + START + ".key")).doesNotExist();
        assertThat(due(later).isNew()).isFalse();
        requireForgotten(root);
    }

    private Forgotten due(InstantSource clock) throws IOException {
        StationHome home = new StationHome(root);
        List<Forgetter.Outcome> all = new Forgetter(home, StationBooks.open(home, clock), Retention.NONE).forgetDue();
        assertThat(all).hasSize(1);
        return all.getFirst().forgotten();
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aKeyThatIsLostIsNotCalledForgotten() throws IOException {
        Files.delete(root.resolve("keys/" + START + ".key"));
        refused(StatementRefusedException.Code.SUBJECT_KEY_GONE, () -> open().receiptOf(CLEARING));
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aJobThatIsUnderWayIsLeftAlone() throws IOException {
        StationHome home = new StationHome(root);
        UUID job = new UUID(9, 2);
        Files.move(home.finished().resolve(job.toString()), home.jobs().resolve(job.toString()));
        JobStore jobs = new JobStore(home);
        try (JobHold _ = jobs.hold(jobs.open().getFirst()).orElseThrow()) {
            assertThatThrownBy(() -> forget(root, Retention.NONE, CLOCK)).isInstanceOf(JobTraces.InUseException.class);
        }
        assertThat(open().receiptOf(CLEARING)).isEqualTo(receipt);
        forget(root, Retention.NONE, CLOCK);
        assertThat(findable.in(root)).isEmpty();
    }

    /** Somebody else's device, and the same one under another tag, stay as they are. */
    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void othersAreNotForgotten() throws IOException {
        StationBooks books = open();
        UUID other = new UUID(6, 1);
        IssuedStatement said = books.start(
                other,
                Disclosed.ofStart(ClaimsOfEvidence.target(Records.disk()), Optional.of(new Asset("B"))),
                Purpose.REAL);
        forget(root, Retention.NONE, CLOCK);
        assertThat(open().start(other, start(), Purpose.REAL)).isEqualTo(said);
    }

    /** One that was given up on the same medium under another tag, or none, may be another person's: it stays, and is told. */
    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void whatLooksLikeTheSameMediumIsTold() throws IOException {
        StationHome home = new StationHome(root);
        Path other = home.finished().resolve(new UUID(9, 3).toString());
        job(home, new UUID(9, 3), new UUID(5, 1), new UUID(5, 2));
        String ticket = Files.readString(other.resolve("job.json"));
        Files.writeString(other.resolve("job.json"), ticket.replace(ASSET, "TAG-OF-BOB"));

        Forgetter.Outcome outcome = forget(root, Retention.NONE, CLOCK);

        assertThat(outcome.alikeJobs()).isEqualTo(1);
        assertThat(other.resolve("job.json")).exists();
        assertThat(home.finished().resolve(new UUID(9, 1).toString())).doesNotExist();
    }

    @Tag("slow")
    @ParameterizedTest
    @Execution(ExecutionMode.CONCURRENT)
    @EnumSource(Fault.class)
    void eachStepFailsInOneWayAndIsFinishedByTheSameCommand(Fault fault) throws Exception {
        failAt(fault, List.of(Fault.values()).indexOf(fault), Fault.values().length);
    }

    @Tag("long")
    @ParameterizedTest
    @Execution(ExecutionMode.CONCURRENT)
    @EnumSource(Fault.class)
    void anyStepMayFailAndIsFinishedByTheSameCommand(Fault fault) throws Exception {
        failAt(fault, 0, 1);
    }

    private void failAt(Fault fault, int first, int stride) throws Exception {
        leaveOpen();
        long steps = steps(folder.resolve("counting"), -1, fault);
        assertThat(steps).isGreaterThan(50);
        for (long step = first; step < steps; step += stride) {
            Path at = folder.resolve(fault + "-" + step);
            try {
                long _ = steps(at, step, fault);
                requireForgotten(at);
                try (Stream<Path> left = Files.walk(at)) {
                    assertThat(left.map(file -> "" + file.getFileName()).filter(name -> name.endsWith(".open")))
                            .isEmpty();
                }
            } catch (Exception | AssertionError e) {
                throw new AssertionError(fault + " at step " + step, e);
            }
            delete(at);
        }
    }

    /** Forgets until it succeeds; as long as it has not, nothing may say that it has. */
    private long steps(Path at, long faultStep, Fault fault) throws Exception {
        copy(root, at);
        FaultyFiles files = new FaultyFiles();
        files.faultAt(faultStep, fault);
        for (int tries = 0; tries < 20; tries++) {
            try {
                Forgetter.Outcome _ = forget(files.path(at), Retention.NONE, CLOCK);
                return files.steps();
            } catch (Died e) {
                files.restart();
            } catch (IOException e) {
                assertThat(e).hasStackTraceContaining("injected");
            }
            if (size(at) > 3) {
                assertThat(findable.in(at)).as("said before it was done").isEmpty();
            }
        }
        throw new AssertionError("never comes to an end");
    }

    private static long size(Path at) throws IOException {
        return LogFsck.check(new StationHome(at).log(), Optional.empty())
                .checkpoint()
                .orElseThrow()
                .size();
    }

    /** By other eyes. */
    private void requireForgotten(Path at) throws Exception {
        assertThat(findable.in(at)).isEmpty();
        StationHome home = new StationHome(at);
        StationBooks books = StationBooks.open(home, CLOCK);
        assertThat(books.isSigned(START)).isTrue();
        assertThat(books.isSigned(CLEARING)).isTrue();
        LogFsck.Report log = LogFsck.check(home.log(), Optional.of(books.logKey()));
        assertThat(log.findings()).isEmpty();
        assertThat(log.checkpoint().orElseThrow().size()).isBetween(4L, 5L);
        var trust = SignedTrustList.parse(Files.readAllBytes(home.trustList())).list();
        assertThat(ReceiptVerifier.verify(receipt, trust, new Expectations(Optional.of("SERIAL-1"), NOW))
                        .isSignerKnown())
                .isTrue();
    }

    private StationBooks open() throws IOException {
        return StationBooks.open(new StationHome(root), CLOCK);
    }

    private interface Asking {
        Object ask() throws IOException;
    }

    private static void refused(StatementRefusedException.Code code, Asking asking) {
        assertThatThrownBy(asking::ask)
                .isInstanceOfSatisfying(
                        StatementRefusedException.class,
                        e -> assertThat(e.code()).isEqualTo(code));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path one : all.toList()) {
                Files.copy(one, to.resolve(from.relativize(one).toString()));
            }
        }
    }

    private static void delete(Path tree) throws IOException {
        try (Stream<Path> all = Files.walk(tree)) {
            for (Path one : all.toList().reversed()) {
                Files.delete(one);
            }
        }
    }
}
