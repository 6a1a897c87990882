package org.wangchuan.proof.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wangchuan.proof.key.SigningKey;
import org.wangchuan.proof.log.TileLog.Publication;
import org.wangchuan.proof.note.NoteSigner;
import org.wangchuan.proof.storage.DiskStorage;
import org.wangchuan.proof.storage.FolderStore;
import org.wangchuan.proof.storage.NewFile;
import org.wangchuan.proof.storage.ObjectStore;

/** A log whose two fenced files are put back to an older day, as a database's are, while the others stay. */
class BehindFenceTest {
    private static final NoteSigner SIGNER = new NoteSigner("log.example", SigningKey.of(new byte[32]));
    /** More than one full tile, so that the older tree's own partial tiles are gone. */
    private static final int BEFORE = 250;

    private static final int AFTER = 20;

    @TempDir
    private Path folder;

    private Path log() {
        return folder.resolve("log");
    }

    private FolderStore store() {
        return new FolderStore(new DiskStorage(log()), LogLayout.NEXT);
    }

    private TileLog open(Publication publication) throws IOException {
        Files.createDirectories(log());
        return TileLog.open(store(), folder.resolve("local"), SIGNER, Optional.empty(), publication);
    }

    private BehindFence behind() {
        return new BehindFence(store(), folder.resolve("local"), SIGNER);
    }

    private Map<String, byte[]> fence() throws IOException {
        Map<String, byte[]> out = new HashMap<>();
        for (String file : TileLog.FENCE) {
            out.put(file, Files.readAllBytes(log().resolve(file)));
        }
        return out;
    }

    private void putBack(Map<String, byte[]> older) throws IOException {
        for (Map.Entry<String, byte[]> file : older.entrySet()) {
            Files.write(log().resolve(file.getKey()), file.getValue());
        }
    }

    private static void publish(TileLog log, Publication publication) throws IOException {
        if (publication == Publication.WHEN_COSIGNED) {
            log.publish(log.checkpoint());
        }
    }

    private static void append(TileLog log, int from, int to) throws IOException {
        for (int i = from; i < to; i++) {
            assertThat(log.append(new UUID(1, i), entry(i))).isEqualTo(i);
        }
    }

    private static byte[] entry(int number) {
        byte[] entry = new byte[NewEntry.LENGTH];
        entry[0] = 1;
        entry[1] = (byte) number;
        entry[2] = (byte) (number >> 8);
        return entry;
    }

    /** The log as it was, grown since, and with the fence of then; what it had signed last. */
    private Checkpoint putBack(Publication publication) throws IOException {
        Map<String, byte[]> older;
        try (TileLog log = open(publication)) {
            append(log, 0, BEFORE);
            publish(log, publication);
            older = fence();
        }
        Checkpoint last;
        try (TileLog log = open(publication)) {
            append(log, BEFORE, BEFORE + AFTER);
            last = log.checkpoint().checkpoint();
        }
        putBack(older);
        return last;
    }

    /** As rolled back, or as damaged where the older tree's partial tiles are gone. */
    private void assertRefused(Publication publication) {
        assertThatThrownBy(() -> open(publication).close()).isInstanceOf(LogRefusedException.class);
    }

    /** Also what nobody has published, if this machine has kept it. */
    @ParameterizedTest
    @EnumSource
    void itGoesOnFromWhatItHasSigned(Publication publication) throws IOException {
        Checkpoint last = putBack(publication);
        assertRefused(publication);
        assertThat(behind().find()).contains(last);
        behind().takeUp();
        assertThat(behind().find()).isEmpty();
        try (TileLog log = open(publication)) {
            assertThat(log.checkpoint().checkpoint()).isEqualTo(last);
            assertThat(log.append(new UUID(1, BEFORE + 3), entry(BEFORE + 3)))
                    .as("what is brought again has its place")
                    .isEqualTo(BEFORE + 3);
            append(log, BEFORE + AFTER, BEFORE + AFTER + 1);
            publish(log, publication);
        }
        assertThat(LogFsck.check(log(), Optional.of(SIGNER.verifierKey())).findings())
                .isEmpty();
    }

