package org.wangchuan.station.issue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.issue.IssuedStatement;
import org.wangchuan.proof.issue.StatusBook;
import org.wangchuan.proof.statement.Statement;
import org.wangchuan.proof.statement.StatusReference;
import org.wangchuan.proof.status.StatusList;
import org.wangchuan.station.home.DurableFiles;

/**
 * The station's status lists, a file for each, the newest last by name. A place is durably given out before anything
 * is signed with it: after a crash it may be lost, but it is never given out twice. Used under the station's lock.
 */
final class StatusBooks {
    /** Room for 3 072 statements before the next list begins, in about 1.4 kB of each certificate. */
    static final int ENTRIES = 4096;

    private final Path folder;

    StatusBooks(Path folder) {
        this.folder = folder;
    }

    /** A place at random for a new statement. */
    StatusReference take() throws IOException {
        List<Path> files = files();
        if (!files.isEmpty()) {
            StatusBook newest = read(files.getLast());
            Optional<StatusReference> place = newest.take();
            if (place.isPresent()) {
                DurableFiles.replace(files.getLast(), newest.toBytes());
                return place.get();
            }
        }
        UUID id = UUID.randomUUID();
        StatusBook fresh = StatusBook.of(StatusList.allValid(id, ENTRIES));
        StatusReference place = fresh.take().orElseThrow();
        DurableFiles.replace(folder.resolve(String.format("%06d-%s.json", files.size(), id)), fresh.toBytes());
        return place;
    }

    /** The list of this name as of now; empty if this station has none. */
    Optional<StatusList> list(UUID id) throws IOException {
        Optional<Path> file = file(id);
        return file.isPresent() ? Optional.of(read(file.get()).list()) : Optional.empty();
    }

    /**
     * The list that a statement is about.
     *
     * @throws IOException if it has changed since
     */
    StatusList unchanged(IssuedStatement listing) throws IOException {
        if (!(listing.statement() instanceof Statement.StatusListing said)) {
            throw new IllegalArgumentException("no statement of a status list");
        }
        return list(said.claims().list())
                .filter(now -> now.claims().equals(said.claims()))
                .orElseThrow(() -> new IOException("the status list has changed meanwhile; try again"));
    }

    /** Says that a statement does not hold any more, durably. */
    void set(StatusReference place, StatusList.State state) throws IOException {
        Path file = file(place.list()).orElseThrow(() -> new IOException("there is no status list " + place.list()));
        StatusBook book = read(file);
        book.set(place, state);
        DurableFiles.replace(file, book.toBytes());
    }

    /** The names of all lists, the newest last. */
    List<UUID> ids() throws IOException {
        return files().stream()
                .map(file -> String.valueOf(file.getFileName()))
                .map(name -> UUID.fromString(name.substring(name.indexOf('-') + 1, name.length() - ".json".length())))
                .toList();
    }

    private Optional<Path> file(UUID id) throws IOException {
        return files().stream()
                .filter(file -> String.valueOf(file.getFileName()).endsWith("-" + id + ".json"))
                .findFirst();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> found = Files.list(folder)) {
            return found.filter(file -> String.valueOf(file.getFileName())
                            .matches("[0-9]{6}-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\.json"))
                    .sorted()
                    .toList();
        }
    }

    private static StatusBook read(Path file) throws IOException {
        try {
            return StatusBook.parse(Files.readAllBytes(file));
        } catch (VerificationException e) {
            throw new IOException("the status list " + file.getFileName() + " is damaged: " + e.getMessage(), e);
        }
    }
}
