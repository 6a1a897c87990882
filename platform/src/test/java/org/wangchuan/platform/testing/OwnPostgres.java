package org.wangchuan.platform.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.wangchuan.platform.database.PreparedDatabase;

/** A PostgreSQL of a test's own, as an operator has one beside the platform: durable, and to be restarted under those who work with it. */
public final class OwnPostgres implements AutoCloseable {
    private static final String NAME = "postgres";

    private final EmbeddedPostgres postgres;
    private final Path folder;
    private boolean isKilled;

    private OwnPostgres(EmbeddedPostgres postgres, Path folder) {
        this.postgres = postgres;
        this.folder = folder;
    }

    /** Makes one in an empty folder, and starts it. */
    public static OwnPostgres start(Path folder) throws IOException {
        Files.createDirectories(folder);
        return start(folder, 0, Map.of());
    }

    /** One that waits for its replica with each commit, if it is asked to, and the replica of it; both run. */
    public static List<OwnPostgres> pair(Path folder, boolean isSynchronous) throws IOException, InterruptedException {
        Path one = Files.createDirectories(folder.resolve("primary"));
        OwnPostgres made = start(one, 0, Map.of());
        int port = made.postgres.getPort();
        made.close();
        Path two = Files.createDirectories(folder.resolve("replica"));
        // What was ended in order may be copied as it lies.
        run(List.of("cp", "-a", one.resolve("data").toString(), two.toString()));
        Files.createFile(two.resolve("data/standby.signal"));
        // In its file and not on its command line, which would win over what it is told later.
        Files.writeString(
                two.resolve("data/postgresql.conf"),
                "primary_conninfo = 'host=127.0.0.1 user=" + NAME + " port=" + port + "'\n",
                StandardOpenOption.APPEND);
        OwnPostgres primary = start(one, port, isSynchronous ? Map.of("synchronous_standby_names", "*") : Map.of());
        return List.of(primary, start(two, 0, Map.of()));
    }

    private static OwnPostgres start(Path folder, int port, Map<String, String> settings) throws IOException {
        PreparedDatabase.programInto(folder.resolve("program"));
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setDataDirectory(folder.resolve("data"))
                .setOverrideWorkingDirectory(
                        Files.createDirectories(folder.resolve("program")).toFile())
                .setCleanDataDirectory(false)
                .setLocaleConfig("locale-provider", "builtin")
                .setLocaleConfig("builtin-locale", "C.UTF-8")
                .setLocaleConfig("locale", "C")
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("max_connections", "100")
                .setOutputRedirector(ProcessBuilder.Redirect.DISCARD)
                .setErrorRedirector(ProcessBuilder.Redirect.DISCARD);
        settings.forEach(builder::setServerConfig);
        if (port != 0) {
            builder.setPort(port);
        }
        return new OwnPostgres(builder.start(), folder);
    }

    /** For {@code wangchuan.database-url}. */
    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/" + NAME;
    }

    /** For {@code wangchuan.database-user}; it has no password. */
    public String user() {
        return NAME;
    }

    /** Asks it beside the platform. */
    public JdbcClient jdbc() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url());
        source.setUser(user());
        return JdbcClient.create(source);
    }

    /**
     * Where a database is, for the platform; it has no password.
     *
     * @param url for {@code wangchuan.database-url}
     * @param user for {@code wangchuan.database-user}
     */
    public record Address(String url, String user) {}

    /** This one. */
    public Address address() {
        return new Address(url(), user());
    }

    /** Whichever of these can be written to. */
    public static Address either(List<OwnPostgres> all) {
        return new Address(
                "jdbc:postgresql://"
                        + all.stream()
                                .map(one -> "127.0.0.1:" + one.postgres.getPort())
                                .collect(Collectors.joining(","))
                        + "/" + NAME + "?targetServerType=primary",
                NAME);
    }

    /** Makes a replica what can be written to. */
    public void promote() {
        assertThat(jdbc().sql("SELECT pg_promote()").query(Boolean.class).single())
                .isTrue();
    }

    /** A replica that hears nothing any more of what it is a replica of. */
    public void cutOff() {
        JdbcClient jdbc = jdbc();
        jdbc.sql("ALTER SYSTEM SET primary_conninfo = ''").update();
        jdbc.sql("SELECT pg_reload_conf()").query(Boolean.class).single();
    }

    /** Ends all its processes at once, as a crash would. */
    public void kill() throws IOException, InterruptedException {
        control("stop");
        isKilled = true;
    }

    /** Ends all its processes at once, as a crash would, and starts it again, or starts it where it was killed: it recovers from its write-ahead log. */
    public void restartAtOnce() throws IOException, InterruptedException {
        control("restart");
        isKilled = false;
    }

    private void control(String what) throws IOException, InterruptedException {
        Path program;
        try (Stream<Path> all = Files.walk(folder.resolve("program"))) {
            program =
                    all.filter(path -> path.endsWith("bin/pg_ctl")).findFirst().orElseThrow();
        }
        List<String> command = new ArrayList<>();
        if ("root".equals(System.getProperty("user.name"))) {
            command.addAll(List.of("unshare", "-U")); // it refuses root
        }
        command.addAll(List.of(
                program.toString(),
                "-D",
                folder.resolve("data").toString(),
                "-m",
                "immediate",
                "-w",
                "-l",
                folder.resolve("restart.log").toString(),
                what));
        run(command);
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        int code = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectErrorStream(true)
                .start()
                .waitFor();
        if (code != 0) {
            throw new IOException(command.getFirst() + " has ended with " + code);
        }
    }

    @Override
    public void close() throws IOException {
        if (!isKilled) {
            postgres.close();
        }
    }
}
