package org.wangchuan.witness.testing;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.wangchuan.witness.config.AppendConfig;
import org.wangchuan.witness.config.ConfigException;
import org.wangchuan.witness.server.AppendServer;

/** A log that is appended to, in a process of its own, to be killed. */
public final class LogProcess implements AutoCloseable {
    private static final int START_POLLS_MAX = 2400;

    private final Process process;
    private final Path address;

    private LogProcess(Process process, Path address) {
        this.process = process;
        this.address = address;
    }

    /** Runs until it is killed, and writes where it listens. */
    public static void main(String[] args) throws IOException, ConfigException, InterruptedException {
        AppendConfig config = AppendConfig.read(Path.of(args[0]));
        try (AppendServer server = AppendServer.start(config, line -> System.out.println(line))) {
            Path ready = Path.of(args[1]);
            Path next = ready.resolveSibling("address.next");
            Files.writeString(next, server.uri().toString());
            Files.move(next, ready);
            new CountDownLatch(1).await();
        }
    }

    /**
     * Starts one.
     *
     * @param before words before the command, such as those of a tracer
     */
    public static LogProcess start(Path config, List<String> before) throws IOException {
        Path address = config.resolveSibling("address");
        Files.deleteIfExists(address);
        List<String> command = new ArrayList<>(before);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "--module-path",
                System.getProperty("jdk.module.path"),
                "--patch-module",
                "org.wangchuan.witness=" + Path.of("target/test-classes").toAbsolutePath(),
                "-m",
                "org.wangchuan.witness/" + LogProcess.class.getName(),
                config.toString(),
                address.toString()));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        config.resolveSibling("said").toFile()))
                .start();
        return new LogProcess(process, address);
    }

    /** Waits until it listens; false if it ends before. */
    public boolean listens() throws InterruptedException {
        for (int i = 0; i < START_POLLS_MAX; i++) {
            if (Files.exists(address)) {
                return true;
            }
            if (!process.isAlive()) {
                return false;
            }
            Thread.sleep(50);
        }
        throw new AssertionError("it neither listens nor ends");
    }

    public URI uri() throws IOException {
        return URI.create(Files.readString(address));
    }

    /** SIGKILL, to what it started too; returns when all are gone. */
    public void kill() {
        List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
        all.add(process.toHandle());
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(handle -> handle.onExit().join());
    }

    @Override
    public void close() {
        kill();
    }
}
