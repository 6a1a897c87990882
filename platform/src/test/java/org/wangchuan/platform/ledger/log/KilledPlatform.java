package org.wangchuan.platform.ledger.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.wangchuan.platform.identity.Stations;

/** A platform in a process of its own, to be killed; its database lives on, as it does in a shop, until the next start ends it. */
final class KilledPlatform implements AutoCloseable {
    private static final int POLLS_MAX = 2400;
    private static final int POLL_MILLIS = 50;

    private final Process process;
    private final Path said;

    private KilledPlatform(Process process, Path said) {
        this.process = process;
        this.said = said;
    }

    /** Runs until it is killed; says where it listens, and a pairing code for a station. */
    public static void main(String[] arguments) throws IOException {
        LogPlatform platform = LogPlatform.start(Path.of(arguments[0]));
        UUID site = platform.newSite();
        String code = platform.bean(Stations.class).newCode(site, Optional.empty());
        Path said = Path.of(arguments[1]);
        Path next = said.resolveSibling("said.next");
        Files.writeString(next, platform.origin + "\n" + code);
        Files.move(next, said);
    }

    static KilledPlatform start(Path data) throws IOException, InterruptedException {
        Path said = data.resolveSibling("said");
        Files.deleteIfExists(said);
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx384m",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledPlatform.class.getName(),
                        data.toString(),
                        said.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        data.resolveSibling("output").toFile()))
                .start();
        KilledPlatform platform = new KilledPlatform(process, said);
        for (int i = 0; i < POLLS_MAX; i++) {
            if (Files.exists(said)) {
                return platform;
            }
            if (!process.isAlive()) {
                throw new IOException(Files.readString(data.resolveSibling("output")));
            }
            Thread.sleep(POLL_MILLIS);
        }
        platform.kill();
        throw new IOException("it neither listens nor ends");
    }

    private List<String> lines() throws IOException {
        return Files.readAllLines(said);
    }

    String origin() throws IOException {
        return lines().getFirst();
    }

    String code() throws IOException {
        return lines().getLast();
    }

    /** SIGKILL, to the platform alone. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
    }
}
