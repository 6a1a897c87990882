package org.wangchuan.station.erase;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.wangchuan.canonical.MalformedJsonException;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.engine.medium.Medium;
import org.wangchuan.station.home.DurableFiles;
import org.wangchuan.station.home.StationHome;
import org.wangchuan.station.journal.FileJournal;
import org.wangchuan.station.journal.JobHold;
import org.wangchuan.station.journal.WorkHold;

/** The folders of jobs: those under way, and those that have their receipt. */
final class JobStore {
    static final String TICKET = "job.json";

    private final StationHome home;
    private final Set<String> damaged = new ConcurrentSkipListSet<>(); // several lanes look at once

    JobStore(StationHome home) {
        this.home = home;
    }

    /** Makes the folder of a new job, which is held before anybody else can see it. */
    JobHold create(JobTicket ticket) throws IOException {
        DurableFiles.createFolder(folder(ticket));
        JobHold held = hold(ticket).orElseThrow(() -> new IOException("a new job is held by another program"));
        try {
            DurableFiles.replace(folder(ticket).resolve(TICKET), ticket.toBytes());
        } catch (IOException | RuntimeException e) {
            held.close();
            remove(folder(ticket));
            throw e;
        }
        return held;
    }

    /** Nothing was written to the medium yet. What can't be removed holds no whole job. */
    private static void remove(Path folder) {
        try (Stream<Path> found = Files.list(folder)) {
            for (Path file : found.toList()) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(folder);
        } catch (IOException | UncheckedIOException _) {
            // see above
        }
    }

    /** Whether a file lies in the station's own folder, or is one of the files there under another name. */
    boolean holdsStateIn(Path realPath) throws IOException {
        if (!Files.isDirectory(home.root())) {
            return false;
        }
        if (realPath.startsWith(home.root().toRealPath())) {
            return true;
        }
        Optional<Object> key = fileKey(realPath);
        if (key.isEmpty() || !OtherNames.arePossible(realPath)) {
            return false; // and all that a station has written in years needs no look
        }
        try (Stream<Path> own = Files.walk(home.root())) {
            return own.anyMatch(file -> fileKey(file).equals(key));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Device and inode; empty for what is no regular file, or gone. */
    private static Optional<Object> fileKey(Path file) {
        try {
            BasicFileAttributes known =
                    Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return known.isRegularFile() ? Optional.ofNullable(known.fileKey()) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Whether a job can be found again by {@link #open}: not if its folder has vanished under the program. */
    boolean isThere(JobTicket ticket) {
        return Files.isRegularFile(folder(ticket).resolve(TICKET));
    }

    /** Where the folders of the jobs under way are. */
    Path parent() {
        return home.jobs();
    }

    Path folder(JobTicket ticket) {
        return home.jobs().resolve(ticket.job().toString());
    }

    /**
     * Moves a job out of the way that nobody goes on with any more: it has its receipt, or was given up. The keys of its passes are
     * destroyed once it can't be found again, and not before: as long as it can, with them a medium without a serial number is known,
     * and without them it could never come to its end.
     */
    void finish(JobTicket ticket) throws IOException {
        Path ended = home.ended().resolve(ticket.job().toString());
        Files.move(folder(ticket), ended, StandardCopyOption.ATOMIC_MOVE);
        DurableFiles.syncFolder(home.jobs());
        DurableFiles.syncFolder(home.ended());
        putAway(ended);
    }

    /** Puts away jobs that had ended just before the machine or the program stopped. */
    void putAwayEnded() throws IOException {
        for (Path folder : folders(home.ended())) {
            putAway(folder);
        }
    }

    /** What can't be destroyed or moved just now keeps nobody from the receipt; the next erasure tries again. */
    private void putAway(Path ended) {
        try {
            FileJournal.forgetSecrets(ended);
            Files.move(ended, home.finished().resolve(ended.getFileName()), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException _) {
            // see above
        }
    }

    /** Where the receipt of the newest finished job was written that surely was on this medium; empty if none is known. */
    Optional<Path> receiptOf(Medium medium) throws IOException {
        List<Path> folders = new ArrayList<>(folders(home.finished()));
        folders.addAll(folders(home.ended()));
        for (Path folder : folders.reversed()) {
            try {
                if (JobTicket.read(Files.readAllBytes(folder.resolve(TICKET))).isSurelyOn(medium)) {
                    return FileJournal.receipt(folder);
                }
            } catch (IOException | MalformedJsonException | ShapeException _) {
                // of another version, or gone: it is only looked at to be helpful
            }
        }
        return Optional.empty();
    }

    /** What is done with a job before it is moved out of the way; if that fails, it stays. */
    @FunctionalInterface
    interface Farewell {
        void to(JobTicket ticket) throws IOException;
    }

    /** Moves open jobs out of the way that nobody may go on with any more; never one that somebody works on. */
    void retire(Predicate<JobTicket> which, Farewell farewell) throws IOException {
        for (JobTicket ticket : open()) {
            if (!which.test(ticket)) {
                continue;
            }
            Optional<JobHold> held = hold(ticket);
            if (held.isPresent()) {
                try (JobHold _ = held.get()) {
                    farewell.to(ticket);
                    finish(ticket);
                }
            }
        }
    }

    /** All jobs under way, the newest last; a folder without a whole ticket never came to writing anything. */
    List<JobTicket> open() throws IOException {
        List<JobTicket> out = new ArrayList<>();
        for (Path folder : folders(home.jobs())) {
            try {
                out.add(JobTicket.read(Files.readAllBytes(folder.resolve(TICKET))));
            } catch (NoSuchFileException _) {
                // It has come to its end meanwhile.
            } catch (MalformedJsonException | ShapeException _) {
                // Of another version, or damaged: it costs that job its resumption, and the others nothing.
                damaged.add(String.valueOf(folder.getFileName()));
            }
        }
        return out;
    }

    /** The newest open job whose medium has this identity. */
    Optional<JobTicket> openOn(Medium medium) throws IOException {
        return open().stream()
                .filter(ticket -> ticket.differences(medium.identity()).isEmpty())
                .reduce((_, newest) -> newest);
    }

    /** Folders with a ticket, the newest last. */
    private static List<Path> folders(Path parent) throws IOException {
        if (!Files.isDirectory(parent)) {
            return List.of();
        }
        List<Path> folders;
        try (Stream<Path> found = Files.list(parent)) {
            folders = new ArrayList<>(found.toList());
        }
        folders.removeIf(folder -> !Files.isRegularFile(folder.resolve(TICKET)));
        folders.sort(Comparator.comparingLong(JobStore::modified));
        return folders;
    }

    /** Folders whose ticket can't be read, as far as {@link #open} met any. */
    Set<String> damaged() {
        return damaged;
    }

    private static long modified(Path folder) {
        try {
            return Files.getLastModifiedTime(folder.resolve(TICKET)).toMillis();
        } catch (IOException e) {
            return 0;
        }
    }

    /** Works beside others of this station; a computer that is being put to sleep is waited for. Empty if it was stopped before. */
    Optional<WorkHold> atWork(BooleanSupplier stopped) throws IOException {
        return WorkHold.atWork(home, stopped);
    }

    /** Holds a job against other programs; empty if another one works on it just now. */
    Optional<JobHold> hold(JobTicket ticket) throws IOException {
        return JobHold.of(folder(ticket));
    }
}
