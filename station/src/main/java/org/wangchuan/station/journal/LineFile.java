package org.wangchuan.station.journal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32C;
import org.wangchuan.station.home.DurableFiles;

/**
 * Append-only lines in a file, a CRC-32C before each, so that a torn line is told from a whole one. A line is durable once {@link #append} has
 * returned. Not thread-safe.
 *
 * <p>Opening drops what follows the last whole line, since only the last append can be torn, and refuses a file with a broken line before
 * its last: that is damage, not a loss of power.
 */
final class LineFile implements AutoCloseable {
    static final int CHECKSUM_CHARS = 8;

    private final FileChannel channel;
    private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
    private long wholeBytes;

    private LineFile(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Opens the file, an empty one if there is none; its folder exists.
     *
     * @throws DamagedException if a line before the last is broken
     */
    static LineFile open(Path file) throws IOException {
        boolean isNew = !Files.exists(file);
        FileChannel channel = DurableFiles.open(file);
        try {
            Path folder = file.getParent();
            if (isNew && folder != null) {
                DurableFiles.syncFolder(folder);
            }
            LineFile opened = new LineFile(channel);
            opened.read(file);
            return opened;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private void read(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        wholeBytes = scan(bytes, lines);
        if (wholeBytes < bytes.length) {
            channel.truncate(wholeBytes);
            channel.force(true);
        }
        channel.position(wholeBytes);
    }

    /** The whole lines, each with its line feed and without its checksum. */
    byte[] content() {
        return lines.toByteArray();
    }

    /**
     * Appends a line.
     *
     * @param line without its line feed, and with none in it
     * @throws IOException if it is not durable; it is never seen again then, unless the disk kept all of it
     */
    void append(byte[] line) throws IOException {
        ByteArrayOutputStream record = new ByteArrayOutputStream(line.length + CHECKSUM_CHARS + 2);
        record.writeBytes(checksum(line).getBytes(StandardCharsets.US_ASCII));
        record.write(' ');
        record.writeBytes(line);
        record.write('\n');
        try {
            channel.position(wholeBytes);
            DurableFiles.writeFully(channel, record.toByteArray());
            channel.force(false);
        } catch (IOException e) {
            forgetTornLine();
            throw e;
        }
        wholeBytes += record.size();
        lines.writeBytes(line);
        lines.write('\n');
    }

    /** A line that failed must not count later, should its bytes have reached the disk after all. */
    private void forgetTornLine() {
        try {
            channel.truncate(wholeBytes);
            channel.force(true);
        } catch (IOException e) {
            // The next opening drops it, or keeps it whole: an event that happened but was reported as failed.
        }
    }

    /** Takes all lines away. */
    void clear() throws IOException {
        channel.truncate(0);
        channel.force(true);
        wholeBytes = 0;
        lines.reset();
    }

    /**
     * Collects the whole lines.
     *
     * @return where they end
     */
    static int scan(byte[] bytes, ByteArrayOutputStream lines) throws DamagedException {
        int start = 0;
        while (start < bytes.length) {
            int end = start;
            while (end < bytes.length && bytes[end] != '\n') {
                end++;
            }
            boolean whole = end < bytes.length && isWhole(bytes, start, end);
            if (!whole) {
                if (hasWholeLineAfter(bytes, end + 1) || hasLinesRunTogether(bytes, start, end)) {
                    throw new DamagedException("the journal is damaged at byte " + start
                            + ": expected a line with its checksum, found other bytes before a whole line");
                }
                break;
            }
            lines.write(bytes, start + CHECKSUM_CHARS + 1, end - start - CHECKSUM_CHARS);
            start = end + 1;
        }
        return start;
    }

    private static boolean hasWholeLineAfter(byte[] bytes, int from) {
        int start = from;
        for (int at = from; at < bytes.length; at++) {
            if (bytes[at] == '\n') {
                if (isWhole(bytes, start, at)) {
                    return true;
                }
                start = at + 1;
            }
        }
        return false;
    }

    /** A line feed that was lost makes two lines look like a torn one: a whole line, and then another one's checksum. */
    private static boolean hasLinesRunTogether(byte[] bytes, int start, int end) {
        int contentStart = start + CHECKSUM_CHARS + 1;
        if (contentStart >= end) {
            return false;
        }
        String stated = new String(bytes, start, CHECKSUM_CHARS, StandardCharsets.ISO_8859_1);
        CRC32C crc = new CRC32C();
        for (int at = contentStart; at + CHECKSUM_CHARS + 1 < end; at++) {
            String next = new String(bytes, at + 1, CHECKSUM_CHARS + 1, StandardCharsets.ISO_8859_1);
            if (next.endsWith(" ") && stated.equals(HexFormat.of().toHexDigits((int) crc.getValue()))) {
                return true;
            }
            crc.update(bytes[at]);
        }
        return false;
    }

    private static boolean isWhole(byte[] bytes, int start, int end) {
        int contentStart = start + CHECKSUM_CHARS + 1;
        if (contentStart >= end || bytes[contentStart - 1] != ' ') {
            return false;
        }
        String stated = new String(bytes, start, CHECKSUM_CHARS, StandardCharsets.ISO_8859_1);
        return stated.equals(checksum(Arrays.copyOfRange(bytes, contentStart, end)));
    }

    /** CRC-32C (RFC 3720, appendix B.4) in lower-case hex. */
    static String checksum(byte[] content) {
        CRC32C crc = new CRC32C();
        crc.update(content);
        return HexFormat.of().toHexDigits((int) crc.getValue());
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // Everything that counts was forced before.
        }
    }
}
