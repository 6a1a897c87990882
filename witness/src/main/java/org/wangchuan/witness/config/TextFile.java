package org.wangchuan.witness.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** Reads small text files. */
final class TextFile {
    private TextFile() {}

    /** The whole file, with a newline at its end. */
    static String read(Path file, int bytesMax) throws ConfigException {
        byte[] bytes;
        try {
            // Looked at before it is opened: to open a pipe waits for somebody who writes.
            if (!Files.readAttributes(file, BasicFileAttributes.class).isRegularFile()) {
                throw new ConfigException(file.toString(), "a regular file", "something else");
            }
            try (InputStream in = Files.newInputStream(file)) {
                bytes = in.readNBytes(bytesMax + 1);
            }
        } catch (IOException e) {
            throw new ConfigException(
                    file.toString(), "a file that can be read", e.getClass().getSimpleName());
        }
        if (bytes.length > bytesMax) {
            throw new ConfigException(file.toString(), "at most " + bytesMax + " bytes", "more");
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            if (!text.endsWith("\n")) {
                throw new ConfigException(file.toString(), "a newline at the end", "none");
            }
            return text;
        } catch (CharacterCodingException e) {
            throw new ConfigException(file.toString(), "UTF-8", "other bytes");
        }
    }
}
