package org.wangchuan.cli.up;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.MalformedJsonException;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.cli.service.UpService;
import org.wangchuan.station.home.DurableFiles;

/**
 * The platform in a process of its own. It holds the other end of a pipe and ends when this process is gone, however that
 * came about.
 */
final class PlatformProcess implements AutoCloseable {
    private static final String MAIN = "org.wangchuan.platform.PlatformApplication";
    private static final String LOG = "platform.log";
    private static final String BUNDLE = "--spring.ssl.bundle.pem.own.";
    private static final long LOG_BYTES_MAX = 8L << 20;
    private static final long TAIL_BYTES_MAX = 64 << 10;
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final String CAUSE = "Caused by: ";

    /** Requests that are under way when it stops; shorter than what the signal handler waits for this process. */
    private static final Duration REQUESTS_LIMIT = Duration.ofSeconds(3);

    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

    /** As the platform's framework reads it from the environment: in capitals, without the hyphen. */
    private static final String PASSWORD_FOR_PLATFORM = "WANGCHUAN_DATABASEPASSWORD";

    /** More options for its virtual machine, with blanks between: for a machine that has more than a shop needs. They win over ours. */
    private static final String JAVA_OPTIONS = "WANGCHUAN_PLATFORM_JAVA_OPTIONS";

    private final Process process;
    private final Path log;
    private final long logBegin;

    private PlatformProcess(Process process, Path log, long logBegin) {
        this.process = process;
        this.log = log;
        this.logBegin = logBegin;
    }

    /**
     * Starts it; it answers a few seconds later.
     *
     * @param jars folder of its class path
     * @param data its folder, which exists
     * @param password of the other database, if there is one
     */
    static PlatformProcess start(Path jars, Path data, UpService.Request request, String publicUrl, String password)
            throws IOException {
        Path log = freshLog(data);
        ProcessBuilder builder = new ProcessBuilder(command(jars, data, request, publicUrl))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().put("WANGCHUAN_ENDS_WITH_PARENT", "1");
        builder.environment().remove(UpRun.PASSWORD);
        builder.environment().remove(JAVA_OPTIONS); // it would be no setting of the platform
        if (request.database().isPresent()) {
            // Never among the arguments: any user of this machine could read those.
            builder.environment().put(PASSWORD_FOR_PLATFORM, password);
        }
        long logBegin = Files.size(log);
        return new PlatformProcess(builder.start(), log, logBegin);
    }

    static List<String> words(@Nullable String options) {
        return options == null || options.isBlank() ? List.of() : List.of(BLANKS.split(options.strip(), -1));
    }

    private static List<String> command(Path jars, Path data, UpService.Request request, String publicUrl)
            throws IOException {
        List<String> out = new ArrayList<>();
        // Ctrl-C is for us: the terminal would stop the platform, and its database under it, at the same moment.
        session().ifPresent(setsid -> out.add(setsid.toString()));
        out.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                // Else a machine with much memory gives all of it at once: 80 MB more, for nothing.
                "-Xms64m",
                "-Xmx384m",
                "-Xss512k",
                "-XX:-UsePerfData",
                "--enable-native-access=ALL-UNNAMED"));
        out.addAll(words(System.getenv(JAVA_OPTIONS)));
        // One that does not fit is ignored; what the virtual machine would say of that does not belong into the log.
        PlatformJars.startCache(jars)
                .ifPresent(cache -> out.addAll(List.of("-XX:AOTCache=" + cache, "-Xlog:aot=off", "-Xlog:cds=off")));
        out.addAll(List.of(
                "-cp",
                PlatformJars.classPath(jars),
                MAIN,
                "--wangchuan.data=" + data,
                "--wangchuan.listen-port=" + request.port(),
                "--wangchuan.public-url=" + publicUrl,
                "--spring.lifecycle.timeout-per-shutdown-phase=" + REQUESTS_LIMIT.toSeconds() + "s"));
        request.tls()
                .ifPresent(tls -> out.addAll(List.of(
                        "--wangchuan.listen-address=0.0.0.0",
                        "--server.ssl.bundle=own",
                        // Renewed files are taken up without a restart.
                        BUNDLE + "reload-on-update=true",
                        BUNDLE + "keystore.certificate=file:"
                                + tls.certificate().toAbsolutePath(),
                        BUNDLE + "keystore.private-key=file:" + tls.key().toAbsolutePath())));
        request.database()
                .ifPresent(database -> out.addAll(List.of(
                        "--wangchuan.database-url=" + database.url(), "--wangchuan.database-user=" + database.user())));
        request.witnesses().ifPresent(policy -> out.add("--wangchuan.witnesses=" + policy.toAbsolutePath()));
        if (request.trial()) {
            out.add("--wangchuan.trial=true");
        }
        request.administratorLink().ifPresent(name -> out.add("--wangchuan.administrator-link=" + name));
        if (request.sample()) {
            out.add("--wangchuan.sample=true");
        }
        return out;
    }

    private static Optional<Path> session() {
        Path setsid = Path.of("/usr/bin/setsid");
        return Files.isExecutable(setsid) ? Optional.of(setsid) : Optional.empty();
    }

    /** One older log is kept, so that neither grows for ever. */
    private static Path freshLog(Path data) throws IOException {
        Path log = data.resolve(LOG);
        if (Files.exists(log) && Files.size(log) > LOG_BYTES_MAX) {
            Files.move(log, data.resolve(LOG + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
        DurableFiles.open(log).close(); // readable by the owner only, whatever the umask
        return log;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** How it ended; only once it has. */
    int exitCode() {
        return process.exitValue();
    }

    /** What it has said. */
    Path log() {
        return log;
    }

    /** The innermost cause that it named last; else its last line. What stands in the log from earlier is not its. */
    String lastCause() {
        try (InputStream in = Files.newInputStream(log)) {
            in.skipNBytes(Math.max(logBegin, Files.size(log) - TAIL_BYTES_MAX));
            List<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .flatMap(line -> said(line).lines())
                    .filter(line -> !line.isBlank())
                    .toList();
            return lines.stream()
                    .filter(line -> line.startsWith(CAUSE))
                    .reduce((_, last) -> last)
                    .map(line -> line.substring(CAUSE.length()))
                    .orElseGet(() -> lines.isEmpty() ? "" : lines.getLast());
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    /** What a line says, also where a setting makes each a JSON object. */
    private static String said(String line) {
        if (!line.startsWith("{")) {
            return line;
        }
        try {
            return Json.in(CanonicalJson.readLenientObject(line.getBytes(StandardCharsets.UTF_8)))
                    .text("message");
        } catch (MalformedJsonException | ShapeException e) {
            return line;
        }
    }

    /** Calls when it has ended, or now. */
    void onEnd(Runnable listener) {
        CompletableFuture<Void> _ = process.onExit().thenRun(listener);
    }

    /** Tells it to stop, without waiting. */
    void stop() {
        process.destroy();
    }

    /** Stops it and waits: its database is down when this returns. */
    @Override
    public void close() {
        stop();
        try {
            if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                // The database is found by the next start, and stopped there.
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
