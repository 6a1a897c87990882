package org.wangchuan.station.phone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.wangchuan.canonical.MalformedJsonException;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.engine.evidence.EvidenceException;
import org.wangchuan.engine.phone.evidence.PhoneEvent;
import org.wangchuan.engine.usb.UsbPlace;
import org.wangchuan.station.home.DurableFiles;
import org.wangchuan.station.home.StationHome;
import org.wangchuan.station.issue.StationBooks;
import org.wangchuan.station.journal.JobHold;
import org.wangchuan.station.journal.PhoneFileJournal;

/** The folders of phones' jobs: those under way, one a job, and those that have come to their end. Safe for use by several threads. */
public final class PhoneStore {
    /** Written last when a job begins: a folder without it never came to anything. */
    static final String TICKET = "phone.json";

    private static final int TICKET_BYTES_MAX = 64 << 10;

    private final StationHome home;

    /** Of this station. */
    public PhoneStore(StationHome home) {
        this.home = home;
    }

    /** The folder of a job that is under way. */
    public Path folder(PhoneTicket ticket) {
        return home.phones().resolve(ticket.job().toString());
    }

    /** The job of this name, if it is under way. */
    public Optional<PhoneTicket> find(UUID job) throws IOException {
        return open().stream().filter(ticket -> ticket.job().equals(job)).findFirst();
    }

    /**
     * The job of this name, if it is under way, for whoever would take it for lost otherwise.
     *
     * @throws IOException if its ticket can't be read just now, for another reason than that it is damaged
     */
    public Optional<PhoneTicket> findOrFail(UUID job) throws IOException {
        Path folder = home.phones().resolve(job.toString());
        return Files.notExists(folder.resolve(TICKET)) ? Optional.empty() : read(folder);
    }

    /** Whether a job of this name has a ticket, which is damaged if {@link #find} does not find it. */
    public boolean hasTicket(UUID job) {
        return Files.exists(home.phones().resolve(job.toString()).resolve(TICKET));
    }

    /** Whether a job of this name was put away, with its receipt or without one. */
    public boolean isPutAway(UUID job) {
        return Files.isDirectory(home.finished().resolve(job.toString()));
    }

    /** Makes the folder of a new job, which is held before anybody else can see it. What a discarding of one of this name left, if it was cut off, goes before. */
    JobHold create(PhoneTicket ticket) throws IOException {
        if (Files.isDirectory(folder(ticket))) {
            if (isThere(ticket)) {
                throw new IOException("a job of this name is under way");
            }
            emptyAndDelete(folder(ticket));
        }
        DurableFiles.createFolder(folder(ticket));
        JobHold held = hold(ticket).orElseThrow(() -> new IOException("a new job is held by another program"));
        try {
            DurableFiles.replace(folder(ticket).resolve(TICKET), ticket.toBytes());
        } catch (IOException | RuntimeException e) {
            held.close();
            throw e;
        }
        return held;
    }

    /** Whether a job can be found again by {@link #open}. */
    boolean isThere(PhoneTicket ticket) {
        return Files.isRegularFile(folder(ticket).resolve(TICKET));
    }

    /**
     * Moves a job out of the way that has its receipt, or that nothing was set off in. Its secrets are destroyed by now.
     */
    void finish(PhoneTicket ticket) throws IOException {
        Path _ = finish(folder(ticket));
    }

    private Path finish(Path folder) throws IOException {
        DurableFiles.createFolder(home.finished());
        Path to = home.finished().resolve(folder.getFileName());
        Files.move(folder, to, StandardCopyOption.ATOMIC_MOVE);
        DurableFiles.syncFolder(home.phones());
        DurableFiles.syncFolder(home.finished());
        return to;
    }

    /**
     * Destroys all that is kept of a job that nothing was set off in; the ticket first, so that a half of it is nobody's job. The caller holds it.
     */
    void discard(PhoneTicket ticket) throws IOException {
        Path folder = folder(ticket);
        DurableFiles.destroy(folder.resolve(TICKET));
        emptyAndDelete(folder);
    }

    /** Moves a job out of the way that nobody can go on with, or that was given up, once all its secrets are destroyed. The caller holds it. */
    void retire(PhoneTicket ticket) throws IOException {
        destroySecrets(folder(ticket));
        finish(ticket);
    }

    private static void destroySecrets(Path folder) throws IOException {
        for (Path file : secrets(folder)) {
            DurableFiles.destroy(file);
        }
    }

