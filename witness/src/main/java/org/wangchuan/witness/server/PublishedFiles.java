package org.wangchuan.witness.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import org.wangchuan.proof.log.LogSource;

/**
 * The files of one folder, and nothing that a link inside it leads to: whoever may write a link there must not
 * publish with it what only the server may read. The folder itself may be a link. Thread-safe.
 */
public record PublishedFiles(Path folder) implements LogSource {
    /**
     * One whole file; empty if there is none, or something else in its place.
     *
     * @throws IOException if it can't be read, or is larger than {@link LogSource#BYTES_MAX}
     */
    @Override
    public Optional<byte[]> read(String path) throws IOException {
        try {
            Path file = folder.toRealPath().resolve(path);
            // The real path is another one if any part of it is a link.
            if (!file.toRealPath().equals(file) || !isRegular(file)) {
                return Optional.empty();
            }
            try (InputStream in = Files.newInputStream(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
                byte[] bytes = in.readNBytes(LogSource.BYTES_MAX + 1);
                if (bytes.length > LogSource.BYTES_MAX) {
                    throw new IOException("expected at most " + LogSource.BYTES_MAX + " bytes, found more");
                }
                return Optional.of(bytes);
            }
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private static boolean isRegular(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .isRegularFile();
    }
}
