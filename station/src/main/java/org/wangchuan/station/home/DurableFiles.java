package org.wangchuan.station.home;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Files that are either the old or the new ones after a loss of power, never something between: written
 * beside, synced, renamed, synced by its new name (FAT keeps a file's size in its folder's entry), and the folder synced
 * (rename(2), fsync(2)). Readable by the owner only.
 */
public final class DurableFiles {
    private static final int ZEROS = 1 << 16;

    private DurableFiles() {}

    /**
     * Puts a whole file in place of what was there. After a failure there is what was there, or, where only its name
     * could not be synced, the new one, which a loss of power may still take back; never anything else.
     */
    public static void replace(Path file, byte[] content) throws IOException {
        Path beside = beside(file);
        try {
            Files.deleteIfExists(beside);
            writeAndMove(beside, file, content);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    private static void writeAndMove(Path beside, Path file, byte[] content) throws IOException {
        try (FileChannel channel = create(beside)) {
            writeFully(channel, content);
            channel.force(true);
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            channel.force(true);
        }
        syncFolder(parent(file));
    }

    /**
     * As {@link #replace}, of what holds a key: what was there before, and what an earlier try has left that was cut off or failed, is overwritten where it lies.
     * Until then what was there has a second name, so that the next call finds it. Where a file can have no two names it is replaced alone.
     */
    public static void replaceSecret(Path file, byte[] content) throws IOException {
        Path old = beingDestroyed(file);
        takeSecondName(file, old);
        zeroAndDelete(old);
        zeroAndDelete(beside(file));
        if (Files.exists(file) && hasSecondName(file, old)) {
            syncFolder(parent(file));
        }
        try {
            writeAndMove(beside(file), file, content);
        } finally {
            zeroAndDelete(beside(file));
        }
        zeroAndDelete(old);
    }

    /** Cut off before another stood in its place: it is the one that holds. */
    private static void takeSecondName(Path file, Path second) throws IOException {
        if (Files.exists(second) && Files.exists(file) && Files.isSameFile(second, file)) {
            delete(second);
        }
    }

    private static boolean hasSecondName(Path file, Path second) {
        try {
            Files.createLink(second, file);
            return true;
        } catch (IOException | UnsupportedOperationException _) {
            return false; // FAT, for one
        }
    }

    /** Deletes durably; a file that is not there is fine. */
    public static void delete(Path file) throws IOException {
        if (Files.deleteIfExists(file)) {
            syncFolder(parent(file));
        }
    }

    /** Gives a file another place on the same file system, durably; what is there already stays, and is an error. */
    public static void move(Path file, Path to) throws IOException {
        if (Files.exists(to)) {
            throw new FileAlreadyExistsException(to.toString());
        }
        Files.move(file, to, StandardCopyOption.ATOMIC_MOVE);
        syncFolder(parent(to));
        syncFolder(parent(file));
    }

    /** Where a file lies until it is whole. */
    private static Path beside(Path file) {
        return file.resolveSibling(file.getFileName() + ".new");
    }

    /** Whether there is a file, or what a crash has left of one that was to be written or destroyed. */
    public static boolean hasTraces(Path file) {
        return Files.exists(file) || Files.exists(beside(file)) || isBeingDestroyed(file);
    }

    /**
     * Overwrites a file where it lies and deletes it, durably; a file that is not there is fine. What the file system or the drive keeps of
     * it elsewhere (a journal, a snapshot, spare cells) is out of reach. It loses its name first, so that nobody meets a half of it; what a
     * crash leaves, also of writing it, is {@link #isBeingDestroyed} or {@link #hasTraces}, and goes with the next call.
     */
    public static void destroy(Path file) throws IOException {
        Path nameless = beingDestroyed(file);
        takeSecondName(file, nameless);
        zeroAndDelete(nameless);
        zeroAndDelete(beside(file));
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            Files.move(file, nameless, StandardCopyOption.ATOMIC_MOVE);
            syncFolder(parent(file));
            zeroAndDelete(nameless);
        } else {
            delete(file);
        }
    }

    /** Whether the destruction of a file has begun, and was cut off. */
    public static boolean isBeingDestroyed(Path file) {
        return Files.exists(beingDestroyed(file));
    }

    private static Path beingDestroyed(Path file) {
        return file.resolveSibling(file.getFileName() + ".destroyed");
    }

    private static void zeroAndDelete(Path file) throws IOException {
        if (Files.exists(file)) {
            zero(file, 0, Files.size(file));
            delete(file);
        }
    }

    /** Overwrites a part of a file with zeros where it lies, durably. */
    public static void zero(Path file, long from, long bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.position(from);
            for (long left = bytes; left > 0; left -= Math.min(left, ZEROS)) {
                writeFully(channel, new byte[(int) Math.min(left, ZEROS)]);
            }
            channel.force(true);
        }
    }

    /**
     * Makes a folder for the owner's eyes only, with its parents, durably. Another program may be making it just now: either
     * may be the first, and both have synced it before they go on.
     */
    public static void createFolder(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Path parent = folder.getParent();
        if (parent != null) {
            createFolder(parent);
        }
        try {
            Files.createDirectory(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        }
        if (parent != null) {
            syncFolder(parent);
        }
    }

    /** Opens a file for reading and writing, and makes it if there is none; whoever makes it makes it durable. */
    public static FileChannel open(Path file) throws IOException {
        return FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                forTheOwner());
    }

    /** Opens a new file for appending; it must not exist. */
    private static FileChannel create(Path file) throws IOException {
        return FileChannel.open(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), forTheOwner());
    }

    /** Whatever the umask is: it can only take rights away. */
    static FileAttribute<Set<PosixFilePermission>> forTheOwner() {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    }

    /** Writes all of it, however short the single writes are. */
    public static void writeFully(FileChannel channel, byte[] content) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(content);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    /** Makes the entries of a folder durable. */
    public static void syncFolder(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static Path parent(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        if (parent == null) {
            throw new IllegalArgumentException("a file has a folder: " + file);
        }
        return parent;
    }
}
