package org.wangchuan.platform.database;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wangchuan.platform.setting.PlatformSettings;

/** The platform's data folder: one process at a time, and no other user may look into it. */
public final class DataFolder implements AutoCloseable {
    private static final String TRIAL = "trial";

    private final Path path;
    private final FileChannel lockFile;

    DataFolder(PlatformSettings settings) throws IOException {
        path = settings.data().toAbsolutePath().normalize();
        Files.createDirectories(
                path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        requirePrivate(path);
        requireKind(settings.isTrial());
        lockFile = FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (lock(lockFile) == null) {
            lockFile.close();
            throw new IOException("DATA_FOLDER_IN_USE: another platform works in " + path);
        }
    }

    private static @Nullable FileLock lock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    /** What was only tried out is never taken for a shop's work, nor the other way round. */
    private void requireKind(boolean isTrial) throws IOException {
        Path mark = path.resolve(TRIAL);
        boolean isBegun = Files.exists(path.resolve("postgres"));
        if (isTrial && !isBegun) {
            Files.writeString(
                    mark, "images and loop devices count here\n", StandardOpenOption.CREATE, StandardOpenOption.SYNC);
        } else if (isTrial != Files.exists(mark)) {
            throw new IOException(
                    isTrial
                            ? "NOT_A_TRIAL: expected a new data folder for a trial, found the one of a shop: " + path
                            : "TRIAL_FOLDER: expected the data folder of a shop, found one that was begun for a trial: "
                                    + path);
        }
    }

    private static void requirePrivate(Path path) throws IOException {
        Set<PosixFilePermission> others = EnumSet.copyOf(Files.getPosixFilePermissions(path));
        others.removeAll(PosixFilePermissions.fromString("rwx------"));
        if (!others.isEmpty()) {
            throw new IOException(
                    "DATA_FOLDER_OPEN: expected a folder that only its owner may enter (chmod 700), found "
                            + PosixFilePermissions.toString(Files.getPosixFilePermissions(path)) + " for " + path);
        }
    }

    /** Where it is; absolute. */
    public Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        lockFile.close();
    }
}
