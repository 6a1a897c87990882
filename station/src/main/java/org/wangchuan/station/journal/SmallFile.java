package org.wangchuan.station.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import org.wangchuan.station.home.DurableFiles;

/** Small files of a job that are replaced whole, each with its checksum before it. */
final class SmallFile {
    private SmallFile() {}

    /** Keeps some bytes durably in place of what was there; of none the file is deleted. */
    static void keep(Path file, byte[] content) throws IOException {
        if (content.length == 0) {
            DurableFiles.delete(file);
            return;
        }
        DurableFiles.replace(file, whole(content));
    }

    /** As {@link #keep}, of what holds a key: what was there before is overwritten where it lay. Some bytes at least. */
    static void keepSecret(Path file, byte[] content) throws IOException {
        byte[] whole = whole(content);
        try {
            DurableFiles.replaceSecret(file, whole);
        } finally {
            Arrays.fill(whole, (byte) 0);
        }
    }

    private static byte[] whole(byte[] content) {
        byte[] head = (LineFile.checksum(content) + "\n").getBytes(StandardCharsets.US_ASCII);
        byte[] whole = Arrays.copyOf(head, head.length + content.length);
        System.arraycopy(content, 0, whole, head.length, content.length);
        return whole;
    }

    /**
     * What was kept; no bytes if there is no file.
     *
     * @throws DamagedException if it is not what was kept
     */
    static byte[] read(Path file) throws IOException {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException _) {
            return new byte[0];
        }
        if (bytes.length > LineFile.CHECKSUM_CHARS && bytes[LineFile.CHECKSUM_CHARS] == '\n') {
            byte[] content = Arrays.copyOfRange(bytes, LineFile.CHECKSUM_CHARS + 1, bytes.length);
            if (new String(bytes, 0, LineFile.CHECKSUM_CHARS, StandardCharsets.ISO_8859_1)
                    .equals(LineFile.checksum(content))) {
                return content;
            }
        }
        throw new DamagedException("the file " + file.getFileName() + " is damaged: its checksum differs");
    }
}
