package org.wangchuan.platform.ledger.log;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.wangchuan.proof.log.TileLog;
import org.wangchuan.proof.storage.DiskStorage;
import org.wangchuan.proof.storage.FolderStore;
import org.wangchuan.proof.storage.NewFile;
import org.wangchuan.proof.storage.ObjectStore;

/**
 * A log's files in a folder, but for the two that decide between writers: they are rows of the database. So a folder that was
 * put back from another day, or copied beside another platform, is found out by the database that did not go back with it.
 * Connections are its own, never those of a business transaction: what is swapped is swapped whatever that does.
 */
final class FencedStore implements ObjectStore {
    /** Any number that nobody else of this database takes an advisory lock by. */
    private static final long LOCK = 0x77616e676368756eL;

    private static final int VALID_SECONDS = 5;
    private static final int RANDOM_BYTES = 4;

    /** The last checkpoint that was signed, be it published or not. */
    static final String SIGNED = TileLog.FENCE.getLast();

    private static final String PRIVATE = "private";
    private static final String NEXT = "next";

    private final DataSource database;
    private final boolean isCopied;
    private final DiskStorage files;
    private final FolderStore folder;
    /** Of this writer alone: one that was overtaken, and does not know it yet, may still be writing. */
    private final String next;

    private volatile @Nullable Lock lock;

    /** {@link TileLog#SIGNED_COPY} as it was when this writer first looked, or as it wrote it since. */
    private Optional<byte[]> copy = Optional.empty();

    private boolean isCopyRead;
    private volatile boolean isOvertaken;

    /**
     * A log in this folder.
     *
     * @param path of the folder; it exists
     * @param isCopied whether what is signed is copied to the folder; what is published at once is there anyway
     */
    FencedStore(DataSource database, Path path, boolean isCopied) {
        this.database = database;
        this.isCopied = isCopied;
        byte[] random = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(random);
        this.next = NEXT + "-" + HexFormat.of().formatHex(random);
        this.files = new DiskStorage(path);
        this.folder = new FolderStore(files, PRIVATE + "/" + next);
    }

    private interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    private <T> T inDatabase(Work<T> work) throws IOException {
        try (Connection connection = database.getConnection()) {
            return work.with(connection);
        } catch (SQLException e) {
            // Without the message: a database may quote what it was given.
            throw new IOException("the log's fence in the database could not be used, state " + e.getSQLState(), e);
        }
    }

    @Override
    public Optional<byte[]> read(String path) throws IOException {
        if (!TileLog.FENCE.contains(path)) {
            return folder.read(path);
        }
        return inDatabase(connection -> {
            try (PreparedStatement query =
                    connection.prepareStatement("SELECT content FROM ledger.log_fence WHERE file = ?")) {
                query.setString(1, path);
                try (ResultSet row = query.executeQuery()) {
                    return row.next() ? Optional.of(row.getBytes(1)) : Optional.empty();
                }
            }
        });
    }

    @Override
    public void replaceAll(List<NewFile> files) throws IOException {
        folder.replaceAll(files);
    }

    @Override
    public boolean swap(String path, Optional<byte[]> expected, byte[] next) throws IOException {
        if (!TileLog.FENCE.contains(path)) {
            return folder.swap(path, expected, next);
        }
        boolean isToCopy = isCopied && path.equals(SIGNED);
        if (isCopied) {
            requireCopy(); // before the database knows more, and before a tile is written over
        }
        boolean isSwapped = inDatabase(connection ->
                expected.isPresent() ? update(connection, path, expected.get(), next) : insert(connection, path, next));
        if (isSwapped && isToCopy) {
            writeCopy(next);
        }
        return isSwapped;
    }

    private void requireCopy() throws IOException {
        Optional<byte[]> found = folder.read(TileLog.SIGNED_COPY);
        if (isCopyRead && !Arrays.equals(found.orElse(null), copy.orElse(null))) {
            throw overtaken();
        }
        copy = found;
        isCopyRead = true;
    }

    /** Whether somebody else has written the copy while this one held the lock: that one holds the lock of another database. */
    boolean isOvertaken() {
        return isOvertaken;
    }

