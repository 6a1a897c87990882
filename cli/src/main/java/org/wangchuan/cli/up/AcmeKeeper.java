package org.wangchuan.cli.up;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.OneLine;
import org.wangchuan.cli.service.UpService;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.station.home.DurableFiles;

/**
 * Keeps up a certificate from an authority that speaks ACME: looked at before the platform starts, and twice a day from then on, each
 * time in a process with the platform's class path. An authority that is out of reach keeps no shop closed that still has a
 * certificate. Thread-safe.
 */
final class AcmeKeeper implements AutoCloseable {
    private static final String MAIN = "org.wangchuan.platform.tls.AcmeMain";
    /** Its word for: no other could be had, and the one that is there holds for now. */
    private static final int STILL_GOOD = 3;

    private static final Duration BETWEEN = Duration.ofHours(12);
    /** After a look that failed; authorities count failures, and five an hour are not too many for any. */
    private static final Duration SOON = Duration.ofHours(1);

    private static final Duration LIMIT = Duration.ofMinutes(8);

    private final PlatformTool tool;
    private final Path file;
    private final String name;
    private final UpService.Acme acme;
    private final Context context;
    private volatile Duration next = BETWEEN;
    private final Thread again = Thread.ofVirtual().name("acme").unstarted(this::renew);

    /**
     * Looks at nothing yet.
     *
     * @param data the platform's folder
     * @param name what the certificate is for
     */
    AcmeKeeper(Path jars, Path data, String name, UpService.Acme acme, Context context) {
        this.tool = new PlatformTool(jars, MAIN);
        this.file = data.resolve("tls").resolve("own.pem");
        this.name = name;
        this.acme = acme;
        this.context = context;
    }

    /** Sees to it that there is one, and goes on to; empty if somebody wanted to stop meanwhile. */
    Optional<UpService.Tls> begin() throws IOException, InterruptedException, UserError {
        DurableFiles.createFolder(file.resolveSibling("."));
        PlatformTool.End end = run();
        if (context.cancellation().isRequested()) {
            return Optional.empty();
        }
        if (end.exitCode() != 0 && end.exitCode() != STILL_GOOD) {
            throw UserError.of(ExitCode.REFUSED, "UP_ACME", name, problem(end));
        }
        next = tell(end);
        again.start();
        return Optional.of(new UpService.Tls(file, file));
    }

    private void renew() {
        try {
            while (true) {
                Thread.sleep(next);
                try {
                    next = tell(run());
                } catch (IOException e) {
                    next = tell(new PlatformTool.End(1, String.valueOf(e.getMessage())));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // it was closed
        }
    }

    /** Says what went wrong, and how long it is until the next look. */
    private Duration tell(PlatformTool.End end) {
        if (end.exitCode() == 0 || context.cancellation().isRequested()) {
            return BETWEEN;
        }
        context.console().error(context.console().messages().text("up.acme-later", name, problem(end), SOON.toHours()));
        return SOON;
    }

    private static String problem(PlatformTool.End end) {
        return OneLine.of(end.errors().lines().reduce((_, last) -> last).orElse("it ended without a word"));
    }

    private PlatformTool.End run() throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(
                List.of(file.toString(), name, acme.server().toString(), Integer.toString(acme.port())));
        acme.signedBy().ifPresent(pem -> arguments.add(pem.toAbsolutePath().toString()));
        return tool.run(arguments, LIMIT, context);
    }

    @Override
    public void close() {
        again.interrupt();
    }
}
