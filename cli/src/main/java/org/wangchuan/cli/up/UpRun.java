package org.wangchuan.cli.up;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.wangchuan.cli.check.Failures;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.UpService;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.cli.station.ParentWatch;
import org.wangchuan.station.home.DurableFiles;

/** {@code up}: the platform in a process of its own, this machine's station in this one. */
public final class UpRun implements UpService {
    /** The password of another database. */
    static final String PASSWORD = "WANGCHUAN_DATABASE_PASSWORD";

    private static final String FIRST_SIGN_IN = "first-sign-in";
    private static final int SIGN_IN_CHARS_MAX = 1000;
    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    private static final int LOOK_MILLIS = 100;

    private final String tool;
    private final Map<String, String> environment;

    /**
     * The command's body.
     *
     * @param tool name and version of this program
     */
    public UpRun(String tool, Map<String, String> environment) {
        this.tool = tool;
        this.environment = environment;
    }

    @Override
    public ExitCode up(Request request, Context context) throws UserError {
        ParentWatch.begin(environment, context.cancellation());
        Path data = request.data().orElse(context.home().resolve("platform")).toAbsolutePath();
        requireFree(request.port());
        context.console().note(context.console().messages().text("up.starting"));
        String publicUrl = request.publicUrl().map(Object::toString).orElse("http://localhost:" + request.port());
        CountDownLatch wanted = new CountDownLatch(1);
        context.cancellation().onRequest(wanted::countDown);
        try {
            DurableFiles.createFolder(data);
            try (PlatformProcess platform = PlatformProcess.start(
                    PlatformJars.of(environment), data, request, publicUrl, environment.getOrDefault(PASSWORD, ""))) {
                platform.onEnd(wanted::countDown);
                LocalPlatform local = LocalPlatform.of(request.port(), request.tls());
                if (awaitAnswer(local, platform, wanted)) {
                    tell(publicUrl, data, context);
                    try (LocalStation _ = LocalStation.start(local, data, request.lanes(), tool, context)) {
                        wanted.await();
                    }
                }
                if (context.cancellation().isRequested()) {
                    return ExitCode.OK;
                }
                throw ended(platform);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCode.INTERRUPTED;
        } catch (IOException e) {
            throw Failures.ofState(e, data);
        }
    }

    /** Else it would be another program's answer that is taken for the platform's. */
    private static void requireFree(int port) throws UserError {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            throw UserError.of(ExitCode.USAGE, "UP_PORT", port, String.valueOf(e.getMessage()));
        }
    }

    /** Whether it answers; false if it ended first, or somebody wants to stop. */
    private static boolean awaitAnswer(LocalPlatform local, PlatformProcess platform, CountDownLatch wanted)
            throws InterruptedException, UserError {
        long deadlineNanos = System.nanoTime() + START_LIMIT.toNanos();
        while (!wanted.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
            if (local.answers()) {
                return platform.isAlive();
            }
            if (System.nanoTime() > deadlineNanos) {
                throw UserError.of(ExitCode.INTERNAL, "UP_SLOW", START_LIMIT.toMinutes(), platform.log());
            }
        }
        return false;
    }

    private static void tell(String publicUrl, Path data, Context context) throws IOException {
        var messages = context.console().messages();
        context.console().result(messages.text("up.running", publicUrl));
        Optional<String> link = firstSignIn(data.resolve(FIRST_SIGN_IN));
        link.ifPresent(url -> context.console().result(messages.text("up.first-sign-in", url)));
        context.console().note(messages.text("up.stop"));
    }

    private static Optional<String> firstSignIn(Path file) throws IOException {
        return Files.exists(file)
                ? Optional.of(Files.readString(file, StandardCharsets.UTF_8).strip())
                        .filter(link -> !link.isEmpty() && link.length() <= SIGN_IN_CHARS_MAX)
                : Optional.empty();
    }

    private static UserError ended(PlatformProcess platform) {
        return UserError.of(
                ExitCode.INTERNAL, "UP_ENDED", platform.exitCode(), lastCause(platform.log()), platform.log());
    }

    /** The innermost cause that the log names last; else its last line. */
    private static String lastCause(Path log) {
        try {
            List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
            List<String> tail = lines.subList(Math.max(0, lines.size() - 400), lines.size());
            return tail.stream()
                    .filter(line -> line.startsWith("Caused by: "))
                    .reduce((_, last) -> last)
                    .map(line -> line.substring("Caused by: ".length()))
                    .orElseGet(() -> tail.stream()
                            .filter(line -> !line.isBlank())
                            .reduce((_, last) -> last)
                            .orElse(""));
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
