package org.wangchuan.proof.log;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.wangchuan.proof.note.NoteSigner;
import org.wangchuan.proof.note.VerifierKey;

/** One log on one folder. Thread-safe. */
public final class FolderLog implements AutoCloseable {
    private FolderLog() {}

    /**
     * Opens the log, or makes a new one in an empty or absent folder.
     *
     * @param signer the log's key; its name is the origin
     * @param notBefore a checkpoint of this log that the caller has kept elsewhere, to notice an older copy
     */
    public static FolderLog open(Path folder, NoteSigner signer, Optional<Checkpoint> notBefore) throws IOException {
        throw new UnsupportedOperationException(folder + " " + signer + notBefore);
    }

    /** Appends one entry. */
    public long append(UUID eventId, byte[] entry) throws IOException {
        return append(List.of(new NewEntry(eventId, entry))).getFirst();
    }

    /** Appends entries as one batch. */
    public List<Long> append(List<NewEntry> entries) throws IOException {
        throw new UnsupportedOperationException("" + entries);
    }

    /** Where an event's entry is. */
    public OptionalLong find(UUID eventId) {
        throw new UnsupportedOperationException("" + eventId);
    }

    /** The last signed checkpoint. */
    public SignedCheckpoint checkpoint() {
        throw new UnsupportedOperationException();
    }

    /** Proofs for several entries, all under one checkpoint. */
    public List<TlogProof> prove(List<Long> indexes) throws IOException {
        throw new UnsupportedOperationException("" + indexes);
    }

    /** The key that verifies the checkpoints. */
    public VerifierKey verifierKey() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() throws IOException {}
}
