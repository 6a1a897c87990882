package org.wangchuan.station.live;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.UUID;
import org.wangchuan.station.home.DurableFiles;

/**
 * What orders were begun and have ended, as it is kept where people do not see it, apart from the orders' own folders.
 *
 * @param folder a file for each
 */
public record OrderMarks(Path folder) {
    private static final String ENDED = ".ended";

    boolean isBegun(UUID order) throws IOException {
        return isThere(begun(order));
    }

    boolean isEnded(UUID order) throws IOException {
        return isThere(ended(order));
    }

    void begin(UUID order, byte[] said) throws IOException {
        DurableFiles.createFolder(folder);
        DurableFiles.replace(begun(order), said);
    }

    void end(UUID order, byte[] said) throws IOException {
        DurableFiles.createFolder(folder);
        DurableFiles.replace(ended(order), said);
    }

    /** Whether there is such a file. One that can't be looked at is not one that there is not: that is an error. */
    static boolean isThere(Path file) throws IOException {
        try {
            Files.readAttributes(file, BasicFileAttributes.class);
            return true;
        } catch (NoSuchFileException _) {
            return false;
        }
    }

    private Path begun(UUID order) {
        return folder.resolve(order.toString());
    }

    private Path ended(UUID order) {
        return folder.resolve(order + ENDED);
    }
}
