package org.wangchuan.cli.up;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.wangchuan.cli.check.Failures;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.UpService;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.cli.station.ParentWatch;
import org.wangchuan.cli.station.StationRun;
import org.wangchuan.engine.medium.examine.DeviceInventory;
import org.wangchuan.station.home.DurableFiles;

/** {@code up}: the platform in a process of its own, this machine's station in this one. */
public final class UpRun implements UpService {
    /** The password of another database. */
    static final String PASSWORD = "WANGCHUAN_DATABASE_PASSWORD";

    /** In a trial's folder. */
    private static final String TRIAL_STATION = "station";

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
        StationRun.requireLanes(request.lanes());
        requireFree(request.port());
        context.console().note(context.console().messages().text("up.starting"));
        String publicUrl = request.publicUrl().map(Object::toString).orElse("http://localhost:" + request.port());
        try {
            DurableFiles.createFolder(data);
            Optional<AcmeKeeper> acme = Optional.empty();
            if (request.acme().isPresent()) {
                String name = request.publicUrl().orElseThrow().getHost();
                acme = Optional.of(new AcmeKeeper(
                        PlatformJars.of(environment),
                        data,
                        name,
                        request.acme().get(),
                        context,
                        InstantSource.system()));
            }
            try {
                Request complete = request;
                if (acme.isPresent()) {
                    Optional<Tls> own = acme.get().begin();
                    if (own.isEmpty()) {
                        return ExitCode.OK; // told to stop
                    }
                    requireFree(request.port()); // the wait for it may have been long
                    complete = request.with(own.get());
                }
                return keep(complete, data, publicUrl, context);
            } finally {
                acme.ifPresent(AcmeKeeper::close);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCode.INTERRUPTED;
        } catch (IOException e) {
            throw Failures.ofState(e, data);
        }
    }

    private ExitCode keep(Request request, Path data, String publicUrl, Context context)
            throws IOException, InterruptedException, UserError {
        if (request.trial()) {
            TrialLoops.tell(new DeviceInventory().list(), context.console());
        }
        // Once: who stays away from a link must not get a new one with each restart.
        AtomicReference<Request> next = new AtomicReference<>(request);
        return new PlatformKeeper(
                        () -> PlatformProcess.start(
                                PlatformJars.of(environment),
                                data,
                                next.getAndSet(request.withoutLink()),
                                publicUrl,
                                environment.getOrDefault(PASSWORD, "")),
                        LocalPlatform.of(request.port(), request.tls()),
                        publicUrl,
                        data,
                        local -> LocalStation.start(
                                local, publicUrl, data, request.lanes(), tool, stationOf(request, data, context)),
                        context)
                .keep();
    }

    /** A trial has a station of its own in its folder: what is tried out must not take the bench, key and log of the real one. */
    private static Context stationOf(Request request, Path data, Context context) {
        return request.trial()
                ? new Context(data.resolve(TRIAL_STATION), context.console(), context.cancellation())
                : context;
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
}
