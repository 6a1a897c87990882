package org.wangchuan.station.journal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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

    private final Path folder;
    private final LineFile events;

    private FileJournal(Path folder, LineFile events) {
        this.folder = folder;
        this.events = events;
    }

    /** Opens the journal in this folder, an empty one if there is none. */
    public static FileJournal open(Path folder) throws JournalException {
        try {
            DurableFiles.createFolder(folder);
            return new FileJournal(folder, LineFile.open(folder.resolve(EVENTS)));
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
            int _ = LineFile.scan(Files.readAllBytes(folder.resolve(EVENTS)), lines);
            List<Event> _ = Evidence.readOpen(lines.toByteArray());
            byte[] _ = SmallFile.read(folder.resolve("mark"));
            byte[] _ = SmallFile.read(folder.resolve(SECRETS));
            byte[] _ = SmallFile.read(folder.resolve("places"));
            return Optional.empty();
        } catch (DamagedException | EvidenceException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /**
     * The record in this folder as far as it is whole, without holding it; no lines if there is none.
     *
     * @throws JournalException if it is damaged
     */
    public static byte[] read(Path folder) throws IOException, JournalException {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        if (Files.exists(folder.resolve(EVENTS))) {
            try {
                int _ = LineFile.scan(Files.readAllBytes(folder.resolve(EVENTS)), lines);
            } catch (DamagedException e) {
                throw new JournalException(String.valueOf(e.getMessage()), e);
            }
        }
        return lines.toByteArray();
    }

    /** Whether what is in the journal is wrong, and not just the reading of it: then no other try will help. */
    public static boolean isDamage(JournalException failure) {
        return !(failure.getCause() instanceof IOException) || failure.getCause() instanceof DamagedException;
    }

    @Override
    public void append(Event event) throws JournalException {
        try {
            events.append(EventWriter.line(event));
        } catch (IOException e) {
            throw new JournalException("the journal can't be written: " + reason(e), e);
        }
    }

    /** Empties the journal of a job that has destroyed nothing yet. */
    public void startOver() throws JournalException {
        try {
            events.clear();
        } catch (IOException e) {
            throw new JournalException("the journal can't be written: " + reason(e), e);
        }
        keepSecrets(new byte[0]);
        keep("mark", new byte[0]);
        keep("places", new byte[0]);
    }

    @Override
    public byte[] evidence() {
        return events.content();
    }

    @Override
    public void keepSecrets(byte[] secrets) throws JournalException {
        Path file = folder.resolve(SECRETS);
        try {
            if (secrets.length == 0) {
                DurableFiles.destroy(file);
            } else {
                SmallFile.keepSecret(file, secrets);
            }
        } catch (IOException e) {
            throw new JournalException("the journal can't be written (" + SECRETS + "): " + reason(e), e);
        }
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
            String path = new String(SmallFile.read(folder.resolve(RECEIPT)), StandardCharsets.UTF_8);
            return path.isEmpty() ? Optional.empty() : Optional.of(Path.of(path));
        } catch (IOException | InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** Destroys the keys of the passes and what they are with, where they lay, in the folder of a job that nobody will go on with. */
    public static void forgetSecrets(Path folder) throws IOException {
        DurableFiles.destroy(folder.resolve(SECRETS));
    }

    private void keep(String name, byte[] content) throws JournalException {
        try {
            SmallFile.keep(folder.resolve(name), content);
        } catch (IOException e) {
            throw new JournalException("the journal can't be written (" + name + "): " + reason(e), e);
        }
    }

    private byte[] kept(String name) throws JournalException {
        try {
            return SmallFile.read(folder.resolve(name));
        } catch (IOException e) {
            throw new JournalException("the journal can't be read: " + reason(e), e);
        }
    }

    @Override
    public void close() {
        events.close();
    }

    private String reason(IOException e) {
        return reason(e, folder);
    }

    /** The sentence of the kernel is known by heart by those who write it, and by few who read it. */
    static String reason(IOException e, Path folder) {
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        boolean full = message.contains("No space left on device") || message.contains("Disk quota exceeded");
        return full ? message + "; first free some space where " + folder + " is, and then go on" : message;
    }
}
