package org.wangchuan.proof.log;

import java.io.Closeable;
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
import org.wangchuan.proof.log.LogRefusedException.Reason;
import org.wangchuan.proof.log.RightEdge.TileFile;
import org.wangchuan.proof.note.NoteSigner;
import org.wangchuan.proof.note.VerifierKey;
import org.wangchuan.proof.storage.DiskStorage;
import org.wangchuan.proof.storage.DurableFiles;
import org.wangchuan.proof.storage.Storage;

/**
 * One C2SP tile log on one folder, with one writer. Thread-safe.
 *
 * <p>Each batch becomes durable in this order: write-ahead record, tiles, signed checkpoint, published
 * checkpoint. Only then {@link #append} returns. After a failure in between, the next call or the next start
 * finishes what was written ahead and forgets the rest; an entry that was acknowledged is never lost.
 * Append again with the same event id to find out: it happens exactly once.
 *
 * <p>All entries are kept in memory (about 250 bytes per entry), and a start reads the whole write-ahead file.
 */
public final class FolderLog implements AutoCloseable {
    /** Most entries of one batch. */
    public static final int BATCH_MAX = 8192;

    private final Storage storage;
    private final DurableFiles files;
    private final WriteAhead writeAhead;
    private final NoteSigner signer;
    private final Closeable lock;

    private RightEdge edge = new RightEdge();
    private Map<UUID, Long> indexes = new HashMap<>();
    private List<NewEntry> entries = new ArrayList<>();
    private SignedCheckpoint current;
    private boolean isSettled;
    private boolean isClosed;