    /** Of a log that is published once it was cosigned, on a machine that has never written it. */
    @Test
    void anotherMachineKnowsByTheCopyBesideTheTiles() throws IOException {
        Checkpoint last = putBack(Publication.WHEN_COSIGNED);
        SignedCheckpoint signed = new SignedCheckpoint(last, SIGNER.sign(last.text()));
        Path elsewhere = folder.resolve("elsewhere");
        BehindFence behind = new BehindFence(store(), elsewhere, SIGNER);
        assertThat(behind.find()).as("without it nothing tells").isEmpty();
        assertThat(behind.isAllHere(Publication.WHEN_COSIGNED, last)).isFalse();
        assertThat(behind.isAllHere(Publication.AT_ONCE, last)).isTrue();

        Files.write(log().resolve(TileLog.SIGNED_COPY), signed.toBytes());
        assertThatThrownBy(() -> TileLog.open(store(), elsewhere, SIGNER, Optional.empty(), Publication.WHEN_COSIGNED)
                        .close())
                .isInstanceOf(LogRefusedException.class);
        assertThat(behind.find()).contains(last);
        assertThat(behind.isAllHere(Publication.WHEN_COSIGNED, last)).isTrue();
        behind.takeUp();
        try (TileLog log = TileLog.open(store(), elsewhere, SIGNER, Optional.empty(), Publication.WHEN_COSIGNED)) {
            assertThat(log.checkpoint().checkpoint()).isEqualTo(last);
            log.publish(log.checkpoint());
        }

        // One that a program of before has left behind says nothing of what that has signed since.
        Checkpoint first = new Checkpoint(SIGNER.verifierKey().name(), 0, TreeHash.EMPTY);
        Files.write(
                log().resolve(TileLog.SIGNED_COPY), new SignedCheckpoint(first, SIGNER.sign(first.text())).toBytes());
        assertThat(behind.isAllHere(Publication.WHEN_COSIGNED, last)).isFalse();

        // One that is damaged is made anew; another log's is refused.
        Files.write(log().resolve(TileLog.SIGNED_COPY), new byte[] {1, 2, 3});
        assertThat(behind.isAllHere(Publication.WHEN_COSIGNED, last)).isFalse();
        TileLog.open(store(), elsewhere, SIGNER, Optional.empty(), Publication.WHEN_COSIGNED)
                .close();
        NoteSigner other = new NoteSigner("other.example", SIGNER.signingKey());
        Checkpoint theirs = new Checkpoint("other.example", 0, TreeHash.EMPTY);
        Files.write(
                log().resolve(TileLog.SIGNED_COPY), new SignedCheckpoint(theirs, other.sign(theirs.text())).toBytes());
        assertThatThrownBy(() -> TileLog.open(store(), elsewhere, SIGNER, Optional.empty(), Publication.WHEN_COSIGNED)
                        .close())
                .isInstanceOfSatisfying(
                        LogRefusedException.class,
                        e -> assertThat(e.reason()).isEqualTo(LogRefusedException.Reason.OTHER_LOG));
    }

    @Test
    void aKillInBetweenLeavesItBehind() throws IOException {
        Checkpoint last = putBack(Publication.AT_ONCE);
        Map<String, byte[]> older = fence();
        behind().takeUp();
        older.remove(LogLayout.WRITE_AHEAD);
        putBack(older);
        assertRefused(Publication.AT_ONCE);
        behind().takeUp();
        try (TileLog log = open(Publication.AT_ONCE)) {
            assertThat(log.checkpoint().checkpoint()).isEqualTo(last);
        }
    }

    /** Whoever lost the lock while it looked moves nothing: another has taken the log up, and written on. */
    @Test
    void whatAnotherHasWrittenMeanwhileStays() throws IOException {
        Checkpoint _ = putBack(Publication.AT_ONCE);
        ObjectStore slow = new Interrupted(store(), () -> {
            behind().takeUp();
            try (TileLog log = open(Publication.AT_ONCE)) {
                append(log, BEFORE + AFTER, BEFORE + AFTER + 5);
            }
        });
        assertThatThrownBy(() -> new BehindFence(slow, folder.resolve("local"), SIGNER).takeUp())
                .isInstanceOfSatisfying(
                        LogRefusedException.class,
                        e -> assertThat(e.reason()).isEqualTo(LogRefusedException.Reason.LOCKED));
        try (TileLog log = open(Publication.AT_ONCE)) {
            assertThat(log.checkpoint().checkpoint().size()).isEqualTo(BEFORE + AFTER + 5);
        }
        assertThat(LogFsck.check(log(), Optional.of(SIGNER.verifierKey())).findings())
                .isEmpty();
    }

