package org.wangchuan.platform.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;
import org.wangchuan.platform.testing.Scratch;

/**
 * What each start on an empty folder makes anew, and always the same: PostgreSQL's program, unpacked, and a database that has been through all
 * migrations. It is made once for all tests of these migrations by this PostgreSQL and this code, and copied. That it is what a start makes says
 * PreparedDatabaseTest.
 */
public final class PreparedDatabase {
    private static final Path ALL = Path.of("target/prepared");
    private static final String PROGRAM = "postgres-program";
    private static final String DATABASE = "postgres";
    private static final String PASSWORD = "postgres.password";
    /** As the platform's own connections have it, see {@link DatabaseConfiguration}. */
    private static final String SEARCH_PATH = "identity,public";

    private static final String ELSEWHERE = "--wangchuan.database-url=";
    private static final Set<String> TRIED_OUT = Set.of("--wangchuan.trial=true", "--wangchuan.sample=true");
    private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private PreparedDatabase() {}

    /**
     * Puts both into a data folder in which no platform has begun; into one where one has, nothing.
     *
     * @param arguments with which a platform is to be started on it: one with a database elsewhere needs neither, and one that is only tried
     *     out has to find no database
     */
    public static void into(Path data, List<String> arguments) throws IOException {
        if (Files.exists(data.resolve(DATABASE)) || arguments.stream().anyMatch(one -> one.startsWith(ELSEWHERE))) {
            return;
        }
        Files.createDirectories(data, PRIVATE);
        if (arguments.stream().anyMatch(TRIED_OUT::contains)) {
            programInto(data.resolve(PROGRAM));
            return;
        }
        Path made = made();
        copy(made, data, PASSWORD, false);
        copy(made, data, DATABASE, false);
        programInto(data.resolve(PROGRAM));
    }

    /** Puts the program alone where an {@code EmbeddedPostgres} is to unpack it. */
    public static void programInto(Path folder) throws IOException {
        if (Files.exists(folder)) {
            return;
        }
        Path made = made();
        Path parent = Objects.requireNonNull(folder.toAbsolutePath().getParent());
        Files.createDirectories(parent, PRIVATE);
        Path whole = Files.createTempDirectory(parent, "program");
        // It is only ever run; on another disk there is no second name for a file.
        if (!copy(made, whole, PROGRAM, true)) {
            Scratch.delete(whole.resolve(PROGRAM));
            copy(made, whole, PROGRAM, false);
        }
        Files.move(whole.resolve(PROGRAM), folder);
        Files.delete(whole);
    }

    /** One for all processes: whoever comes first makes it, and the others wait. */
    private static synchronized Path made() throws IOException {
        Path folder = Files.createDirectories(ALL).resolve(Name.OF_ALL);
        if (Files.exists(folder)) {
            return folder;
        }
        try (FileChannel channel =
                        FileChannel.open(ALL.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock _ = channel.lock()) {
            if (Files.exists(folder)) {
                return folder;
            }
            Path next = Files.createTempDirectory(ALL, "next");
            try (EmbeddedDatabase database = EmbeddedDatabase.start(next)) {
                keepProgram(next);
                PGSimpleDataSource source = new PGSimpleDataSource();
                source.setUrl(database.jdbcUrl());
                source.setUser(database.user());
                source.setPassword(database.password());
                source.setCurrentSchema(SEARCH_PATH);
                Flyway.configure()
                        .dataSource(source)
                        .defaultSchema("public")
                        .schemas("public")
                        .load()
                        .migrate();
            }
            return Files.move(next, folder, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /** The library unpacks once for a process: what runs here may lie with a platform that was there before. */
    private static void keepProgram(Path folder) throws IOException {
        ProcessHandle server = Orphan.find(folder.resolve(DATABASE))
                .orElseThrow(() -> new IOException("expected a database that runs in " + folder));
        Path command = Path.of(server.info().command().orElseThrow());
        Path program = Objects.requireNonNull(
                Objects.requireNonNull(command.getParent()).getParent());
        String name = Objects.requireNonNull(program.getFileName()).toString();
        if (Files.notExists(folder.resolve(PROGRAM).resolve(name))) {
            copy(Objects.requireNonNull(program.getParent()), folder.resolve(PROGRAM), name, false);
        }
    }

    /** Read once for a process: PostgreSQL is some megabytes. */
    private static final class Name {
        static final String OF_ALL = ofAll();

        private static String ofAll() {
            try {
                Path migrations = Path.of(Objects.requireNonNull(PreparedDatabase.class.getResource("/db/migration"))
                        .toURI());
                // Which PostgreSQL it is, what initdb and the server are told, and who makes what is in it.
                try (InputStream postgres =
                        EmbeddedDatabase.program(System.getProperty("os.name"), System.getProperty("os.arch"))) {
                    return digest(
                            migrations,
                            List.of(
                                    postgres.readAllBytes(),
                                    code(EmbeddedPostgres.class),
                                    code(EmbeddedDatabase.class),
                                    code(PreparedDatabase.class)));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (URISyntaxException e) {
                throw new IllegalStateException(e);
            }
        }

        private static byte[] code(Class<?> type) throws IOException {
            try (InputStream in = Objects.requireNonNull(type.getResourceAsStream(type.getSimpleName() + ".class"))) {
                return in.readAllBytes();
            }
        }
    }

    /**
     * What one is called that these make.
     *
     * @param migrations a folder; each file counts with its name, which has its number and is kept in the database
     * @param makers all else that decides what comes of it
     */
    static String digest(Path migrations, List<byte[]> makers) throws IOException {
        try (Stream<Path> files = Files.list(migrations)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] maker : makers) {
                add(digest, maker);
            }
            for (Path file : files.sorted().toList()) {
                add(digest, migrations.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
                add(digest, Files.readAllBytes(file));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** With its length, so that nothing can be taken for the end of what is before it. */
    private static void add(MessageDigest digest, byte[] bytes) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
        digest.update(bytes);
    }

    /** Whether it could be copied in this way. */
    private static boolean copy(Path from, Path to, String name, boolean isLinked) throws IOException {
        try {
            int code = new ProcessBuilder(List.of(
                            "cp",
                            isLinked ? "-al" : "-a",
                            from.resolve(name).toString(),
                            to.resolve(name).toString()))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
            if (code != 0 && !isLinked) {
                throw new IOException("cp of " + from.resolve(name) + " to " + to + " has ended with " + code);
            }
            return code == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