    private FolderLog(Storage storage, NoteSigner signer, Closeable lock, SignedCheckpoint signed) {
        this.storage = storage;
        this.files = new DurableFiles(storage, LogLayout.NEXT);
        this.writeAhead = new WriteAhead(storage);
        this.signer = signer;
        this.lock = lock;
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
    public static FolderLog open(Path folder, NoteSigner signer, Optional<Checkpoint> notBefore) throws IOException {
        DiskStorage.createDurably(folder.toAbsolutePath());
        return open(new DiskStorage(folder), signer, notBefore);
    }

    /**
     * Whether there is a log in this folder, or anything left of one. {@link #open} makes a new log where there is
     * none: who had one there before must ask first.
     */
    public static boolean isThere(Path folder) throws IOException {
        DiskStorage storage = new DiskStorage(folder);
        for (String trace : List.of(LogLayout.SIGNED, LogLayout.CHECKPOINT, LogLayout.WRITE_AHEAD)) {
            if (storage.read(trace).isPresent()) {
                return true;
            }
        }
        return !storage.list("tile").isEmpty();
    }

    static FolderLog open(Storage storage, NoteSigner signer, Optional<Checkpoint> notBefore) throws IOException {
        new DurableFiles(storage, LogLayout.NEXT).createFolders(LogLayout.PRIVATE);
        Closeable lock = storage.lock(LogLayout.LOCK)
                .orElseThrow(() ->
                        new LogRefusedException(Reason.LOCKED, LogLayout.LOCK, "one writer", "another one at work"));
        try {
            LogRecovery recovery = new LogRecovery(storage, signer);
            FolderLog log = new FolderLog(storage, signer, lock, recovery.signedOrNew());
            log.settle(notBefore);
            return log;
        } catch (IOException | RuntimeException e) {
            lock.close();
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
        if (batch.size() > BATCH_MAX) {
            throw new IllegalArgumentException("a batch of " + batch.size());
        }
        requireOpen();
        settle(Optional.empty());
        Map<UUID, NewEntry> fresh = new java.util.LinkedHashMap<>();
        for (NewEntry entry : batch) {
            Long known = indexes.get(entry.eventId());
            NewEntry earlier =
                    known != null ? entries.get(known.intValue()) : fresh.putIfAbsent(entry.eventId(), entry);
            if (earlier != null && !earlier.equals(entry)) {
                throw new LogRefusedException(
                        Reason.EVENT_CONFLICT, "event " + entry.eventId(), "the entry it has", "another entry");
            }
        }
        if (!fresh.isEmpty()) {
            isSettled = false; // until all is done: whatever fails on the way leaves it to settle()
            List<NewEntry> added = List.copyOf(fresh.values());
            writeAhead.write(edge.size(), added);
            publish(added);
            isSettled = true;
        }
        return batch.stream().map(entry -> indexes.get(entry.eventId())).toList();
    }

    /** Where an event's entry is; empty if it is not (known to be) in the log. */
    public synchronized OptionalLong find(UUID eventId) {
        Long index = indexes.get(eventId);
        return index == null ? OptionalLong.empty() : OptionalLong.of(index);
    }

    /** The last signed checkpoint. */
    public synchronized SignedCheckpoint checkpoint() {
        return current;
    }

    /**
     * Proofs for several entries, all under the current checkpoint.
     *
     * @throws IllegalArgumentException for an index that is not in the log
     */
    public synchronized List<TlogProof> prove(List<Long> provedIndexes) throws IOException {
        long size = current.checkpoint().size();
        TreeReader tree = new TreeReader(storage, size);
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
     * That the log of today begins with that of another day.
     *
     * @param oldSize from 0 to the current size
     */
    public synchronized ConsistencyProof proveConsistency(long oldSize) throws IOException {
        long size = current.checkpoint().size();
        if (oldSize < 0 || oldSize > size) {
            throw new IllegalArgumentException("no tree of " + oldSize + " in a log of " + size);
        }
        return new ConsistencyProof(oldSize, size, new TreeReader(storage, size).consistency(oldSize));
    }

    /** The key that verifies the checkpoints. */
    public VerifierKey verifierKey() {
        return signer.verifierKey();
    }

    @Override
    public synchronized void close() throws IOException {
        isClosed = true;
        lock.close();
    }

    private void requireOpen() {
        if (isClosed) {
            throw new IllegalStateException("the log is closed");
        }
    }

    /** Brings memory and files together again after a start or a failure. */
    private void settle(Optional<Checkpoint> notBefore) throws IOException {
        if (isSettled) {
            return;
        }
        LogRecovery.Recovered recovered = new LogRecovery(storage, signer).recover(notBefore);
        edge = recovered.edge();
        entries = new ArrayList<>(recovered.signedEntries());
        indexes = new HashMap<>();
        for (NewEntry entry : entries) {
            indexes.put(entry.eventId(), (long) indexes.size());
        }
        current = recovered.signed();
        // Written once more: whoever renamed it may have died, or failed, before its name was durable. Published after
        // that, a checkpoint could outlive the fence in a power cut, and look like a log that was rolled back.
        files.replace(LogLayout.SIGNED, current.toBytes());
        if (recovered.strayBytes() > 0) {
            writeAhead.cutAfter(entries.size() + recovered.unsignedEntries().size());
        }
        if (!recovered.unsignedEntries().isEmpty()) {
            // Written once more: after a failed sync the kernel may believe that pages are clean which are not.
            writeAhead.write(entries.size(), recovered.unsignedEntries());
            publish(recovered.unsignedEntries());
        } else if (!recovered.isPublished()) {
            files.replace(LogLayout.CHECKPOINT, current.toBytes());
        }
        isSettled = true;
    }

    /** Tiles, then the signed checkpoint, then the published one. */
    private void publish(List<NewEntry> added) throws IOException {
        List<TileFile> tiles = new ArrayList<>();
        for (NewEntry entry : added) {
            tiles.addAll(edge.append(entry.entry()));
        }
        List<TileFile> full = List.copyOf(tiles);
        tiles.addAll(edge.takeGrownPartials());
        for (TileFile tile : tiles) {
            files.replace(tile.path(), tile.bytes());
        }
        Checkpoint tree = new Checkpoint(signer.verifierKey().name(), edge.size(), edge.root());
        SignedCheckpoint next = new SignedCheckpoint(tree, signer.sign(tree.text()));
        requireFenceUnmoved();
        files.replace(LogLayout.SIGNED, next.toBytes());
        files.replace(LogLayout.CHECKPOINT, next.toBytes());
        for (NewEntry entry : added) {
            indexes.put(entry.eventId(), (long) entries.size());
            entries.add(entry);
        }
        current = next;
        for (TileFile tile : full) {
            deletePartials(tile.tile());
        }
    }

    /** The lock keeps a second writer away; should it not (some network file systems), nothing is signed twice. */
    private void requireFenceUnmoved() throws IOException {
        Optional<byte[]> signed = storage.read(LogLayout.SIGNED);
        if (signed.isEmpty() || !Arrays.equals(signed.get(), current.toBytes())) {
            throw new LogRefusedException(
                    Reason.LOCKED, LogLayout.SIGNED, "the checkpoint signed last", "one signed by another writer");
        }
    }

    /** C2SP tlog-tiles lets partial tiles go once the full one is there. What stays behind does no harm. */
    private void deletePartials(TilePath full) throws IOException {
        String folder = full.path() + ".p";
        for (String name : storage.list(folder)) {
            storage.delete(folder + "/" + name);
        }
        storage.delete(folder);
    }
}
