package org.wangchuan.proof.log;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.log.LogRefusedException.Reason;
import org.wangchuan.proof.note.NoteSigner;
import org.wangchuan.proof.storage.DiskStorage;
import org.wangchuan.proof.storage.FolderStore;
import org.wangchuan.proof.storage.ObjectStore;
import org.wangchuan.proof.storage.ObjectStore.Holding;

/**
 * A log whose {@link TileLog#FENCE} was put back to an older day while all other files of it were not: the fence lies in a database, say,
 * that failed over to a replica which lagged behind. Going on from the fence would contradict what was signed since. A checkpoint of then is
 * among the files, so the log may go on from there, and only from there.
 */
public final class BehindFence {
    private final ObjectStore store;
    private final FolderStore local;
    private final LogRecovery recovery;
    private final NoteSigner signer;

    /**
     * A log as {@link TileLog#open(ObjectStore, Path, NoteSigner, Optional)} opens it.
     *
     * @param store with the log
     * @param local what is kept of it on this machine
     */
    public BehindFence(ObjectStore store, Path local, NoteSigner signer) {
        this.store = store;
        this.local = new FolderStore(new DiskStorage(local), LogLayout.NEXT);
        this.recovery = new LogRecovery(store, signer);
        this.signer = signer;
    }

    /**
     * The largest checkpoint that this log has signed beyond its fence, be it published or kept on this machine; empty if there is none, as in
     * any log that was only stopped: each is written after the fence.
     *
     * @throws LogRefusedException if a checkpoint is none of this log's
     */
    public Optional<Checkpoint> find() throws IOException {
        return beyond().map(SignedCheckpoint::checkpoint);
    }

    private Optional<SignedCheckpoint> beyond() throws IOException {
        Optional<byte[]> fence = store.read(LogLayout.SIGNED);
        if (fence.isEmpty()) {
            return Optional.empty();
        }
        long size = recovery.own(LogLayout.SIGNED, fence.get()).checkpoint().size();
        List<SignedCheckpoint> known = new ArrayList<>();
        Optional<byte[]> published = store.read(LogLayout.CHECKPOINT);
        if (published.isPresent()) {
            known.add(recovery.own(LogLayout.CHECKPOINT, published.get()));
        }
        Optional<byte[]> kept = local.read(LogLayout.KEPT);
        if (kept.isPresent()) {
            known.add(recovery.own("this machine's " + LogLayout.KEPT, kept.get()));
        }
        return known.stream()
                .filter(one -> one.checkpoint().size() > size)
                .max(Comparator.comparingLong(one -> one.checkpoint().size()));
    }

    /**
     * Moves the fence forward to the checkpoint that was found, after all of that log was read and is what was signed, and begins with what
     * the fence says. Does nothing if there is none. A kill in between leaves a fence that is still behind.
     *
     * @throws LogRefusedException if somebody writes the log, or its files are not what was signed: then nothing is changed
     */
    public void takeUp() throws IOException {
        try (Holding _ = store.hold(LogLayout.LOCK)
                .orElseThrow(() -> new LogRefusedException(
                        Reason.LOCKED, LogLayout.LOCK, "a log that nobody writes", "a writer"))) {
            Optional<SignedCheckpoint> found = beyond();
            if (found.isPresent()) {
                requireWhole(found.get());
                requireBeginning(found.get().checkpoint());
                move(found.get().checkpoint());
            }
        }
    }

    private void requireWhole(SignedCheckpoint claimed) throws IOException {
        LogSource asIfPublished =
                path -> path.equals(LogLayout.CHECKPOINT) ? Optional.of(claimed.toBytes()) : store.read(path);
        LogFsck.Report report = LogFsck.check(asIfPublished, signer.verifierKey());
        if (!report.isSound()) {
            throw new LogRefusedException(
                    Reason.DAMAGED,
                    LogLayout.CHECKPOINT,
                    "the whole log of " + claimed.checkpoint().size() + " entries, as signed",
                    report.findings().getFirst().toString());
        }
    }

    /** What the database has signed may be of another log's life altogether. */
    private void requireBeginning(Checkpoint whole) throws IOException {
        byte[] bytes = store.read(LogLayout.SIGNED).orElseThrow();
        Checkpoint fence = recovery.own(LogLayout.SIGNED, bytes).checkpoint();
        Bytes32 found =
                fence.size() == 0 ? TreeHash.EMPTY : new TreeReader(store::read, whole.size()).root(0, fence.size());
        if (!found.equals(fence.root())) {
            throw new LogRefusedException(
                    Reason.DAMAGED,
                    LogLayout.SIGNED,
                    "root " + fence.root().base64() + " at size " + fence.size() + ", as signed",
                    found.base64() + " from the tiles");
        }
    }

    /** The batch first: with a batch that begins beyond what is signed no log goes on. */
    private void move(Checkpoint to) throws IOException {
        Fence.move(
                store,
                LogLayout.WRITE_AHEAD,
                store.read(LogLayout.WRITE_AHEAD),
                WriteAhead.encode(new WriteAhead.Batch(to.size(), List.of())));
        SignedCheckpoint next = new SignedCheckpoint(to, signer.sign(to.text()));
        Fence.move(store, LogLayout.SIGNED, store.read(LogLayout.SIGNED), next.toBytes());
    }
}
