package org.wangchuan.cli.up;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.Messages;
import org.wangchuan.cli.service.OneLine;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.cli.station.PlatformAddress;

/**
 * Keeps a platform running until somebody wants to stop. One that has ended by itself is started again, see {@link Restarts}; the
 * station stays meanwhile, and what it has claimed it goes on with. One that does not come up the first time is not: that is a
 * wrong setting, or a folder of somebody else. Not thread-safe.
 */
final class PlatformKeeper {
    private static final String FIRST_SIGN_IN = "first-sign-in";
    private static final String ADMINISTRATOR_LINK = "administrator-link";
    private static final int SIGN_IN_CHARS_MAX = 1000;

    /** Codes of the platform, as they stand in the message of an exception, that are errors in the command and none of the platform. */
    private static final Set<String> OF_WHO_STARTS_IT =
            Set.of("ADMINISTRATOR_LINK", "DATA_FOLDER_IN_USE", "TRIAL_FOLDER", "NOT_A_TRIAL", "DATA_FOLDER_OPEN");

    private static final Pattern CODE = Pattern.compile("(?:[\\w.$]+: )?([A-Z][A-Z_]+): ");
    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    private static final int LOOK_MILLIS = 100;

    private final Start start;
    private final LocalPlatform local;
    private final String publicUrl;
    private final Path data;
    private final Function<LocalPlatform, LocalStation> stations;
    private final Context context;
    private final Messages messages;
    private final CountDownLatch unwanted = new CountDownLatch(1);
    private final Restarts restarts = new Restarts();
    private Optional<LocalStation> station = Optional.empty();

    /**
     * Keeps one.
     *
     * @param start starts it
     * @param local where it answers then
     * @param data its folder
     * @param stations starts the station beside it
     */
    PlatformKeeper(
            Start start,
            LocalPlatform local,
            String publicUrl,
            Path data,
            Function<LocalPlatform, LocalStation> stations,
            Context context) {
        this.start = start;
        this.local = local;
        this.publicUrl = publicUrl;
        this.data = data;
        this.stations = stations;
        this.context = context;
        this.messages = context.console().messages();
        context.cancellation().onRequest(unwanted::countDown);
    }

    /** Starts a process. */
    interface Start {
        PlatformProcess process() throws IOException, UserError;
    }

    /** Returns when somebody wanted to stop; fails when it does not come up, or does not stay up. */
    ExitCode keep() throws IOException, InterruptedException, UserError {
        try {
            while (true) {
                Duration wait;
                try (PlatformProcess platform = start.process()) {
                    Duration ran = run(platform);
                    if (context.cancellation().isRequested()) {
                        endStation(); // before the platform, which it would miss
                    }
                    if (context.cancellation().isRequested()) {
                        return ExitCode.OK;
                    }
                    wait = waitAfter(platform, ran);
                }
                if (unwanted.await(wait.toMillis(), TimeUnit.MILLISECONDS)) {
                    return ExitCode.OK;
                }
            }
        } finally {
            endStation();
        }
    }

    private void endStation() {
        station.ifPresent(LocalStation::close);
        station = Optional.empty();
    }

    /** How long it has answered; zero if it never did. */
    private Duration run(PlatformProcess platform) throws IOException, InterruptedException, UserError {
        CountDownLatch over = new CountDownLatch(1);
        platform.onEnd(over::countDown);
        context.cancellation().onRequest(over::countDown);
        if (!awaitAnswer(platform, over)) {
            return Duration.ZERO;
        }
        long beganNanos = System.nanoTime();
        tell();
        if (station.isEmpty()) {
            station = Optional.of(stations.apply(local));
        }
        over.await();
        return Duration.ofNanos(System.nanoTime() - beganNanos);
    }

    private Duration waitAfter(PlatformProcess platform, Duration ran) throws UserError {
        String cause = OneLine.of(platform.lastCause());
        Duration wait = station.flatMap(_ -> restarts.next(ran)).orElseThrow(() -> ended(platform, cause));
        context.console().error(messages.text("up.restarting", platform.exitCode(), cause, wait.toSeconds()));
        return wait;
    }

    /** Why it did not come up: in words of its own where whoever started it can do something about it. */
    private UserError ended(PlatformProcess platform, String cause) {
        Matcher code = CODE.matcher(cause);
        return code.lookingAt() && OF_WHO_STARTS_IT.contains(code.group(1))
                ? UserError.of(ExitCode.USAGE, code.group(1), data)
                : UserError.of(ExitCode.INTERNAL, "UP_ENDED", platform.exitCode(), cause, platform.log());
    }

    /** Whether it answers; false if it ended first, or somebody wants to stop. */
    private boolean awaitAnswer(PlatformProcess platform, CountDownLatch over) throws InterruptedException, UserError {
        long deadlineNanos = System.nanoTime() + START_LIMIT.toNanos();
        while (!over.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
            if (local.answers()) {
                return platform.isAlive();
            }
            if (System.nanoTime() > deadlineNanos) {
                throw UserError.of(ExitCode.INTERNAL, "UP_SLOW", START_LIMIT.toMinutes(), platform.log());
            }
        }
        return false;
    }

    /** Also after a restart: the link of the first administrator is another one then. */
    private void tell() throws IOException {
        context.console().result(messages.text("up.running", publicUrl));
        if (PlatformAddress.isThisMachine(URI.create(publicUrl))) {
            context.console().result(messages.text("up.no-phones", publicUrl));
        }
        Path asked = data.resolve(ADMINISTRATOR_LINK);
        boolean isFirst = !Files.exists(asked);
        Optional<String> link = firstSignIn(isFirst ? data.resolve(FIRST_SIGN_IN) : asked);
        link.ifPresent(url ->
                context.console().result(messages.text(isFirst ? "up.first-sign-in" : "up.administrator-link", url)));
        context.console().note(messages.text("up.stop"));
    }

    private static Optional<String> firstSignIn(Path file) throws IOException {
        return Files.exists(file)
                ? Optional.of(Files.readString(file, StandardCharsets.UTF_8).strip())
                        .filter(link -> !link.isEmpty() && link.length() <= SIGN_IN_CHARS_MAX)
                : Optional.empty();
    }
}
