package org.wangchuan.station.phone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.wangchuan.canonical.MalformedJsonException;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.proof.issue.IssuedStatement;
import org.wangchuan.proof.statement.Disclosed;
import org.wangchuan.proof.statement.Phone;
import org.wangchuan.proof.statement.Statement;
import org.wangchuan.station.erase.JobTraces;
import org.wangchuan.station.home.DurableFiles;
import org.wangchuan.station.home.StationHome;
import org.wangchuan.station.issue.StatementRefusedException;
import org.wangchuan.station.issue.StationBooks;
import org.wangchuan.station.issue.StationBooks.Purpose;
import org.wangchuan.station.journal.JobHold;
import org.wangchuan.station.journal.PhoneFileJournal;

/**
 * What the folders of jobs hold of one erasure of a phone, to be forgotten: its own, and those of erasures of the same phone under the same tag that were given
 * up after their start was signed, of which nobody has a receipt. A job that is under way is held until this is closed. Not
 * thread-safe.
 */
public final class PhoneTraces implements AutoCloseable {
    private final PhoneStore store;
    private final List<Path> folders = new ArrayList<>();
    private final Map<Path, PhoneTicket> givenUp = new LinkedHashMap<>();
    private Optional<PhoneTicket> own = Optional.empty();
    private Optional<JobHold> held = Optional.empty();

    private PhoneTraces(StationHome home) {
        this.store = new PhoneStore(home);
    }

    /**
     * Finds the folders.
     *
     * @param clearing event id of the clearing
     * @throws JobTraces.InUseException if its job has not come to its end, and is held by another program
     */
    public static PhoneTraces of(StationHome home, StationBooks books, UUID clearing) throws IOException {
        PhoneTraces traces = new PhoneTraces(home);
        try {
            for (Path parent : List.of(home.phones(), home.finished())) {
                for (Path folder : list(parent)) {
                    traces.takeIf(folder, clearing);
                }
            }
            traces.takeGivenUp(home, books);
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
                own = Optional.of(ticket);
            }
        } catch (MalformedJsonException | ShapeException _) {
            // of another version: whose it is nobody knows, and it holds nothing that names the phone without the key
        }
    }

    private void takeGivenUp(StationHome home, StationBooks books) throws IOException {
        Optional<Phone> mine = own.isPresent() ? phone(own.get(), books) : Optional.empty();
        if (mine.isEmpty()) {
            return;
        }
        for (Path folder : list(home.finished())) {
            Optional<PhoneTicket> other = ticket(folder)
                    .filter(one -> one.asset().equals(own.orElseThrow().asset()));
            if (other.isPresent()
                    && !books.isSigned(other.get().clearingEvent())
                    && phone(other.get(), books)
                            .filter(mine.get()::isSamePhoneAs)
                            .isPresent()) {
                givenUp.put(folder, other.get());
            }
        }
    }

    /** As its start names it; empty if none is signed, or what opens it is gone. */
    private static Optional<Phone> phone(PhoneTicket ticket, StationBooks books) throws IOException {
        if (!books.isSigned(ticket.startEvent())) {
            return Optional.empty();
        }
        try {
            IssuedStatement start =
                    books.start(ticket.startEvent(), Disclosed.NOTHING, ticket.isTest() ? Purpose.TEST : Purpose.REAL);
            return start.statement() instanceof Statement.Start said
                    ? said.disclosed().phone()
                    : Optional.empty();
        } catch (StatementRefusedException _) {
            return Optional.empty();
        }
    }

    private static Optional<PhoneTicket> ticket(Path folder) throws IOException {
        Path file = folder.resolve(PhoneStore.TICKET);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(PhoneTicket.read(Files.readAllBytes(file)));
        } catch (MalformedJsonException | ShapeException _) {
            return Optional.empty();
        }
    }

    /** The events of the starts of erasures that were given up: their keys go before those of the clearing, by which they are found. */
    public List<UUID> givenUp() {
        return givenUp.values().stream().map(PhoneTicket::startEvent).toList();
    }

    /** Destroys what the folders of those hold that were given up; before the keys of the clearing are. */
    public void destroyGivenUp() throws IOException {
        for (Path folder : givenUp.keySet()) {
            destroy(folder);
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
            destroy(folder);
        }
    }

    private static void destroy(Path folder) throws IOException {
        for (Path file : list(folder)) {
            if (!file.endsWith(PhoneStore.TICKET)) {
                DurableFiles.destroy(file);
            }
        }
        DurableFiles.destroy(folder.resolve(PhoneStore.TICKET));
        DurableFiles.delete(folder);
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
