package org.wangchuan.station.journal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.EventWriter;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.evidence.EvidenceException;
import org.wangchuan.engine.job.JobJournal;
import org.wangchuan.engine.job.JournalException;
import org.wangchuan.station.home.DurableFiles;

/**
 * A journal in a folder of its own: {@code events} (append-only, a CRC-32C before each line so that a
 * torn line is told from a whole one), {@code mark}, {@code secrets}, {@code places} and {@code receipt} (replaced whole, checksummed), and
 * {@code recheck-key.json} once the job has come to its end.
 * Not thread-safe.
 *
 * <p>Opening drops what follows the last whole line, since only the last append can be torn, and
 * refuses a file with a broken line before its last: that is damage, not a loss of power.
 */
public final class FileJournal implements JobJournal, AutoCloseable {
    private static final String EVENTS = "events";
    private static final String SECRETS = "secrets";
    private static final String RECEIPT = "receipt";
    private static final String RECHECK_KEY = "recheck-key.json";
    private static final int CHECKSUM_CHARS = 8;

    private final Path folder;
    private final FileChannel events;
    private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
    private long wholeBytes;

    private FileJournal(Path folder, FileChannel events) {
        this.folder = folder;
        this.events = events;
    }

    /** Opens the journal in this folder, an empty one if there is none. */
    public static FileJournal open(Path folder) throws JournalException {
        try {
            DurableFiles.createFolder(folder);
            Path file = folder.resolve(EVENTS);
            boolean isNew = !Files.exists(file);
            FileChannel channel = DurableFiles.open(file);
            try {
                if (isNew) {
                    DurableFiles.syncFolder(folder);
                }
                FileJournal journal = new FileJournal(folder, channel);
                journal.readEvents();
                return journal;
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        } catch (IOException e) {
            throw new JournalException("the journal can't be opened: " + reason(e, folder), e);
        }
    }

    /**
     * Looks at a journal without changing it, while nobody works with it or somebody does.
     *
     * @return what is wrong with it so that its job can never be resumed; empty if nothing is
     * @throws IOException if it can't be read just now
     */
    public static Optional<String> damage(Path folder) throws IOException {
        if (!Files.exists(folder.resolve(EVENTS))) {
            return Optional.empty();
        }
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        try {
            int _ = scan(Files.readAllBytes(folder.resolve(EVENTS)), lines);
            List<Event> _ = Evidence.readOpen(lines.toByteArray());
            byte[] _ = read(folder.resolve("mark"));
            byte[] _ = read(folder.resolve(SECRETS));
            byte[] _ = read(folder.resolve("places"));
            return Optional.empty();
        } catch (DamagedException | EvidenceException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** Whether what is in the journal is wrong, and not just the reading of it: then no other try will help. */
    public static boolean isDamage(JournalException failure) {
        return !(failure.getCause() instanceof IOException) || failure.getCause() instanceof DamagedException;
    }

    private void readEvents() throws IOException {
        byte[] bytes = Files.readAllBytes(folder.resolve(EVENTS));
        wholeBytes = scan(bytes, lines);
        if (wholeBytes < bytes.length) {
            events.truncate(wholeBytes);
            events.force(true);
        }
        events.position(wholeBytes);
    }

    /** Collects the whole lines; returns where they end. */
    private static int scan(byte[] bytes, ByteArrayOutputStream lines) throws DamagedException {
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

    @Override
    public void append(Event event) throws JournalException {
        byte[] line = EventWriter.line(event);
        ByteArrayOutputStream record = new ByteArrayOutputStream(line.length + CHECKSUM_CHARS + 2);
        record.writeBytes(checksum(line).getBytes(StandardCharsets.US_ASCII));
        record.write(' ');
        record.writeBytes(line);
        record.write('\n');
        try {
            events.position(wholeBytes);
            DurableFiles.writeFully(events, record.toByteArray());
            events.force(false);
        } catch (IOException e) {
            forgetTornLine();
            throw new JournalException("the journal can't be written: " + reason(e), e);
        }
        wholeBytes += record.size();
        lines.writeBytes(line);
        lines.write('\n');
    }

    /** A line that failed must not count later, should its bytes have reached the disk after all. */
    private void forgetTornLine() {
        try {
            events.truncate(wholeBytes);
            events.force(true);
        } catch (IOException e) {
            // The next opening drops it, or keeps it whole: an event that happened but was reported as failed.
        }
    }

    /** Empties the journal of a job that has destroyed nothing yet. */
    public void startOver() throws JournalException {
        try {
            events.truncate(0);
            events.force(true);
        } catch (IOException e) {
            throw new JournalException("the journal can't be written: " + reason(e), e);
        }
        wholeBytes = 0;
        lines.reset();
        keep(SECRETS, new byte[0]);
        keep("mark", new byte[0]);
        keep("places", new byte[0]);
    }

    @Override
    public byte[] evidence() {
        return lines.toByteArray();
    }

    @Override
    public void keepSecrets(byte[] secrets) throws JournalException {
        keep(SECRETS, secrets);
    }

    @Override
    public byte[] secrets() throws JournalException {
        return kept(SECRETS);
    }

    @Override
    public void keepMark(byte[] mark) throws JournalException {
        keep("mark", mark);
    }

    @Override
    public byte[] mark() throws JournalException {
        return kept("mark");
    }

    /** Keeps where the blocks of the medium lay when the job began, before anything is written to it. */
    public void keepPlaces(byte[] places) throws JournalException {
        keep("places", places);
    }

    /** What was kept; empty if nothing. */
    public byte[] places() throws JournalException {
        return kept("places");
    }

    /** Keeps where the receipt was written: whoever asks later, after the job has come to its end, is told. */
    public void keepReceipt(Path receipt) throws JournalException {
        keep(RECEIPT, receipt.toAbsolutePath().toString().getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Keeps the key of the last pass for whoever looks at the medium again: it stays when the journal's own copy is destroyed, until the
     * erasure is forgotten.
     */
    public void keepRecheckKey(byte[] key) throws JournalException {
        try {
            DurableFiles.replace(folder.resolve(RECHECK_KEY), key);
        } catch (IOException e) {
            throw new JournalException("the journal can't be written (" + RECHECK_KEY + "): " + reason(e), e);
        }
    }

    /** Where the receipt of a job was written, read from its folder; empty if none was, or if that can't be read any more. */
    public static Optional<Path> receipt(Path folder) {
        try {
            String path = new String(read(folder.resolve(RECEIPT)), StandardCharsets.UTF_8);
            return path.isEmpty() ? Optional.empty() : Optional.of(Path.of(path));
        } catch (IOException | InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** Destroys the keys of the passes, in the folder of a job that nobody will go on with. */
    public static void forgetSecrets(Path folder) throws IOException {
        DurableFiles.delete(folder.resolve(SECRETS));
    }

    private void keep(String name, byte[] content) throws JournalException {
        try {
            if (content.length == 0) {
                DurableFiles.delete(folder.resolve(name));
                return;
            }
            byte[] head = (checksum(content) + "\n").getBytes(StandardCharsets.US_ASCII);
            byte[] file = Arrays.copyOf(head, head.length + content.length);
            System.arraycopy(content, 0, file, head.length, content.length);
            DurableFiles.replace(folder.resolve(name), file);
        } catch (IOException e) {
            throw new JournalException("the journal can't be written (" + name + "): " + reason(e), e);
        }
    }

    private byte[] kept(String name) throws JournalException {
        try {
            return read(folder.resolve(name));
        } catch (IOException e) {
            throw new JournalException("the journal can't be read: " + reason(e), e);
        }
    }

    private static byte[] read(Path file) throws IOException {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException _) {
            return new byte[0];
        }
        if (bytes.length > CHECKSUM_CHARS && bytes[CHECKSUM_CHARS] == '\n') {
            byte[] content = Arrays.copyOfRange(bytes, CHECKSUM_CHARS + 1, bytes.length);
            if (new String(bytes, 0, CHECKSUM_CHARS, StandardCharsets.ISO_8859_1).equals(checksum(content))) {
                return content;
            }
        }
        throw new DamagedException("the file " + file.getFileName() + " is damaged: its checksum differs");
    }

    @Override
    public void close() {
        try {
            events.close();
        } catch (IOException e) {
            // Everything that counts was forced before.
        }
    }

    private static String checksum(byte[] content) {
        CRC32C crc = new CRC32C();
        crc.update(content);
        return HexFormat.of().toHexDigits((int) crc.getValue());
    }

    /** The bytes are there and are not what was written. */
    private static final class DamagedException extends IOException {
        private static final long serialVersionUID = 1L;

        DamagedException(String message) {
            super(message);
        }
    }

    private String reason(IOException e) {
        return reason(e, folder);
    }

    /** The sentence of the kernel is known by heart by those who write it, and by few who read it. */
    private static String reason(IOException e, Path folder) {
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        boolean full = message.contains("No space left on device") || message.contains("Disk quota exceeded");
        return full ? message + "; first free some space where " + folder + " is, and then go on" : message;
    }
}
