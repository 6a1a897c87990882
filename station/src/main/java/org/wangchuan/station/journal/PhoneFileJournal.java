package org.wangchuan.station.journal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.wangchuan.canonical.Json;
import org.wangchuan.engine.evidence.EvidenceException;
import org.wangchuan.engine.job.JournalException;
import org.wangchuan.engine.phone.evidence.PhoneEvent;
import org.wangchuan.engine.phone.evidence.PhoneEvidence;
import org.wangchuan.engine.phone.job.PhoneJournal;
import org.wangchuan.engine.phone.job.PhoneSecret;
import org.wangchuan.station.home.DurableFiles;

/**
 * The journal of a phone's job in a folder of its own: {@code events}, append-only as {@link FileJournal} has it, one file a secret, readable by
 * the owner of the process alone, and {@code receipt}. Not thread-safe.
 *
 * <p>A secret that is destroyed, or that another takes the place of, is overwritten where it lies first; what a file system or a drive keeps of it
 * elsewhere is out of reach.
 */
public final class PhoneFileJournal implements PhoneJournal, AutoCloseable {
    private static final String EVENTS = "events";
    private static final String RECEIPT = "receipt";
    /** So the names of all files begin that hold a secret. */
    public static final String SECRET = "secret-";

    private final Path folder;
    private final LineFile events;

    private PhoneFileJournal(Path folder, LineFile events) {
        this.folder = folder;
        this.events = events;
    }

    /** Opens the journal in this folder, an empty one if there is none. */
    public static PhoneFileJournal open(Path folder) throws JournalException {
        try {
            DurableFiles.createFolder(folder);
            return new PhoneFileJournal(folder, LineFile.open(folder.resolve(EVENTS)));
        } catch (IOException e) {
            throw new JournalException("the journal can't be opened: " + FileJournal.reason(e, folder), e);
        }
    }

    /**
     * Looks at the record of a job without changing anything, while nobody works on it or somebody does. What is torn is left out.
     *
     * @return its events so far
     * @throws EvidenceException if it is no record
     * @throws IOException if it can't be read, or is damaged
     */
    public static List<PhoneEvent> look(Path folder) throws IOException, EvidenceException {
        Path file = folder.resolve(EVENTS);
        if (!Files.exists(file)) {
            return List.of();
        }
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        int _ = LineFile.scan(Files.readAllBytes(file), lines);
        return PhoneEvidence.readOpen(lines.toByteArray());
    }

    /** Empties the journal of a job whose record has not begun. */
    public void startOver() throws JournalException {
        try {
            events.clear();
        } catch (IOException e) {
            throw new JournalException("the journal can't be written: " + FileJournal.reason(e, folder), e);
        }
        destroySecrets();
        destroyDigestKey();
    }

    @Override
    public byte[] evidence() {
        return events.content();
    }

    /** @throws IllegalArgumentException unless it is one line with its line feed at the end */
    @Override
    public void append(byte[] line) throws JournalException {
        int last = line.length - 1;
        if (last < 1 || line[last] != '\n') {
            throw new IllegalArgumentException("no line");
        }
        for (int i = 0; i < last; i++) {
            if (line[i] == '\n') {
                throw new IllegalArgumentException("more than one line");
            }
        }
        try {
            events.append(Arrays.copyOf(line, last));
        } catch (IOException e) {
            throw new JournalException("the journal can't be written: " + FileJournal.reason(e, folder), e);
        }
    }

    @Override
    public Optional<byte[]> secret(PhoneSecret which) throws JournalException {
        try {
            byte[] kept = SmallFile.read(secretFile(which));
            return kept.length == 0 ? Optional.empty() : Optional.of(kept);
        } catch (IOException e) {
            throw new JournalException("the journal can't be read: " + FileJournal.reason(e, folder), e);
        }
    }

    /** No bytes say that there is nothing to keep any more: then what was kept is destroyed. */
    @Override
    public void keep(PhoneSecret which, byte[] secret) throws JournalException {
        if (secret.length == 0) {
            destroy(which);
            return;
        }
        try {
            SmallFile.keepSecret(secretFile(which), secret);
        } catch (IOException e) {
            throw new JournalException("the journal can't be written: " + FileJournal.reason(e, folder), e);
        }
    }

    /** All but the key of the digests, which the holder of the receipt is given first: {@link #destroyDigestKey}. */
    @Override
    public void destroySecrets() throws JournalException {
        for (PhoneSecret which : PhoneSecret.values()) {
            if (which != PhoneSecret.DIGEST_KEY) {
                destroy(which);
            }
        }
    }

    /** Destroys the key of the digests: from here on the record leads to the phone only for who has the key already. */
    public void destroyDigestKey() throws JournalException {
        destroy(PhoneSecret.DIGEST_KEY);
    }

    private void destroy(PhoneSecret which) throws JournalException {
        try {
            // A crash may have left one that was about to be kept.
            DurableFiles.destroy(folder.resolve(SECRET + Json.wireName(which) + ".new"));
            DurableFiles.destroy(secretFile(which));
        } catch (IOException e) {
            throw new JournalException("a secret can't be destroyed: " + FileJournal.reason(e, folder), e);
        }
    }

    private Path secretFile(PhoneSecret which) {
        return folder.resolve(SECRET + Json.wireName(which));
    }

    /** Keeps where the receipt was written: whoever asks later, after the job has come to its end, is told. */
    public void keepReceipt(Path receipt) throws JournalException {
        try {
            SmallFile.keep(
                    folder.resolve(RECEIPT), receipt.toAbsolutePath().toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new JournalException("the journal can't be written: " + FileJournal.reason(e, folder), e);
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

    @Override
    public void close() {
        events.close();
    }
}
