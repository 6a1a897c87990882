package org.wangchuan.proof.log;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.note.VerifierKey;
import org.wangchuan.proof.storage.DiskStorage;
import org.wangchuan.proof.storage.FolderStore;
import org.wangchuan.proof.storage.ObjectStore;
import org.wangchuan.proof.storage.Storage;

/**
 * Verifies a whole log again, from its files alone: every entry, every hash of every tile, the root and the
 * checkpoint, that nothing lies there that the checkpoint does not cover, and that every event bundle is the one that
 * was written for its entries. No writer may be at work meanwhile, but for {@link #checkAtRest}. It needs the memory of a few tiles per
 * level, and reads with as many threads as there are processors.
 *
 * <p>Not checked: that no event id is there twice (the writer makes sure of that), and the event index, which
 * follows from the bundles and is made anew wherever it is damaged.
 */
public final class LogFsck {
    /** Most entries of somebody else's log that are read: some hours over a network. */
    public static final int SOURCE_ENTRIES_MAX = 20_000_000;

    /** Batches in turn that may come between. */
    private static final int TRIES = 20;

    /** Longer than a batch takes on any disk that is worth having. */
    private static final long BATCH_MILLIS = 250;

    private LogFsck() {}

    /**
     * What was found.
     *
     * @param checkpoint the published one, if it can be read
     * @param signatureChecked whether a key was given; without one anybody could have written the whole log
     * @param onlyPublished whether only the files that the checkpoint needs were read: what else lies there is not known
     * @param unpublished entries that are signed but not published yet: nobody has cosigned them
     * @param findings empty if all is well; the first 10 000
     */
    public record Report(
            Optional<Checkpoint> checkpoint,
            boolean signatureChecked,
            boolean onlyPublished,
            long unpublished,
            long filesRead,
            List<Finding> findings) {
        public Report {
            findings = List.copyOf(findings);
        }

        /** Whether every file is what the checkpoint promises. */
        public boolean isSound() {
            return findings.isEmpty();
        }
    }

    /**
     * One thing that is wrong.
     *
     * @param file relative to the log's folder
     */
    public record Finding(String file, String expected, String found) {
        @Override
        public String toString() {
            return file + ": expected " + expected + ", found " + found;
        }
    }

    /**
     * Reads every file of the log.
     *
     * @param key the log's own, from somewhere else than the log's folder
     * @throws IOException if a file can't be read at all; what it holds never throws
     */
    public static Report check(Path folder, Optional<VerifierKey> key) throws IOException {
        return check(new DiskStorage(folder), key);
    }

    /**
     * Reads every file of the log in a store, as {@link #check(Path, Optional)} does.
     *
     * @param store that may be read by several threads at once
     */
    public static Report check(ObjectStore store, Optional<VerifierKey> key) throws IOException {
        return new FsckRun(store::read, Optional.of(store), Long.MAX_VALUE, key).run();
    }

    /**
     * The same for a log that somebody may be writing to: half a batch looks like damage, so damage counts only if the log
     * has rested meanwhile and for a moment after.
     *
     * @throws IOException if it never rests, or a file can't be read at all
     */
    public static Report checkAtRest(ObjectStore store, Optional<VerifierKey> key)
            throws IOException, InterruptedException {
        for (int tries = 0; tries < TRIES; tries++) {
            List<Optional<Bytes32>> before = edge(store);
            Report report = check(store, key);
            if (report.isSound()) {
                return report;
            }
            Thread.sleep(BATCH_MILLIS);
            if (edge(store).equals(before)) {
                return report;
            }
        }
        throw new IOException("somebody writes to the log all the while: expected it to rest for " + BATCH_MILLIS
                + " ms. Stop the writer, or check the log over HTTP, where it may grow meanwhile");
    }

    /** The same for a log in a folder. */
    public static Report checkAtRest(Path folder, Optional<VerifierKey> key) throws IOException, InterruptedException {
        return checkAtRest(new FolderStore(new DiskStorage(folder), LogLayout.NEXT), key);
    }

    /** What every batch changes. */
    private static List<Optional<Bytes32>> edge(ObjectStore store) throws IOException {
        List<Optional<Bytes32>> out = new ArrayList<>();
        for (String file : List.of(LogLayout.CHECKPOINT, LogLayout.SIGNED, LogLayout.WRITE_AHEAD)) {
            out.add(store.read(file).map(Bytes32::sha256));
        }
        return out;
    }

    /**
     * Reads every file that the checkpoint of somebody else's log needs. The log may grow meanwhile.
     *
     * @param key the log's own, from somewhere else than the source: without a signature to hold on to, a stranger
     *     could keep us busy for ever
     * @throws IOException if a file can't be read at all; what it holds never throws
     */
    public static Report check(LogSource source, VerifierKey key) throws IOException {
        return new FsckRun(source, Optional.empty(), SOURCE_ENTRIES_MAX, Optional.of(key)).run();
    }

    static Report check(Storage storage, Optional<VerifierKey> key) throws IOException {
        return check(new FolderStore(storage, LogLayout.NEXT), key);
    }
}
