package org.wangchuan.platform.ledger.log;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.wangchuan.platform.PlatformApplication;
import org.wangchuan.platform.testing.OwnPostgres;

/** A platform as an operator runs one beside another: the program itself in a JVM of its own, over a database of somebody else's. */
final class PlatformProcess implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final int POLL_MILLIS = 100;

    private final Process process;
    private final Path output;
    private final HttpClient http = HttpClient.newHttpClient();
    final int port;

    private PlatformProcess(Process process, Path output, int port) {
        this.process = process;
        this.output = output;
        this.port = port;
    }

    /** Starts one, and does not wait for it. */
    static PlatformProcess start(
            Path data, int port, OwnPostgres.Address database, String publicUrl, Path log, String... more)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx384m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                PlatformApplication.class.getName(),
                "--wangchuan.data=" + data,
                "--wangchuan.listen-port=" + port,
                "--wangchuan.public-url=" + publicUrl,
                "--wangchuan.database-url=" + database.url(),
                "--wangchuan.database-user=" + database.user(),
                "--wangchuan.log-folder=" + log,
                "--wangchuan.owner-requests-per-minute=1000000",
                "--wangchuan.requests-per-minute=1000000",
                "--wangchuan.tries-per-minute=1000000",
                "--wangchuan.disk-floor-mib=1"));
        command.addAll(Arrays.asList(more));
        Path output = data.resolveSibling(data.getFileName() + ".output");
        return new PlatformProcess(
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                        .start(),
                output,
                port);
    }

    PlatformProcess awaitReady() throws IOException, InterruptedException {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (ready().isEmpty() || !ready().startsWith("{\"status\":\"ready\"")) {
            if (!process.isAlive() || System.nanoTime() > end) {
                close();
                throw new IOException("it does not get ready: " + output());
            }
            Thread.sleep(POLL_MILLIS);
        }
        return this;
    }

    /** What it says of itself; empty if nobody answers. */
    String ready() throws InterruptedException {
        try {
            return http.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/ready"))
                                    .timeout(Duration.ofSeconds(5))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            return "";
        }
    }

    /** Whether it writes the log, as it has said last. */
    boolean isWriter() throws IOException {
        String all = output();
        return all.lastIndexOf(" is open") > all.lastIndexOf("another process writes the log");
    }

    String output() throws IOException {
        return Files.readString(output, StandardCharsets.UTF_8);
    }

    /** SIGTERM. */
    void tellToEnd() {
        process.destroy();
    }

    /** SIGTERM, and waits for its end. */
    void end() throws InterruptedException {
        tellToEnd();
        if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            close();
            throw new IllegalStateException("it does not end");
        }
    }

    /** SIGKILL. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    int awaitEnd() throws InterruptedException {
        if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            close();
            throw new IllegalStateException("it does not end");
        }
        return process.exitValue();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        kill();
    }
}
