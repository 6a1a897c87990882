package org.wangchuan.proof.log;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.log.LogRefusedException.Reason;
import org.wangchuan.proof.note.NoteSigner;
import org.wangchuan.proof.note.VerifierKey;
import org.wangchuan.proof.storage.DiskStorage;
import org.wangchuan.proof.storage.FolderStore;
import org.wangchuan.proof.storage.NewFile;
import org.wangchuan.proof.storage.ObjectStore;
import org.wangchuan.proof.storage.ObjectStore.Holding;
import org.wangchuan.proof.storage.Storage;

/**
 * One C2SP tile log on one folder, with one writer. Thread-safe.
 *
 * <p>Each batch becomes durable in this order: write-ahead record, tiles, signed checkpoint, published
 * checkpoint (or that later, see {@link Publication}). Only then {@link #append} returns. After a failure in between, the next call or the next start
 * finishes what was written ahead and forgets the rest; an entry that was acknowledged is never lost.
 * Append again with the same event id to find out: it happens exactly once.
 *
 * <p>A start reads a few files per level of the tree, the last batch, and the events of at most 65 536 entries; the
 * memory it needs does not grow with the log. {@link LogFsck} checks the whole log.
 */
public final class TileLog implements AutoCloseable {
    /** Most entries of one batch. */
    public static final int BATCH_MAX = 8192;

    /**
     * The files that decide which of two writers goes on, by {@link ObjectStore#swap} and nothing else: the last batch, and
     * the last checkpoint that was signed. A store may keep them where two machines can't both have them.
     */
    public static final List<String> FENCE = List.of(LogLayout.WRITE_AHEAD, LogLayout.SIGNED);

    /**
     * Where a store that keeps {@link #FENCE} elsewhere, in a database say, leaves a copy of the last of these beside the other files: after
     * that has it, and before the swap returns. Nobody outside has seen what is not in it. Should the database be put back to an older day,
     * whoever opens the log then, on whatever machine, is told by it.
     */
    public static final String SIGNED_COPY = LogLayout.COPY;

    /** When strangers see what the log has signed. */
    public enum Publication {
        /** With each batch, with the log's signature alone. */
        AT_ONCE,
        /**
         * When {@link #publish} is called: the published checkpoint has the cosignatures that somebody got for it, and
         * lies behind the log meanwhile. Nothing is published of a new log until then.
         */
        WHEN_COSIGNED
    }

    private final ObjectStore store;
    private final NoteSigner signer;
    private final Publication publication;
    private final Holding holding;

    private final EventIndex index;
    private final Optional<FolderStore> kept;

    private RightEdge edge = new RightEdge();
    private SignedCheckpoint current;

    /** What is in the write-ahead file and in the published checkpoint, if this writer is the only one. */
    private Optional<byte[]> ahead = Optional.empty();

    private Optional<byte[]> published = Optional.empty();
    private boolean isSettled;
    private boolean isClosed;

    private TileLog(
            ObjectStore store,
            NoteSigner signer,
            Publication publication,
            Holding holding,
            SignedCheckpoint signed,
            EventIndex index,
            Optional<FolderStore> kept) {
        this.kept = kept;
        this.store = store;
        this.index = index;
        this.signer = signer;
        this.publication = publication;
        this.holding = holding;
        this.current = signed;
    }

    /**
     * Opens the log, or makes a new one in an empty or absent folder. A batch that was under way when
     * the last writer died is finished.
     *
     * @param signer the log's key; its name is the log's origin
     * @param notBefore a checkpoint of this log that the caller has kept elsewhere: without it an older copy of the
     *     whole folder can't be told from the real one
     * @throws LogRefusedException if the log is in use, somebody else's, damaged or rolled back
     */
    public static TileLog open(Path folder, NoteSigner signer, Optional<Checkpoint> notBefore) throws IOException {
        return new LogFolder(folder).open(signer, notBefore);
    }

    /** As {@link #open(Path, NoteSigner, Optional)}, for a log that publishes as said. */
    public static TileLog open(Path folder, NoteSigner signer, Optional<Checkpoint> notBefore, Publication publication)
            throws IOException {
        return new LogFolder(folder).open(signer, notBefore, publication);
    }

