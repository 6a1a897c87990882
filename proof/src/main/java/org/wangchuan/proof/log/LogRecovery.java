package org.wangchuan.proof.log;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.log.LogRefusedException.Reason;
import org.wangchuan.proof.note.NoteSigner;
import org.wangchuan.proof.storage.ObjectStore;

/** Reads what the last writer left, and refuses if it contradicts what that writer has signed. */
final class LogRecovery {
    private final ObjectStore store;
    private final NoteSigner signer;

    LogRecovery(ObjectStore store, NoteSigner signer) {
        this.store = store;
        this.signer = signer;
    }

    /**
     * The state at the last signed checkpoint, and what came after it.
     *
     * @param ahead the batch in the write-ahead file
     * @param unsigned that batch, if it is not in the signed tree yet; empty if it is
     * @param published what {@code checkpoint} holds
     */
    record Recovered(
            RightEdge edge,
            SignedCheckpoint signed,
            WriteAhead.Batch ahead,
            List<NewEntry> unsigned,
            Optional<SignedCheckpoint> published) {}

    /** The last signed checkpoint; in a folder without any trace of a log, the first one of a new log. */
    SignedCheckpoint signedOrNew() throws IOException {
        Optional<byte[]> signed = store.read(LogLayout.SIGNED);
        if (signed.isPresent()) {
            return own(LogLayout.SIGNED, signed.get());
        }
        if (store.read(LogLayout.CHECKPOINT).isPresent()) {
            throw unsigned(LogLayout.CHECKPOINT);
        }
        Optional<byte[]> ahead = store.read(LogLayout.WRITE_AHEAD);
        if (ahead.isPresent() && WriteAhead.parse(ahead.get()).end() > 0) {
            throw unsigned(LogLayout.WRITE_AHEAD);
        }
        for (String folder : List.of("tile", LogLayout.EVENTS)) {
            if (!store.list(folder).isEmpty()) {
                throw unsigned(folder);
            }
        }
        Checkpoint empty = new Checkpoint(signer.verifierKey().name(), 0, TreeHash.EMPTY);
        SignedCheckpoint first = new SignedCheckpoint(empty, signer.sign(empty.text()));
        byte[] none = WriteAhead.encode(WriteAhead.Batch.NONE);
        Fence.move(store, LogLayout.WRITE_AHEAD, ahead, none); // first: a log that has signed always has one
        Fence.move(store, LogLayout.SIGNED, Optional.empty(), first.toBytes());
        return first;
    }

    private static LogRefusedException unsigned(String trace) {
        return new LogRefusedException(
                Reason.DAMAGED, LogLayout.SIGNED, "the last signed checkpoint beside " + trace, "no file");
    }

    Recovered recover(List<Checkpoint> notBefore) throws IOException {
        SignedCheckpoint signed = own(
                LogLayout.SIGNED,
                store.read(LogLayout.SIGNED)
                        .orElseThrow(() -> new LogRefusedException(
                                Reason.DAMAGED, LogLayout.SIGNED, "the last signed checkpoint", "no file")));
        WriteAhead.Batch ahead = WriteAhead.read(store);
        List<NewEntry> unsigned = unsigned(signed.checkpoint(), ahead);
        Optional<byte[]> publishedBytes = store.read(LogLayout.CHECKPOINT);
        Optional<SignedCheckpoint> published = Optional.empty();
        if (publishedBytes.isPresent()) {
            published = Optional.of(own(LogLayout.CHECKPOINT, publishedBytes.get()));
        }
        RightEdgeFiles edgeFiles = new RightEdgeFiles(store, signed.checkpoint());
        RightEdge edge = edgeFiles.read();
        if (published.isPresent()) {
            requireLongEnough(LogLayout.CHECKPOINT, published.get().checkpoint(), edge.size());
            requireInTree(LogLayout.CHECKPOINT, published.get().checkpoint(), edge.size());
        }
        for (Checkpoint kept : notBefore) {
            requireKept(kept, edgeFiles, edge.size(), unsigned);
        }
        return new Recovered(edge, signed, ahead, unsigned, published);
    }

    /** The batch that was under way. Any other than the one signed last or the one after it is not of this time. */
    private static List<NewEntry> unsigned(Checkpoint signed, WriteAhead.Batch batch) throws LogRefusedException {
        if (batch.first() == signed.size()) {
            return batch.entries();
        }
        if (batch.end() == signed.size()) {
            return List.of();
        }
        if (batch.end() < signed.size()) {
            throw new LogRefusedException(
                    Reason.ROLLED_BACK,
                    LogLayout.WRITE_AHEAD,
                    "a batch that ends or begins at entry " + signed.size() + ", as signed",
                    "one from " + batch.first() + " to " + batch.end());
        }
        throw new LogRefusedException(
                Reason.ROLLED_BACK,
                LogLayout.SIGNED,
                "a size of " + batch.first() + " or " + batch.end() + ", as written ahead",
                signed.size() + "");
    }

    /** Compared with all that was written ahead: a crash may have taken back the name of the signed file. */
    private void requireKept(Checkpoint kept, RightEdgeFiles edgeFiles, long size, List<NewEntry> unsigned)
            throws IOException {
        requireLongEnough("kept checkpoint", kept, size + unsigned.size());
        if (kept.size() <= size) {
            requireInTree("kept checkpoint", kept, size);
            return;
        }
        RightEdge ahead = edgeFiles.read();
        unsigned.subList(0, (int) (kept.size() - size)).forEach(entry -> ahead.append(entry, new ArrayList<>()));
        requireRoot("kept checkpoint", kept, ahead.root());
    }

    private static void requireLongEnough(String where, Checkpoint claimed, long size) throws LogRefusedException {
        if (claimed.size() > size) {
            throw new LogRefusedException(
                    Reason.ROLLED_BACK, where, "a log of at least " + claimed.size() + " entries", size + "");
        }
    }

    private void requireInTree(String where, Checkpoint claimed, long size) throws IOException {
        requireRoot(where, claimed, new TreeReader(store::read, size).root(0, claimed.size()));
    }

    private static void requireRoot(String where, Checkpoint claimed, Bytes32 found) throws LogRefusedException {
        if (!found.equals(claimed.root())) {
            throw new LogRefusedException(
                    Reason.DAMAGED,
                    where,
                    "root " + claimed.root().base64() + " at size " + claimed.size() + ", as signed",
                    found.base64() + " from the tiles");
        }
    }

    /**
     * What {@link TileLog#SIGNED_COPY} holds; absent if it is damaged, for the next writer makes it anew from the fence.
     *
     * @throws LogRefusedException if it is another log's
     */
    Optional<SignedCheckpoint> copy(byte[] bytes) throws LogRefusedException {
        try {
            return Optional.of(own(TileLog.SIGNED_COPY, bytes));
        } catch (LogRefusedException e) {
            if (e.reason() == Reason.DAMAGED) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** A checkpoint that this log has signed. */
    SignedCheckpoint own(String path, byte[] bytes) throws LogRefusedException {
        SignedCheckpoint read;
        try {
            read = SignedCheckpoint.parse(bytes);
        } catch (VerificationException e) {
            throw new LogRefusedException(Reason.DAMAGED, path, e);
        }
        try {
            read.verify(List.of(signer.verifierKey()));
            return read;
        } catch (VerificationException e) {
            boolean claimsOurs = read.note().signatures().stream().anyMatch(signer.verifierKey()::claims);
            throw new LogRefusedException(claimsOurs ? Reason.DAMAGED : Reason.OTHER_LOG, path, e);
        }
    }
}
