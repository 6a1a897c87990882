package org.wangchuan.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wangchuan.s3.TestEntries.SIGNER;
import static org.wangchuan.s3.TestEntries.entries;
import static org.wangchuan.s3.TestEntries.entry;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.proof.log.LogFsck;
import org.wangchuan.proof.log.LogRefusedException;
import org.wangchuan.proof.log.NewEntry;
import org.wangchuan.proof.log.TileLog;
import org.wangchuan.proof.storage.ObjectStore;

/** A log in a bucket of a real server is the same log as one on a folder, and has one writer. */
class S3LogTest {
    private static Optional<TestServer> running = Optional.empty();

    @TempDir
    private Path local = Path.of("");

    private String prefix = "";

    @BeforeAll
    static void start() throws Exception {
        running = Optional.of(new TestServer());
    }

    @AfterAll
    static void stop() throws Exception {
        server().close();
    }

    private static TestServer server() {
        return running.orElseThrow();
    }

    @BeforeEach
    void choosePrefix(TestInfo test) {
        prefix = test.getTestMethod().orElseThrow().getName();
    }

    private TileLog open(ObjectStore store, Path folder) throws IOException {
        return TileLog.open(store, folder, SIGNER, Optional.empty());
    }

    private S3Store store() throws S3SettingsException {
        return server().store(prefix, local);
    }

