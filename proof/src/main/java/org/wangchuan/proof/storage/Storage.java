package org.wangchuan.proof.storage;

import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;

/**
 * The file operations that a log or a witness needs, one by one, so that tests can let each of them fail or be the
 * last. Paths are relative to one folder, with slashes. Nothing is durable before its sync.
 */
public interface Storage {
    /** The folder that a path is in; empty for the folder that all is in. */
    static String folderOf(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "" : path.substring(0, slash);
    }

    /**
     * The whole file; empty if there is none.
     *
     * @throws IOException also if that is no regular file, or one too large to be read whole
     */
    Optional<byte[]> read(String path) throws IOException;

    /** Writes over or after what is there; makes the file if there is none. */
    void write(String path, long offset, byte[] bytes) throws IOException;

    /** Cuts the file to this length; makes it if there is none. */
    void truncate(String path, long length) throws IOException;

    /** Makes the file's content durable. */
    void sync(String path) throws IOException;

    /** Makes the content of several files durable; they may be synced at the same time, and all are tried. */
    default void syncAll(List<String> paths) throws IOException {
        for (String path : paths) {
            sync(path);
        }
    }

    /**
     * The whole file to look into, without reading it; empty if there is none. It must not be written to, but may be
     * deleted: its room on the disk comes back when nobody holds the segment any more.
     */
    Optional<MemorySegment> map(String path) throws IOException;

    /** Takes another file's place in one step. */
    void rename(String from, String to) throws IOException;

    /** Does nothing if there is no such file or empty folder. */
    void delete(String path) throws IOException;

    /** Makes one folder if there is none. */
    void createFolder(String path) throws IOException;

    /** Makes the names in a folder durable; the empty path is the folder that all is in. */
    void syncFolder(String path) throws IOException;

    /** Names in a folder; none if there is no such folder. */
    List<String> list(String path) throws IOException;

    /** Holds the folder for one writer; empty if somebody else does. */
    Optional<Closeable> lock(String path) throws IOException;
}
