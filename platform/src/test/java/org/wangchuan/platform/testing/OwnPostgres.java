package org.wangchuan.platform.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A PostgreSQL of a test's own, as an operator has one beside the platform: durable, and to be restarted under those who work with it. */
public final class OwnPostgres implements AutoCloseable {
    private static final String NAME = "postgres";

    private final EmbeddedPostgres postgres;
    private final Path folder;

    private OwnPostgres(EmbeddedPostgres postgres, Path folder) {
        this.postgres = postgres;
        this.folder = folder;
    }

    /** Makes one in an empty folder, and starts it. */
    public static OwnPostgres start(Path folder) throws IOException {
        Files.createDirectories(folder);
        return new OwnPostgres(
                EmbeddedPostgres.builder()
                        .setDataDirectory(folder.resolve("data"))
                        .setOverrideWorkingDirectory(Files.createDirectories(folder.resolve("program"))
                                .toFile())
                        .setCleanDataDirectory(false)
                        .setLocaleConfig("locale-provider", "builtin")
                        .setLocaleConfig("builtin-locale", "C.UTF-8")
                        .setLocaleConfig("locale", "C")
                        .setServerConfig("fsync", "on")
                        .setServerConfig("synchronous_commit", "on")
                        .setServerConfig("full_page_writes", "on")
                        .setServerConfig("max_connections", "100")
                        .setOutputRedirector(ProcessBuilder.Redirect.DISCARD)
                        .setErrorRedirector(ProcessBuilder.Redirect.DISCARD)
                        .start(),
                folder);
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

    /** Ends all its processes at once, as a crash would, and starts it again: it recovers from its write-ahead log. */
    public void restartAtOnce() throws IOException, InterruptedException {
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
                "restart"));
        int code = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectErrorStream(true)
                .start()
                .waitFor();
        if (code != 0) {
            throw new IOException("pg_ctl has ended with " + code);
        }
    }

    @Override
    public void close() throws IOException {
        postgres.close();
    }
}
