package org.wangchuan.proof.storage;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A store on a folder: a file takes its name by a rename when it is whole and synced. Not thread-safe for writers: one
 * each.
 */
public final class FolderStore implements ObjectStore {
    private static final int REMEMBERED_BYTES_MAX = 1 << 14;

    private final Storage storage;
    private final String next;
    private final Set<String> durableFolders = new HashSet<>(Set.of(""));

    /** Small files that this object has swapped, as they were left. */
    private final Map<String, byte[]> durableFiles = new HashMap<>();

    /**
     * Writes to a storage.
     *
     * @param next path of a temporary file for all that is written, away from what is published, and the beginning of more
     *     such paths; its folder is made before it is first written to
     */
    public FolderStore(Storage storage, String next) {
        this.storage = storage;
        this.next = next;
    }

    @Override
    public Optional<byte[]> read(String path) throws IOException {
        return storage.read(path);
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

    /** Much faster than one by one. */
    @Override
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

    /**
     * Two steps here: the lock keeps a second writer away. Should it not, as on some network file systems, one that comes
     * between them is not seen, and any other is. What is there already is written once more, unless it was this object
     * that wrote the same before: whoever else renamed it may have died before its name was durable.
     */
    @Override
    public boolean swap(String path, Optional<byte[]> expected, byte[] bytes) throws IOException {
        Optional<byte[]> found = storage.read(path);
        if (!Arrays.equals(expected.orElse(null), found.orElse(null))) {
            return false;
        }
        if (found.isPresent() && Arrays.equals(bytes, found.get()) && Arrays.equals(bytes, durableFiles.get(path))) {
            return true;
        }
        durableFiles.remove(path); // until it is done
        replace(path, bytes);
        if (bytes.length <= REMEMBERED_BYTES_MAX) {
            durableFiles.put(path, bytes.clone());
        }
        return true;
    }

    @Override
    public void deleteAll(String folder) throws IOException {
        for (String name : storage.list(folder)) {
            storage.delete(folder + "/" + name);
        }
        storage.delete(folder);
    }

    @Override
    public List<String> list(String folder) throws IOException {
        return storage.list(folder);
    }

    /** As long as the process lives, at most. */
    @Override
    public Optional<Holding> hold(String path) throws IOException {
        createFolders(Storage.folderOf(path));
        return storage.lock(path).map(Lock::new);
    }

    private record Lock(Closeable lock) implements Holding {
        /** The kernel takes none away. */
        @Override
        public boolean isHeld() {
            return true;
        }

        @Override
        public void close() throws IOException {
            lock.close();
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