    private IOException overtaken() throws IOException {
        isOvertaken = isHeld();
        return new IOException("another writer has written " + TileLog.SIGNED_COPY + " in the log's folder");
    }

    /**
     * A database that failed over has not this writer's lock any more, and whoever was overtaken by that does not know it: two databases would
     * let both write. There is one folder, and in it what another has written.
     */
    private void writeCopy(byte[] signed) throws IOException {
        boolean isSwapped;
        try {
            isSwapped = folder.swap(TileLog.SIGNED_COPY, copy, signed);
        } catch (IOException e) {
            isCopyRead = false; // it may have been written, and then it is this one's own
            throw e;
        }
        if (!isSwapped) {
            throw overtaken();
        }
        copy = Optional.of(signed.clone());
    }

    private static boolean update(Connection connection, String path, byte[] expected, byte[] next)
            throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE ledger.log_fence SET content = ? WHERE file = ? AND content = ?")) {
            update.setBytes(1, next);
            update.setString(2, path);
            update.setBytes(3, expected);
            return update.executeUpdate() == 1;
        }
    }

    private static boolean insert(Connection connection, String path, byte[] next) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO ledger.log_fence VALUES (?, ?) ON CONFLICT DO NOTHING")) {
            insert.setString(1, path);
            insert.setBytes(2, next);
            return insert.executeUpdate() == 1;
        }
    }

    @Override
    public void deleteAll(String path) throws IOException {
        folder.deleteAll(path);
    }

    @Override
    public List<String> list(String path) throws IOException {
        return folder.list(path);
    }

    /**
     * A lock that lives as long as a connection. One that broke is gone for good: whoever had it reads the log anew before going on, since
     * others may have written.
     */
    @Override
    public Optional<Holding> hold(String path) throws IOException {
        Lock taken = new Lock();
        if (!taken.take()) {
            return Optional.empty();
        }
        try {
            deleteLeftBehind();
        } catch (IOException e) {
            taken.close(); // or nobody could ever take it again
            throw e;
        }
        lock = taken;
        return Optional.of(taken);
    }

    /** Whether the lock was taken, and has not broken since. */
    boolean isHeld() throws IOException {
        Lock taken = lock;
        return taken != null && taken.isHeld();
    }

    /** What writers of before were writing when they ended. */
    private void deleteLeftBehind() throws IOException {
        for (String name : folder.list(PRIVATE)) {
            if (name.startsWith(NEXT) && !name.startsWith(next)) {
                files.delete(PRIVATE + "/" + name);
            }
        }
    }

    private final class Lock implements Holding {
        private @Nullable Connection connection;

        @Override
        public synchronized boolean isHeld() throws IOException {
            try {
                Connection held = connection;
                if (held == null) {
                    return false;
                }
                if (held.isValid(VALID_SECONDS)) {
                    return true;
                }
                close();
                return false;
            } catch (SQLException e) {
                throw new IOException("the log's lock in the database could not be asked for", e);
            }
        }

        synchronized boolean take() throws IOException {
            try {
                connection = taken();
                return connection != null;
            } catch (SQLException e) {
                throw new IOException("the log's lock in the database could not be asked for", e);
            }
        }

        private @Nullable Connection taken() throws SQLException {
            Connection fresh = database.getConnection();
            boolean isTaken = false;
            try (PreparedStatement query = fresh.prepareStatement("SELECT pg_try_advisory_lock(?)")) {
                query.setLong(1, LOCK);
                try (ResultSet row = query.executeQuery()) {
                    isTaken = row.next() && row.getBoolean(1);
                }
                return isTaken ? fresh : null;
            } finally {
                if (!isTaken) {
                    fresh.close();
                }
            }
        }

        @Override
        public synchronized void close() throws IOException {
            Connection held = connection;
            connection = null;
            if (held != null) {
                try (held;
                        PreparedStatement query = held.prepareStatement("SELECT pg_advisory_unlock(?)")) {
                    query.setLong(1, LOCK); // the connection goes back to a pool, and would keep it
                    query.execute();
                } catch (SQLException e) {
                    // It broke, and the lock with it.
                }
            }
        }
    }
}
