package org.wangchuan.cli.check;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.LogService;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.log.GrowingLog;
import org.wangchuan.proof.log.LogFsck;
import org.wangchuan.proof.note.VerifierKey;
import org.wangchuan.s3.S3Store;
import org.wangchuan.station.home.StationHome;
import org.wangchuan.station.issue.BooksRefusedException;
import org.wangchuan.station.issue.StationBooks;
import org.wangchuan.witness.client.HttpLogSource;
import org.wangchuan.witness.config.ConfigException;
import org.wangchuan.witness.config.ListenAddress;
import org.wangchuan.witness.config.LogKeyFile;
import org.wangchuan.witness.server.LogServer;

/** {@code log}: where the station's log is, what verifies it, and whether a log holds together. */
public final class LogChecks implements LogService {

    private static final Duration FILE_TIMEOUT = Duration.ofSeconds(60);
    private static final int PORT_MAX = 65_535;

    private final LogBuckets buckets;

    /**
     * The command's body.
     *
     * @param environment with the settings of an S3 store, if one is used
     */
    public LogChecks(Map<String, String> environment) {
        this.buckets = new LogBuckets(environment);
    }

    @Override
    public ExitCode path(Context context) {
        context.console().result(new StationHome(context.home()).log().toString());
        return ExitCode.OK;
    }

    @Override
    public ExitCode key(Context context) throws UserError {
        context.console().result(ownKey(context).toString());
        return ExitCode.OK;
    }

    @Override
    public ExitCode check(String log, Optional<String> verifierKey, Context context) throws UserError {
        try {
            VerifierKey key = verifierKey.isPresent()
                    ? VerifierKey.parse(verifierKey.get())
                    : StationBooks.logKeyOf(new StationHome(context.home()));
            LogFsck.Report report = isAddress(log)
                    ? checkFromAfar(log, key)
                    : LogBuckets.isMeant(log) ? checkBucket(log, key) : checkFolder(log, key);
            for (LogFsck.Finding finding : report.findings()) {
                context.console()
                        .error(context.console()
                                .messages()
                                .text("log.finding", finding.file(), finding.expected(), finding.found()));
            }
            long size = report.checkpoint().map(checkpoint -> checkpoint.size()).orElse(0L);
            String answer = report.isSound() ? "log.sound" : "log.unsound";
            context.console()
                    .result(context.console()
                            .messages()
                            .text(
                                    answer,
                                    log,
                                    size,
                                    report.filesRead(),
                                    report.findings().size()));
            if (report.unpublished() > 0) {
                context.console().note(context.console().messages().text("log.unpublished", report.unpublished()));
            }
            return report.isSound() ? ExitCode.OK : ExitCode.DOES_NOT_VERIFY;
        } catch (VerificationException e) {
            throw UserError.of(ExitCode.USAGE, "VERIFIER_KEY", e.expected(), e.found());
        } catch (BooksRefusedException e) {
            throw Failures.of(e);
        } catch (IOException e) {
            throw UserError.of(
                    ExitCode.USAGE, "CANNOT_READ.log", e.getMessage() == null ? e.toString() : e.getMessage());
        }
    }

    private static boolean isAddress(String log) {
        return log.startsWith("http://") || log.startsWith("https://");
    }

    private static LogFsck.Report checkFolder(String log, VerifierKey key) throws UserError, IOException {
        requireFolder(Path.of(log));
        return uninterrupted(() -> LogFsck.checkAtRest(Path.of(log), Optional.of(key)));
    }

    private LogFsck.Report checkBucket(String log, VerifierKey key) throws UserError, IOException {
        try (S3Store store = buckets.reading(log)) {
            return uninterrupted(() -> LogFsck.checkAtRest(store, Optional.of(key)));
        }
    }

    private interface Checking {
        LogFsck.Report run() throws IOException, InterruptedException;
    }

    private static LogFsck.Report uninterrupted(Checking checking) throws UserError, IOException {
        try {
            return checking.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw UserError.of(ExitCode.INTERRUPTED, "INTERRUPTED");
        }
    }

    private static void requireFolder(Path folder) throws UserError {
        if (!Files.isDirectory(folder)) {
            throw UserError.of(ExitCode.USAGE, "CANNOT_READ.no-log", folder);
        }
    }

