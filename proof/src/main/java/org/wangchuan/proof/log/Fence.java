package org.wangchuan.proof.log;

import java.io.IOException;
import java.util.Optional;
import org.wangchuan.proof.log.LogRefusedException.Reason;
import org.wangchuan.proof.storage.ObjectStore;

/**
 * What lets one of two writers go on: the three files that each batch replaces are replaced only if they are as this writer
 * left them. The first of them, the write-ahead file, decides what the next entries are; all else of a batch follows from
 * it, so whoever finishes a batch, and however late, writes the same.
 */
final class Fence {
    private Fence() {}

    /**
     * Replaces a file that this writer knows.
     *
     * @param known content; empty if there is no file
     * @throws LogRefusedException with reason LOCKED if it is another one
     */
    static void move(ObjectStore store, String path, Optional<byte[]> known, byte[] next) throws IOException {
        if (!store.swap(path, known, next)) {
            throw new LogRefusedException(
                    Reason.LOCKED, path, "what this writer wrote last", "something by another writer");
        }
    }
}
