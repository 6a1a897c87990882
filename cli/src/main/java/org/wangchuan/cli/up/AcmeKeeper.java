package org.wangchuan.cli.up;

import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.Messages;
import org.wangchuan.cli.service.OneLine;
import org.wangchuan.cli.service.UpService;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.station.home.DurableFiles;

/**
 * Keeps up a certificate from an authority that speaks ACME: looked at before the platform starts, and from then on when that look said
 * that it is time, each time in a process with the platform's class path. An authority that is out of reach keeps no shop closed that
 * still has a certificate; a shop that has none waits for it. Thread-safe.
 */
final class AcmeKeeper implements AutoCloseable {
    private static final String MAIN = "org.wangchuan.platform.tls.AcmeMain";
    /** Its word for: no other could be had, and the one that is there holds for now. */
    private static final int STILL_GOOD = 3;
    /** No other could be had, and there is none that holds. */
    private static final int NONE_IS_GOOD = 4;

    private static final Duration BETWEEN_MOST = Duration.ofHours(12);
    private static final Duration BETWEEN_LEAST = Duration.ofSeconds(10);
    /** After a look that did not say. */
    private static final Duration UNSAID = Duration.ofHours(1);

    /** A machine that slept wakes up late, by a clock that stood still with it; so the other one is looked at. */
    private static final Duration SLICE = Duration.ofSeconds(5);

    private static final Duration LIMIT = Duration.ofMinutes(8);

    private static final Pattern NEXT = Pattern.compile("(?m)^next (\\S+)$");
    private static final Pattern CODE = Pattern.compile("(ACME_[A-Z_]+): (.*)", Pattern.DOTALL);
    /** What no waiting mends: the command has to be another. */
    private static final Set<String> OF_WHO_STARTS_IT = Set.of("ACME_TERMS", "ACME_PORT", "ACME_CA");

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xxx");

    private final PlatformTool tool;
    private final Path file;
    private final String name;
    private final UpService.Acme acme;
    private final Context context;
    private final InstantSource clock;
    private final CountDownLatch unwanted = new CountDownLatch(1);
    private final Thread again = Thread.ofVirtual().name("acme").unstarted(this::renew);
    private volatile Instant next = Instant.MAX;

    /**
     * Looks at nothing yet.
     *
     * @param data the platform's folder
     * @param name what the certificate is for
     */
    AcmeKeeper(Path jars, Path data, String name, UpService.Acme acme, Context context, InstantSource clock) {
        this.tool = new PlatformTool(jars, MAIN);
        this.file = data.resolve("tls").resolve("own.pem");
        this.name = name;
        this.acme = acme;
        this.context = context;
        this.clock = clock;
        context.cancellation().onRequest(unwanted::countDown);
    }

    /**
     * Sees to it that there is one, and goes on to. It waits until there is one that browsers take; empty if somebody wanted to stop
     * meanwhile.
     *
     * @throws UserError if the command has to be another one before there can be any
     */
    Optional<UpService.Tls> begin() throws IOException, InterruptedException, UserError {
        DurableFiles.createFolder(file.resolveSibling("."));
        while (true) {
            PlatformTool.End end = look();
            if (context.cancellation().isRequested()) {
                return Optional.empty();
            }
            next = next(end);
            if (end.exitCode() == 0 || end.exitCode() == STILL_GOOD || isUnsaidAndGood(end)) {
                tell(end, "up.acme-later");
                again.start();
                return Optional.of(new UpService.Tls(file, file));
            }
            requireCanBeMended(end);
            tell(end, "up.acme-none");
            if (!awaitNext()) {
                return Optional.empty();
            }
        }
    }

    private void requireCanBeMended(PlatformTool.End end) throws UserError {
        Matcher code = CODE.matcher(problem(end));
        if (code.matches() && OF_WHO_STARTS_IT.contains(code.group(1))) {
            throw UserError.of(ExitCode.REFUSED, code.group(1), name, OneLine.of(code.group(2)), acme.port());
        }
    }

    private void renew() {
        try {
            while (awaitNext()) {
                PlatformTool.End end = look();
                next = next(end);
                tell(end, "up.acme-later");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // it was closed
        }
    }

    /** False if somebody wants to stop. */
    private boolean awaitNext() throws InterruptedException {
        while (true) {
            Duration left = Duration.between(clock.instant(), next);
            // A clock that was put back has made it longer than it may be.
            if (left.isNegative() || left.isZero() || left.compareTo(BETWEEN_MOST) > 0) {
                return true;
            }
            Duration slice = left.compareTo(SLICE) < 0 ? left : SLICE;
            if (unwanted.await(slice.toMillis() + 1, TimeUnit.MILLISECONDS)) {
                return false;
            }
        }
    }

    /** When to look again, as the look said it; never at once, and never so late that a clock that was wrong keeps it away. */
    private Instant next(PlatformTool.End end) {
        Instant now = clock.instant();
        Matcher said = NEXT.matcher(end.output());
        Instant out = now.plus(UNSAID);
        if (said.find()) {
            try {
                out = Instant.parse(said.group(1));
            } catch (DateTimeException e) {
                out = now.plus(UNSAID);
            }
        }
        Instant least = now.plus(BETWEEN_LEAST);
        Instant most = now.plus(BETWEEN_MOST);
        return out.isBefore(least) ? least : out.isAfter(most) ? most : out;
    }

    /** Says what went wrong, in the words of its code, and when it is tried again. */
    private void tell(PlatformTool.End end, String key) {
        if (end.exitCode() == 0 || context.cancellation().isRequested()) {
            return;
        }
        Messages messages = context.console().messages();
        String problem = problem(end);
        Matcher code = CODE.matcher(problem);
        String words = "up.acme." + (code.matches() ? code.group(1) : "");
        String shown = messages.has(words)
                ? messages.text(words, code.group(1), OneLine.of(code.group(2)), acme.port())
                : OneLine.of(problem);
        context.console().error(messages.text(key, name, shown, TIME.format(next.atZone(ZoneId.systemDefault()))));
    }

    private static String problem(PlatformTool.End end) {
        return end.errors().lines().reduce((_, last) -> last).orElse("ACME_FILES: it ended without a word");
    }

    /** A look that could not even begin says so as any other. */
    private PlatformTool.End look() throws InterruptedException {
        try {
            return run();
        } catch (IOException e) {
            return new PlatformTool.End(1, "", "ACME_FILES: " + e);
        }
    }

    /** Whether a look that came to no end of its own left a certificate that browsers take: the shop opens with it. */
    private boolean isUnsaidAndGood(PlatformTool.End end) {
        return end.exitCode() != NONE_IS_GOOD && HeldCertificate.isGood(file, name, clock.instant());
    }

    private PlatformTool.End run() throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of(
                file.toString(),
                name,
                acme.server().toString(),
                Integer.toString(acme.port()),
                acme.isAgreed() ? "agreed" : "unseen"));
        acme.signedBy().ifPresent(pem -> arguments.add(pem.toAbsolutePath().toString()));
        return tool.run(arguments, LIMIT, context);
    }

    @Override
    public void close() {
        unwanted.countDown();
        again.interrupt();
    }
}
