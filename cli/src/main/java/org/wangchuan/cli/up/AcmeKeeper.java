package org.wangchuan.cli.up;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
    private static final Duration BETWEEN = Duration.ofHours(12);
    private static final Duration LIMIT = Duration.ofMinutes(8);

    private final PlatformTool tool;
    private final Path file;
    private final String name;
    private final UpService.Acme acme;
    private final Context context;
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

    /** Sees to it that there is one, and goes on to. */
    UpService.Tls begin() throws IOException, InterruptedException, UserError {
        DurableFiles.createFolder(file.resolveSibling("."));
        context.console().note(context.console().messages().text("up.acme", name, acme.server()));
        String problem = run();
        if (!problem.isEmpty() && !Files.exists(file)) {
            throw UserError.of(ExitCode.REFUSED, "UP_ACME", name, problem);
        }
        tell(problem);
        again.start();
        return new UpService.Tls(file, file);
    }

    private void renew() {
        try {
            while (true) {
                Thread.sleep(BETWEEN);
                tell(run());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // it was closed
        } catch (IOException e) {
            tell(String.valueOf(e.getMessage()));
        }
    }

    private void tell(String problem) {
        if (!problem.isEmpty()) {
            context.console().error(context.console().messages().text("up.acme-later", name, problem));
        }
    }

    /** What went wrong; empty if nothing did. */
    private String run() throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(
                List.of(file.toString(), name, acme.server().toString(), Integer.toString(acme.port())));
        acme.signedBy().ifPresent(pem -> arguments.add(pem.toAbsolutePath().toString()));
        PlatformTool.End end = tool.run(arguments, LIMIT, context);
        return end.exitCode() == 0
                ? ""
                : OneLine.of(end.errors().lines().reduce((_, last) -> last).orElse("it ended without a word"));
    }

    @Override
    public void close() {
        again.interrupt();
    }
}
