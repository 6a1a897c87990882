package org.wangchuan.acceptance.program;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.wangchuan.acceptance.disk.CommandLine;

/** A PostgreSQL of Debian's, as a shop has it that runs one: nothing of ours started it. Needs root. Not thread-safe. */
public final class OtherDatabase implements AutoCloseable {
    /** Its owner, and its name. */
    public static final String NAME = "wangchuan";

    private static final String PASSWORD = "only-in-this-test";

    private final Path programs;
    private final Path folder;
    private final int port;

    private OtherDatabase(Path programs, Path folder, int port) {
        this.programs = programs;
        this.folder = folder;
        this.port = port;
    }

    /** Makes one with an empty database, and starts it. */
    public static OtherDatabase start() throws IOException {
        Path folder = Files.createTempDirectory(Path.of("/var/tmp"), "wangchuan-postgres-");
        Files.writeString(folder.resolve("password"), PASSWORD + "\n");
        CommandLine.run("chown", "-R", "postgres:", folder.toString());
        OtherDatabase out = new OtherDatabase(programs(), folder, freePort());
        out.asPostgres(
                "initdb",
                "-D",
                out.data(),
                "-U",
                NAME,
                "-A",
                "scram-sha-256",
                "--pwfile=" + folder.resolve("password"),
                "-E",
                "UTF8",
                "--locale=C.UTF-8");
        out.asPostgres(
                "pg_ctl",
                "-D",
                out.data(),
                "-w",
                "-l",
                folder.resolve("log").toString(),
                "-o",
                "-p " + out.port + " -k " + folder + " -c listen_addresses=127.0.0.1",
                "start");
        out.ask("postgres", "CREATE DATABASE " + NAME);
        return out;
    }

    /** What {@code --database-url} takes. */
    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + NAME;
    }

    /** The password of its owner. */
    public String password() {
        return PASSWORD;
    }

    /** Asks it over the network, as anybody does who may. */
    public String ask(String sql) throws IOException {
        return ask(NAME, sql);
    }

    private String ask(String database, String sql) throws IOException {
        return CommandLine.run(
                "env",
                "PGPASSWORD=" + PASSWORD,
                programs.resolve("psql").toString(),
                "-h",
                "127.0.0.1",
                "-p",
                "" + port,
                "-U",
                NAME,
                "-d",
                database,
                "-AtXc",
                sql);
    }

    /** Debian's newest. */
    private static Path programs() throws IOException {
        try (Stream<Path> versions = Files.list(Path.of("/usr/lib/postgresql"))) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                    .max(Comparator.comparing(Path::toString))
                    .orElseThrow(() -> new IOException("expected a PostgreSQL in /usr/lib/postgresql"));
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    private void asPostgres(String program, String... arguments) throws IOException {
        CommandLine.run(Stream.concat(
                        Stream.of(
                                "runuser",
                                "-u",
                                "postgres",
                                "--",
                                programs.resolve(program).toString()),
                        Stream.of(arguments))
                .toArray(String[]::new));
    }

    @Override
    public void close() throws IOException {
        asPostgres("pg_ctl", "-D", data(), "-m", "immediate", "-w", "stop");
        CommandLine.run("rm", "-rf", folder.toString());
    }
}
