package org.wangchuan.proof.log;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.log.LogRefusedException.Reason;
import org.wangchuan.proof.log.RightEdge.TileFile;
import org.wangchuan.proof.note.NoteSigner;
import org.wangchuan.proof.storage.DurableFiles;
import org.wangchuan.proof.storage.Storage;

/** Reads what the last writer left, and refuses if it contradicts what that writer has signed. */
final class LogRecovery {
    private final Storage storage;
    private final NoteSigner signer;

    LogRecovery(Storage storage, NoteSigner signer) {
        this.storage = storage;
        this.signer = signer;
    }

    /**
     * The state at the last signed checkpoint, and what came after it.
     *
     * @param unsignedEntries written ahead, but not in the signed tree
     * @param strayBytes at the end of the write-ahead file, from a torn write
     */
    record Recovered(
            RightEdge edge,
            SignedCheckpoint signed,
            List<NewEntry> signedEntries,
            List<NewEntry> unsignedEntries,
            long strayBytes,
            boolean isPublished) {}

    /** The last signed checkpoint; in a folder without any trace of a log, the first one of a new log. */
    SignedCheckpoint signedOrNew() throws IOException {
        Optional<byte[]> signed = storage.read(LogLayout.SIGNED);
        if (signed.isPresent()) {
            return own(LogLayout.SIGNED, signed.get());
        }
        for (String trace : List.of(LogLayout.CHECKPOINT, LogLayout.WRITE_AHEAD)) {
            if (storage.read(trace).orElse(new byte[0]).length > 0) {
                throw new LogRefusedException(
                        Reason.DAMAGED, LogLayout.SIGNED, "the last signed checkpoint beside " + trace, "no file");
            }
        }
        if (!storage.list("tile").isEmpty()) {
            throw new LogRefusedException(
                    Reason.DAMAGED, LogLayout.SIGNED, "the last signed checkpoint beside tiles", "no file");
        }
        Checkpoint empty = new Checkpoint(signer.verifierKey().name(), 0, TreeHash.EMPTY);
        SignedCheckpoint first = new SignedCheckpoint(empty, signer.sign(empty.text()));
        // Made first, so that its name is durable when the fence's name is: they share a folder.
        new WriteAhead(storage).cutAfter(0);
        new DurableFiles(storage, LogLayout.NEXT).replace(LogLayout.SIGNED, first.toBytes());
        return first;
    }

    Recovered recover(Optional<Checkpoint> notBefore) throws IOException {
        SignedCheckpoint signed = own(
                LogLayout.SIGNED,
                storage.read(LogLayout.SIGNED)
                        .orElseThrow(() -> new LogRefusedException(
                                Reason.DAMAGED, LogLayout.SIGNED, "the last signed checkpoint", "no file")));
        Optional<byte[]> publishedBytes = storage.read(LogLayout.CHECKPOINT);
        long size = signed.checkpoint().size();
        WriteAhead.Content written = new WriteAhead(storage).read();
        List<NewEntry> all = written.entries();
        if (all.size() < size) {
            throw new LogRefusedException(
                    written.strayBytes() >= WriteAhead.RECORD_BYTES ? Reason.DAMAGED : Reason.ROLLED_BACK,
                    LogLayout.WRITE_AHEAD,
                    size + " records, as signed",
                    all.size() + " sound records");
        }
        RightEdge edge = new RightEdge();
        History history = new History(all);
        history.require(LogLayout.SIGNED, signed.checkpoint(), size);
        if (publishedBytes.isPresent()) {
            Checkpoint published =
                    own(LogLayout.CHECKPOINT, publishedBytes.get()).checkpoint();
            if (!published.equals(signed.checkpoint())) {
                history.require(LogLayout.CHECKPOINT, published, size);
            }
        }
        if (notBefore.isPresent()) {
            // Compared with all that was written ahead: a crash may have taken back the name of the signed file.
            history.require("kept checkpoint", notBefore.get(), all.size());
        }
        all.subList(0, (int) size).forEach(entry -> edge.append(entry.entry()));
        edge.takeGrownPartials();
        checkRightEdge(edge);
        return new Recovered(
                edge,
                signed,
                List.copyOf(all.subList(0, (int) size)),
                List.copyOf(all.subList((int) size, all.size())),
                written.strayBytes(),
                publishedBytes.isPresent() && Arrays.equals(publishedBytes.get(), signed.toBytes()));
    }

    /** Roots that the written entries had at earlier sizes. */
    private record History(List<NewEntry> entries) {
        void require(String where, Checkpoint claimed, long sizeMax) throws LogRefusedException {
            if (claimed.size() > sizeMax) {
                throw new LogRefusedException(
                        Reason.ROLLED_BACK, where, "a log of at least " + claimed.size() + " entries", sizeMax + "");
            }
            RightEdge tree = new RightEdge();
            entries.subList(0, (int) claimed.size()).forEach(entry -> tree.append(entry.entry()));
            Bytes32 root = tree.root();
            if (!root.equals(claimed.root())) {
                throw new LogRefusedException(
                        Reason.DAMAGED,
                        where,
                        "root " + claimed.root().base64() + " at size " + claimed.size() + ", as signed",
                        root.base64() + " from the write-ahead file");
            }
        }
    }

    private SignedCheckpoint own(String path, byte[] bytes) throws LogRefusedException {
        SignedCheckpoint read;
        try {
            read = SignedCheckpoint.parse(bytes);
        } catch (VerificationException e) {
            throw refused(Reason.DAMAGED, path, e);
        }
        try {
            read.verify(List.of(signer.verifierKey()));
            return read;
        } catch (VerificationException e) {
            boolean claimsOurs = read.note().signatures().stream().anyMatch(signer.verifierKey()::claims);
            throw refused(claimsOurs ? Reason.DAMAGED : Reason.OTHER_LOG, path, e);
        }
    }

    private static LogRefusedException refused(Reason reason, String path, VerificationException e) {
        LogRefusedException refused = new LogRefusedException(reason, path, e.expected(), e.found());
        refused.initCause(e);
        return refused;
    }

    private void checkRightEdge(RightEdge edge) throws IOException {
        for (TileFile file : edge.partials()) {
            Optional<byte[]> found = storage.read(file.path());
            if (found.isEmpty() || !Arrays.equals(found.get(), file.bytes())) {
                throw new LogRefusedException(
                        Reason.DAMAGED,
                        file.path(),
                        file.bytes().length + " bytes that lead to the signed root",
                        found.map(bytes -> bytes.length + " bytes, not those").orElse("no file"));
            }
        }
    }
}
