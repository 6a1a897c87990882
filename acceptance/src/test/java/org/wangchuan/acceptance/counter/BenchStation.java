package org.wangchuan.acceptance.counter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.wangchuan.acceptance.program.Program;
import org.wangchuan.acceptance.program.Run;
import org.wangchuan.acceptance.program.Running;

/** A station in the back room, on a host of its own, which reaches the shop by its name and over TLS. Not thread-safe. */
final class BenchStation implements AutoCloseable {
    /** What people call it. */
    static final String NAME = "Back room";

    private static final Pattern RUNS = Pattern.compile(Pattern.quote(Shop.ORIGIN));
    /** The platform may show what was told before the station has its answer. */
    private static final Duration TOLD_MOST = Duration.ofSeconds(20);

    private static final Pattern OUTBOX = Pattern.compile("\"outbox\":(\\d+)");
    private static final Duration START = Duration.ofMinutes(2);

    private final Program program;
    private final Network.Host host;
    private Optional<Running> running = Optional.empty();

    /**
     * Pairs it and begins to work.
     *
     * @param code that an administrator has made
     */
    BenchStation(Shop shop, Network.Host host, String code) throws IOException {
        this.host = host;
        this.program = shop.on(host, "back-room");
        String authority = shop.certificate().authority().toString();
        Run stranger = program.run("station", "pair", Shop.ORIGIN, "--code", code, "--name", NAME);
        assertThat(stranger.exitCode())
                .as("nobody has said whose certificate to believe: %s", stranger)
                .isEqualTo(1);
        Run paired = program.run("station", "pair", Shop.ORIGIN, "--ca", authority, "--code", code, "--name", NAME);
        assertThat(paired.exitCode()).as("%s", paired).isZero();
        start();
    }

    /** Begins to work, again. */
    void start() throws IOException {
        Running now = program.start("station", "run");
        running = Optional.of(now);
        now.awaitOut(RUNS, START);
    }

    /** Kills it in the middle of whatever it does. */
    void kill() throws IOException {
        running.orElseThrow().killGroup();
        running = Optional.empty();
    }

    /** Its host. */
    Network.Host host() {
        return host;
    }

    /** All that it keeps: key, log, journals, receipts, what it was told. */
    List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(program.home())) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    /** How many things it has still to tell. */
    int untold() throws IOException {
        Matcher found =
                OUTBOX.matcher(program.run("station", "status", "--json").out());
        if (!found.find()) {
            throw new IOException("no outbox in the status");
        }
        return Integer.parseInt(found.group(1));
    }

    /** Waits until nothing waits to be told and nothing is under way; nothing may have been refused. */
    void awaitAllTold() throws IOException {
        long end = System.nanoTime() + TOLD_MOST.toNanos();
        String status = "";
        while (System.nanoTime() < end) {
            status = program.run("station", "status", "--json").out();
            if (status.contains("\"outbox\":0")
                    && status.contains("\"refused\":[]")
                    && status.contains("\"tasks\":[]")) {
                return;
            }
            Numbers.pause();
        }
        throw new IOException("the station has not told all: " + status);
    }

    @Override
    public void close() throws IOException {
        if (running.isPresent()) {
            running.get().killGroup();
        }
    }
}
