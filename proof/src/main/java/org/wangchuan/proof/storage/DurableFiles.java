package org.wangchuan.proof.storage;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
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
     * @param next path of a temporary file for all that is written, away from what is published, and the beginning of more
     *     such paths; its folder is made before it is first written to
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

    /**
     * Makes or replaces several files; much faster than one by one. Each is as before or as after, but a crash may
     * leave some of them as before and others as after.
     */
    public void replaceAll(List<NewFile> files) throws IOException {
        createFolders(Storage.folderOf(next));
        Set<String> folders = new LinkedHashSet<>();
        files.forEach(file -> folders.add(Storage.folderOf(file.path())));
        for (String folder : folders) {
            // Before a temporary file is made: making a folder may sync the one that they are in, and then one that
            // was renamed could come back under its old name too, and be written over.
            createFolders(folder);
        }
        List<String> written = new ArrayList<>();
        for (NewFile file : files) {
            String temporary = next + "-" + written.size();
            storage.truncate(temporary, 0);
            storage.write(temporary, 0, file.bytes());
            written.add(temporary);
        }
        storage.syncAll(written);
        for (int i = 0; i < written.size(); i++) {
            storage.rename(written.get(i), files.get(i).path());
        }
        for (String folder : folders) {
            storage.syncFolder(folder);
        }
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
