package org.wangchuan.station.issue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.issue.IssuedStatement;
import org.wangchuan.proof.statement.SdJwt;
import org.wangchuan.proof.statement.Statement;
import org.wangchuan.proof.statement.StatementHead;
import org.wangchuan.proof.statement.StatementReader;
import org.wangchuan.station.home.DurableFiles;

/**
 * The statements that a station has signed, one file each, named by number in the chain and event. Each file is read as what its name says,
 * or not at all ({@link BooksRefusedException}). Whoever keeps one holds the station's lock.
 */
final class StoredStatements {
    private final Path folder;

    StoredStatements(Path folder) {
        this.folder = folder;
    }

    /** The statement of an event, if there is one. */
    Optional<IssuedStatement> of(UUID eventId) throws IOException {
        return first("*-" + eventId + ".json");
    }

    /** Whether there is a file of this event, whatever is in it. */
    boolean has(UUID eventId) throws IOException {
        return stored("*-" + eventId + ".json").isPresent();
    }

    /** The statement with this number, if there is one. */
    Optional<IssuedStatement> at(long number) throws IOException {
        return first(sequence(number) + "-*.json");
    }

    private Optional<IssuedStatement> first(String glob) throws IOException {
        Optional<Path> file = stored(glob);
        return file.isPresent() ? Optional.of(read(file.get())) : Optional.empty();
    }

    /** Keeps a statement durably under its number and event. */
    void keep(long number, UUID eventId, IssuedStatement issued) throws IOException {
        DurableFiles.replace(file(number, eventId), issued.toBytes());
    }

    /**
     * The stored statement of this clearing.
     *
     * @throws StatementRefusedException if this station has signed no such clearing
     */
    IssuedStatement own(SdJwt clearing) throws IOException {
        try {
            Optional<IssuedStatement> own =
                    of(StatementReader.read(clearing).head().eventId());
            if (own.isPresent()
                    && own.get().sdJwt().digest().equals(clearing.digest())
                    && own.get().statement() instanceof Statement.Clearing) {
                return own.get();
            }
        } catch (VerificationException e) {
            throw new IOException("a statement that can't be read: " + e.getMessage(), e);
        }
        throw notOurs();
    }

    static StatementRefusedException notOurs() {
        return new StatementRefusedException(
                StatementRefusedException.Code.NOT_OURS, "a clearing that this station has signed", "another");
    }

    private Path file(long sequence, UUID eventId) {
        return folder.resolve(sequence(sequence) + "-" + eventId + ".json");
    }

    private static String sequence(long number) {
        return String.format("%012d", number);
    }

    private Optional<Path> stored(String glob) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            var matcher = folder.getFileSystem().getPathMatcher("glob:" + glob);
            return files.filter(file -> matcher.matches(file.getFileName())).findFirst();
        }
    }

    private IssuedStatement read(Path file) throws IOException {
        IssuedStatement issued;
        try {
            issued = IssuedStatement.parse(Files.readAllBytes(file));
        } catch (VerificationException e) {
            throw new BooksRefusedException(
                    BooksRefusedException.Code.STATEMENT_DAMAGED, "a statement in " + file.getFileName(), e.found());
        }
        StatementHead head = issued.statement().head();
        Path own = file(head.sequence(), head.eventId());
        if (!own.getFileName().equals(file.getFileName())) {
            throw new BooksRefusedException(
                    BooksRefusedException.Code.STATEMENT_DAMAGED,
                    "the statement that " + file.getFileName() + " is named by",
                    "that of " + own.getFileName());
        }
        return issued;
    }
}
