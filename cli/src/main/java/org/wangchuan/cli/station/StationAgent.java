package org.wangchuan.cli.station;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.wangchuan.cli.certify.PublicLogs;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.witness.PlatformTrust;
import org.wangchuan.station.agent.BenchAgent;
import org.wangchuan.station.agent.Pairing;
import org.wangchuan.station.agent.PhoneSockets;
import org.wangchuan.station.erase.Bench;
import org.wangchuan.station.home.StationHome;

/** The agent at work, over HTTP. */
public final class StationAgent implements AutoCloseable {
    /** For all waiting on witnesses, per lane. */
    private static final Duration WITNESSES = Duration.ofSeconds(10);

    private final BenchAgent agent;
    private final HttpPlatform platform;

    private StationAgent(BenchAgent agent, HttpPlatform platform) {
        this.agent = agent;
        this.platform = platform;
    }

    /**
     * Begins to work.
     *
     * @param http makes clients for the platform that follow no redirects
     * @param images files that stand for drives
     * @param tool name and version of this program
     */
    public static StationAgent start(
            Pairing pairing, Supplier<HttpClient> http, List<Path> images, String tool, Context context)
            throws IOException {
        StationHome home = new StationHome(context.home());
        HttpPlatform platform = new HttpPlatform(http.get(), pairing.address(), Optional.of(pairing.token()));
        PublicLogs logs = new PublicLogs(
                home,
                context.cancellation(),
                Optional.of(new PublicLogs.Way(PlatformJoining.logOf(pairing.address()), http)));
        ConsoleNotes notes = new ConsoleNotes(context.console());
        BenchAgent agent = BenchAgent.start(
                home,
                InstantSource.system(),
                tool,
                platform,
                notes,
                new BenchAgent.Options(
                        images.stream().map(Path::toAbsolutePath).toList(),
                        true,
                        Optional.of(new Bench.Certifying(logs::of, WITNESSES)),
                        Optional.of(new PlatformJoining(home, platform, pairing.address())),
                        Optional.of(PhoneSockets.ofThisMachine(notes))));
        return new StationAgent(agent, platform);
    }

    /** Begins to work for a platform elsewhere, which is reached as it was when it was paired. */
    public static StationAgent startElsewhere(Pairing pairing, List<Path> images, String tool, Context context)
            throws IOException {
        PlatformTrust trust = PlatformTrust.of(pairing.authorities());
        return start(pairing, trust::client, images, tool, context);
    }

    @Override
    public void close() throws IOException {
        agent.close();
        platform.stop();
    }
}
