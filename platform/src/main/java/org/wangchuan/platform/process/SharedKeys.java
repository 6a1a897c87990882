package org.wangchuan.platform.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.process.ProcessException.Code;
import org.wangchuan.platform.setting.PrivateFile;

/**
 * The keys that lie in files, and that all processes over one database have to have alike. The database holds a digest of each: a process
 * whose file is another, or that has none where there was one, does not start. It would write what no other can read, and hand out links
 * that lead nowhere. Thread-safe.
 */
@Component
public final class SharedKeys {
    /** What a log's folder is known by. */
    private static final String LOG_FOLDER = "log-folder";

    /** What a folder has in which a log was begun. */
    private static final String TILES = "tile";

    private static final int ID_BYTES = 16;

    private final DataSource database;
    private final JdbcClient jdbc;
    private final InstantSource clock;

    SharedKeys(DataSource database, JdbcClient jdbc, InstantSource clock) {
        this.database = database;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * A random key: the one in the file; or a new one that is in it from now on, where neither file nor database knows one.
     *
     * @param file whose name is the key's
     * @param length in bytes
     * @throws ProcessException with KEY_MISSING or KEY_DIFFERS
     * @throws IOException also if there is a file, and no key of this length in it
     */
    public byte[] key(Path file, int length) throws IOException {
        requireKnown(file);
        byte[] key = PrivateFile.key(file, length);
        require(file, key);
        return key;
    }

    /**
     * Holds the file of a key that the caller is about to read, or to make, against the database.
     *
     * @throws ProcessException with KEY_MISSING
     */
    public void requireKnown(Path file) throws ProcessException {
        if (Files.notExists(file) && print(name(file)).isPresent()) {
            throw new ProcessException(
                    Code.KEY_MISSING,
                    "expected the key that this database was begun with in " + file
                            + ", found no such file; copy it from where another process has it, or from your back-up");
        }
    }

    /**
     * Holds a key against the database, which remembers the first.
     *
     * @param file that it was read from, and whose name is the key's
     * @param key what nobody can guess, or what everybody may know: the database keeps a plain digest of it
     * @throws ProcessException with KEY_DIFFERS
     */
    public void require(Path file, byte[] key) throws ProcessException {
        if (!isTheFirst(name(file), key)) {
            throw new ProcessException(
                    Code.KEY_DIFFERS,
                    "the key in " + file
                            + " is not the one that this database was begun with; copy it from where another process has it");
        }
    }

    /**
     * Holds the folder of the operator's log against the database, by an id that lies in it.
     *
     * @param isOnlyOurs whether no other process can be there, since the database is this one's own. Then a folder that was lost, or comes
     *     from a version before, is not refused here: the log itself says what is wrong with it, and all else goes on
     * @throws ProcessException with LOG_FOLDER_DIFFERS
     */
    public void requireLogFolder(Path folder, boolean isOnlyOurs) throws IOException {
        // One at a time: of two that start at once over a new folder one writes the id, and the other reads it.
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("SELECT pg_advisory_xact_lock(hashtext('wangchuan/log-folder'))");
            requireLogFolder(folder, isOnlyOurs, folder.resolve("private").resolve("folder.id"));
            connection.rollback();
        } catch (SQLException e) {
            throw new IOException("the database does not say which log it was begun with, state " + e.getSQLState(), e);
        }
    }

    private void requireLogFolder(Path folder, boolean isOnlyOurs, Path file) throws IOException {
        boolean isKnown = print(LOG_FOLDER).isPresent();
        Optional<byte[]> there = PrivateFile.read(file, ID_BYTES);
        if (there.isEmpty() && isKnown && isOnlyOurs) {
            return;
        }
        if (there.isEmpty() && isKnown) {
            throw otherFolder(folder, "one without an id, " + file.getFileName());
        }
        if (there.isEmpty() && isLogBegun() && Files.notExists(folder.resolve(TILES))) {
            if (isOnlyOurs) {
                return;
            }
            throw otherFolder(folder, "none, and the database knows that there is one: is something not mounted?");
        }
        byte[] id = there.isPresent() ? there.get() : PrivateFile.key(file, ID_BYTES);
        if (!isTheFirst(LOG_FOLDER, id)) {
            throw otherFolder(folder, "that of another");
        }
    }

    /** Whether anything was ever written of the log by which this database goes. */
    private boolean isLogBegun() {
        return jdbc.sql("SELECT EXISTS (SELECT 1 FROM ledger.log_fence)")
                .query((row, _) -> row.getBoolean(1))
                .single();
    }

    private static ProcessException otherFolder(Path folder, String found) {
        return new ProcessException(
                Code.LOG_FOLDER_DIFFERS,
                "expected in " + folder + " the log that this database was begun with, found " + found
                        + "; all processes have to have the same folder (wangchuan.log-folder)");
    }

    /** Of two processes that start at once over a new database one is. */
    private boolean isTheFirst(String name, byte[] key) {
        byte[] print = digest(name, key);
        jdbc.sql("INSERT INTO process.shared_key VALUES (?, ?, ?) ON CONFLICT DO NOTHING")
                .params(name, print, clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        return MessageDigest.isEqual(print, print(name).orElseThrow());
    }

    private Optional<byte[]> print(String name) {
        return jdbc.sql("SELECT print FROM process.shared_key WHERE name = ?")
                .param(name)
                .query((row, _) -> row.getBytes(1))
                .optional();
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    private static byte[] digest(String name, byte[] key) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(("wangchuan/shared-key/1/" + name + ":").getBytes(StandardCharsets.UTF_8));
            return digest.digest(key);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
