package org.wangchuan.platform.setting;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;

/**
 * A random key of this platform in a file of its own that only its owner may read; back-ups keep it apart, for its name ends in
 * {@code .key}. Thread-safe.
 */
public final class KeyFile {
    /** How long such a key is. */
    public static final int BYTES = 32;

    private KeyFile() {}

    /**
     * The key in this file, which is made if it is not there.
     *
     * @throws IOException also if something else than a key is there
     */
    public static byte[] readOrMake(Path file) throws IOException {
        if (Files.exists(file)) {
            byte[] bytes = Files.readAllBytes(file);
            if (bytes.length != BYTES) {
                throw new IOException("expected a key of " + BYTES + " bytes in " + file + ", found " + bytes.length);
            }
            return bytes;
        }
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path temporary = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(temporary);
        Files.createFile(temporary, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(temporary, bytes, StandardOpenOption.SYNC);
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        return bytes;
    }
}
