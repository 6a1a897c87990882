package org.wangchuan.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wangchuan.s3.TestEntries.SIGNER;
import static org.wangchuan.s3.TestEntries.entries;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.proof.log.LogFsck;
import org.wangchuan.proof.log.LogRefusedException;
import org.wangchuan.proof.log.LogRefusedException.Reason;
import org.wangchuan.proof.log.TileLog;
import org.wangchuan.proof.storage.NewFile;

/** What happens to objects behind the log's back is found, and the object is named; by the full check, and by a start. */
class S3FsckTest {
    private static Optional<TestServer> running = Optional.empty();
    private static Map<String, byte[]> sound = Map.of();

    /** Without these a copy is one that was published, or nothing at all. */
    private static final Set<String> NOT_OF_THE_TREE = Set.of("private/lock");

    @TempDir
    private Path local = Path.of("");

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        TestServer server = new TestServer();
        running = Optional.of(server);
        S3Store store = server.store("sound", folder);
        try (TileLog log = TileLog.open(store, folder, SIGNER, Optional.empty())) {
            assertThat(log.append(entries(0, 250))).hasSize(250);
            assertThat(log.append(entries(250, 70))).hasSize(70);
        }
        sound = TestServer.objects(store);
    }

    @AfterAll
    static void stop() throws Exception {
        running.orElseThrow().close();
    }

    private S3Store store(String prefix) throws Exception {
        return running.orElseThrow().store(prefix, local);
    }

    private S3Store copy(String prefix) throws Exception {
        S3Store store = store(prefix);
        store.replaceAll(sound.entrySet().stream()
                .map(file -> new NewFile(file.getKey(), file.getValue()))
                .toList());
        return store;
    }

    private static List<String> findings(S3Store store) throws Exception {
        return LogFsck.check(store, Optional.of(SIGNER.verifierKey())).findings().stream()
                .map(LogFsck.Finding::file)
                .distinct()
                .toList();
    }

    @Test
    void aSoundCopyIsSound() throws Exception {
        assertThat(findings(copy("as-it-is"))).isEmpty();
        assertThat(sound.keySet()).hasSize(10);
    }

    @Test
    void aFlippedBitATruncatedAndALostObjectAreFoundAndNamed() throws Exception {
        S3Store store = copy("damaged");
        for (Map.Entry<String, byte[]> file : sound.entrySet()) {
            if (NOT_OF_THE_TREE.contains(file.getKey())) {
                continue;
            }
            byte[] flipped = file.getValue().clone();
            flipped[flipped.length / 2] ^= 0x10;
            store.replaceAll(List.of(new NewFile(file.getKey(), flipped)));
            assertThat(findings(store)).as("flipped %s", file.getKey()).contains(file.getKey());
            byte[] truncated = Arrays.copyOf(file.getValue(), file.getValue().length / 2);
            store.replaceAll(List.of(new NewFile(file.getKey(), truncated)));
            assertThat(findings(store)).as("truncated %s", file.getKey()).contains(file.getKey());
            store.delete(file.getKey());
            assertThat(findings(store)).as("lost %s", file.getKey()).contains(file.getKey());
            store.replaceAll(List.of(new NewFile(file.getKey(), file.getValue())));
        }
        assertThat(findings(store)).isEmpty();
    }

    @Test
    void aStartNamesTheObjectOfTheRightEdgeThatIsDamaged() throws Exception {
        S3Store store = copy("edge");
        for (String path : List.of(
                "tile/0/001.p/64",
                "tile/1/000.p/1",
                "tile/entries/001.p/64",
                "private/events/001.p/64",
                "private/signed",
                "private/write-ahead",
                "checkpoint")) {
            byte[] flipped = of(sound, path).clone();
            flipped[flipped.length / 2] ^= 0x10;
            store.replaceAll(List.of(new NewFile(path, flipped)));
            assertRefused(store, Reason.DAMAGED, path);
            store.replaceAll(List.of(new NewFile(path, of(sound, path))));
        }
        for (String path :
                List.of("tile/0/001.p/64", "private/events/001.p/64", "private/signed", "private/write-ahead")) {
            store.delete(path);
            assertRefused(store, Reason.DAMAGED, path);
            store.replaceAll(List.of(new NewFile(path, of(sound, path))));
        }
        try (TileLog log = TileLog.open(store, local, SIGNER, Optional.empty())) {
            assertThat(log.append(entries(320, 1))).containsExactly(320L);
        }
    }

    @Test
    void aStoreThatWasTakenBackAsAWholeIsRefusedByTheMachineThatKnowsBetter() throws Exception {
        S3Store store = store("rolled-back");
        try (TileLog log = TileLog.open(store, local, SIGNER, Optional.empty())) {
            assertThat(log.append(entries(0, 10))).hasSize(10);
        }
        Map<String, byte[]> earlier = TestServer.objects(store);
        try (TileLog log = TileLog.open(store, local, SIGNER, Optional.empty())) {
            assertThat(log.append(entries(10, 5))).hasSize(5);
        }
        takeBack(store, earlier);
        assertThat(findings(store)).isEmpty(); // it is sound, and of another day
        assertRefused(store, Reason.ROLLED_BACK, "kept checkpoint");
        takeBack(store, Map.of());
        assertRefused(store, Reason.ROLLED_BACK, "kept checkpoint");
    }

    @Test
    void oneObjectOfAnotherDayIsNamed() throws Exception {
        S3Store store = store("mixed");
        try (TileLog log = TileLog.open(store, local, SIGNER, Optional.empty())) {
            assertThat(log.append(entries(0, 10))).hasSize(10);
            assertThat(log.append(entries(10, 5))).hasSize(5);
        }
        Map<String, byte[]> earlier = TestServer.objects(store);
        try (TileLog log = TileLog.open(store, local, SIGNER, Optional.empty())) {
            assertThat(log.append(entries(15, 5))).hasSize(5);
            assertThat(log.append(entries(20, 5))).hasSize(5);
        }
        byte[] ofToday = store.read("private/signed").orElseThrow();
        store.replaceAll(List.of(new NewFile("private/signed", of(earlier, "private/signed"))));
        assertRefused(store, Reason.ROLLED_BACK, "private/signed");
        store.replaceAll(List.of(new NewFile("private/signed", ofToday)));
        store.replaceAll(List.of(new NewFile("private/write-ahead", of(earlier, "private/write-ahead"))));
        assertRefused(store, Reason.ROLLED_BACK, "private/write-ahead");
    }

    private static byte[] of(Map<String, byte[]> objects, String path) {
        return Optional.ofNullable(objects.get(path)).orElseThrow();
    }

    private static void takeBack(S3Store store, Map<String, byte[]> earlier) throws Exception {
        for (String path : TestServer.objects(store).keySet()) {
            store.delete(path);
        }
        store.replaceAll(earlier.entrySet().stream()
                .map(file -> new NewFile(file.getKey(), file.getValue()))
                .toList());
    }

    private void assertRefused(S3Store store, Reason reason, String where) {
        assertThatThrownBy(() -> TileLog.open(store, local, SIGNER, Optional.empty()))
                .as(where)
                .isInstanceOfSatisfying(LogRefusedException.class, e -> {
                    assertThat(e.reason()).as("%s", e).isEqualTo(reason);
                    assertThat(e.where()).isEqualTo(where);
                });
    }
}
