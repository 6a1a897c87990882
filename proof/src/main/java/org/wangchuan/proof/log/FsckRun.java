package org.wangchuan.proof.log;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.log.LogFsck.Finding;
import org.wangchuan.proof.log.LogFsck.Report;
import org.wangchuan.proof.note.VerifierKey;
import org.wangchuan.proof.storage.ObjectStore;

/** One run of {@link LogFsck}. */
final class FsckRun {
    private final LogSource source;
    private final Optional<ObjectStore> own;
    private final long entriesMax;
    private final Optional<VerifierKey> key;
    private final List<Finding> findings = new ArrayList<>();
    private long filesRead;

    /**
     * Prepares a run.
     *
     * @param source of what is published
     * @param own the log's own folder, with what is not published; empty for somebody else's log
     */
    FsckRun(LogSource source, Optional<ObjectStore> own, long entriesMax, Optional<VerifierKey> key) {
        this.source = source;
        this.own = own;
        this.entriesMax = entriesMax;
        this.key = key;
    }

    Report run() throws IOException {
        Optional<Checkpoint> published = readCheckpoint(source, LogLayout.CHECKPOINT, true);
        if (published.isPresent()) {
            check(published.get());
        }
        return new Report(published, key.isPresent() && published.isPresent(), own.isEmpty(), filesRead, findings);
    }

    private Optional<Checkpoint> readCheckpoint(LogSource from, String path, boolean isRequired) throws IOException {
        Optional<byte[]> bytes = from.read(path);
        if (bytes.isEmpty()) {
            if (isRequired) {
                add(new Finding(path, "a checkpoint", "no file"));
            }
            return Optional.empty();
        }
        filesRead++;
        try {
            SignedCheckpoint signed = SignedCheckpoint.parse(bytes.get());
            if (key.isPresent()) {
                signed.verify(List.of(key.get()));
            }
            return Optional.of(signed.checkpoint());
        } catch (VerificationException e) {
            add(new Finding(path, e.expected(), e.where() + ": " + e.found()));
            return Optional.empty();
        }
    }

    private void check(Checkpoint published) throws IOException {
        if (published.size() > entriesMax) {
            add(new Finding(LogLayout.CHECKPOINT, "at most " + entriesMax + " entries", published.size() + ""));
            return;
        }
        // A copy that was published lacks what is private, all of it; the log's own folder has it all.
        Optional<ObjectStore> writer = own.isPresent() && isWriters(own.get()) ? own : Optional.empty();
        if (own.isPresent()) {
            checkSigned(own.get(), published, writer.isPresent());
        }
        FsckWriteAhead ahead =
                writer.isPresent() ? FsckWriteAhead.read(writer.get(), published.size()) : FsckWriteAhead.none();
        ahead.findings().forEach(this::add);
        FsckFiles files = new FsckFiles(source, own, published.size());
        try (FsckTree tree = new FsckTree(files, ahead, writer.isPresent(), this::add, this::isEnough)) {
            if (!tree.check(published.root())) {
                add(new Finding(
                        LogLayout.CHECKPOINT,
                        "the root of the entries and tiles that are there",
                        "root " + published.root().base64()));
            }
        }
        if (own.isPresent()) {
            checkFolder(own.get(), "tile", published.size());
            checkFolder(own.get(), LogLayout.EVENTS, published.size());
        }
        filesRead += files.filesRead() + (writer.isPresent() ? 1 : 0);
    }

    private static boolean isWriters(ObjectStore store) throws IOException {
        return store.read(LogLayout.SIGNED).isPresent()
                || store.read(LogLayout.WRITE_AHEAD).isPresent()
                || store.read(LogLayout.LOCK).isPresent()
                || !store.list(LogLayout.EVENTS).isEmpty();
    }

    private void checkSigned(ObjectStore store, Checkpoint published, boolean isRequired) throws IOException {
        Optional<Checkpoint> signed = readCheckpoint(store::read, LogLayout.SIGNED, isRequired);
        if (signed.isPresent() && !signed.get().equals(published)) {
            add(new Finding(
                    LogLayout.SIGNED,
                    "the published checkpoint of size " + published.size(),
                    "another one of size " + signed.get().size()));
        }
    }

    /** Nothing may be there that the checkpoint does not cover; older partial files were looked at beside the newer. */
    private void checkFolder(ObjectStore store, String folder, long size) throws IOException {
        for (String name : store.list(folder)) {
            String path = folder + "/" + name;
            if (name.endsWith("/")) {
                checkFolder(store, path.substring(0, path.length() - 1), size);
                continue;
            }
            Optional<TilePath> tile =
                    path.startsWith(LogLayout.EVENTS) ? EventBundle.parsePath(path) : TilePath.parse(path);
            if (tile.isEmpty()) {
                add(new Finding(path, "tiles and bundles only", "another file"));
                continue;
            }
            Optional<TilePath> needed =
                    TilePath.inTree(tile.get().level(), tile.get().number(), size);
            if (needed.isEmpty() || needed.get().width() < tile.get().width()) {
                add(new Finding(path, "nothing beyond entry " + size, "more than the checkpoint covers"));
            }
        }
    }

    private boolean isEnough() {
        return findings.size() >= FsckFiles.FINDINGS_MAX;
    }

    private void add(Finding finding) {
        if (!isEnough()) {
            findings.add(finding);
        }
    }
}
