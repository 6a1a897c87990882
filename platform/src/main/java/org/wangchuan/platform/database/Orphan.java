package org.wangchuan.platform.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A database server that was left running because the platform that started it was killed. It would keep the next one from
 * starting. Only one that works on this very folder is stopped: a process id is given again to others.
 */
final class Orphan {
    private static final Logger LOG = LoggerFactory.getLogger(Orphan.class);
    private static final int STOP_SECONDS_MAX = 30;

    private Orphan() {}

    static void stop(Path data) throws IOException {
        Optional<ProcessHandle> left = find(data);
        if (left.isEmpty()) {
            return;
        }
        LOG.warn(
                "a database server was left running on the data folder (process {}); stopping it",
                left.get().pid());
        try {
            // SIGINT is its fast shutdown: it ends sessions, and writes all that was committed.
            new ProcessBuilder("kill", "-INT", Long.toString(left.get().pid()))
                    .start()
                    .waitFor();
            left.get().onExit().get(STOP_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while a database server was stopped", e);
        } catch (java.util.concurrent.ExecutionException | TimeoutException e) {
            throw new IOException(
                    "a database server (process " + left.get().pid() + ") works on " + data + " and does not end", e);
        }
    }

    /** The server that works on this folder. */
    static Optional<ProcessHandle> find(Path data) throws IOException {
        Path file = data.resolve("postmaster.pid");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        try {
            long pid = Long.parseLong(lines.isEmpty() ? "" : lines.getFirst().strip());
            return ProcessHandle.of(pid).filter(process -> worksIn(pid, data));
        } catch (NumberFormatException e) {
            return Optional.empty(); // PostgreSQL says what is wrong with it
        }
    }

    /** A server's working folder is its data folder. */
    private static boolean worksIn(long pid, Path data) {
        try {
            return Path.of("/proc", Long.toString(pid), "cwd").toRealPath().equals(data.toRealPath());
        } catch (IOException e) {
            return false;
        }
    }
}
