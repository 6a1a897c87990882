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

    /** A checkpoint beyond the fence, and the fence as it was then. */
    private record Found(Checkpoint signed, SignedCheckpoint fence) {}

    /**
     * The largest checkpoint that this log has signed beyond its fence, be it published, copied beside the tiles or kept on this machine; empty if there is none, as in
     * any log that was only stopped or is being written: each is written after the fence. The tree that it is of lies in the tiles, and begins
     * with what the fence says.
     *
     * @throws LogRefusedException if a checkpoint is none of this log's, or the tiles are of another tree
     */
    public Optional<Checkpoint> find() throws IOException {
        return beyond().map(Found::signed);
    }

    private Optional<Found> beyond() throws IOException {
        List<Checkpoint> known = new ArrayList<>();
        Optional<byte[]> published = store.read(LogLayout.CHECKPOINT);
        if (published.isPresent()) {
            known.add(recovery.own(LogLayout.CHECKPOINT, published.get()).checkpoint());
        }
        Optional<byte[]> copy = store.read(TileLog.SIGNED_COPY);
        if (copy.isPresent()) {
            recovery.copy(copy.get()).ifPresent(one -> known.add(one.checkpoint()));
        }
        Optional<byte[]> kept = local.read(LogLayout.KEPT);
        if (kept.isPresent()) {
            known.add(
                    recovery.own("this machine's " + LogLayout.KEPT, kept.get()).checkpoint());
        }
        // The fence last: somebody may be writing, and it only grows.
        Optional<byte[]> bytes = store.read(LogLayout.SIGNED);
        if (bytes.isEmpty()) {
            return Optional.empty();
        }
        SignedCheckpoint signed = recovery.own(LogLayout.SIGNED, bytes.get());
        Checkpoint fence = signed.checkpoint();
        Optional<Checkpoint> last =
                known.stream().filter(one -> one.size() > fence.size()).max(Comparator.comparingLong(Checkpoint::size));
        if (last.isPresent()) {
            TreeReader tree = new TreeReader(store::read, last.get().size());
            require(LogLayout.CHECKPOINT, last.get(), tree);
            require(LogLayout.SIGNED, fence, tree); // what the database has signed may be of another log's life
        }
        return last.map(one -> new Found(one, signed));
    }

    /**
     * Whether nothing that anybody outside may have seen can be larger than what was found: of a log that publishes with each batch that is what is
     * published, and of another one the copy beside the tiles. Where that is smaller than what was found, a program has written that leaves none,
     * and a writer elsewhere may have had more cosigned than lies here.
     *
     * @param found what {@link #find} gave
     */
    public boolean isAllHere(TileLog.Publication publication, Checkpoint found) throws IOException {
        if (publication == TileLog.Publication.AT_ONCE) {
            return true;
        }
        Optional<byte[]> copy = store.read(TileLog.SIGNED_COPY);
        return copy.isPresent()
                && recovery.copy(copy.get())
                        .filter(one -> one.checkpoint().size() >= found.size())
                        .isPresent();
    }

    private static void require(String where, Checkpoint claimed, TreeReader tree) throws IOException {
        Bytes32 found = claimed.size() == 0 ? TreeHash.EMPTY : tree.root(0, claimed.size());
        if (!found.equals(claimed.root())) {
            throw new LogRefusedException(
                    Reason.DAMAGED,
                    where,
                    "root " + claimed.root().base64() + " at size " + claimed.size() + ", as signed",
                    found.base64() + " from the tiles");
        }
    }

    /**
     * Moves the fence forward to the checkpoint that was found. Does nothing if there is none. A kill in between leaves a fence that is still
     * behind. Only where {@link #isAllHere}.
     *
     * @throws LogRefusedException if somebody writes the log, or its files are not what was signed: then nothing is changed
     */
    public void takeUp() throws IOException {
        try (Holding holding = store.hold(LogLayout.LOCK).orElseThrow(BehindFence::inUse)) {
            Optional<byte[]> ahead = store.read(LogLayout.WRITE_AHEAD);
            Optional<Found> found = beyond();
            if (found.isEmpty()) {
                return;
            }
            if (!holding.isHeld()) {
                throw inUse();
            }
            Checkpoint to = found.get().signed();
            // The batch first: with a batch that begins beyond what is signed no log goes on.
            Fence.move(
                    store, LogLayout.WRITE_AHEAD, ahead, WriteAhead.encode(new WriteAhead.Batch(to.size(), List.of())));
            SignedCheckpoint next = new SignedCheckpoint(to, signer.sign(to.text()));
            Fence.move(store, LogLayout.SIGNED, Optional.of(found.get().fence().toBytes()), next.toBytes());
        }
    }

    private static LogRefusedException inUse() {
        return new LogRefusedException(Reason.LOCKED, LogLayout.LOCK, "a log that nobody writes", "a writer");
    }
}
