package org.wangchuan.platform.setting;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Optional;

/** Files of the platform for nobody else's eyes: there whole or not at all, also when the power goes. */
public final class PrivateFile {
    private static final String OWNER_ONLY = "rw-------";

    private PrivateFile() {}

    /** Writes one, in the place of what was there; its folder is made if it is missing. */
    public static void write(Path file, byte[] content) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        Path temporary = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(temporary);
        Files.createFile(temporary, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY)));
        Files.write(temporary, content, StandardOpenOption.SYNC);
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        // The name is safe only with the folder: a key that is used and then gone would be worse than none.
        try (FileChannel entries = FileChannel.open(folder, StandardOpenOption.READ)) {
            entries.force(true);
        }
    }

    /**
     * A random key: the one in the file, or a new one that is in it from now on.
     *
     * @param length in bytes
     * @throws IOException also if there is a file, and no key of this length in it
     */
    public static byte[] key(Path file, int length) throws IOException {
        Optional<byte[]> there = read(file, length);
        if (there.isPresent()) {
            return there.get();
        }
        byte[] key = new byte[length];
        new SecureRandom().nextBytes(key);
        write(file, key);
        return key;
    }

    /**
     * The key in the file; empty if there is no such file.
     *
     * @throws IOException also if it can't be said whether there is one: a new key in the place of one that is only out of reach would be worse
     */
    public static Optional<byte[]> read(Path file, int length) throws IOException {
        byte[] key;
        try {
            key = Files.readAllBytes(file);
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
        if (key.length != length) {
            throw new IOException("KEY_DAMAGED: expected a key of " + length + " bytes in " + file + ", found "
                    + key.length + " bytes");
        }
        return Optional.of(key);
    }
}
