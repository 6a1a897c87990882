package org.wangchuan.proof.log;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/** Whole files that are, after any crash, either as before or as after; and durable on return. */
final class DurableFiles {
    /** One temporary file for all, away from the folders that are published. */
    static final String NEXT = LogLayout.PRIVATE + "/next";

    private final Storage storage;
    private final Set<String> durableFolders = new HashSet<>(Set.of(""));

    DurableFiles(Storage storage) {
        this.storage = storage;
    }

    void replace(String path, byte[] bytes) throws IOException {
        String folder = LogLayout.folderOf(path);
        createFolders(folder);
        storage.truncate(NEXT, 0);
        storage.write(NEXT, 0, bytes);
        storage.sync(NEXT);
        storage.rename(NEXT, path);
        storage.syncFolder(folder);
    }

    /** Makes a folder and those above it. */
    void createFolders(String folder) throws IOException {
        if (durableFolders.contains(folder)) {
            return;
        }
        String above = LogLayout.folderOf(folder);
        createFolders(above);
        storage.createFolder(folder);
        storage.syncFolder(above); // also if it was there: an earlier try may have made it and then died
        durableFolders.add(folder);
    }
}
