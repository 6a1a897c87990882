package org.wangchuan.station.phone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.wangchuan.canonical.MalformedJsonException;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.station.erase.JobTraces;
import org.wangchuan.station.home.DurableFiles;
import org.wangchuan.station.home.StationHome;
import org.wangchuan.station.journal.PhoneFileJournal;

/** What the folders of jobs hold of one erasure of a phone, to be forgotten. A job that is under way is held until this is closed. Not thread-safe. */
public final class PhoneTraces implements AutoCloseable {
    private final PhoneStore store;
    private final List<Path> folders = new ArrayList<>();
    private Optional<PhoneStore.Held> held = Optional.empty();

    private PhoneTraces(StationHome home) {
        this.store = new PhoneStore(home);
    }

    /**
     * Finds the folders.
     *
     * @param clearing event id of the clearing
     * @throws JobTraces.InUseException if its job has not come to its end, and is held by another program
     */
    public static PhoneTraces of(StationHome home, UUID clearing) throws IOException {
        PhoneTraces traces = new PhoneTraces(home);
        try {
            for (Path parent : List.of(home.phones(), home.finished())) {
                for (Path folder : list(parent)) {
                    traces.takeIf(folder, clearing);
                }
            }
            return traces;
        } catch (IOException | RuntimeException e) {
            traces.close();
            throw e;
        }
    }

    private void takeIf(Path folder, UUID clearing) throws IOException {
        Path file = folder.resolve(PhoneStore.TICKET);
        if (DurableFiles.isBeingDestroyed(file)) {
            folders.add(folder); // of a forgetting that was cut off
            return;
        }
        if (!Files.isRegularFile(file)) {
            return;
        }
        try {
            PhoneTicket ticket = PhoneTicket.read(Files.readAllBytes(file));
            if (ticket.clearingEvent().equals(clearing)) {
                if (folder.equals(store.folder(ticket))) {
                    held = Optional.of(store.hold(ticket).orElseThrow(JobTraces.InUseException::new));
                }
                folders.add(folder);
            }
        } catch (MalformedJsonException | ShapeException _) {
            // of another version: whose it is nobody knows, and it holds nothing that names the phone without the key
        }
    }

    /** Where receipts were written that are to be forgotten. */
    public List<Path> receipts() {
        return folders.stream()
                .map(PhoneFileJournal::receipt)
                .flatMap(Optional::stream)
                .toList();
    }

    /** Destroys all that is in the folders; the ticket last, by which they are found again after a crash. */
    public void destroy() throws IOException {
        for (Path folder : folders) {
            for (Path file : list(folder)) {
                if (!file.endsWith(PhoneStore.TICKET)) {
                    DurableFiles.destroy(file);
                }
            }
            DurableFiles.destroy(folder.resolve(PhoneStore.TICKET));
            DurableFiles.delete(folder);
        }
    }

    private static List<Path> list(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.sorted().toList();
        }
    }

    @Override
    public void close() throws IOException {
        if (held.isPresent()) {
            held.get().close();
        }
    }
}
