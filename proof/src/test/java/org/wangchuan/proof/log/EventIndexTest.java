package org.wangchuan.proof.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.wangchuan.proof.key.SigningKey;
import org.wangchuan.proof.log.LogRefusedException.Reason;
import org.wangchuan.proof.note.NoteSigner;
import org.wangchuan.proof.storage.CrashableStorage;
import org.wangchuan.proof.storage.Storage;

/** The index answers as the log's files say, or is made anew; it is never believed against them. */
class EventIndexTest {
    private static final NoteSigner SIGNER = new NoteSigner("log.example", SigningKey.of(new byte[32]));
    private static final IndexShape SHAPE = new IndexShape(5);

    /** Runs of level 1, 1, 1, 0, 0 and a tail. */
    private static final int SIZE = 3 * 128 + 2 * 32 + 11;

    private static TileLog open(Storage storage) throws IOException {
        return TileLog.open(storage, SIGNER, Optional.empty(), new EventIndex(storage, SHAPE, false));
    }

    private static NewEntry entry(long i) {
        byte[] entry = new byte[NewEntry.LENGTH];
        new Random(i).nextBytes(entry);
        return new NewEntry(new UUID(7, i), entry);
    }

    private static CrashableStorage logOf(int size) throws IOException {
        CrashableStorage storage = new CrashableStorage();
        try (TileLog log = open(storage)) {
            append(log, 0, size);
        }
        return storage;
    }

    private static void append(TileLog log, int from, int to) throws IOException {
        for (int first = from; first < to; first += 50) {
            List<NewEntry> batch = new ArrayList<>();
            for (int i = first; i < Math.min(first + 50, to); i++) {
                batch.add(entry(i));
            }
            assertThat(log.append(batch).getFirst()).isEqualTo(first);
        }
    }

    private static List<String> indexFiles(CrashableStorage storage) {
        return storage.paths().stream()
                .filter(path -> path.startsWith(LogLayout.INDEX))
                .toList();
    }

    private static void requireAllFound(TileLog log, int size) throws IOException {
        for (int i = 0; i < size; i++) {
            assertThat(log.find(new UUID(7, i))).as("entry %d", i).hasValue(i);
            assertThat(log.find(new UUID(8, i))).isEmpty();
        }
    }

    @Test
    void sipHashIsThatOfItsAuthors() {
        // Key 00 01 … 0f and message 00 01 … 0f of the reference implementation's vectors_sip64.
        IndexKey key = new IndexKey(0x0706050403020100L, 0x0f0e0d0c0b0a0908L);
        assertThat(key.sip(0x0706050403020100L, 0x0f0e0d0c0b0a0908L)).isEqualTo(0x3f2acc7f57c29bdbL);
    }

    @Test
    void everyEventIsFoundBeforeAndAfterAStart() throws IOException {
        CrashableStorage storage = logOf(SIZE);
        try (TileLog log = open(storage)) {
            requireAllFound(log, SIZE);
        }
        assertThat(indexFiles(storage))
                .containsExactlyInAnyOrder(
                        "private/index/key",
                        "private/index/1-0",
                        "private/index/1-128",
                        "private/index/1-256",
                        "private/index/0-384",
                        "private/index/0-416");
    }

    @Test
    void everyFlippedByteOfAnIndexFileIsFoundOrOfNoEffect() throws IOException {
        CrashableStorage sound = logOf(SIZE);
        for (String path : indexFiles(sound)) {
            int length = sound.read(path).orElseThrow().length;
            for (int at = 0; at < length; at += 7) {
                CrashableStorage damaged = sound.copy();
                damaged.flip(path, at * 8L + at % 8);
                try (TileLog log = open(damaged)) {
                    for (int i = at % 3; i < SIZE; i += 3) {
                        assertThat(log.append(new UUID(7, i), entry(i).entry()))
                                .as("%s byte %d", path, at)
                                .isEqualTo(i);
                    }
                    assertThat(log.checkpoint().checkpoint().size()).isEqualTo(SIZE);
                }
            }
        }
    }

