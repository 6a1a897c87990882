package org.wangchuan.proof.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.proof.key.SigningKey;
import org.wangchuan.proof.log.LogRefusedException.Reason;
import org.wangchuan.proof.note.NoteSigner;
import org.wangchuan.proof.storage.DiskStorage;

/** The log on a real folder. */
class TileLogTest {
    private static final UUID EVENT = new UUID(1, 2);

    private final NoteSigner signer = new NoteSigner("log.example", SigningKey.generate());

    @TempDir
    Path folder;

    private TileLog open() throws IOException {
        return TileLog.open(folder.resolve("a/b/log"), signer, Optional.empty());
    }

    private static byte[] entry(int first) {
        byte[] entry = new byte[NewEntry.LENGTH];
        entry[0] = (byte) first;
        return entry;
    }

    @Test
    void aLogIsThereOnceItWasOpenedAndUntilNothingOfItIsLeft() throws Exception {
        Path there = folder.resolve("a/b/log");
        assertThat(new LogFolder(there).isThere()).isFalse();
        try (TileLog log = open()) {
            assertThat(new LogFolder(there).isThere()).isTrue();
            assertThat(log.append(EVENT, entry(1))).isZero();
        }
        for (String file : List.of("private/signed", "private/write-ahead", "checkpoint")) {
            Files.delete(there.resolve(file));
            assertThat(new LogFolder(there).isThere()).as("without %s", file).isTrue();
        }
        Files.move(there.resolve("tile"), folder.resolve("tile"));
        assertThat(new LogFolder(there).isThere()).isFalse();
    }

    /** Also where the partial tiles of the older tree are gone, because full ones have taken their place. */
    @Test
    void olderTreesAreProvedFromTheTilesOfToday() throws Exception {
        try (TileLog log = open()) {
            List<Checkpoint> trees = new ArrayList<>();
            List<byte[]> entries = new ArrayList<>();
            for (int batch : new int[] {1, 2, 252, 1, 44, 212, 1}) {
                List<NewEntry> added = new ArrayList<>();
                for (int i = 0; i < batch; i++) {
                    byte[] entry = entry(entries.size());
                    entry[1] = (byte) (entries.size() >> 8);
                    entries.add(entry);
                    added.add(new NewEntry(new UUID(3, entries.size()), entry));
                }
                assertThat(log.append(added)).hasSize(batch);
                trees.add(log.checkpoint().checkpoint());
            }
            for (int i = 0; i < trees.size(); i++) {
                Checkpoint tree = trees.get(i);
                for (long index : new long[] {0, tree.size() / 2, tree.size() - 1}) {
                    log.proveInclusion(List.of(index), tree.size())
                            .getFirst()
                            .verify(TreeHash.leaf(entries.get((int) index)), tree.root());
                }
                for (Checkpoint older : trees.subList(0, i + 1)) {
                    log.proveConsistency(older.size(), tree.size()).verify(older.root(), tree.root());
                }
                assertThatThrownBy(() -> log.proveInclusion(List.of(tree.size()), tree.size()))
                        .isInstanceOf(IllegalArgumentException.class);
            }
            assertThatThrownBy(() -> log.proveConsistency(1, 514)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void anEventHappensExactlyOnceAlsoAcrossRestarts() throws Exception {
        try (TileLog log = open()) {
            assertThat(log.append(EVENT, entry(1))).isZero();
            assertThat(log.append(EVENT, entry(1))).isZero();
            NewEntry other = new NewEntry(new UUID(1, 3), entry(2));
            assertThat(log.append(List.of(other, other, new NewEntry(EVENT, entry(1)))))
                    .containsExactly(1L, 1L, 0L);
        }
        try (TileLog log = open()) {
            assertThat(log.append(EVENT, entry(1))).isZero();
            assertThat(log.find(EVENT)).hasValue(0);
            assertThat(log.find(new UUID(9, 9))).isEmpty();
            assertThat(log.checkpoint().checkpoint().size()).isEqualTo(2);
            log.prove(List.of(1L)).getFirst().verify(entry(2), List.of(log.verifierKey()));
        }
        assertThat(LogFsck.check(folder.resolve("a/b/log"), Optional.of(signer.verifierKey()))
                        .findings())
                .isEmpty();
    }

    @Test
    void anEventDoesNotChangeItsEntry() throws IOException {
        try (TileLog log = open()) {
            log.append(EVENT, entry(1));
            assertThatThrownBy(() -> log.append(EVENT, entry(2)))
                    .isInstanceOfSatisfying(
                            LogRefusedException.class,
                            e -> assertThat(e.reason()).isEqualTo(Reason.EVENT_CONFLICT));
            assertThat(log.append(new UUID(1, 3), entry(3))).isEqualTo(1);
        }
    }

    @Test
    void twoWritersAreOneTooMany() throws IOException {
        try (TileLog _ = open()) {
            assertThatThrownBy(this::open)
                    .isInstanceOfSatisfying(
                            LogRefusedException.class,
                            e -> assertThat(e.reason()).isEqualTo(Reason.LOCKED));
        }
        open().close();
    }

    @Test
    void aClosedLogDoesNotAppend() throws IOException {
        TileLog log = open();
        log.close();
        assertThatThrownBy(() -> log.append(EVENT, entry(1))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void nothingBeyondTheLogIsProved() throws IOException {
        try (TileLog log = open()) {
            log.append(EVENT, entry(1));
            assertThatThrownBy(() -> log.prove(List.of(1L))).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> log.proveConsistency(2)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void runsAreMergedBesideTheAppending() throws IOException {
        Path there = folder.resolve("merged");
        DiskStorage storage = new DiskStorage(Files.createDirectory(there));
        int size = 1500;
        for (int from = 0; from < size; from += 500) {
            EventIndex index = new EventIndex(storage, new IndexShape(5), true);
            try (TileLog log = TileLog.open(storage, signer, Optional.empty(), index)) {
                for (int i = from; i < from + 500; i += 25) {
                    List<NewEntry> batch = new ArrayList<>();
                    for (int k = i; k < i + 25; k++) {
                        batch.add(new NewEntry(new UUID(5, k), entry(k)));
                    }
                    assertThat(log.append(batch).getLast()).isEqualTo(i + 24);
                }
                for (int i = 0; i < from + 500; i++) {
                    assertThat(log.find(new UUID(5, i))).hasValue(i);
                    assertThat(log.find(new UUID(6, i))).isEmpty();
                }
            }
        }
        EventIndex index = new EventIndex(storage, new IndexShape(5), false);
        TileLog.open(storage, signer, Optional.empty(), index).close();
        assertThat(storage.list("private/index"))
                .contains("2-0", "2-512", "key")
                .doesNotContain("0-0", "1-0");
        assertThat(LogFsck.check(there, Optional.of(signer.verifierKey())).findings())
                .isEmpty();
    }

    @Test
    void oneSyncThatFailsFailsThemAll() throws IOException {
        DiskStorage storage = new DiskStorage(folder);
        storage.write("a", 0, new byte[1]);
        storage.write("c", 0, new byte[1]);
        storage.syncAll(List.of("a", "c"));
        assertThatThrownBy(() -> storage.syncAll(List.of("a", "b", "c"))).isInstanceOf(NoSuchFileException.class);
    }
}
