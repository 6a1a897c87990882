package org.wangchuan.station.home;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.Set;
import java.util.UUID;

/**
 * Writes files that a person takes away, whole and durable or not at all. They get the permissions that the person's other new files have:
 * these are theirs to hand on. Each is written under a name that nobody can know beforehand: in a folder that others may write to, a link
 * could wait under the name that it will have. Each is synced again once it has its name: on FAT the size of a file is in its folder's entry, and
 * the new one is written with the file and not with the folder. Safe for use by several threads.
 */
public final class FileForPeople {
    private FileForPeople() {}

    /**
     * Writes a new file, and never over another.
     *
     * @throws FileAlreadyExistsException if there is anything under that name; it stays as it is
     */
    public static void create(Path file, byte[] content) throws IOException {
        put(file, content, FileForPeople::give);
    }

    /**
     * The same for a file that nobody but its owner may read, at no time.
     *
     * @throws FileAlreadyExistsException if there is anything under that name; it stays as it is
     */
    public static void createSecret(Path file, byte[] content) throws IOException {
        put(file, content, FileForPeople::give, DurableFiles.forTheOwner());
    }

    /** Writes a file in place of what has its name; a failure leaves the old or the new one, as {@link DurableFiles#replace} says. */
    public static void replace(Path file, byte[] content) throws IOException {
        put(file, content, FileForPeople::takePlace);
    }

    /** The same for a file that nobody but its owner may read, at no time. */
    public static void replaceSecret(Path file, byte[] content) throws IOException {
        put(file, content, FileForPeople::takePlace, DurableFiles.forTheOwner());
    }

    private static void takePlace(Path beside, Path file) throws IOException {
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private interface Naming {
        void give(Path beside, Path file) throws IOException;
    }

    /** Makes a file durable; what tests look on at. */
    interface Sync {
        void force(FileChannel channel) throws IOException;
    }

    private static void put(Path file, byte[] content, Naming naming, FileAttribute<?>... attributes)
            throws IOException {
        put(file, content, naming, channel -> channel.force(true), attributes);
    }

    /** As {@link #replace}. */
    static void replace(Path file, byte[] content, Sync sync) throws IOException {
        put(file, content, FileForPeople::takePlace, sync);
    }

    /** As {@link #create}. */
    static void create(Path file, byte[] content, Sync sync) throws IOException {
        put(file, content, FileForPeople::give, sync);
    }

    private static void put(Path file, byte[] content, Naming naming, Sync sync, FileAttribute<?>... attributes)
            throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IOException("no folder for " + file);
        }
        Path beside = file.resolveSibling("." + UUID.randomUUID() + ".new");
        try {
            try (FileChannel channel = FileChannel.open(
                    beside, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), attributes)) {
                DurableFiles.writeFully(channel, content);
                sync.force(channel);
                naming.give(beside, file);
                sync.force(channel);
            }
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
