package org.wangchuan.proof.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.wangchuan.proof.key.SigningKey;
import org.wangchuan.proof.note.NoteSigner;
import org.wangchuan.proof.storage.CrashableStorage;
import org.wangchuan.proof.storage.FolderStore;
import org.wangchuan.proof.storage.NewFile;
import org.wangchuan.proof.storage.ObjectStore;

/** A batch that comes between two looks is not damage, and damage does not pass for such a batch. */
class LogFsckAtRestTest {
    private static final NoteSigner SIGNER = new NoteSigner("log.example", SigningKey.of(new byte[32]));

    private final CrashableStorage storage = new CrashableStorage();
    private int entries;

    private void append() throws IOException {
        try (TileLog log = TileLog.open(storage, SIGNER, Optional.empty())) {
            long _ = log.append(new UUID(7, entries++), new byte[NewEntry.LENGTH]);
        }
    }

    /** The files of the log, to which somebody appends right after each of the first looks at its checkpoint. */
    private final class Busy implements ObjectStore {
        private final FolderStore files = new FolderStore(storage, LogLayout.NEXT);
        private int batches;

        Busy(int batches) {
            this.batches = batches;
        }

        @Override
        public Optional<byte[]> read(String path) throws IOException {
            Optional<byte[]> found = files.read(path);
            if (path.equals(LogLayout.CHECKPOINT) && batches > 0) {
                batches--;
                append();
            }
            return found;
        }

        @Override
        public void replaceAll(List<NewFile> written) throws IOException {
            files.replaceAll(written);
        }

        @Override
        public boolean swap(String path, Optional<byte[]> expected, byte[] next) throws IOException {
            return files.swap(path, expected, next);
        }

        @Override
        public void deleteAll(String folder) throws IOException {
            files.deleteAll(folder);
        }

        @Override
        public List<String> list(String folder) throws IOException {
            return files.list(folder);
        }

        @Override
        public Optional<Holding> hold(String path) throws IOException {
            return files.hold(path);
        }
    }

    private static LogFsck.Report atRest(ObjectStore store) throws IOException, InterruptedException {
        return LogFsck.checkAtRest(store, Optional.of(SIGNER.verifierKey()));
    }

    @Test
    void aBatchThatComesBetweenIsWaitedFor() throws Exception {
        append();
        assertThat(LogFsck.check(new Busy(1), Optional.of(SIGNER.verifierKey())).isSound())
                .as("half a batch looks like damage")
                .isFalse();

        LogFsck.Report report = atRest(new Busy(5));

        assertThat(report.findings()).isEmpty();
        assertThat(report.checkpoint().orElseThrow().size()).isEqualTo(entries);
    }

    @Test
    void damageIsFoundAllTheSame() throws Exception {
        append();
        append();
        storage.flip("tile/0/000.p/2", 5);

        assertThat(atRest(new Busy(0)).findings()).isNotEmpty();
    }

    @Test
    void aLogThatNeverRestsIsNotJudged() throws Exception {
        append();

        assertThatIOException()
                .isThrownBy(() -> atRest(new Busy(Integer.MAX_VALUE)))
                .withMessageContaining("somebody writes to the log all the while");
    }
}