    private static LogFsck.Report checkFromAfar(String log, VerifierKey key) throws UserError, IOException {
        URI uri = address(log);
        try (HttpClient http =
                HttpClient.newBuilder().connectTimeout(FILE_TIMEOUT).build()) {
            return LogFsck.check(new HttpLogSource(http, uri, FILE_TIMEOUT), key);
        }
    }

    private static URI address(String log) throws UserError {
        String prefix = log.endsWith("/") ? log.substring(0, log.length() - 1) : log;
        URI uri;
        try {
            uri = new URI(prefix);
        } catch (URISyntaxException e) {
            throw UserError.of(ExitCode.USAGE, "ADDRESS", log);
        }
        if (uri.getHost() == null || uri.getQuery() != null || uri.getFragment() != null) {
            throw UserError.of(ExitCode.USAGE, "ADDRESS.host", log);
        }
        if (uri.getPort() == 0 || uri.getPort() > PORT_MAX) {
            throw UserError.of(ExitCode.USAGE, "ADDRESS.port", PORT_MAX, uri.getPort());
        }
        return uri;
    }

    @Override
    public ExitCode follow(Follow request, Context context) throws UserError {
        if (LogBuckets.isMeant(request.log())) {
            try (S3Store store = buckets.reading(request.log())) {
                return FollowRun.follow(request, new GrowingLog(store::read), context);
            }
        }
        if (!isAddress(request.log())) {
            throw UserError.of(ExitCode.USAGE, "ADDRESS.http", request.log());
        }
        URI uri = address(request.log());
        try (HttpClient http =
                HttpClient.newBuilder().connectTimeout(FILE_TIMEOUT).build()) {
            return FollowRun.follow(request, new HttpLogSource(http, uri, FILE_TIMEOUT), context);
        }
    }

    @Override
    public ExitCode serveAppends(Path config, boolean takesOver, Context context) throws UserError {
        return AppendRun.serve(config, buckets, takesOver, context);
    }

    @Override
    public ExitCode validateAppends(Path config, Context context) throws UserError {
        return AppendRun.validate(config, buckets, context);
    }

    @Override
    public ExitCode newLogKey(Path file, String name, boolean isStation, Context context) throws UserError {
        return AppendRun.newKey(file, name, isStation ? LogKeyFile.Use.STATION : LogKeyFile.Use.LOG, context);
    }

    @Override
    public ExitCode serve(String log, String listen, Context context) throws UserError {
        if (!LogBuckets.isMeant(log)) {
            requireFolder(Path.of(log));
            return serve(log, listen, (address, notes) -> LogServer.start(Path.of(log), address, notes), context);
        }
        try (S3Store store = buckets.reading(log)) {
            return serve(log, listen, (address, notes) -> LogServer.start(store::read, address, notes), context);
        }
    }

    private interface Start {
        LogServer at(InetSocketAddress address, Consumer<String> notes) throws IOException;
    }

    private static ExitCode serve(String log, String listen, Start start, Context context) throws UserError {
        CountDownLatch wanted = new CountDownLatch(1);
        try (LogServer server =
                start.at(ListenAddress.parse(listen), line -> context.console().error(line))) {
            context.console().result(context.console().messages().text("log.serving", log, server.uri()));
            context.cancellation().onRequest(wanted::countDown);
            wanted.await();
            return ExitCode.OK;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCode.INTERRUPTED;
        } catch (ConfigException e) {
            throw UserError.of(ExitCode.USAGE, "LISTEN.address", e.expected(), e.found());
        } catch (IOException e) {
            throw UserError.of(ExitCode.USAGE, "LISTEN", listen, String.valueOf(e.getMessage()));
        }
    }

    private static VerifierKey ownKey(Context context) throws UserError {
        StationHome home = new StationHome(context.home());
        try {
            // The key is told also where the log is damaged or gone: that is when somebody wants to look.
            boolean made = Files.exists(home.key()) && Files.exists(home.logKey());
            return made
                    ? StationBooks.logKeyOf(home)
                    : StationBooks.open(home, InstantSource.system()).logKey();
        } catch (BooksRefusedException e) {
            throw Failures.of(e);
        } catch (IOException e) {
            throw Failures.ofState(e, context.home());
        }
    }
}
