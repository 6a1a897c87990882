package org.wangchuan.acceptance.counter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
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
    private static final Duration DIES_MOST = Duration.ofMinutes(2);
    private static final int KILLED = 137;
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
        this(shop, host, code, shop.on(host, "back-room"));
    }

    /**
     * One with a cable on which a made phone hangs.
     *
     * @param code that an administrator has made
     */
    static BenchStation with(MadeCable cable, Shop shop, Network.Host host, String code) throws IOException {
        Program program = shop.on(host, "back-room").with("WANGCHUAN_JAVA_OPTIONS", cable.options());
        return new BenchStation(shop, host, code, program);
    }

    private BenchStation(Shop shop, Network.Host host, String code, Program program) throws IOException {
        this.host = host;
        this.program = program;
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

    /**
     * Begins to work, and is killed at the instant at which the platform has this message and the station has not thrown it away; returns when
     * it is dead. strace(1) kills.
     *
     * @param message of {@link #outbox}
     */
    void dieHandingUp(Path message) throws IOException {
        Running now = program.under(Stream.concat(
                                host.prefix().stream(),
                                Stream.of(
                                        "strace",
                                        "-f",
                                        "-qq",
                                        "-o",
                                        program.home().resolveSibling("trace").toString(),
                                        "-P",
                                        message.toString(),
                                        "-e",
                                        "trace=unlink,unlinkat",
                                        "-e",
                                        "inject=unlink,unlinkat:signal=KILL"))
                        .toArray(String[]::new))
                .start("station", "run");
        Run died = now.await(DIES_MOST);
        assertThat(died.exitCode()).as("%s", died).isEqualTo(KILLED);
        assertThat(message).as("told, and not thrown away").exists();
    }

    /** What waits to be told, the oldest first, as files of the station. */
    List<Path> outbox() throws IOException {
        try (Stream<Path> waiting = Files.list(program.home().resolve("agent/outbox"))) {
            return waiting.sorted().toList();
        }
    }

    /**
     * Erases a drive by the station's own command.
     *
     * @param label of the device that it is said to be; empty for none
     * @param out where its receipt goes
     */
    void types(SomeonesDrive drive, String label, Path out) throws IOException {
        Run typed = program.run(typed(drive, label, out));
        assertThat(typed.exitCode()).as("%s", typed).isZero();
    }

    /** The same, and is killed while the command waits for a certificate that can't come: its receipt is there by then. */
    void typesAndIsKilled(SomeonesDrive drive, String label, Path out) throws IOException {
        Running typed = program.start(typed(drive, label, out));
        Numbers.await("the drive is erased and its receipt is there", () -> {
            boolean isErased = isErased(out);
            assertThat(isErased || typed.isAlive())
                    .as("it waits for a certificate")
                    .isTrue();
            return isErased;
        });
        typed.killGroup();
    }

    private boolean isErased(Path out) throws IOException {
        try (Stream<Path> receipts = Files.list(out);
                Stream<Path> jobs = Files.list(program.home().resolve("jobs"))) {
            return receipts.anyMatch(file -> file.toString().endsWith(".receipt.json"))
                    && jobs.findAny().isEmpty();
        }
    }

    private static String[] typed(SomeonesDrive drive, String label, Path out) {
        List<String> line = new ArrayList<>(
                List.of("erase", drive.path().toString(), "--confirm", drive.lane(), "--out", out.toString()));
        if (!label.isEmpty()) {
            line.addAll(List.of("--asset", label));
        }
        return line.toArray(String[]::new);
    }

    /** Makes the certificates that it could not make at once; the log has to be witnessed that far by now. */
    void certifies() throws IOException {
        Run made = program.run("certify", "--all");
        assertThat(made.exitCode()).as("%s", made).isZero();
    }

    /** What its status says, as JSON. */
    String status() throws IOException {
        return program.run("station", "status", "--json").out();
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
        Matcher found = OUTBOX.matcher(status());
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
            status = status();
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
