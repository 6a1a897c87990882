package org.wangchuan.witness.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
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
        ByteBuffer left = ByteBuffer.wrap(bytes);
        CharBuffer text = CharBuffer.allocate(bytes.length); // UTF-8 has at least a byte for each char
        if (StandardCharsets.UTF_8.newDecoder().decode(left, text, true).isError()) {
            throw new ConfigException(file + " line " + lineOf(bytes, left.position()), "UTF-8", "other bytes");
        }
        if (text.position() == 0 || text.get(text.position() - 1) != '\n') {
            throw new ConfigException(file.toString(), "a newline at the end", "none");
        }
        return text.flip().toString();
    }

    private static int lineOf(byte[] bytes, int position) {
        int line = 1;
        for (int i = 0; i < position; i++) {
            line += bytes[i] == '\n' ? 1 : 0;
        }
        return line;
    }
}
