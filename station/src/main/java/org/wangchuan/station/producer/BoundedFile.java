package org.wangchuan.station.producer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads files that anybody may have laid there: no pipe is waited for, and none grows while it is read. */
final class BoundedFile {
    private BoundedFile() {}

    /**
     * The bytes of a regular file.
     *
     * @throws IOException also for anything else, and for a larger one
     */
    static byte[] read(Path file, int bytesMax) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException("no file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(bytesMax + 1);
            if (bytes.length > bytesMax) {
                throw new IOException("larger than " + bytesMax + " bytes");
            }
            return bytes;
        }
    }
}
