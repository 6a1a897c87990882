package org.wangchuan.proof.log;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.log.LogFsck.Finding;
import org.wangchuan.proof.log.LogFsck.Report;
import org.wangchuan.proof.note.VerifierKey;
import org.wangchuan.proof.storage.Storage;

/** One run of {@link LogFsck}. */
final class FsckRun {
    private final Storage storage;
    private final Optional<VerifierKey> key;
    private final List<Finding> findings = new ArrayList<>();
    private long filesRead;

    FsckRun(Storage storage, Optional<VerifierKey> key) {
        this.storage = storage;
        this.key = key;
    }

    Report run() throws IOException {
        Optional<Checkpoint> published = readCheckpoint(LogLayout.CHECKPOINT, true);
        if (published.isPresent()) {
            check(published.get());
        }
        return new Report(published, key.isPresent() && published.isPresent(), filesRead, findings);
    }

    private Optional<Checkpoint> readCheckpoint(String path, boolean isRequired) throws IOException {
        Optional<byte[]> bytes = storage.read(path);
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
        // A copy that was published lacks what is private, all of it; the log's own folder has it all.
        boolean isOwn = storage.read(LogLayout.SIGNED).isPresent()
                || storage.read(LogLayout.WRITE_AHEAD).isPresent()
                || storage.read(LogLayout.LOCK).isPresent()
                || !storage.list(LogLayout.EVENTS).isEmpty();
        Optional<Checkpoint> signed = readCheckpoint(LogLayout.SIGNED, isOwn);
        if (signed.isPresent() && !signed.get().equals(published)) {
            add(new Finding(
                    LogLayout.SIGNED,
                    "the published checkpoint of size " + published.size(),
                    "another one of size " + signed.get().size()));
        }
        FsckWriteAhead ahead = isOwn ? FsckWriteAhead.read(storage, published.size()) : FsckWriteAhead.none();
        ahead.findings().forEach(this::add);
        FsckFiles files = new FsckFiles(storage, published.size());
        try (FsckTree tree = new FsckTree(files, ahead, isOwn, this::add, this::isEnough)) {
            if (!tree.check(published.root())) {
                add(new Finding(
                        LogLayout.CHECKPOINT,
                        "the root of the entries and tiles that are there",
                        "root " + published.root().base64()));
            }
        }
        checkFolder("tile", published.size());
        checkFolder(LogLayout.EVENTS, published.size());
        filesRead += files.filesRead() + (isOwn ? 1 : 0);
    }

    /** Nothing may be there that the checkpoint does not cover; older partial files were looked at beside the newer. */
    private void checkFolder(String folder, long size) throws IOException {
        for (String name : storage.list(folder)) {
            String path = folder + "/" + name;
            if (name.endsWith("/")) {
                checkFolder(path.substring(0, path.length() - 1), size);
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