    private interface Work {
        void run() throws IOException;
    }

    /** A store whose lock is no longer held, unknown to who holds it, when the fence has been read; others work meanwhile. */
    private static final class Interrupted implements ObjectStore {
        private final ObjectStore real;
        private final Work meanwhile;
        private boolean isOver;

        Interrupted(ObjectStore real, Work meanwhile) {
            this.real = real;
            this.meanwhile = meanwhile;
        }

        @Override
        public Optional<byte[]> read(String path) throws IOException {
            Optional<byte[]> out = real.read(path);
            if (path.equals(LogLayout.SIGNED) && !isOver) {
                isOver = true;
                meanwhile.run();
            }
            return out;
        }

        @Override
        public void replaceAll(List<NewFile> files) throws IOException {
            real.replaceAll(files);
        }

        @Override
        public boolean swap(String path, Optional<byte[]> expected, byte[] next) throws IOException {
            Optional<byte[]> now = real.read(path);
            boolean isAsExpected = now.isPresent() == expected.isPresent()
                    && (now.isEmpty() || Arrays.equals(now.get(), expected.orElseThrow()));
            return isAsExpected && real.swap(path, now, next);
        }

        @Override
        public void deleteAll(String path) throws IOException {
            real.deleteAll(path);
        }

        @Override
        public List<String> list(String path) throws IOException {
            return real.list(path);
        }

        /** One that nobody else sees, and that is said to be held all the while. */
        @Override
        public Optional<Holding> hold(String path) {
            return Optional.of(new Holding() {
                @Override
                public boolean isHeld() {
                    return true;
                }

                @Override
                public void close() {}
            });
        }
    }

    @Test
    void oneThatIsNotBehindStaysAsItIs() throws IOException {
        try (TileLog log = open(Publication.AT_ONCE)) {
            append(log, 0, 3);
            assertThatThrownBy(() -> behind().takeUp())
                    .as("while it is written")
                    .isInstanceOf(LogRefusedException.class);
        }
        Map<String, byte[]> before = fence();
        assertThat(behind().find()).isEmpty();
        behind().takeUp();
        before.forEach((file, bytes) -> assertThat(log().resolve(file)).hasBinaryContent(bytes));
    }

    @Test
    void damagedFilesAreNothingToGoOnFrom() throws IOException {
        Checkpoint _ = putBack(Publication.AT_ONCE);
        Map<String, byte[]> before = fence();
        Path tile = log().resolve("tile/0/000");
        byte[] bytes = Files.readAllBytes(tile);
        bytes[0] ^= 1;
        Files.write(tile, bytes);
        assertThatThrownBy(() -> behind().takeUp())
                .isInstanceOfSatisfying(
                        LogRefusedException.class,
                        e -> assertThat(e.reason()).isEqualTo(LogRefusedException.Reason.DAMAGED));
        before.forEach((file, kept) -> assertThat(log().resolve(file)).hasBinaryContent(kept));
    }

    /** The same key, another life: the database that comes back never was this log's. */
    @Test
    void aFenceOfAnotherTreeIsNothingToGoOnFrom() throws IOException {
        Map<String, byte[]> other;
        try (TileLog log = open(Publication.AT_ONCE)) {
            assertThat(log.append(new UUID(9, 9), entry(77))).isZero();
            other = fence();
        }
        Files.move(folder.resolve("log"), folder.resolve("other"));
        Files.move(folder.resolve("local"), folder.resolve("other-local"));
        try (TileLog log = open(Publication.AT_ONCE)) {
            append(log, 0, 5);
        }
        putBack(other);
        assertThatThrownBy(() -> behind().takeUp())
                .isInstanceOfSatisfying(
                        LogRefusedException.class,
                        e -> assertThat(e.reason()).isEqualTo(LogRefusedException.Reason.DAMAGED));
        other.forEach((file, kept) -> assertThat(log().resolve(file)).hasBinaryContent(kept));
    }
}