    private static List<Path> secrets(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> String.valueOf(file.getFileName()).startsWith(PhoneFileJournal.SECRET))
                    .toList();
        }
    }

    /** Jobs that nobody can go on with, since their tickets can't be read; {@link #open} has none of them. */
    public List<LostPhoneJob> lost() throws IOException {
        List<LostPhoneJob> out = new ArrayList<>();
        for (Path folder : folders()) {
            if (ticket(folder).isEmpty() && Files.exists(folder.resolve(TICKET))) {
                out.add(new LostPhoneJob(folder));
            }
        }
        return out;
    }

    /**
     * Destroys the secrets of a job whose ticket can't be read, and moves the rest out of the way, for whoever looks into it. It never comes to a receipt.
     * Safe to repeat: what was cut off is done again.
     *
     * @return where the rest lies; empty if another program works on it just now
     */
    public Optional<Path> giveUp(LostPhoneJob lost) throws IOException {
        Optional<JobHold> held = JobHold.of(lost.folder());
        if (held.isEmpty()) {
            return Optional.empty();
        }
        try (JobHold _ = held.get()) {
            destroySecrets(lost.folder());
            return Optional.of(finish(lost.folder()));
        }
    }

    private static void emptyAndDelete(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.toList();
        }
        for (Path file : files) {
            DurableFiles.destroy(file);
        }
        DurableFiles.delete(folder);
    }

    /**
     * Takes away what a discarding that was cut off has left: folders without a ticket that nobody holds just now. One that can't be taken away costs nobody
     * anything but itself: another lane may be putting it away at this moment, and the next one tries again.
     */
    void sweep() throws IOException {
        if (!Files.isDirectory(home.phones())) {
            return;
        }
        List<Path> all;
        try (Stream<Path> found = Files.list(home.phones())) {
            all = found.toList();
        }
        for (Path folder : all) {
            try {
                sweep(folder);
            } catch (IOException | UncheckedIOException _) {
                // as said above
            }
        }
    }

    private static void sweep(Path folder) throws IOException {
        Optional<JobHold> held = isDiscarded(folder) ? JobHold.of(folder) : Optional.empty();
        if (held.isEmpty()) {
            return;
        }
        try (JobHold _ = held.get()) {
            if (isDiscarded(folder)) { // until it was held another job of its name may have begun
                emptyAndDelete(folder);
            }
        }
    }

    private static boolean isDiscarded(Path folder) throws IOException {
        return DurableFiles.isBeingDestroyed(folder.resolve(TICKET))
                || (Files.notExists(folder.resolve(TICKET))
                        && (Files.exists(folder.resolve("events"))
                                || !secrets(folder).isEmpty()));
    }

    /**
     * Whether another program works on another job at the same place just now.
     *
     * @param here whether a place is the same, by whichever name
     */
    boolean isPlaceHeldByAnother(PhoneTicket mine, Predicate<UsbPlace> here) throws IOException {
        for (PhoneTicket other : open()) {
            if (other.job().equals(mine.job()) || !here.test(other.place())) {
                continue;
            }
            Optional<JobHold> held = hold(other);
            if (held.isEmpty()) {
                return true;
            }
            held.get().close();
        }
        return false;
    }

    /**
     * The job that began at this place and has not come to its end; the newest, if there are several.
     *
     * @param here whether a place is this one, by whichever name
     */
    Optional<PhoneTicket> unfinished(Predicate<UsbPlace> here) throws IOException {
        return open().stream().filter(ticket -> here.test(ticket.place())).reduce((_, newer) -> newer);
    }

    /** All jobs under way, the newest last; none on a machine without a station. */
    public List<PhoneTicket> open() throws IOException {
        List<PhoneTicket> out = new ArrayList<>();
        for (Path folder : folders()) {
            ticket(folder).ifPresent(out::add);
        }
        return out;
    }

    /** Empty if the job has come to its end meanwhile, or is of another version, or damaged: that costs the others nothing. */
    private Optional<PhoneTicket> ticket(Path folder) {
        try {
            return read(folder);
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private Optional<PhoneTicket> read(Path folder) throws IOException {
        Path file = folder.resolve(TICKET);
        try {
            if (Files.size(file) > TICKET_BYTES_MAX) {
                return Optional.empty();
            }
            // One in the folder of another job would be looked for, and worked on, there.
            return Optional.of(PhoneTicket.read(Files.readAllBytes(file)))
                    .filter(ticket -> folder(ticket).equals(folder));
        } catch (NoSuchFileException | MalformedJsonException | ShapeException _) {
            return Optional.empty();
        }
    }

    private List<Path> folders() throws IOException {
        if (!Files.isDirectory(home.phones())) {
            return List.of();
        }
        try (Stream<Path> found = Files.list(home.phones())) {
            return found.filter(folder -> Files.isRegularFile(folder.resolve(TICKET)))
                    .sorted(Comparator.comparingLong(PhoneStore::modified))
                    .toList();
        }
    }

    private static long modified(Path folder) {
        try {
            return Files.getLastModifiedTime(folder.resolve(TICKET)).toMillis();
        } catch (IOException e) {
            return 0;
        }
    }

    /**
     * What is recorded of a job that may be under way just now.
     *
     * @throws IOException if it can't be read, or is damaged
     */
    public List<PhoneEvent> events(PhoneTicket ticket) throws IOException {
        try {
            return PhoneFileJournal.look(folder(ticket));
        } catch (EvidenceException e) {
            throw new IOException("the record of the job is damaged: " + e.getMessage(), e);
        }
    }

    /** Whether something may have been set off in a job: by its record, by its start if that is signed, or because its record can't be read. */
    public boolean mayBeSetOff(PhoneTicket ticket, StationBooks books) throws IOException {
        if (books.isSigned(ticket.startEvent())) {
            return true;
        }
        try {
            return events(ticket).stream().anyMatch(PhoneEvent.SetOff.class::isInstance);
        } catch (IOException _) {
            return true; // nobody can say that it was not
        }
    }

    /** Whether the result of an order's job is signed and the job has not come to its end: until it does, the platform may not have been told of it. */
    public boolean holdsResult(StationBooks books) throws IOException {
        for (PhoneTicket ticket : open()) {
            if (ticket.order().isPresent() && books.isSigned(ticket.clearingEvent())) {
                return true;
            }
        }
        return false;
    }

    /** Holds a job against other programs; empty if another one works on it just now. */
    Optional<JobHold> hold(PhoneTicket ticket) throws IOException {
        return JobHold.of(folder(ticket));
    }
}
