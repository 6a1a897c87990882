package org.wangchuan.proof.storage;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/**
 * Whole files that are, after any crash, either as before or as after; and durable on return. Not thread-safe: one
 * writer each.
 */
public final class DurableFiles {
    private final Storage storage;
    private final String next;
    private final Set<String> durableFolders = new HashSet<>(Set.of(""));

    /**
     * Writes to a storage.
     *
     * @param next path of a temporary file for all that is written, away from what is published; its folder is made
     *     before it is first written to
     */
    public DurableFiles(Storage storage, String next) {
        this.storage = storage;
        this.next = next;
    }

    /** Makes or replaces one file, and the folders above it. */
    public void replace(String path, byte[] bytes) throws IOException {
        String folder = Storage.folderOf(path);
        createFolders(Storage.folderOf(next));
        createFolders(folder);
        storage.truncate(next, 0);
        storage.write(next, 0, bytes);
        storage.sync(next);
        storage.rename(next, path);
        storage.syncFolder(folder);
    }

    /** Makes a folder and those above it. */
    public void createFolders(String folder) throws IOException {
        if (durableFolders.contains(folder)) {
            return;
        }
        String above = Storage.folderOf(folder);
        createFolders(above);
        storage.createFolder(folder);
        storage.syncFolder(above); // also if it was there: an earlier try may have made it and then died
        durableFolders.add(folder);
    }
}