    /** {@link LogFolder#open}. */
    static TileLog open(
            DiskStorage storage,
            FolderStore store,
            NoteSigner signer,
            Optional<Checkpoint> notBefore,
            Publication publication)
            throws IOException {
        if (storage.read(LogLayout.KEPT).isPresent()) {
            throw new LogRefusedException(
                    Reason.OTHER_LOG, LogLayout.KEPT, "a log of this folder", "what a log elsewhere keeps here");
        }
        EventIndex index = new EventIndex(storage, IndexShape.USUAL, true);
        return open(store, signer, publication, notBefore.stream().toList(), index, Optional.empty());
    }

    /**
     * Opens the log in a store, or makes a new one in an empty one, as {@link #open(Path, NoteSigner, Optional)} does.
     *
     * @param store with the log and nothing else; nobody else uses this object
     * @param local folder on this machine, one for each log. It holds the index of events, and the last checkpoint, by
     *     which an older copy of the whole store is told from the real one. It can be lost: then the index is made
     *     anew, and an older copy is believed
     */
    public static TileLog open(ObjectStore store, Path local, NoteSigner signer, Optional<Checkpoint> notBefore)
            throws IOException {
        return open(store, local, signer, notBefore, Publication.AT_ONCE);
    }

    /** As {@link #open(ObjectStore, Path, NoteSigner, Optional)}, for a log that publishes as said. */
    public static TileLog open(
            ObjectStore store, Path local, NoteSigner signer, Optional<Checkpoint> notBefore, Publication publication)
            throws IOException {
        DiskStorage.createDurably(local.toAbsolutePath());
        if (new LogFolder(local).isThere()) {
            throw new LogRefusedException(
                    Reason.OTHER_LOG,
                    local.toString(),
                    "what a log elsewhere keeps on this machine",
                    "a log of its own");
        }
        DiskStorage storage = new DiskStorage(local);
        FolderStore kept = new FolderStore(storage, LogLayout.NEXT);
        return open(
                store,
                signer,
                publication,
                notBefore.stream().toList(),
                new EventIndex(store, storage, IndexShape.USUAL, true),
                Optional.of(kept));
    }

    /** For tests: nothing is done beside. */
    static TileLog open(Storage storage, NoteSigner signer, Optional<Checkpoint> notBefore) throws IOException {
        return open(storage, signer, notBefore, new EventIndex(storage, IndexShape.USUAL, false));
    }

    /** For tests: as {@link #open(Storage, NoteSigner, Optional)}. */
    static TileLog open(Storage storage, NoteSigner signer, Publication publication) throws IOException {
        FolderStore store = new FolderStore(storage, LogLayout.NEXT);
        EventIndex index = new EventIndex(storage, IndexShape.USUAL, false);
        return open(store, signer, publication, List.of(), index, Optional.empty());
    }

    static TileLog open(Storage storage, NoteSigner signer, Optional<Checkpoint> notBefore, EventIndex index)
            throws IOException {
        FolderStore store = new FolderStore(storage, LogLayout.NEXT);
        return open(store, signer, Publication.AT_ONCE, notBefore.stream().toList(), index, Optional.empty());
    }

    private static TileLog open(
            ObjectStore store,
            NoteSigner signer,
            Publication publication,
            List<Checkpoint> notBefore,
            EventIndex index,
            Optional<FolderStore> kept)
            throws IOException {
        Holding holding = store.hold(LogLayout.LOCK).orElseThrow(TileLog::inUse);
        try {
            LogRecovery recovery = new LogRecovery(store, signer);
            List<Checkpoint> all = new ArrayList<>(notBefore);
            Optional<byte[]> last = kept.isPresent() ? kept.get().read(LogLayout.KEPT) : Optional.empty();
            if (last.isPresent()) {
                all.add(recovery.own("this machine's " + LogLayout.KEPT, last.get())
                        .checkpoint());
            }
            Optional<byte[]> copy = store.read(SIGNED_COPY);
            if (copy.isPresent()) {
                recovery.copy(copy.get()).ifPresent(one -> all.add(one.checkpoint()));
            }
            TileLog log = new TileLog(store, signer, publication, holding, recovery.signedOrNew(), index, kept);
            log.settle(all);
            return log;
        } catch (IOException | RuntimeException e) {
            index.close();
            holding.close();
            throw e;
        }
    }

