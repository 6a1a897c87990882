package org.wangchuan.proof.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.key.SigningKey;
import org.wangchuan.proof.log.LogRefusedException.Reason;
import org.wangchuan.proof.note.NoteSigner;
import org.wangchuan.proof.storage.CrashableStorage;
import org.wangchuan.proof.storage.Storage;

/** What happened to the files behind the log's back is found, and the file is named. */
class LogFsckTest {
    private static final NoteSigner SIGNER = new NoteSigner("log.example", SigningKey.of(new byte[32]));

    private static CrashableStorage logOf(int size) throws IOException {
        CrashableStorage storage = new CrashableStorage();
        try (TileLog log = TileLog.open(storage, SIGNER, Optional.empty())) {
            for (int first = 0; first < size; first += 100) {
                append(log, first, Math.min(first + 100, size));
            }
        }
        return storage;
    }

    private static void append(TileLog log, int from, int to) throws IOException {
        List<NewEntry> batch = new ArrayList<>();
        for (int i = from; i < to; i++) {
            byte[] entry = new byte[NewEntry.LENGTH];
            new Random(i).nextBytes(entry);
            batch.add(new NewEntry(new UUID(7, i), entry));
        }
        log.append(batch);
    }

    private static LogFsck.Report check(Storage storage) throws IOException {
        return LogFsck.check(storage, Optional.of(SIGNER.verifierKey()));
    }

    private static List<String> files(LogFsck.Report report) {
        return report.findings().stream().map(LogFsck.Finding::file).distinct().toList();
    }

    private static boolean isChecked(String path) {
        return !path.equals(LogLayout.LOCK) && !path.equals(LogLayout.NEXT);
    }

    @Test
    void aSoundLogIsSound() throws IOException {
        for (int size : new int[] {0, 1, 255, 256, 257, 600}) {
            LogFsck.Report report = check(logOf(size));
            assertThat(report.findings()).as("size %d", size).isEmpty();
            assertThat(report.checkpoint().orElseThrow().size()).isEqualTo(size);
        }
    }

    @Test
    void everyFlippedBitOfASmallLogIsFoundInItsFile() throws IOException {
        CrashableStorage storage = logOf(2);
        for (String path : storage.paths()) {
            long bits = storage.read(path).orElseThrow().length * 8L;
            for (long bit = 0; isChecked(path) && bit < bits; bit++) {
                storage.flip(path, bit);
                assertThat(files(check(storage))).as("%s bit %d", path, bit).contains(path);
                storage.flip(path, bit);
            }
        }
    }

    @Test
    void aFlippedBitOfALargerLogIsFoundInThatFileAlone() throws IOException {
        CrashableStorage storage = logOf(600);
        List<String> paths =
                storage.paths().stream().filter(LogFsckTest::isChecked).toList();
        assertThat(paths).anyMatch(path -> path.startsWith("tile/1/"));
        for (long seed = 0; seed < 150; seed++) {
            Random random = new Random(seed);
            String path = paths.get(random.nextInt(paths.size()));
            long bit = random.nextLong(storage.read(path).orElseThrow().length * 8L);
            storage.flip(path, bit);
            if (path.equals(LogLayout.CHECKPOINT)) {
                assertThat(files(check(storage))).as("seed %d", seed).contains(path);
            } else {
                assertThat(files(check(storage)))
                        .as("seed %d: %s bit %d", seed, path, bit)
                        .containsExactly(path);
            }
            storage.flip(path, bit);
        }
    }

    /** Three levels of tiles: the file is named also where all that is below it was damaged by nobody. */
    @Test
    void aFlippedBitOfATallLogIsFoundInThatFileAlone() throws IOException {
        CrashableStorage storage = new CrashableStorage();
        try (TileLog log = TileLog.open(storage, SIGNER, Optional.empty())) {
            for (int first = 0; first < 66_000; first += 6000) {
                append(log, first, first + 6000);
            }
        }
        assertThat(files(check(storage))).isEmpty();
        for (String path : List.of(
                "tile/2/000.p/1",
                "tile/1/000",
                "tile/1/001.p/1",
                "tile/0/000",
                "tile/0/256",
                "tile/0/257.p/208",
                "tile/entries/007",
                "tile/entries/257.p/208",
                "private/events/255",
                "private/events/257.p/208",
                "private/write-ahead",
                "private/signed")) {
            byte[] sound = storage.read(path).orElseThrow();
            storage.flip(path, sound.length * 4L);
            assertThat(files(check(storage))).as("flipped %s", path).containsExactly(path);
            storage.removeSilently(path);
            assertThat(files(check(storage))).as("missing %s", path).containsExactly(path);
            storage.replaceSilently(path, sound);
        }
    }

    @Test
    void twoClaimsThatAreBothWrongAreToldApart() throws IOException {
        CrashableStorage storage = logOf(600);
        storage.flip("tile/0/001", 3 * 32 * 8);
        storage.flip("tile/entries/001", 9 * 35 * 8 + 80);
        assertThat(check(storage).findings())
                .containsExactly(
                        new LogFsck.Finding("tile/entries/001", "entry 265 as in the tree", "another one"),
                        new LogFsck.Finding("tile/0/001", "hash 259 as in the tree", "another one"));
        storage.flip("tile/entries/001", 3 * 35 * 8 + 80); // now nothing has entry 259
        assertThat(files(check(storage))).containsExactly("tile/entries/001", "tile/0/001");
    }

