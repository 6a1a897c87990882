package org.wangchuan.station.erase;

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
import org.wangchuan.engine.medium.MediumIdentity;
import org.wangchuan.station.home.DurableFiles;
import org.wangchuan.station.home.StationHome;
import org.wangchuan.station.issue.StationBooks;
import org.wangchuan.station.journal.FileJournal;
import org.wangchuan.station.journal.JobHold;

/**
 * What the folders of jobs hold of one erasure: its own, and those of erasures that were given up on the same medium under the same tag, of
 * which nobody has a certificate. A job that has not been put away yet is held until this is closed. Not thread-safe.
 */
public final class JobTraces implements AutoCloseable {
    private final StationHome home;
    private final JobStore jobs;
    private final Map<Path, JobTicket> folders = new LinkedHashMap<>();
    private final List<JobHold> held = new ArrayList<>();
    private final List<Path> remains = new ArrayList<>();
    private int unread;
    private int alike;

    private JobTraces(StationHome home) {
        this.home = home;
        this.jobs = new JobStore(home);
    }

    /** Another program works on the job just now. */
    public static final class InUseException extends IOException {
        private static final long serialVersionUID = 1L;

        /** Says so. */
        public InUseException() {
            super("expected a job that nobody works on, found one that another program holds");
        }
    }

    /**
     * Finds the folders.
     *
     * @param clearing event id of the clearing
     * @throws InUseException if its job has not come to its end, and is held by another program
     */
    public static JobTraces of(StationHome home, StationBooks books, UUID clearing) throws IOException {
        JobTraces traces = new JobTraces(home);
        try {
            Map<Path, JobTicket> all = traces.read();
            for (Map.Entry<Path, JobTicket> one : all.entrySet()) {
                if (one.getValue().clearingEvent().equals(clearing)) {
                    traces.takeGivenUp(one.getValue(), all, books); // found by this one's ticket, which so goes last
                    traces.take(one.getKey(), one.getValue());
                }
            }
            return traces;
        } catch (IOException | RuntimeException e) {
            traces.close();
            throw e;
        }
    }

    private void take(Path folder, JobTicket ticket) throws IOException {
        if (jobs.folder(ticket).equals(folder)) {
            held.add(jobs.hold(ticket).orElseThrow(InUseException::new));
        }
        folders.put(folder, ticket);
    }

    private void takeGivenUp(JobTicket own, Map<Path, JobTicket> all, StationBooks books) throws IOException {
        for (Map.Entry<Path, JobTicket> one : all.entrySet()) {
            JobTicket other = one.getValue();
            boolean isOpen = jobs.folder(other).equals(one.getKey());
            // Of a drive that shows more of itself since, the earlier job knew less.
            boolean isAlike = own.differences(other.identity()).isEmpty()
                    || other.differences(own.identity()).isEmpty();
            if (isOpen || !isAlike || books.isSigned(other.clearingEvent())) {
                continue;
            }
            if (isTold(own.identity()) && own.asset().equals(other.asset())) {
                folders.put(one.getKey(), other);
            } else {
                alike++;
            }
        }
    }

    /** Two sticks without a serial number may look the same and be two people's. */
    private static boolean isTold(MediumIdentity identity) {
        return identity.serial().isPresent() || identity.wwn().isPresent() || identity.backingBornMicros() != 0;
    }

    private Map<Path, JobTicket> read() throws IOException {
        Map<Path, JobTicket> out = new LinkedHashMap<>();
        for (Path parent : List.of(home.jobs(), home.ended(), home.finished())) {
            for (Path folder : list(parent)) {
                Path ticket = folder.resolve(JobStore.TICKET);
                if (DurableFiles.isBeingDestroyed(ticket)) {
                    remains.add(folder);
                    continue;
                }
                if (!Files.isRegularFile(ticket)) {
                    continue;
                }
                try {
                    out.put(folder, JobTicket.read(Files.readAllBytes(ticket)));
                } catch (MalformedJsonException | ShapeException _) {
                    unread++;
                }
            }
        }
        return out;
    }

    /** How many folders can't be read: whose they are nobody knows. */
    public int unread() {
        return unread;
    }

    /** How many given-up erasures stay that look as if they were on the same medium: by their tags they may be somebody else's. */
    public int alike() {
        return alike;
    }

    /** Where receipts were written that are to be forgotten. */
    public List<Path> receipts() {
        return folders.keySet().stream()
                .map(FileJournal::receipt)
                .flatMap(Optional::stream)
                .toList();
    }

    /** The events of the starts of erasures that were given up. */
    public List<UUID> givenUp(UUID clearing) {
        return folders.values().stream()
                .filter(ticket -> !ticket.clearingEvent().equals(clearing))
                .map(JobTicket::startEvent)
                .toList();
    }

    /** Destroys all that is in the folders; the ticket last, by which they are found again after a crash. */
    public void destroy() throws IOException {
        List<Path> all = new ArrayList<>(remains); // of a forgetting that was cut off
        all.addAll(folders.keySet());
        for (Path folder : all) {
            for (Path file : list(folder)) {
                if (!file.endsWith(JobStore.TICKET)) {
                    DurableFiles.destroy(file);
                }
            }
            DurableFiles.destroy(folder.resolve(JobStore.TICKET));
            DurableFiles.delete(folder);
        }
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.sorted().toList();
        }
    }

    @Override
    public void close() throws IOException {
        for (JobHold one : held) {
            one.close();
        }
    }
}
