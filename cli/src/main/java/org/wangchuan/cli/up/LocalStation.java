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
import org.wangchuan.cli.service.Messages;
import org.wangchuan.cli.service.OneLine;
import org.wangchuan.cli.station.PlatformAddress;
import org.wangchuan.cli.station.StationAgent;
import org.wangchuan.cli.station.StationPairing;
import org.wangchuan.station.agent.Pairing;
import org.wangchuan.station.agent.PlatformRefusedException;
import org.wangchuan.station.home.StationHome;

/**
 * This machine's station beside the platform that {@code up} runs: is paired as soon as the platform offers it, and works from
 * then on. One that is paired already stays with whom it is paired: whether that is this platform, the platform says by knowing the
 * station, for an address can be spelled in several ways and can be another one tomorrow.
 */
final class LocalStation implements AutoCloseable {
    /** In the platform's folder, for nobody's eyes but ours. */
    private static final String OFFER = "station-pairing";

    private static final int OFFER_BYTES_MAX = 1000;
    private static final int LOOK_MILLIS = 1000;
    private static final int END_SECONDS = 9;

    private final LocalPlatform platform;
    private final String publicUrl;
    private final Path offer;
    private final List<Path> images;
    private final String tool;
    private final Context context;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread watch;
    private Optional<StationAgent> agent = Optional.empty();
    private Optional<Pairing> working = Optional.empty();
    private String shown = "";
    private String told = "";

    private LocalStation(
            LocalPlatform platform, String publicUrl, Path data, List<Path> images, String tool, Context context) {
        this.publicUrl = publicUrl;
        this.platform = platform;
        this.offer = data.resolve(OFFER);
        this.images = List.copyOf(images);
        this.tool = tool;
        this.context = context;
        this.watch = Thread.ofPlatform().daemon().name("local-station").unstarted(this::watch);
    }

    /**
     * Starts to look after it.
     *
     * @param publicUrl where browsers find the platform
     * @param data the platform's folder
     * @param images files that stand for drives
     * @param context with the station's home, which is not the same for a trial
     */
    static LocalStation start(
            LocalPlatform platform, String publicUrl, Path data, List<Path> images, String tool, Context context) {
        LocalStation station = new LocalStation(platform, publicUrl, data, images, tool, context);
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
        if (known.isEmpty()) {
            Optional<String> code = offered();
            if (code.isPresent()) {
                Pairing pairing = pair(home, code.get());
                Files.deleteIfExists(offer);
                context.console().result(context.console().messages().text("up.paired", pairing.name()));
                known = Optional.of(pairing);
            }
        }
        if (!known.equals(working)) {
            end(); // it was paired anew, by a code that somebody typed
            working = Optional.empty();
        }
        if (agent.isEmpty() && known.isPresent()) {
            agent = start(known.get());
            working = agent.isPresent() ? known : Optional.empty();
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

    private Optional<StationAgent> start(Pairing pairing) throws IOException, InterruptedException {
        boolean mayBeThis = pairing.isOfThisMachine() || PlatformAddress.isThisMachine(pairing.address());
        if (!mayBeThis || !StationPairing.isKnown(pairing, platform.address(), platform.client())) {
            Messages messages = context.console().messages();
            if (pairing.isOfThisMachine()) {
                warn(messages.text("up.paired-other", pairing.name(), publicUrl, context.home()));
                return Optional.empty();
            }
            say(messages.text("up.paired-elsewhere", pairing.address()));
            return Optional.of(StationAgent.startElsewhere(pairing, images, tool, context));
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
        return Optional.of(StationAgent.start(here, () -> platform.client().build(), images, tool, context));
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
        if (!told.equals(reason) && stopping.getCount() > 0) {
            told = reason;
            context.console().error(context.console().messages().text("station.trouble", OneLine.of(reason)));
        }
    }

    private void warn(String text) {
        if (!told.equals(text)) {
            told = text;
            context.console().error(text);
        }
    }

    /** The same once, not each second. */
    private void say(String note) {
        if (!told.equals(note)) {
            told = note;
            context.console().note(note);
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