    @Test
    void aMissingOrTornOrForeignIndexIsMadeAnew() throws IOException {
        CrashableStorage sound = logOf(SIZE);
        CrashableStorage other = new CrashableStorage();
        try (TileLog log = open(other)) {
            append(log, 0, 100);
            for (int i = 10_000; i < 10_400; i++) {
                log.append(new UUID(7, i), entry(i).entry());
            }
        }
        for (String path : indexFiles(sound)) {
            CrashableStorage missing = sound.copy();
            missing.removeSilently(path);
            CrashableStorage torn = sound.copy();
            torn.replaceSilently(path, java.util.Arrays.copyOf(sound.read(path).orElseThrow(), 100));
            CrashableStorage empty = sound.copy();
            indexFiles(empty).forEach(empty::removeSilently);
            CrashableStorage foreign = sound.copy();
            for (String theirs : indexFiles(other)) {
                foreign.replaceSilently(theirs, other.read(theirs).orElseThrow());
            }
            for (CrashableStorage storage : List.of(missing, torn, empty, foreign)) {
                try (TileLog log = open(storage)) {
                    requireAllFound(log, SIZE);
                    append(log, SIZE, SIZE + 60);
                    requireAllFound(log, SIZE + 60);
                }
            }
        }
    }

    @Test
    void anIndexThatIsAheadOfARolledBackLogIsForgotten() throws IOException {
        CrashableStorage older = logOf(100);
        CrashableStorage newer = older.copy();
        try (TileLog log = open(newer)) {
            append(log, 100, SIZE);
        }
        for (String path : indexFiles(newer)) {
            older.replaceSilently(path, newer.read(path).orElseThrow());
        }
        try (TileLog log = open(older)) {
            requireAllFound(log, 100);
            assertThat(log.find(new UUID(7, 100))).isEmpty();
            assertThat(log.find(new UUID(7, 300))).isEmpty();
        }
        assertThat(indexFiles(older)).doesNotContain("private/index/1-0").contains("private/index/0-64");
    }

    @Test
    void aDamagedEventBundleIsNamedAndNothingIsAppendedTwice() throws IOException {
        CrashableStorage storage = logOf(SIZE);
        storage.flip("private/events/000", 8 * 500);
        try (TileLog log = open(storage)) {
            assertThatThrownBy(() -> log.append(new UUID(7, 3), entry(3).entry()))
                    .hasMessageContaining("private/events/000")
                    .isInstanceOfSatisfying(
                            LogRefusedException.class,
                            e -> assertThat(e.reason()).isEqualTo(Reason.DAMAGED));
        }
        storage.removeSilently("private/index/1-0");
        assertThatThrownBy(() -> open(storage)).hasMessageContaining("private/events/000");
    }

    @Test
    void anEventInARunDoesNotChangeItsEntry() throws IOException {
        try (TileLog log = open(logOf(SIZE))) {
            assertThatThrownBy(() -> log.append(new UUID(7, 3), entry(4).entry()))
                    .isInstanceOfSatisfying(
                            LogRefusedException.class,
                            e -> assertThat(e.reason()).isEqualTo(Reason.EVENT_CONFLICT));
        }
    }

    /** Merging splits buckets and gives offsets two more bits: what comes out is what a whole run would be. */
    @Test
    void aMergedRunHasEveryRecordOfItsParts() throws Exception {
        CrashableStorage storage = new CrashableStorage();
        storage.createFolder(LogLayout.PRIVATE);
        storage.createFolder(LogLayout.INDEX);
        IndexKey key = new IndexKey(1, 2);
        IndexShape shape = new IndexShape(9);
        List<IndexRun> parts = new ArrayList<>();
        for (int part = 0; part < 4; part++) {
            List<UUID> events = new ArrayList<>();
            for (int i = 0; i < 512; i++) {
                events.add(new UUID(part, i));
            }
            IndexRun.Head head = new IndexRun.Head(shape, 0, 2048 + part * 512L, key.fingerprint(), TreeHash.EMPTY);
            parts.add(IndexRuns.fromEvents(storage, head, key, events));
        }
        IndexRun merged = IndexRuns.merge(storage, parts, () -> false).orElseThrow();
        assertThat(merged.head().path()).isEqualTo("private/index/1-2048");
        int maybe = 0;
        for (int part = 0; part < 4; part++) {
            for (int i = 0; i < 512; i++) {
                assertThat(merged.find(key.hash(new UUID(part, i)))).containsExactly(2048 + part * 512L + i);
                maybe += merged.find(key.hash(new UUID(9, i))).length;
            }
        }
        assertThat(maybe).isZero();
    }
}
