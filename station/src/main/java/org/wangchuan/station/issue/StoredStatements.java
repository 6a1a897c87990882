package org.wangchuan.station.issue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.issue.IssuedStatement;
import org.wangchuan.proof.statement.Disclosed;
import org.wangchuan.proof.statement.SdJwt;
import org.wangchuan.proof.statement.Statement;
import org.wangchuan.proof.statement.StatementReader;
import org.wangchuan.station.home.DurableFiles;
import org.wangchuan.station.home.StationHome;

/**
 * The statements that a station has signed, one file each, named by its number in the chain: no look-up has to list a folder that may hold
 * a hundred thousand. Each file is read as what its name says, or not at all ({@link BooksRefusedException}). Whoever keeps one holds the
 * station's lock.
 */
final class StoredStatements {
    /** Up to version 0.1.0 the event stood in the name too. */
    private static final Pattern OLD_NAME = Pattern.compile("([0-9]{12})-[0-9a-f-]{36}\\.json");

    private final Path folder;
    private final SubjectKeys keys;

    StoredStatements(StationHome home) {
        this.folder = home.statements();
        this.keys = new SubjectKeys(home.keys());
    }

    /** The statement with this number, if there is one. */
    Optional<StoredStatement> at(long number) throws IOException {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file(number));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
        StoredStatement stored;
        try {
            stored = StoredStatement.parse(bytes);
        } catch (VerificationException e) {
            throw damaged(number, e);
        }
        long named = stored.number();
        if (named != number) {
            throw new BooksRefusedException(
                    BooksRefusedException.Code.STATEMENT_DAMAGED,
                    "the statement that " + file(number).getFileName() + " is named by",
                    "that of " + file(named).getFileName());
        }
        return Optional.of(stored);
    }

    /** What a stored statement says; empty if a key that it is sealed under is gone. */
    Optional<IssuedStatement> opened(StoredStatement stored) throws IOException {
        try {
            return stored.opened(keys);
        } catch (VerificationException e) {
            throw damaged(stored.number(), e);
        }
    }

    /** What a stored statement is about, as far as it still opens. */
    Disclosed device(StoredStatement stored) throws IOException {
        try {
            return stored.device(keys);
        } catch (VerificationException e) {
            throw damaged(stored.number(), e);
        }
    }

    private BooksRefusedException damaged(long number, VerificationException e) {
        return new BooksRefusedException(
                BooksRefusedException.Code.STATEMENT_DAMAGED,
                "a statement in " + file(number).getFileName(),
                e.found());
    }

    /**
     * Seals a statement that an earlier version has kept in the open; its old bytes are overwritten. A crash in between is finished by the
     * next call.
     */
    void sealOld(StoredStatement stored) throws IOException {
        Path file = file(stored.number());
        Path old = file.resolveSibling(file.getFileName() + ".open");
        if (stored.content() instanceof StoredStatement.Content.Open(IssuedStatement issued)) {
            if (!Files.exists(old)) {
                Files.createLink(old, file); // the bytes of a file without a name can't be overwritten
            }
            StoredStatement _ = keep(stored.number(), issued);
        }
        DurableFiles.destroy(old);
    }

    SubjectKeys keys() {
        return keys;
    }

    /** Keeps a statement durably under its number; what opens its log entry is sealed. */
    StoredStatement keep(long number, IssuedStatement issued) throws IOException {
        Optional<UUID> subject = StoredStatement.subjectOf(issued.statement());
        StoredStatement stored = subject.isPresent()
                ? StoredStatement.sealed(issued, subject.get(), keys.ofOrNew(subject.get()))
                : StoredStatement.open(issued);
        DurableFiles.replace(file(number), stored.toBytes());
        return stored;
    }

    /**
     * What a clearing of this station says, as it is shown here: also of one whose keys are gone.
     *
     * @throws StatementRefusedException if this station has signed no such clearing
     */
    Statement.Clearing own(SdJwt clearing) throws IOException {
        try {
            Statement shown = StatementReader.read(clearing);
            Optional<StoredStatement> own = at(shown.head().sequence());
            if (own.isPresent()
                    && own.get().digest().equals(clearing.digest())
                    && shown instanceof Statement.Clearing made) {
                return made;
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
