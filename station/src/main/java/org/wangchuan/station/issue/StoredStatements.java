package org.wangchuan.station.issue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.issue.IssuedStatement;
import org.wangchuan.proof.statement.SdJwt;
import org.wangchuan.proof.statement.Statement;
import org.wangchuan.proof.statement.StatementReader;
import org.wangchuan.station.home.DurableFiles;

/**
 * The statements that a station has signed, one file each, named by its number in the chain: no look-up has to list a folder that may hold
 * a hundred thousand. Each file is read as what its name says, or not at all ({@link BooksRefusedException}). Whoever keeps one holds the
 * station's lock.
 */
final class StoredStatements {
    /** Up to version 0.1.0 the event stood in the name too. */
    private static final Pattern OLD_NAME = Pattern.compile("([0-9]{12})-[0-9a-f-]{36}\\.json");

    private final Path folder;

    StoredStatements(Path folder) {
        this.folder = folder;
    }

    /** The statement with this number, if there is one. */
    Optional<IssuedStatement> at(long number) throws IOException {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file(number));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
        IssuedStatement issued;
        try {
            issued = IssuedStatement.parse(bytes);
        } catch (VerificationException e) {
            throw new BooksRefusedException(
                    BooksRefusedException.Code.STATEMENT_DAMAGED,
                    "a statement in " + file(number).getFileName(),
                    e.found());
        }
        long named = issued.statement().head().sequence();
        if (named != number) {
            throw new BooksRefusedException(
                    BooksRefusedException.Code.STATEMENT_DAMAGED,
                    "the statement that " + file(number).getFileName() + " is named by",
                    "that of " + file(named).getFileName());
        }
        return Optional.of(issued);
    }

    /** Keeps a statement durably under its number. */
    void keep(long number, IssuedStatement issued) throws IOException {
        DurableFiles.replace(file(number), issued.toBytes());
    }

    /**
     * The stored statement of this clearing.
     *
     * @throws StatementRefusedException if this station has signed no such clearing
     */
    IssuedStatement own(SdJwt clearing) throws IOException {
        try {
            Optional<IssuedStatement> own =
                    at(StatementReader.read(clearing).head().sequence());
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

    /** Gives files with names of old their name of today; says whether there were any. */
    boolean renameOld() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.sorted()
                    .toList(); // the last one last: as long as it has its old name, the others are looked after
        }
        boolean found = false;
        for (Path old : files) {
            Matcher name = OLD_NAME.matcher(String.valueOf(old.getFileName()));
            if (name.matches()) {
                Files.move(old, file(Long.parseLong(name.group(1))), StandardCopyOption.ATOMIC_MOVE);
                found = true;
            }
        }
        if (found) {
            DurableFiles.syncFolder(folder);
        }
        return found;
    }

    private Path file(long number) {
        return folder.resolve(String.format("%012d.json", number));
    }
}