    /**
     * Appends one entry, durably.
     *
     * @return its index; if the event is in the log already, the index it has there
     * @throws LogRefusedException if the event is in the log with another entry
     * @throws IOException if it could not be made durable: it may or may not be in the log
     */
    public long append(UUID eventId, byte[] entry) throws IOException {
        return append(List.of(new NewEntry(eventId, entry))).getFirst();
    }

    /**
     * Appends entries as one batch, durably; see {@link #append(UUID, byte[])}. If it fails, each of them may or may
     * not be in the log.
     *
     * @throws IllegalArgumentException for more than {@link #BATCH_MAX} entries
     */
    public synchronized List<Long> append(List<NewEntry> batch) throws IOException {
        Plan plan = plan(batch);
        for (int i = 0; i < batch.size(); i++) {
            if (plan.indexes().get(i).isEmpty()) {
                throw new LogRefusedException(
                        Reason.EVENT_CONFLICT, "event " + batch.get(i).eventId(), "the entry it has", "another entry");
            }
        }
        commit(plan.fresh());
        return plan.indexes().stream().map(OptionalLong::getAsLong).toList();
    }

    /**
     * Appends entries as one batch, durably, like {@link #append(List)}; but an event that has another entry stops only
     * itself: the others are appended.
     *
     * @return the index of each, in the order of the batch; empty where the event has another entry already
     * @throws IllegalArgumentException for more than {@link #BATCH_MAX} entries
     * @throws IOException if it could not be made durable: each of them may or may not be in the log
     */
    public synchronized List<OptionalLong> appendEach(List<NewEntry> batch) throws IOException {
        Plan plan = plan(batch);
        commit(plan.fresh());
        return plan.indexes();
    }

    /**
     * What would become of a batch.
     *
     * @param indexes one for each entry; empty where its event has another entry
     * @param fresh those that are not in the log yet, in their order there
     */
    private record Plan(List<OptionalLong> indexes, List<NewEntry> fresh) {}

    private Plan plan(List<NewEntry> batch) throws IOException {
        if (batch.size() > BATCH_MAX) {
            throw new IllegalArgumentException("a batch of " + batch.size());
        }
        requireOpen();
        settle(List.of());
        index.writeFullRuns(); // before anything of this batch is written: it may fail
        List<OptionalLong> indexes = new ArrayList<>(batch.size());
        Map<UUID, Long> freshIndexes = new HashMap<>();
        List<NewEntry> fresh = new ArrayList<>();
        for (NewEntry entry : batch) {
            OptionalLong known = index.find(entry.eventId());
            if (known.isPresent()) {
                boolean isSame = index.leafAt(known.getAsLong()).equals(TreeHash.leaf(entry.entry()));
                indexes.add(isSame ? known : OptionalLong.empty());
                continue;
            }
            long next = edge.size() + fresh.size();
            long assigned = freshIndexes.computeIfAbsent(entry.eventId(), _ -> next);
            if (assigned == next) {
                fresh.add(entry);
            }
            boolean isSame = fresh.get((int) (assigned - edge.size())).equals(entry);
            indexes.add(isSame ? OptionalLong.of(assigned) : OptionalLong.empty());
        }
        return new Plan(indexes, fresh);
    }

    private void commit(List<NewEntry> fresh) throws IOException {
        if (!fresh.isEmpty()) {
            isSettled = false; // until all is done: whatever fails on the way leaves it to settle()
            writeAhead(fresh);
            write(fresh);
            isSettled = true;
        }
    }

    /**
     * Where an event's entry is; empty if it is not (known to be) in the log.
     *
     * @throws LogRefusedException if the files that tell are damaged
     */
    public synchronized OptionalLong find(UUID eventId) throws IOException {
        requireOpen();
        return index.find(eventId);
    }

    /** The last signed checkpoint. */
    public synchronized SignedCheckpoint checkpoint() {
        return current;
    }