    @Test
    void aCheckpointOfMoreThanThereIsEndsInALimitedReport() throws IOException {
        CrashableStorage storage = logOf(600);
        Checkpoint huge = new Checkpoint("log.example", 1L << 50, TreeHash.leaf(new byte[1]));
        SignedCheckpoint signed = new SignedCheckpoint(huge, SIGNER.sign(huge.text()));
        storage.replaceSilently("checkpoint", signed.toBytes());
        assertThat(check(storage).findings()).hasSize(FsckFiles.FINDINGS_MAX);
    }

    @Test
    void aFolderOfTheFormerFormIsRefusedAndNamed() throws IOException {
        CrashableStorage storage = logOf(3);
        ByteBuffer former = ByteBuffer.allocate(3 * 64);
        for (int i = 0; i < 3; i++) {
            byte[] record =
                    ByteBuffer.allocate(57).putLong(i).putLong(7).putLong(i).array();
            former.put(record).put(Bytes32.sha256(record).toBytes(), 0, 7);
        }
        storage.replaceSilently("private/write-ahead", former.array());
        assertThat(refuses(storage, Optional.empty(), "former")).isEqualTo(Reason.OTHER_FORMAT);
        assertThat(files(check(storage))).containsExactly("private/write-ahead");
        storage.replaceSilently("private/write-ahead", new byte[0]);
        assertThat(refuses(storage, Optional.empty(), "private/write-ahead")).isEqualTo(Reason.DAMAGED);
    }

    @Test
    void whatOnlyPartlyRolledBackIsNoticed() throws IOException {
        CrashableStorage older = logOf(250);
        CrashableStorage newer = older.copy();
        try (TileLog log = TileLog.open(newer, SIGNER, Optional.empty())) {
            append(log, 250, 300);
            append(log, 300, 310);
        }
        CrashableStorage signed = newer.copy();
        for (String path : List.of("private/signed", "checkpoint")) {
            signed.replaceSilently(path, older.read(path).orElseThrow());
        }
        assertThat(refuses(signed, Optional.empty(), "private/signed")).isEqualTo(Reason.ROLLED_BACK);
        CrashableStorage tiles = newer.copy();
        tiles.removeSilently("tile/0/001.p/54");
        assertThat(refuses(tiles, Optional.empty(), "tile/0/001.p/54")).isEqualTo(Reason.DAMAGED);
        CrashableStorage events = newer.copy();
        events.removeSilently("private/events/001.p/54");
        assertThat(refuses(events, Optional.empty(), "private/events/001.p/54")).isEqualTo(Reason.DAMAGED);
        CrashableStorage private_ = older.copy();
        for (String path : older.paths()) {
            if (path.startsWith("private/") && !path.startsWith("private/events")) {
                private_.removeSilently(path);
            }
        }
        private_.removeSilently("checkpoint");
        assertThat(refuses(private_, Optional.empty(), "private/signed")).isEqualTo(Reason.DAMAGED);
    }

    @Test
    void aMissingOrTruncatedOrGrownFileIsNamed() throws IOException {
        CrashableStorage storage = logOf(300);
        for (String path :
                storage.paths().stream().filter(LogFsckTest::isCurrent).toList()) {
            byte[] bytes = storage.read(path).orElseThrow();
            storage.removeSilently(path);
            assertThat(files(check(storage))).as("missing %s", path).containsExactly(path);
            storage.replaceSilently(path, Arrays.copyOf(bytes, bytes.length - 1));
            assertThat(files(check(storage))).as("truncated %s", path).containsExactly(path);
            storage.replaceSilently(path, Arrays.copyOf(bytes, bytes.length + 35));
            assertThat(files(check(storage))).as("grown %s", path).containsExactly(path);
            storage.replaceSilently(path, bytes);
        }
        assertThat(check(storage).isSound()).isTrue();
    }

    private static boolean isCurrent(String path) {
        return TilePath.parse(path)
                .or(() -> EventBundle.parsePath(path))
                .filter(tile ->
                        TilePath.inTree(tile.level(), tile.number(), 300).equals(Optional.of(tile)))
                .isPresent();
    }

    @Test
    void whatTheCheckpointDoesNotCoverIsNamed() throws IOException {
        CrashableStorage storage = logOf(3);
        storage.replaceSilently("tile/entries/000.p/4", new byte[4 * 35]);
        storage.replaceSilently("tile/0/000.p/4", new byte[4 * 32]);
        storage.replaceSilently("tile/0/001", new byte[8192]);
        storage.replaceSilently("tile/readme", new byte[0]);
        assertThat(files(check(storage)))
                .containsExactlyInAnyOrder("tile/entries/000.p/4", "tile/0/000.p/4", "tile/0/001", "tile/readme");
    }

