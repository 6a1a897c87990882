package org.wangchuan.platform.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.wangchuan.platform.PlatformApplication;
import org.wangchuan.platform.database.PreparedDatabase;

/** The one application that the tests of a JVM share; ends with the JVM, and its database and its folder with it. */
final class RunningPlatform {
    private static @Nullable RunningPlatform running;
    private static @Nullable RunningPlatform instead;

    private final ConfigurableApplicationContext context;
    private final String origin;

    private RunningPlatform(ConfigurableApplicationContext context, String origin) {
        this.context = context;
        this.origin = origin;
    }

    /** What all helpers of tests work on from now on, in place of the shared one; without one, that again. */
    static synchronized void use(@Nullable ConfigurableApplicationContext context, String origin) {
        instead = context == null ? null : new RunningPlatform(context, origin);
    }

    /** Starts it if it does not run yet. */
    static synchronized RunningPlatform get() {
        RunningPlatform own = instead;
        if (own != null) {
            return own;
        }
        RunningPlatform known = running;
        if (known == null) {
            known = start();
            running = known;
            Samples.off();
        }
        return known;
    }

    private static RunningPlatform start() {
        try {
            // A new folder each time: a database that a killed run left behind is nobody's.
            Path all = Scratch.platforms();
            deleteLeftBehind(all);
            Path data = Files.createTempDirectory(all, "test");
            PreparedDatabase.into(data, List.of());
            int port = FreePort.any();
            String origin = "http://localhost:" + port;
            SpringApplication application = new SpringApplication(PlatformApplication.class);
            application.setRegisterShutdownHook(
                    false); // it would run beside ours, which deletes what the database still has open
            ConfigurableApplicationContext context = application.run(
                    "--wangchuan.data=" + data,
                    "--wangchuan.listen-port=" + port,
                    "--wangchuan.public-url=" + origin,
                    "--wangchuan.metrics-port=0",
                    // On a busy machine anything may take long.
                    "--wangchuan.counts-kept-minutes=0",
                    // All tests come from one address, and some call every page.
                    "--wangchuan.owner-requests-per-minute=1000000",
                    "--wangchuan.requests-per-minute=1000000",
                    "--wangchuan.tries-per-minute=1000000");
            Thread end = new Thread(
                    () -> {
                        context.close();
                        Scratch.delete(data);
                    },
                    "end of the platform");
            Runtime.getRuntime().addShutdownHook(end);
            return new RunningPlatform(context, origin);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What was cut short in its end, by a kill or by a machine that was busy. */
    private static void deleteLeftBehind(Path all) throws IOException {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(all)) {
            for (Path folder : folders) {
                if (isNobodys(folder)) {
                    Scratch.delete(folder);
                }
            }
        }
    }

    /** Neither a platform holds its lock, nor does its database run. */
    private static boolean isNobodys(Path folder) throws IOException {
        if (Files.exists(folder.resolve("postgres/postmaster.pid")) || Files.notExists(folder.resolve("lock"))) {
            return false;
        }
        try (FileChannel lock = FileChannel.open(folder.resolve("lock"), StandardOpenOption.WRITE);
                FileLock held = lock.tryLock()) {
            return held != null;
        } catch (OverlappingFileLockException _) {
            return false; // of this JVM
        }
    }

    ConfigurableApplicationContext context() {
        return context;
    }

    String origin() {
        return origin;
    }
}
