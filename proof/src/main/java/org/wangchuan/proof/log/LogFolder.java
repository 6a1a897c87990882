package org.wangchuan.proof.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.wangchuan.proof.note.NoteSigner;
import org.wangchuan.proof.storage.DiskStorage;
import org.wangchuan.proof.storage.FolderStore;

/**
 * The folder of a log, for a process that opens the log there again and again: what it has made durable once is not made
 * durable anew each time, which costs more than anything else in opening a log. Not thread-safe.
 */
public final class LogFolder {
    private final Path folder;
    private final DiskStorage storage;
    private final FolderStore store;
    private boolean isDurable;

    /** Makes nothing: the folder may not exist yet. */
    public LogFolder(Path folder) {
        this.folder = folder;
        this.storage = new DiskStorage(folder);
        this.store = new FolderStore(storage, LogLayout.NEXT);
    }

    /**
     * Whether there is a log, or anything left of one. {@link #open} makes a new log where there is none: who had one
     * there before must ask first.
     */
    public boolean isThere() throws IOException {
        for (String trace : List.of(LogLayout.SIGNED, LogLayout.CHECKPOINT, LogLayout.WRITE_AHEAD)) {
            if (storage.read(trace).isPresent()) {
                return true;
            }
        }
        return !storage.list("tile").isEmpty();
    }

    /**
     * Opens the log, as {@link TileLog#open(Path, NoteSigner, Optional)} does; the one opened before must be closed.
     *
     * @throws LogRefusedException if the log is in use, somebody else's, damaged or rolled back
     */
    public TileLog open(NoteSigner signer, Optional<Checkpoint> notBefore) throws IOException {
        return open(signer, notBefore, TileLog.Publication.AT_ONCE);
    }

    TileLog open(NoteSigner signer, Optional<Checkpoint> notBefore, TileLog.Publication publication)
            throws IOException {
        if (!isDurable || !Files.isDirectory(folder)) {
            DiskStorage.createDurably(folder.toAbsolutePath());
            isDurable = true;
        }
        return TileLog.open(storage, store, signer, notBefore, publication);
    }
}
