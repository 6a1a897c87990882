package org.wangchuan.proof.storage;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Where a log keeps its files, whole and by name: a folder, or a bucket of an S3 store. Each file is at any time as
 * before or as after, and durable when a method that writes it returns. Paths are relative, with slashes.
 *
 * <p>What the log needs to be safe is {@link #swap}: of two writers that both believe to be the only one, one goes on. The
 * holding of {@link #hold} is there to tell the second one so before it begins. Safe for several readers; one writer each.
 */
public interface ObjectStore {
    /**
     * The whole file; empty if there is none.
     *
     * @throws IOException also if it is larger than can be read whole
     */
    Optional<byte[]> read(String path) throws IOException;

    /**
     * Makes or replaces files that nobody else writes with another content. A failure may leave some of them as before
     * and others as after.
     */
    void replaceAll(List<NewFile> files) throws IOException;

    /**
     * Makes or replaces a file if it is as expected, in one step.
     *
     * @param expected content; empty if there must be none
     * @return whether it was; if not, nothing was written
     * @throws IOException if the outcome is not known: it may have been written, or be written later
     */
    boolean swap(String path, Optional<byte[]> expected, byte[] next) throws IOException;

    /** Deletes the files in a folder, and the folder; does nothing if there is none. */
    void deleteAll(String folder) throws IOException;

    /** Names in a folder, those of folders with a slash at the end; none if there is no such folder. */
    List<String> list(String folder) throws IOException;

    /** Holds the store for one writer; empty if somebody else does. */
    Optional<Holding> hold(String path) throws IOException;

    /** That this writer is the one; given back by closing it. */
    interface Holding extends Closeable {
        /** Whether nobody has taken it away since. */
        boolean isHeld() throws IOException;
    }
}
