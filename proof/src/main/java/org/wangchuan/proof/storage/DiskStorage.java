package org.wangchuan.proof.storage;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** Storage on a folder of a POSIX file system. */
public final class DiskStorage implements Storage {
    /** Largest file that is read whole, in bytes, where memory allows: the write-ahead file of 16 million entries. */
    static final long BYTES_MAX = 1L << 30;

    /** What a file is read into, beside what is made of it, must not be all the memory there is. */
    private static final long MEMORY_PARTS = 4;

    private final Path folder;

    /** Makes nothing: the folder may not exist yet. */
    public DiskStorage(Path folder) {
        this.folder = folder;
    }

    /** Makes the folder itself; what is inside is only as durable as the names that lead there. */
    public static void createDurably(Path absolute) throws IOException {
        Path above = absolute.getParent();
        if (above == null) {
            return;
        }
        if (!Files.isDirectory(absolute)) {
            createDurably(above);
            createOwnFolder(absolute);
        }
        new DiskStorage(above).syncFolder(""); // also if it was there: who made it may have died before the sync
    }

    /** For the owner only, whatever the umask is; who wants to publish a log copies it, or opens it up. */
    private static void createOwnFolder(Path absolute) throws IOException {
        Files.createDirectory(
                absolute, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    private FileChannel open(String path) throws IOException {
        return FileChannel.open(
                folder.resolve(path),
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    @Override
    public Optional<byte[]> read(String path) throws IOException {
        Path file = folder.resolve(path);
        try {
            // Looked at before it is opened: to open a pipe waits for somebody who writes.
            if (!Files.readAttributes(file, BasicFileAttributes.class).isRegularFile()) {
                throw new IOException(file + ": expected a regular file, found something else");
            }
            int bytesMax = (int) Math.min(BYTES_MAX, Runtime.getRuntime().maxMemory() / MEMORY_PARTS);
            try (InputStream in = Files.newInputStream(file)) {
                if (Files.size(file) > bytesMax) {
                    throw tooLarge(file, bytesMax);
                }
                byte[] bytes = in.readNBytes(bytesMax + 1);
                if (bytes.length > bytesMax) {
                    throw tooLarge(file, bytesMax);
                }
                return Optional.of(bytes);
            }
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private static IOException tooLarge(Path file, int bytesMax) {
        return new IOException(file + ": expected at most " + bytesMax + " bytes, found more");
    }

    @Override
    public void write(String path, long offset, byte[] bytes) throws IOException {
        try (FileChannel channel = open(path)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer, offset + buffer.position());
            }
        }
    }

    @Override
    public void truncate(String path, long length) throws IOException {
        try (FileChannel channel = open(path)) {
            channel.truncate(length);
        }
    }

    @Override
    public void sync(String path) throws IOException {
        try (FileChannel channel = FileChannel.open(folder.resolve(path), StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    /** At the same time: a file system that writes a journal then commits many of them at once. */
    @Override
    public void syncAll(List<String> paths) throws IOException {
        if (paths.size() < 2) {
            Storage.super.syncAll(paths);
            return;
        }
        List<Future<?>> syncs = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (String path : paths) {
                syncs.add(threads.submit(() -> {
                    sync(path);
                    return null;
                }));
            }
        } // waits for all
        for (Future<?> sync : syncs) {
            try {
                sync.get();
            } catch (ExecutionException e) {
                switch (e.getCause()) {
                    case IOException failed -> throw failed;
                    case RuntimeException broken -> throw broken;
                    case Error broken -> throw broken;
                    case null, default -> throw new IOException(e.getCause());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while syncing", e);
            }
        }
    }

    @Override
    public Optional<MemorySegment> map(String path) throws IOException {
        try (FileChannel channel = FileChannel.open(folder.resolve(path), StandardOpenOption.READ)) {
            return Optional.of(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public void rename(String from, String to) throws IOException {
        Files.move(
                folder.resolve(from),
                folder.resolve(to),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void delete(String path) throws IOException {
        Files.deleteIfExists(folder.resolve(path));
    }

    @Override
    public void createFolder(String path) throws IOException {
        Path created = folder.resolve(path);
        if (!Files.isDirectory(created)) {
            createOwnFolder(created);
        }
    }

    /** Linux lets a folder be opened for reading and synced; this is the one way to make a rename durable. */
    @Override
    public void syncFolder(String path) throws IOException {
        try (FileChannel channel = FileChannel.open(folder.resolve(path), StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** A link to a folder is no folder here: links can lead round in circles. */
    @Override
    public List<String> list(String path) throws IOException {
        Path listed = folder.resolve(path);
        if (!Files.isDirectory(listed)) {
            return List.of();
        }
        try (Stream<Path> names = Files.list(listed)) {
            return names.map(name ->
                            name.getFileName() + (Files.isDirectory(name, LinkOption.NOFOLLOW_LINKS) ? "/" : ""))
                    .sorted()
                    .toList();
        }
    }

    @Override
    public Optional<Closeable> lock(String path) throws IOException {
        FileChannel channel = open(path);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return Optional.of(channel); // closing the channel gives the lock back
            }
        } catch (OverlappingFileLockException e) {
            channel.close();
            return Optional.empty();
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        channel.close();
        return Optional.empty();
    }
}