    /**
     * Publishes a checkpoint of this log with the cosignatures that it has, durably. Whose they are is for the caller to
     * judge. One that is smaller than what is published changes nothing: strangers never see the log shrink.
     *
     * @throws IllegalArgumentException if it is not this log's own, or larger than the log
     * @throws IllegalStateException if the log publishes at once
     */
    public synchronized void publish(SignedCheckpoint cosigned) throws IOException {
        if (publication != Publication.WHEN_COSIGNED) {
            throw new IllegalStateException("a log that publishes at once");
        }
        requireOpen();
        settle(List.of());
        requireOwn(cosigned);
        Optional<SignedCheckpoint> before = published();
        if (before.isPresent()
                && cosigned.checkpoint().size() < before.get().checkpoint().size()) {
            return;
        }
        isSettled = false; // until it is known what is published
        Fence.move(store, LogLayout.CHECKPOINT, published, cosigned.toBytes());
        published = Optional.of(cosigned.toBytes());
        isSettled = true;
    }

    private void requireOwn(SignedCheckpoint claimed) throws IOException {
        long size = claimed.checkpoint().size();
        try {
            List<VerifierKey> _ = claimed.verify(List.of(signer.verifierKey()));
        } catch (VerificationException e) {
            throw new IllegalArgumentException("a checkpoint that this log has not signed", e);
        }
        if (size > edge.size()
                || !claimed.checkpoint().root().equals(new TreeReader(store::read, edge.size()).root(0, size))) {
            throw new IllegalArgumentException("a checkpoint of another tree");
        }
    }

    /** What strangers see: of the log as it is, or of some time before; empty if nothing is published yet. */
    public synchronized Optional<SignedCheckpoint> published() throws IOException {
        requireOpen();
        settle(List.of());
        return published.isEmpty()
                ? Optional.empty()
                : Optional.of(new LogRecovery(store, signer).own(LogLayout.CHECKPOINT, published.get()));
    }

    /**
     * Proofs for several entries, all under the current checkpoint.
     *
     * @throws IllegalArgumentException for an index that is not in the log
     */
    public synchronized List<TlogProof> prove(List<Long> provedIndexes) throws IOException {
        long size = current.checkpoint().size();
        TreeReader tree = new TreeReader(store::read, size);
        List<TlogProof> proofs = new ArrayList<>();
        for (long index : provedIndexes) {
            if (index < 0 || index >= size) {
                throw new IllegalArgumentException("no entry " + index + " in a log of " + size);
            }
            proofs.add(new TlogProof(Optional.empty(), index, tree.inclusion(index), current));
        }
        return proofs;
    }

    /**
     * Where entries are in the tree that the log had at an earlier size: the one that witnesses have cosigned, while
     * the log has gone on.
     *
     * @param treeSize from 0 to the current size
     * @throws IllegalArgumentException for an index that is not in that tree, or a tree larger than the log
     */
    public synchronized List<InclusionProof> proveInclusion(List<Long> provedIndexes, long treeSize)
            throws IOException {
        TreeReader tree = readerOf(treeSize);
        List<InclusionProof> proofs = new ArrayList<>();
        for (long index : provedIndexes) {
            if (index < 0 || index >= treeSize) {
                throw new IllegalArgumentException("no entry " + index + " in a tree of " + treeSize);
            }
            proofs.add(new InclusionProof(index, treeSize, tree.inclusion(index, treeSize)));
        }
        return proofs;
    }

    /**
     * That an earlier tree of the log begins with an even earlier one.
     *
     * @param oldSize from 0 to {@code newSize}
     * @param newSize up to the current size
     */
    public synchronized ConsistencyProof proveConsistency(long oldSize, long newSize) throws IOException {
        if (oldSize < 0 || oldSize > newSize) {
            throw new IllegalArgumentException("no tree of " + oldSize + " in one of " + newSize);
        }
        return new ConsistencyProof(oldSize, newSize, readerOf(newSize).consistency(oldSize, newSize));
    }

    private TreeReader readerOf(long treeSize) {
        long size = current.checkpoint().size();
        if (treeSize < 0 || treeSize > size) {
            throw new IllegalArgumentException("no tree of " + treeSize + " in a log of " + size);
        }
        return new TreeReader(store::read, size);
    }

    /**
     * That the log of today begins with that of another day.
     *
     * @param oldSize from 0 to the current size
     */
    public synchronized ConsistencyProof proveConsistency(long oldSize) throws IOException {
        return proveConsistency(oldSize, current.checkpoint().size());
    }

