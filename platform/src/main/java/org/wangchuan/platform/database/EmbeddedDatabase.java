package org.wangchuan.platform.database;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import io.zonky.test.db.postgres.util.ArchUtils;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL of this platform's own, in its data folder: durable, on a port of this machine only, and behind a password
 * that lies beside it, for other users of this machine could connect as well. One process at a time uses the folder.
 */
final class EmbeddedDatabase implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);
    private static final String SUPERUSER = "postgres";
    /** Of the database, and of the role that owns it. */
    static final String NAME = "wangchuan";

    /** As an exit code: an error of the program itself. */
    private static final int DATABASE_GONE = 70;

    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private final EmbeddedPostgres postgres;
    private final String password;
    private final AtomicBoolean isClosing = new AtomicBoolean();

    private EmbeddedDatabase(EmbeddedPostgres postgres, String password) {
        this.postgres = postgres;
        this.password = password;
    }

    /**
     * Starts it, and makes it first if there is none.
     *
     * @param folder the platform's data folder; it exists, and nobody else may look into it
     * @throws IOException if it does not start: another process uses it, or the folder is damaged
     */
    static EmbeddedDatabase start(Path folder) throws IOException {
        Path data = folder.resolve("postgres");
        Path passwordFile = folder.resolve("postgres.password");
        String password = DatabasePassword.readOrMake(passwordFile, data);
        Orphan.stop(data);
        EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setOverrideWorkingDirectory(Files.createDirectories(folder.resolve("postgres-program"))
                        .toFile())
                .setCleanDataDirectory(false)
                .setPgBinaryResolver(EmbeddedDatabase::program)
                .setRegisterShutdownHook(false)
                .setPGStartupWait(START_LIMIT)
                // For initdb, which takes them as it takes those of the locale.
                .setLocaleConfig("auth", "scram-sha-256")
                .setLocaleConfig("pwfile", passwordFile.toString())
                .setLocaleConfig("locale-provider", "builtin")
                .setLocaleConfig("builtin-locale", "C.UTF-8")
                .setLocaleConfig("locale", "C")
                .setConnectConfig("password", password)
                // Off by default there, because it was made for tests.
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("unix_socket_directories", "")
                // What a back-up that is under way still needs is not thrown away: see Backup.
                .setServerConfig("wal_keep_size", "512MB")
                .setServerConfig("max_connections", "60")
                // Statements carry values, and values can be personal data: none is written to the server's own log.
                .setServerConfig("log_statement", "none")
                .setServerConfig("log_min_error_statement", "panic")
                .setServerConfig("log_parameter_max_length_on_error", "0")
                .setOutputRedirector(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("postgres.log").toFile()))
                .setErrorRedirector(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("postgres.log").toFile()))
                .start();
        try {
            prepare(postgres.getPostgresDatabase(Map.of("password", password)), password);
        } catch (SQLException e) {
            postgres.close();
            throw new IOException("the embedded database can't be prepared: " + e.getMessage(), e);
        }
        LOG.info("embedded database started on port {} of this machine", postgres.getPort());
        EmbeddedDatabase database = new EmbeddedDatabase(postgres, password);
        database.endWith(Orphan.find(data).orElseThrow(() -> new IOException("the embedded database has ended")));
        return database;
    }

    /**
     * The program of this system, from the library's own files. Its usual way looks first which Linux this is, by a script that it leaves in
     * the folder for temporary files at each start; only where another's program is there that is of use.
     */
    static InputStream program(String system, String machine) throws IOException {
        String name = "/postgres-%s-%s.txz"
                .formatted(system, ArchUtils.normalize(machine))
                .toLowerCase(Locale.ROOT);
        InputStream found = EmbeddedDatabase.class.getResourceAsStream(name);
        return found == null ? DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system, machine) : found;
    }

    /**
     * A platform whose database has died, such as by the kernel when memory is short, ends as well: it could answer nothing any
     * more, and whoever runs it starts both again. At once, as by a kill, for all that would be asked at a slow end is gone.
     */
    private void endWith(ProcessHandle server) {
        CompletableFuture<Void> _ = server.onExit().thenRun(() -> {
            if (!isClosing.get()) {
                LOG.error("the embedded database has ended by itself; the platform ends with it");
                Runtime.getRuntime().halt(DATABASE_GONE);
            }
        });
    }

    /** The role that the platform works with is no superuser. */
    private static void prepare(DataSource asSuperuser, String password) throws SQLException {
        try (Connection connection = asSuperuser.getConnection();
                Statement statement = connection.createStatement()) {
            if (!answers(statement, "SELECT 1 FROM pg_roles WHERE rolname = '" + NAME + "'")) {
                // The password is of our making: letters and digits.
                statement.execute("CREATE ROLE " + NAME + " LOGIN PASSWORD '" + password + "'");
            }
            if (!answers(statement, "SELECT 1 FROM pg_database WHERE datname = '" + NAME + "'")) {
                statement.execute("CREATE DATABASE " + NAME + " OWNER " + NAME);
            }
        }
    }

    private static boolean answers(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            return rows.next();
        }
    }

    String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/" + NAME;
    }

    String user() {
        return NAME;
    }

    String password() {
        return password;
    }

    /** The superuser's name, for back-ups. */
    static String superuser() {
        return SUPERUSER;
    }

    @Override
    public void close() throws IOException {
        isClosing.set(true);
        postgres.close();
    }
}