    @Test
    void aCheckpointByAnotherKeyIsNamed() throws IOException {
        CrashableStorage storage = logOf(3);
        NoteSigner mallory = new NoteSigner("log.example", SigningKey.generate());
        assertThat(files(LogFsck.check(storage, Optional.of(mallory.verifierKey()))))
                .contains("checkpoint");
        LogFsck.Report withoutKey = LogFsck.check(storage, Optional.empty());
        assertThat(withoutKey.isSound()).isTrue();
        assertThat(withoutKey.signatureChecked()).isFalse();
    }

    @Test
    void aRewrittenLogDoesNotMatchItsSignedRoot() throws IOException {
        CrashableStorage storage = logOf(5);
        CrashableStorage other = new CrashableStorage();
        try (TileLog log = TileLog.open(other, SIGNER, Optional.empty())) {
            append(log, 100, 105);
        }
        for (String path : other.paths()) {
            if (path.startsWith("tile/") || path.equals(LogLayout.WRITE_AHEAD)) {
                storage.replaceSilently(path, other.read(path).orElseThrow());
            }
        }
        assertThat(files(check(storage))).contains("checkpoint");
    }

    @Test
    void theLogItselfRefusesToRunOnDamage() throws IOException {
        CrashableStorage sound = logOf(3);
        for (String path : List.of(
                "private/write-ahead",
                "private/signed",
                "private/events/000.p/3",
                "tile/0/000.p/3",
                "tile/entries/000.p/3",
                "checkpoint")) {
            CrashableStorage damaged = sound.copy();
            damaged.flip(path, 8 * 40);
            refuses(damaged, Optional.empty(), path);
        }
        CrashableStorage without = sound.copy();
        without.removeSilently("private/signed");
        refuses(without, Optional.empty(), "private/signed");
    }

    @Test
    void anOlderCopyIsNoticed() throws IOException {
        CrashableStorage older = logOf(3);
        CrashableStorage newer = older.copy();
        Checkpoint kept;
        try (TileLog log = TileLog.open(newer, SIGNER, Optional.empty())) {
            append(log, 3, 5);
            kept = log.checkpoint().checkpoint();
        }
        assertThat(refuses(older, Optional.of(kept), "kept checkpoint")).isEqualTo(Reason.ROLLED_BACK);
        CrashableStorage mixed = newer.copy();
        mixed.replaceSilently(
                "private/write-ahead", older.read("private/write-ahead").orElseThrow());
        assertThat(refuses(mixed, Optional.empty(), "write-ahead")).isEqualTo(Reason.ROLLED_BACK);
        CrashableStorage publishedNewer = older.copy();
        publishedNewer.replaceSilently("checkpoint", newer.read("checkpoint").orElseThrow());
        assertThat(refuses(publishedNewer, Optional.empty(), "checkpoint")).isEqualTo(Reason.ROLLED_BACK);
    }

    @Test
    void aCloneThatWentAnotherWayIsNoticed() throws IOException {
        CrashableStorage one = logOf(3);
        CrashableStorage two = one.copy();
        Checkpoint kept;
        try (TileLog log = TileLog.open(one, SIGNER, Optional.empty())) {
            append(log, 3, 5);
            kept = log.checkpoint().checkpoint();
        }
        try (TileLog log = TileLog.open(two, SIGNER, Optional.empty())) {
            append(log, 13, 15);
        }
        assertThat(refuses(two, Optional.of(kept), "kept checkpoint")).isEqualTo(Reason.DAMAGED);
    }

    @Test
    void anotherKeyDoesNotContinueTheLog() throws IOException {
        CrashableStorage storage = logOf(3);
        NoteSigner other = new NoteSigner("log.example", SigningKey.generate());
        assertThatThrownBy(() -> TileLog.open(storage, other, Optional.empty()))
                .isInstanceOfSatisfying(
                        LogRefusedException.class, e -> assertThat(e.reason()).isEqualTo(Reason.OTHER_LOG));
    }

    private static Reason refuses(Storage storage, Optional<Checkpoint> notBefore, String where) {
        LogRefusedException refused = org.assertj.core.api.Assertions.catchThrowableOfType(
                LogRefusedException.class, () -> TileLog.open(storage, SIGNER, notBefore));
        assertThat(refused).as(where).isNotNull().hasMessageContaining(where).hasMessageContaining("expected");
        return refused.reason();
    }

    /** Somebody else's log may claim any size; nothing is set aside for it before that is looked at. */
    @Test
    void aLogFromAfarThatClaimsTooMuchIsNotRead() throws IOException {
        NoteSigner signer = new NoteSigner("log.example", SigningKey.generate());
        Checkpoint huge = new Checkpoint("log.example", LogFsck.SOURCE_ENTRIES_MAX + 1L, TreeHash.EMPTY);
        byte[] checkpoint = signer.sign(huge.text()).toBytes();
        List<String> asked = new ArrayList<>();
        LogFsck.Report report = LogFsck.check(
                path -> {
                    asked.add(path);
                    return Optional.of(checkpoint);
                },
                signer.verifierKey());
        assertThat(report.findings()).singleElement().asString().contains("at most 20000000 entries");
        assertThat(asked).containsExactly("checkpoint");
    }
}