    private static Map<String, byte[]> files(Path folder) throws IOException {
        Map<String, byte[]> out = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                out.put(folder.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        return out;
    }

    @Test
    void theBucketHoldsTheSameBytesAsAFolder(@TempDir Path folder) throws Exception {
        List<Integer> sizes = List.of(200, 100, 1, 700);
        try (TileLog inBucket = open(
                        S3Store.forWriting(server().settings(), new S3Address("logs", prefix), local, false), local);
                TileLog onDisk = TileLog.open(folder, SIGNER, Optional.empty())) {
            int first = 0;
            for (int size : sizes) {
                assertThat(inBucket.append(entries(first, size))).isEqualTo(onDisk.append(entries(first, size)));
                first += size;
            }
            assertThat(inBucket.checkpoint()).isEqualTo(onDisk.checkpoint());
        }
        Map<String, byte[]> expected = files(folder);
        expected.keySet().removeIf(path -> path.equals("private/lock") || path.startsWith("private/next"));
        Map<String, byte[]> found = TestServer.objects(store());
        assertThat(found.keySet()).isEqualTo(expected.keySet()).contains("tile/1/000.p/3", "private/events/003.p/233");
        expected.forEach((path, bytes) -> assertThat(found.get(path)).as(path).isEqualTo(bytes));
        LogFsck.Report report = LogFsck.check(store(), Optional.of(SIGNER.verifierKey()));
        assertThat(report.findings()).isEmpty();
        assertThat(report.checkpoint().orElseThrow().size()).isEqualTo(1001);
    }

    @Test
    void anEventHappensOnceAlsoAfterAnotherStart() throws Exception {
        try (TileLog log = open(store(), local)) {
            assertThat(log.append(entries(0, 300))).hasSize(300);
            assertThat(log.append(List.of(entry(17), entry(300), entry(300)))).containsExactly(17L, 300L, 300L);
        }
        try (TileLog log = open(store(), local)) {
            assertThat(log.append(entries(250, 60)).getLast()).isEqualTo(309);
            NewEntry other = new NewEntry(entry(5).eventId(), entry(6).entry());
            assertThatThrownBy(() -> log.append(List.of(other)))
                    .isInstanceOfSatisfying(
                            LogRefusedException.class,
                            e -> assertThat(e.reason()).isEqualTo(LogRefusedException.Reason.EVENT_CONFLICT));
        }
    }

    @Test
    void whatLiesOnTheMachineCanBeLost(@TempDir Path other) throws Exception {
        try (TileLog log = open(store(), local)) {
            log.append(entries(0, 300));
        }
        try (TileLog log = open(server().store(prefix, other), other)) {
            assertThat(log.append(entries(100, 201)).getLast()).isEqualTo(300);
        }
    }

    @Test
    void aSecondWriterIsRefusedUntilAPersonSaysOtherwise(@TempDir Path other) throws Exception {
        try (TileLog log = open(store(), local)) {
            log.append(entries(0, 3));
            assertLocked(() -> open(server().store(prefix, other), other));
            assertLocked(() -> open(store(), local)); // also on this machine
            S3Store taking = S3Store.forWriting(server().settings(), new S3Address("logs", prefix), other, true);
            try (TileLog taken = open(taking, other)) {
                assertThat(taken.append(entries(3, 2))).containsExactly(3L, 4L);
                assertLocked(() -> log.append(entries(5, 1)));
                assertLocked(() -> log.append(entries(5, 1))); // and it stays out
                assertThat(taken.append(entries(5, 1))).containsExactly(5L);
            }
        }
        assertSound(6);
    }

    /** Whoever takes over while the other still runs: each batch is one's or the other's, never half of both. */
    @Test
    void ofTwoWritersOneGoesOn(@TempDir Path other) throws Exception {
        try (TileLog old = open(store(), local)) {
            old.append(entries(0, 250));
            S3Store taking = S3Store.forWriting(server().settings(), new S3Address("logs", prefix), other, true);
            try (TileLog taken = open(taking, other)) {
                assertThat(old.append(entries(250, 10)).getFirst()).isEqualTo(250); // it was first, once more
                assertLocked(() -> taken.append(entries(500, 4)));
                assertThat(taken.append(entries(500, 4))).containsExactly(260L, 261L, 262L, 263L);
                assertLocked(() -> old.append(entries(260, 1)));
                assertLocked(() -> old.append(entries(260, 1)));
                assertThat(taken.append(entries(250, 2))).containsExactly(250L, 251L);
            }
        }
        assertSound(264);
    }

    /** A machine that was copied knows the writer's name, too: the later one has it. */
    @Test
    void aCopyOfTheMachineStartedBesideItIsNoticed(@TempDir Path copy) throws Exception {
        try (TileLog log = open(store(), local)) {
            log.append(entries(0, 3));
            Files.createDirectories(copy.resolve("private"));
            Files.copy(local.resolve("private/writer"), copy.resolve("private/writer"));
            try (TileLog clone = open(server().store(prefix, copy), copy)) {
                assertThat(clone.append(entries(3, 1))).containsExactly(3L);
                assertLocked(() -> log.append(entries(4, 1)));
                assertLocked(() -> log.append(entries(4, 1)));
            }
        }
        assertSound(4);
    }

    @Test
    void theServerMayBeAwayForAWhile(@TempDir Path unused) throws Exception {
        AtomicBoolean isAway = new AtomicBoolean();
        UnaryOperator<Transport> between = transport -> request -> {
            if (isAway.get()) {
                throw new ConnectException("Connection refused"); // as the platform's client says it
            }
            return transport.send(request);
        };
        List<Duration> waits = List.of(Duration.ofMillis(1));
        try (TileLog log = open(server().store(prefix, local, between, waits), local)) {
            log.append(entries(0, 255));
            isAway.set(true);
            assertThatThrownBy(() -> log.append(entries(255, 3)))
                    .isInstanceOf(S3Exception.class)
                    .hasMessageContaining("/private/write-ahead: expected an answer, found ConnectException");
            assertThatThrownBy(() -> log.append(entries(255, 3))).isInstanceOf(S3Exception.class);
            assertThatThrownBy(() -> open(server().store(prefix, unused, between, waits), unused))
                    .isInstanceOf(S3Exception.class);
            isAway.set(false);
            assertThat(log.append(entries(0, 260)).getLast()).isEqualTo(259);
        }
        assertSound(260);
    }

    /** A line bucket too few or too many would begin a second log under the same name. */
    @Test
    void aFolderOfALogAndOneBesideABucketAreNotMixedUp(@TempDir Path folder) throws Exception {
        TileLog.open(folder, SIGNER, Optional.empty()).close();
        assertRefused(LogRefusedException.Reason.OTHER_LOG, () -> open(server().store(prefix, folder), folder));
        open(store(), local).close();
        assertRefused(LogRefusedException.Reason.OTHER_LOG, () -> TileLog.open(local, SIGNER, Optional.empty()));
    }

    /** Nobody listens on port 1. */
    @Test
    void aServerThatIsNotThereIsSaidWithoutTheSecret() throws Exception {
        Map<String, String> nowhere = new TreeMap<>(server().environment());
        nowhere.put("AWS_ENDPOINT_URL", "http://127.0.0.1:1");
        try (S3Store store = S3Store.forReading(S3Settings.read(nowhere), new S3Address("logs", prefix))) {
            assertThatThrownBy(() -> store.read("checkpoint"))
                    .hasMessageContaining("/checkpoint: expected an answer, found ConnectException")
                    .message()
                    .doesNotContain(TestServer.SECRET);
        }
    }

    @Test
    void aBucketThatIsNotThereIsNoEmptyLog() throws Exception {
        S3Store elsewhere = S3Store.forWriting(server().settings(), new S3Address("nowhere", ""), local, false);
        assertThatThrownBy(() -> open(elsewhere, local))
                .hasMessageContaining("GET private/lock: expected status 200, found 404 NoSuchBucket");
    }

    @Test
    void anotherSecretIsRefusedByTheServerAndNotShown() throws Exception {
        Map<String, String> wrong = new TreeMap<>(server().environment());
        wrong.put("AWS_SECRET_ACCESS_KEY", "another-secret");
        S3Store store = S3Store.forReading(S3Settings.read(wrong), new S3Address("logs", prefix));
        assertThatThrownBy(() -> store.read("checkpoint"))
                .hasMessage("GET " + prefix + "/checkpoint: expected status 200, found 403 SignatureDoesNotMatch"
                        + " (credentials, rights, region or the clock)");
    }

    private interface Attempt {
        void run() throws Exception;
    }

    private static void assertLocked(Attempt attempt) {
        assertRefused(LogRefusedException.Reason.LOCKED, attempt);
    }

    private static void assertRefused(LogRefusedException.Reason reason, Attempt attempt) {
        assertThatThrownBy(attempt::run)
                .isInstanceOfSatisfying(
                        LogRefusedException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    private void assertSound(long size) throws Exception {
        LogFsck.Report report = LogFsck.check(store(), Optional.of(SIGNER.verifierKey()));
        assertThat(report.findings()).isEmpty();
        assertThat(report.checkpoint().orElseThrow().size()).isEqualTo(size);
    }
}
