package org.wangchuan.platform.database;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wangchuan.platform.setting.RecoveryMark;

/**
 * Copies a platform's data folder while the platform runs: the embedded database as PostgreSQL's low-level back-up
 * interface wants it (<a href="https://www.postgresql.org/docs/18/continuous-archiving.html#BACKUP-LOWLEVEL-BASE-BACKUP">25.3.4</a>),
 * with the write-ahead log that makes the copy whole, and the other files. Keys go into a second file: whoever holds only the
 * first can read no personal data, and the two belong into different places.
 */
final class Backup {
    /** Not copied: what belongs to the running server, and what it makes anew. */
    private static final Set<String> NOT_COPIED = Set.of(
            "postmaster.pid",
            "postmaster.opts",
            "pg_wal",
            "pg_replslot",
            "pg_dynshmem",
            "pg_notify",
            "pg_serial",
            "pg_snapshots",
            "pg_stat_tmp",
            "pg_subtrans");

    /** In the data folder, and no part of a back-up: locks, one-time secrets, the program and its log. */
    private static final Set<String> NOT_OF_THE_DATA = Set.of(
            "station", // a trial's own; two machines can't go on with one key and log
            "postgres",
            "postgres-program",
            "postgres.log",
            "platform.log",
            "platform.log.1",
            "lock",
            // Follows from the log, and would keep one from being taken for what it is: put back.
            "log-index",
            "first-sign-in",
            "administrator-link",
            "station-pairing",
            LastBackup.FILE,
            // Each back-up has its own, and how far a database has counted is no word about an older one.
            RecoveryMark.FILE,
            "pulse");

    private static final Pattern START_FILE = Pattern.compile("START WAL LOCATION: \\S+ \\(file ([0-9A-F]{24})\\)");
    private static final Pattern WAL_FILE = Pattern.compile("[0-9A-F]{24}");
    private static final int PORT_LINE = 3;
    private static final int PAUSE_SECONDS = 30;

    private final Path data;

    private Backup(Path data) {
        this.data = data;
    }

    /**
     * Writes a back-up of the platform that runs on this data folder.
     *
     * @param target the back-up; there is no such file yet
     * @param keys the file for the keys; there is no such file yet
     * @throws IOException also if the platform does not run, or does not keep its database there
     */
    static void write(Path data, Path target, Path keys) throws IOException {
        requireRunningOn(data);
        try (BackupFile main = BackupFile.create(target);
                BackupFile secrets = BackupFile.create(keys)) {
            new Backup(data.toRealPath()).write(main, secrets);
            main.finish();
            secrets.finish();
        }
    }

    private static void requireRunningOn(Path data) throws IOException {
        String expected = "expected a platform that runs on " + data + ", with a database of its own; found ";
        String advice = "; name its folder with --data, as up has it";
        if (!Files.isDirectory(data)) {
            throw new IOException(expected + "no such folder" + advice);
        }
        if (!Files.exists(data.resolve("postgres.password"))) {
            throw new IOException(expected + "no database of its own there" + advice
                    + ". Another database, by --database-url, is backed up with its own tools");
        }
    }

    private void write(BackupFile main, BackupFile secrets) throws IOException {
        try (Connection connection = connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_backup_start('wangchuan', fast => true)");
            copyDatabase(main);
            try (Connection _ = pauseLog()) {
                String label = stop(statement);
                RecoveryMark mark = new RecoveryMark(Optional.empty(), Optional.of(Instant.now()), Optional.empty());
                main.add("postgres/backup_label", label.getBytes(StandardCharsets.UTF_8));
                copyLog(main, label);
                copyOthers(main, secrets);
                main.add(RecoveryMark.FILE, mark.toBytes());
            }
        } catch (SQLException e) {
            throw new IOException("the database does not let itself be copied: " + e.getMessage(), e);
        }
    }

