package org.wangchuan.cli.up;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.OneLine;
import org.wangchuan.cli.station.StationAgent;
import org.wangchuan.cli.station.StationPairing;
import org.wangchuan.station.agent.Pairing;
import org.wangchuan.station.agent.PlatformRefusedException;
import org.wangchuan.station.home.StationHome;

/**
 * This machine's station beside the platform that {@code up} runs: is paired as soon as the platform offers it, and works from
 * then on. A station that was paired with a platform elsewhere is left alone.
 */
final class LocalStation implements AutoCloseable {
    /** In the platform's folder, for nobody's eyes but ours. */
    private static final String OFFER = "station-pairing";

    private static final int OFFER_BYTES_MAX = 1000;
    private static final int LOOK_MILLIS = 1000;
    private static final int END_SECONDS = 9;

    private final LocalPlatform platform;
    private final Path offer;
    private final List<Path> images;
    private final String tool;
    private final Context context;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread watch;
    private Optional<StationAgent> agent = Optional.empty();
    private String shown = "";
    private String told = "";

    private LocalStation(LocalPlatform platform, Path data, List<Path> images, String tool, Context context) {
        this.platform = platform;
        this.offer = data.resolve(OFFER);
        this.images = List.copyOf(images);
        this.tool = tool;
        this.context = context;
        this.watch = Thread.ofPlatform().daemon().name("local-station").unstarted(this::watch);
    }

    static LocalStation start(LocalPlatform platform, Path data, List<Path> images, String tool, Context context) {
        LocalStation station = new LocalStation(platform, data, images, tool, context);
        station.watch.start();
        return station;
    }

    private void watch() {
        try {
            do {
                try {
                    look();
                } catch (PlatformRefusedException e) {
                    tell(e.status() + " " + e.code() + " " + e.getMessage());
                } catch (IOException e) {
                    tell(String.valueOf(e.getMessage()));
                }
            } while (!stopping.await(LOOK_MILLIS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            end();
        }
    }

    private void look() throws IOException, PlatformRefusedException, InterruptedException {
        StationHome home = new StationHome(context.home());
        Optional<Pairing> known = Pairing.of(home);
        boolean isElsewhere =
                known.filter(pairing -> !pairing.isOfThisMachine()).isPresent();
        Optional<String> code = isElsewhere ? Optional.empty() : offered();
        if (code.isPresent()) {
            Pairing pairing = pair(home, code.get());
            Files.deleteIfExists(offer);
            context.console().result(context.console().messages().text("up.paired", pairing.name()));
            end();
            known = Optional.of(pairing);
        }
        if (agent.isEmpty() && known.isPresent()) {
            agent = Optional.of(start(known.get()));
        }
    }

    /** A code that is refused is not shown again; one that did not arrive is. */
    private Pairing pair(StationHome home, String code)
            throws IOException, PlatformRefusedException, InterruptedException {
        try (HttpClient http = platform.client().build()) {
            return StationPairing.pair(
                    home, http, platform.address(), true, code, StationPairing.machineName(), Optional.empty());
        } catch (PlatformRefusedException e) {
            shown = code;
            throw e;
        }
    }

    private StationAgent start(Pairing pairing) throws IOException {
        if (!pairing.isOfThisMachine()) {
            context.console().note(context.console().messages().text("up.paired-elsewhere", pairing.address()));
            return StationAgent.startElsewhere(pairing, images, tool, context);
        }
        // Its port, and whether it speaks TLS, may have changed since.
        Pairing here = new Pairing(
                platform.address(),
                true,
                pairing.station(),
                pairing.site(),
                pairing.name(),
                pairing.token(),
                Optional.empty());
        return StationAgent.start(here, () -> platform.client().build(), images, tool, context);
    }

    /** A code that was not shown yet: one that was refused is not shown for ever. */
    private Optional<String> offered() throws IOException {
        if (!Files.isRegularFile(offer) || Files.size(offer) > OFFER_BYTES_MAX) {
            return Optional.empty();
        }
        String code = Files.readString(offer, StandardCharsets.US_ASCII).strip();
        return code.isEmpty() || code.equals(shown) ? Optional.empty() : Optional.of(code);
    }

    /** The same trouble once, not each second. */
    private void tell(String reason) {
        if (!told.equals(reason)) {
            told = reason;
            context.console().error(context.console().messages().text("station.trouble", OneLine.of(reason)));
        }
    }

    private void end() {
        try {
            if (agent.isPresent()) {
                agent.get().close();
            }
        } catch (IOException e) {
            tell(String.valueOf(e.getMessage()));
        }
        agent = Optional.empty();
    }

    /** Stops the agent where what it does can be gone on with. */
    @Override
    public void close() {
        stopping.countDown();
        try {
            watch.join(TimeUnit.SECONDS.toMillis(END_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
