package org.wangchuan.proof.log;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Bytes32;
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
        Optional<SignedCheckpoint> published = readCheckpoint(source, LogLayout.CHECKPOINT, true);
        long unpublished = 0;
        if (published.isPresent()) {
            unpublished = check(published.get());
        } else if (own.isPresent()) {
            // Nothing that strangers can see; what the log itself has signed is looked at all the same.
            Optional<SignedCheckpoint> signed = readCheckpoint(own.get()::read, LogLayout.SIGNED, false);
            if (signed.isPresent()) {
                unpublished = signed.get().checkpoint().size() + check(signed.get());
            }
        }
        return new Report(
                published.map(SignedCheckpoint::checkpoint),
                key.isPresent() && published.isPresent(),
                own.isEmpty(),
                unpublished,
                filesRead,
                findings);
    }

    private Optional<SignedCheckpoint> readCheckpoint(LogSource from, String path, boolean isRequired)
            throws IOException {
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
            return Optional.of(signed);
        } catch (VerificationException e) {
            add(new Finding(path, e.expected(), e.where() + ": " + e.found()));
            return Optional.empty();
        }
    }

    /** How many entries the log has that are not published yet. */
    private long check(SignedCheckpoint published) throws IOException {
        long size = published.checkpoint().size();
        if (size > entriesMax) {
            add(new Finding(LogLayout.CHECKPOINT, "at most " + entriesMax + " entries", size + ""));
            return 0;
        }
        // A copy that was published lacks what is private, all of it; the log's own folder has it all.
        Optional<ObjectStore> writer = own.isPresent() && isWriters(own.get()) ? own : Optional.empty();
        Checkpoint whole = own.isPresent() ? whole(own.get(), published, writer.isPresent()) : published.checkpoint();
        FsckWriteAhead ahead =
                writer.isPresent() ? FsckWriteAhead.read(writer.get(), whole.size()) : FsckWriteAhead.none();
        ahead.findings().forEach(this::add);
        FsckFiles files = new FsckFiles(source, own, whole.size());
        try (FsckTree tree = new FsckTree(files, ahead, writer.isPresent(), this::add, this::isEnough)) {
            if (!tree.check(whole.root())) {
                add(new Finding(
                        whole.size() == size ? LogLayout.CHECKPOINT : LogLayout.SIGNED,
                        "the root of the entries and tiles that are there",
                        "root " + whole.root().base64()));
            }
        }
        if (whole.size() > size) {
            checkBegins(whole, published.checkpoint());
        }
        if (own.isPresent()) {
            checkFolder(own.get(), "tile", whole.size());
            checkFolder(own.get(), LogLayout.EVENTS, whole.size());
        }
        filesRead += files.filesRead() + (writer.isPresent() ? 1 : 0);
        return whole.size() - size;
    }

    /** That the log as it was signed last begins with the one that is published. */
    private void checkBegins(Checkpoint whole, Checkpoint published) throws IOException {
        Bytes32 found;
        try {
            found = new TreeReader(source, whole.size()).root(0, published.size());
        } catch (LogRefusedException e) {
            add(new Finding(e.where(), e.expected(), e.found()));
            return;
        }
        if (!found.equals(published.root())) {
            add(new Finding(
                    LogLayout.CHECKPOINT,
                    "root " + found.base64() + " at size " + published.size() + ", as the tiles have it",
                    published.root().base64()));
        }
    }

    private static boolean isWriters(ObjectStore store) throws IOException {
        return store.read(LogLayout.SIGNED).isPresent()
                || store.read(LogLayout.WRITE_AHEAD).isPresent()
                || store.read(LogLayout.LOCK).isPresent()
                || !store.list(LogLayout.EVENTS).isEmpty();
    }

    /**
     * What the log has signed last. It may be ahead of what is published only while somebody gets it cosigned, and then
     * what is published was cosigned too.
     */
    private Checkpoint whole(ObjectStore store, SignedCheckpoint published, boolean isRequired) throws IOException {
        Optional<Checkpoint> signed =
                readCheckpoint(store::read, LogLayout.SIGNED, isRequired).map(SignedCheckpoint::checkpoint);
        if (signed.isEmpty() || signed.get().equals(published.checkpoint())) {
            return published.checkpoint();
        }
        boolean isCosigned = published.note().signatures().size() > 1;
        boolean isOneLog = signed.get().origin().equals(published.checkpoint().origin());
        if (isCosigned
                && isOneLog
                && signed.get().size() > published.checkpoint().size()) {
            return signed.get();
        }
        add(new Finding(
                LogLayout.SIGNED,
                "the published checkpoint of size " + published.checkpoint().size(),
                "another one of size " + signed.get().size()));
        return published.checkpoint();
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