    private Connection connect(String database) throws IOException, SQLException {
        String password = Files.readString(data.resolve("postgres.password"), StandardCharsets.US_ASCII)
                .strip();
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port() + "/" + database, EmbeddedDatabase.superuser(), password);
    }

    /**
     * Keeps the operator's log as it is until the connection is closed: its fence is in the database, its tiles are files, and a
     * copy of both has to be of one moment. Readers go on, and what comes in meanwhile waits.
     */
    private Connection pauseLog() throws IOException, SQLException {
        Connection connection = connect(EmbeddedDatabase.NAME);
        try (Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            boolean isThere;
            try (ResultSet row = statement.executeQuery("SELECT to_regclass('ledger.log_fence') IS NOT NULL")) {
                row.next();
                isThere = row.getBoolean(1);
            }
            if (isThere) {
                statement.execute("SET LOCAL lock_timeout = '" + PAUSE_SECONDS + "s'");
                statement.execute("LOCK TABLE ledger.log_fence IN SHARE MODE");
            }
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private static String stop(Statement statement) throws SQLException {
        try (ResultSet row =
                statement.executeQuery("SELECT labelfile FROM pg_backup_stop(wait_for_archive => false)")) {
            row.next();
            return row.getString(1);
        }
    }

    private int port() throws IOException {
        Path file = data.resolve("postgres/postmaster.pid");
        if (!Files.exists(file)) {
            throw new IOException("expected a platform that runs on " + data + ", found no running database there;"
                    + " start it with up, or name another folder with --data");
        }
        List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        if (lines.size() <= PORT_LINE) {
            throw new IOException("the database of " + data + " is just starting; try again in a moment");
        }
        return Integer.parseInt(lines.get(PORT_LINE).strip());
    }

    private void copyDatabase(BackupFile out) throws IOException {
        Path root = data.resolve("postgres");
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                out.addFolder(name(folder));
                boolean isLeftOut =
                        NOT_COPIED.contains(String.valueOf(folder.getFileName())) && root.equals(folder.getParent());
                return isLeftOut ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!NOT_COPIED.contains(String.valueOf(file.getFileName()))) {
                    try {
                        out.add(name(file), file);
                    } catch (NoSuchFileException e) {
                        // A table that was dropped meanwhile; the write-ahead log says so as well.
                    }
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                if (e instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw e;
            }
        });
        out.addFolder("postgres/pg_wal/archive_status");
        out.addFolder("postgres/pg_wal/summaries");
    }

    /** From where the copy began until now; without it the copy would be a mixture of times. */
    private void copyLog(BackupFile out, String label) throws IOException {
        Matcher first = START_FILE.matcher(label);
        if (!first.find()) {
            throw new IOException("expected a back-up label that names its first log file, found " + label);
        }
        Path folder = data.resolve("postgres/pg_wal");
        boolean hasFirst = false;
        try (var files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                String name = String.valueOf(file.getFileName());
                if (WAL_FILE.matcher(name).matches() && name.compareTo(first.group(1)) >= 0) {
                    out.add("postgres/pg_wal/" + name, file);
                    hasFirst |= name.equals(first.group(1));
                }
            }
        }
        if (!hasFirst) {
            throw new IOException("BACKUP_TOO_SLOW: the log file " + first.group(1) + " is gone before it was copied");
        }
    }

    private void copyOthers(BackupFile main, BackupFile secrets) throws IOException {
        Files.walkFileTree(data, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                boolean isLeftOut = data.equals(folder.getParent())
                        && NOT_OF_THE_DATA.contains(String.valueOf(folder.getFileName()));
                if (!isLeftOut && !folder.equals(data)) {
                    main.addFolder(name(folder));
                }
                return isLeftOut ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                String name = String.valueOf(file.getFileName());
                if (data.equals(file.getParent()) && (NOT_OF_THE_DATA.contains(name) || name.endsWith(".new"))) {
                    return FileVisitResult.CONTINUE;
                }
                try {
                    (isSecret(name) ? secrets : main).add(name(file), file);
                } catch (NoSuchFileException e) {
                    // A temporary file that has got its name, or a tile that a full one has taken the place of.
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                if (e instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw e;
            }
        });
    }

    private static boolean isSecret(String name) {
        return name.endsWith(".key") || name.endsWith(".password");
    }

    private String name(Path path) {
        return data.relativize(path).toString();
    }

    static OutputStream buffered(OutputStream out) {
        return new BufferedOutputStream(out, 1 << 16);
    }
}
