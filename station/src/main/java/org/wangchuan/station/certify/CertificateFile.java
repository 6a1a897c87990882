package org.wangchuan.station.certify;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.wangchuan.station.home.DurableFiles;

/** Writes files that a person takes away, whole and durable or not at all, and never over another. */
public final class CertificateFile {
    private CertificateFile() {}

    /**
     * Writes a new file, with the permissions that the person's other new files have.
     *
     * @throws FileAlreadyExistsException if there is anything under that name; it stays as it is
     */
    public static void create(Path file, byte[] content) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IOException("no folder for " + file);
        }
        Path beside = file.resolveSibling("." + UUID.randomUUID() + ".new");
        try {
            try (FileChannel channel =
                    FileChannel.open(beside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                DurableFiles.writeFully(channel, content);
                channel.force(true);
            }
            give(beside, file);
            DurableFiles.syncFolder(folder);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    /** A new name for a whole file fails if the name is taken (link(2)); a file system without links gets a rename. */
    private static void give(Path beside, Path file) throws IOException {
        try {
            Files.createLink(file, beside);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (IOException | UnsupportedOperationException e) {
            if (Files.exists(file, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
                FileAlreadyExistsException taken = new FileAlreadyExistsException(file.toString());
                taken.initCause(e);
                throw taken;
            }
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
        }
    }
}
