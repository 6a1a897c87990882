package org.wangchuan.proof.log;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.log.LogFsck.Finding;
import org.wangchuan.proof.log.LogFsck.Report;
import org.wangchuan.proof.note.VerifierKey;
import org.wangchuan.proof.storage.Storage;

/** One run of {@link LogFsck}. */
final class FsckRun {
    private final LogSource source;
    private final Optional<Storage> own;
    private final int entriesMax;
    private final Optional<VerifierKey> key;
    private final List<Finding> findings = new ArrayList<>();
    private long filesRead;

    /**
     * Prepares a run.
     *
     * @param source of what is published
     * @param own the log's own folder, with what is not published; empty for somebody else's log
     */
    FsckRun(LogSource source, Optional<Storage> own, int entriesMax, Optional<VerifierKey> key) {
        this.source = source;
        this.own = own;
        this.entriesMax = entriesMax;
        this.key = key;
    }

    Report run() throws IOException {
        Optional<Checkpoint> published = readCheckpoint(source, LogLayout.CHECKPOINT, true);
        if (published.isPresent()) {
            if (own.isPresent()) {
                checkSigned(own.get(), published.get());
            }
            checkTree(published.get());
        }
        return new Report(published, key.isPresent() && published.isPresent(), own.isEmpty(), filesRead, findings);
    }

    private Optional<Checkpoint> readCheckpoint(LogSource from, String path, boolean isRequired) throws IOException {
        Optional<byte[]> bytes = read(from, path);
        if (bytes.isEmpty()) {
            if (isRequired) {
                add(path, "a checkpoint", "no file");
            }
            return Optional.empty();
        }
        try {
            SignedCheckpoint signed = SignedCheckpoint.parse(bytes.get());
            if (key.isPresent()) {
                signed.verify(List.of(key.get()));
            }
            return Optional.of(signed.checkpoint());
        } catch (VerificationException e) {
            add(path, e.expected(), e.where() + ": " + e.found());
            return Optional.empty();
        }
    }

    /** A copy that was published lacks what is private, all of it; the log's own folder has it all. */
    private void checkSigned(Storage storage, Checkpoint published) throws IOException {
        boolean own = storage.read(LogLayout.SIGNED).isPresent()
                || storage.read(LogLayout.WRITE_AHEAD).isPresent()
                || storage.read(LogLayout.LOCK).isPresent();
        if (own && storage.read(LogLayout.WRITE_AHEAD).isEmpty()) {
            add(LogLayout.WRITE_AHEAD, published.size() + " records", "no file");
        }
        Optional<Checkpoint> signed = readCheckpoint(storage::read, LogLayout.SIGNED, own);
        if (signed.isPresent() && !signed.get().equals(published)) {
            add(
                    LogLayout.SIGNED,
                    "the published checkpoint of size " + published.size(),
                    "another one of size " + signed.get().size());
        }
    }

    private void checkTree(Checkpoint checkpoint) throws IOException {
        if (checkpoint.size() > entriesMax) {
            add(LogLayout.CHECKPOINT, "at most " + entriesMax + " entries", checkpoint.size() + "");
            return;
        }
        FsckLeaves leaves = new FsckLeaves(source, own, (int) checkpoint.size());
        filesRead += leaves.filesRead();
        Optional<FsckTruth> truth = leaves.truthFor(checkpoint.root());
        if (truth.isEmpty()) {
            findings.addAll(leaves.contradictions());
            add(
                    LogLayout.CHECKPOINT,
                    "the root of the entries and tiles that are there",
                    "root " + checkpoint.root().base64());
            return;
        }
        findings.addAll(leaves.differencesFrom(truth.get()));
        for (long level = 1; truth.get().width((int) level) > 0; level++) {
            checkLevel((int) level, truth.get());
        }
        if (own.isPresent()) {
            checkFolder(own.get(), "tile", truth.get());
        }
    }

    private void checkLevel(int level, FsckTruth truth) throws IOException {
        for (long number = 0; number * TilePath.WIDTH < truth.width(level); number++) {
            TilePath tile = TilePath.inTree(level, number, truth.size()).orElseThrow();
            compare(tile, truth);
        }
    }

    private void compare(TilePath tile, FsckTruth truth) throws IOException {
        Optional<byte[]> found = read(source, tile.path());
        if (found.isEmpty()) {
            add(tile.path(), "a tile", "no file");
            return;
        }
        byte[] expected = truth.tileBytes(tile);
        int difference = Arrays.mismatch(expected, found.get());
        if (expected.length != found.get().length) {
            add(tile.path(), expected.length + " bytes", found.get().length + " bytes");
        } else if (difference >= 0) {
            add(tile.path(), "hashes that lead to the root", "another byte at offset " + difference);
        }
    }

    /** What is there but not needed: old partial tiles are fine if they are right; all else is not. */
    private void checkFolder(Storage storage, String folder, FsckTruth truth) throws IOException {
        for (String name : storage.list(folder)) {
            String path = folder + "/" + name;
            if (name.endsWith("/")) {
                checkFolder(storage, path.substring(0, path.length() - 1), truth);
                continue;
            }
            Optional<TilePath> tile = TilePath.parse(path);
            if (tile.isEmpty()) {
                add(path, "tiles and entry bundles only", "another file");
                continue;
            }
            Optional<TilePath> needed =
                    TilePath.inTree(tile.get().level(), tile.get().number(), truth.size());
            if (needed.isEmpty() || needed.get().width() < tile.get().width()) {
                add(path, "nothing beyond entry " + truth.size(), "more than the checkpoint covers");
            } else if (needed.get().width() > tile.get().width()) {
                checkOldPartial(tile.get(), truth);
            }
        }
    }

    private void checkOldPartial(TilePath tile, FsckTruth truth) throws IOException {
        if (tile.level() != TilePath.ENTRIES) {
            compare(tile, truth);
            return;
        }
        byte[] bytes = read(source, tile.path()).orElse(new byte[0]);
        try {
            List<byte[]> entries = EntryBundle.parse(bytes, tile.width());
            for (int i = 0; i < entries.size(); i++) {
                int index = (int) (tile.number() * TilePath.WIDTH + i);
                if (!TreeHash.leaf(entries.get(i)).equals(truth.leaf(index))) {
                    add(tile.path(), "entry " + index + " as in the tree", "another one");
                }
            }
        } catch (VerificationException e) {
            add(tile.path(), e.expected(), e.found());
        }
    }

    private Optional<byte[]> read(LogSource from, String path) throws IOException {
        Optional<byte[]> bytes = from.read(path);
        bytes.ifPresent(_ -> filesRead++);
        return bytes;
    }

    private void add(String file, String expected, String found) {
        findings.add(new Finding(file, expected, found));
    }
}
