package org.wangchuan.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.wangchuan.platform.PlatformApplication;
import org.wangchuan.platform.identity.Organisations;
import org.wangchuan.platform.testing.FreePort;
import org.wangchuan.platform.testing.Soon;

/** A back-up of a platform that goes on working meanwhile; then everything is destroyed, and restored. */
@Tag("slow")
final class BackupTest {
    @TempDir
    private Path folder;

    @Test
    void whatWasThereWhenItBeganIsThereAgainAndNothingIsHalf() throws Exception {
        Path data = folder.resolve("data");
        AtomicInteger made = new AtomicInteger();
        int before;
        try (ConfigurableApplicationContext platform = start(data)) {
            Organisations organisations = platform.getBean(Organisations.class);
            AtomicBoolean isOver = new AtomicBoolean();
            Thread work = Thread.ofPlatform().start(() -> {
                while (!isOver.get()) {
                    organisations.create("company " + (made.get() + 1), "CNY");
                    made.incrementAndGet();
                }
            });
            Soon.until("50 companies are made", () -> made.get() >= 50);
            before = made.get();
            assertThat(BackupMain.run("backup", text(data), text("a.backup"), text("a.keys")))
                    .isZero();
            isOver.set(true);
            work.join();
        }
        assertThat(before).isLessThan(made.get());
        assertThat(LastBackup.seconds(data, Instant.now())).isBetween(0.0, 600.0);
        destroy(data);

        assertThat(BackupMain.run("restore", text(data), text("a.backup"), text("a.keys")))
                .isZero();
        // What was put back has not been copied since.
        assertThat(LastBackup.seconds(data, Instant.now())).isInfinite();
        try (ConfigurableApplicationContext platform = start(data)) {
            List<String> names = platform.getBean(JdbcClient.class)
                    .sql("SELECT name FROM identity.organisation ORDER BY created_at, length(name), name")
                    .query((row, _) -> row.getString(1))
                    .list();
            assertThat(names).hasSizeGreaterThanOrEqualTo(before);
            assertThat(names)
                    .isEqualTo(IntStream.rangeClosed(1, names.size())
                            .mapToObj(number -> "company " + number)
                            .toList());
        }
        theKeysAreInTheirOwnFile();
        alteredOrCutShortItIsRefused();
    }

    /** What was expected, what was found, and what to do: a path alone is no reason. */
    @Test
    void aRefusalSaysWhatWasExpectedAndFound() throws IOException {
        Path data = Files.createDirectory(folder.resolve("a-platform"));
        assertRefused(
                () -> Backup.write(folder.resolve("nosuch"), folder.resolve("x.backup"), folder.resolve("x.keys")),
                "no such folder",
                "--data");
        assertRefused(
                () -> Backup.write(data, folder.resolve("x.backup"), folder.resolve("x.keys")),
                "no database of its own",
                "--data");
        Files.writeString(data.resolve("postgres.password"), "secret");
        assertRefused(
                () -> Backup.write(data, folder.resolve("nosuch/x.backup"), folder.resolve("x.keys")),
                "no folder " + folder.resolve("nosuch"),
                "make it");
        assertRefused(
                () -> Restore.read(folder.resolve("no.backup"), folder.resolve("no.keys"), folder.resolve("y")),
                "expected the back-up, found no file " + folder.resolve("no.backup"));
        Path cut = folder.resolve("cut.backup");
        try (BackupFile file = BackupFile.create(cut)) {
            file.add("one", new java.security.SecureRandom().generateSeed(5000));
            file.finish();
        }
        Files.write(cut, java.util.Arrays.copyOf(Files.readAllBytes(cut), 3000));
        assertRefused(() -> Restore.read(cut, cut, folder.resolve("y")), "BACKUP_DAMAGED", "cut short");
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left.filter(path -> path.toString().matches(".*\\.(restoring|part)")))
                    .isEmpty();
        }
    }

    private static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable what, String... words) {
        assertThatThrownBy(what).isInstanceOf(IOException.class).message().contains(words);
    }

    private void theKeysAreInTheirOwnFile() throws IOException {
        byte[] keys = Files.readAllBytes(folder.resolve("data/serial.key"));
        String hex = java.util.HexFormat.of().formatHex(keys);
        assertThat(java.util.HexFormat.of().formatHex(Files.readAllBytes(folder.resolve("a.backup"))))
                .doesNotContain(hex);
    }

    private void alteredOrCutShortItIsRefused() throws IOException {
        byte[] whole = Files.readAllBytes(folder.resolve("a.backup"));
        for (int length : List.of(0, 100, whole.length / 3, whole.length / 2)) {
            Files.write(folder.resolve("b.backup"), java.util.Arrays.copyOf(whole, length));
            requireRefused();
        }
        // So many that it can't be the time of a file alone, which nothing depends on.
        for (int i = 0; i < 64; i++) {
            whole[whole.length / 2 + i] ^= 1;
        }
        Files.write(folder.resolve("b.backup"), whole);
        requireRefused();
    }

    private void requireRefused() {
        Path other = folder.resolve("other");
        assertThatThrownBy(() -> Restore.read(folder.resolve("b.backup"), folder.resolve("a.keys"), other))
                .isInstanceOf(IOException.class);
        assertThat(other).doesNotExist();
    }

    private String text(Path path) {
        return path.toString();
    }

    private String text(String name) {
        return folder.resolve(name).toString();
    }

    private static ConfigurableApplicationContext start(Path data) throws IOException {
        int port = FreePort.any();
        return new SpringApplicationBuilder(PlatformApplication.class)
                .run(
                        "--wangchuan.data=" + data,
                        "--wangchuan.listen-port=" + port,
                        "--wangchuan.public-url=http://localhost:" + port);
    }

    private static void destroy(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
