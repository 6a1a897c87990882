package org.wangchuan.acceptance.program;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server of the product in a process of its own. Its address stays the same over stops and starts. */
public final class ServerPlace {
    private static final Duration START = Duration.ofMinutes(3);
    private static final Pattern ADDRESS = Pattern.compile("http://(127\\.0\\.0\\.1:[0-9]+)");
    private static final String ANY = "listen 127.0.0.1:0\n";

    private final Path said;
    private final Path config;
    private final Program program;
    private final String[] arguments;
    private Optional<Running> process = Optional.empty();

    /**
     * Starts it.
     *
     * @param config with the line {@code listen 127.0.0.1:0}
     * @param arguments of the program
     */
    public ServerPlace(Path folder, String name, Path config, String... arguments) throws Exception {
        this.said = folder.resolve(name + ".said");
        this.config = config;
        this.arguments = arguments;
        this.program =
                new Program(folder.resolve("nowhere")).under("sh", "-c", "exec \"$@\" > " + said + " 2>&1", "sh");
        startAgain();
    }

    /** Starts it once more, at the same address. */
    public void startAgain() throws Exception {
        Files.writeString(said, "");
        process = Optional.of(program.start(arguments));
        long deadline = System.nanoTime() + START.toNanos();
        while (System.nanoTime() < deadline) {
            Matcher matcher = ADDRESS.matcher(said());
            if (matcher.find()) {
                Files.writeString(config, Files.readString(config).replace(ANY, "listen " + matcher.group(1) + "\n"));
                return;
            }
            Thread.sleep(50);
        }
        throw new AssertionError(config + " does not listen: " + said());
    }

    /** Kills it; a second time does nothing. */
    public void stop() throws IOException {
        if (process.isPresent()) {
            process.get().killGroup();
            process = Optional.empty();
        }
    }

    /** Where it listens. */
    public String address() throws IOException {
        Matcher matcher =
                Pattern.compile("(?m)^listen (127\\.0\\.0\\.1:[0-9]+)$").matcher(Files.readString(config));
        if (!matcher.find()) {
            throw new IllegalStateException("no address in " + config);
        }
        return "http://" + matcher.group(1);
    }

    /** Waits until it has printed all of these since it was started last: it says things in its own time. */
    public void awaitSaid(String... words) throws Exception {
        long deadline = System.nanoTime() + START.toNanos();
        while (!Arrays.stream(words).allMatch(said()::contains)) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("expected " + List.of(words) + ", found: " + said());
            }
            Thread.sleep(50);
        }
    }

    /** What it has printed since it was started last. */
    public String said() throws IOException {
        return Files.readString(said);
    }
}