    /** The key that verifies the checkpoints. */
    public VerifierKey verifierKey() {
        return signer.verifierKey();
    }

    @Override
    public synchronized void close() throws IOException {
        isClosed = true;
        try {
            index.close();
        } finally {
            holding.close(); // whatever fails here, another writer can go on
        }
    }

    private void requireOpen() {
        if (isClosed) {
            throw new IllegalStateException("the log is closed");
        }
    }

    /** Brings memory and files together again after a start or a failure. */
    private void settle(List<Checkpoint> notBefore) throws IOException {
        if (isSettled) {
            return;
        }
        if (!holding.isHeld()) {
            throw inUse(); // what stands there now may be another writer's: to go on from it would be to fight with it
        }
        LogRecovery.Recovered recovered = new LogRecovery(store, signer).recover(notBefore);
        edge = recovered.edge();
        current = recovered.signed();
        ahead = Optional.of(WriteAhead.encode(recovered.ahead()));
        published = recovered.published().map(SignedCheckpoint::toBytes);
        // Written once more: whoever renamed it may have died, or failed, before its name was durable. Published after
        // that, a checkpoint could outlive the fence in a power cut, and look like a log that was rolled back.
        Fence.move(store, LogLayout.SIGNED, Optional.of(current.toBytes()), current.toBytes());
        if (publication == Publication.WHEN_COSIGNED) {
            if (published.isPresent()) { // for the same reason: what strangers saw must not become older again
                Fence.move(store, LogLayout.CHECKPOINT, published, published.get());
            }
            keep(current);
        } else if (published.isEmpty() || !Arrays.equals(published.get(), current.toBytes())) {
            publishAtOnce(current);
        }
        index.catchUp(edge.size());
        if (!recovered.unsigned().isEmpty()) {
            // Written once more: after a failed sync the kernel may believe that pages are clean which are not.
            writeAhead(recovered.unsigned());
            write(recovered.unsigned());
        }
        isSettled = true;
    }

    /** Tiles, then the signed checkpoint, then the published one. */
    private void write(List<NewEntry> added) throws IOException {
        long before = edge.size();
        List<NewFile> full = new ArrayList<>();
        added.forEach(entry -> edge.append(entry, full));
        List<NewFile> all = new ArrayList<>(full);
        all.addAll(edge.takeGrownPartials());
        store.replaceAll(all);
        Checkpoint tree = new Checkpoint(signer.verifierKey().name(), edge.size(), edge.root());
        SignedCheckpoint next = new SignedCheckpoint(tree, signer.sign(tree.text()));
        Fence.move(store, LogLayout.SIGNED, Optional.of(current.toBytes()), next.toBytes());
        if (publication == Publication.AT_ONCE) {
            publishAtOnce(next);
        } else {
            keep(next);
        }
        added.forEach(entry -> index.add(entry.eventId()));
        current = next;
        for (NewFile file : full) {
            if (wasPartial(file.path(), before)) {
                // C2SP tlog-tiles lets partial tiles go once the full one is there. What stays behind does no harm.
                store.deleteAll(file.path() + ".p");
            }
        }
    }

    private void writeAhead(List<NewEntry> next) throws IOException {
        byte[] batch = WriteAhead.encode(new WriteAhead.Batch(edge.size(), next));
        Fence.move(store, LogLayout.WRITE_AHEAD, ahead, batch);
        ahead = Optional.of(batch);
    }

    private void publishAtOnce(SignedCheckpoint signed) throws IOException {
        Fence.move(store, LogLayout.CHECKPOINT, published, signed.toBytes());
        published = Optional.of(signed.toBytes());
        keep(signed);
    }

    private void keep(SignedCheckpoint signed) throws IOException {
        if (kept.isPresent()) {
            kept.get().replace(LogLayout.KEPT, signed.toBytes());
        }
    }

    /** Whether a tile or bundle that is full now was begun in a log of this size. */
    private static boolean wasPartial(String path, long size) {
        return TilePath.parse(path)
                .or(() -> EventBundle.parsePath(path))
                .flatMap(tile -> TilePath.inTree(tile.level(), tile.number(), size))
                .isPresent();
    }

    private static LogRefusedException inUse() {
        return new LogRefusedException(Reason.LOCKED, LogLayout.LOCK, "one writer", "another one at work");
    }
}
