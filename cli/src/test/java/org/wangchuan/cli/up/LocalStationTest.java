package org.wangchuan.cli.up;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.cli.service.Cancellation;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.testing.ScriptedConsole;
import org.wangchuan.station.agent.Pairing;
import org.wangchuan.station.home.StationHome;

/** The station beside {@code up}: with whom it works, and that a second platform does not take it from the first. */
class LocalStationTest {
    private static final int SECONDS_MAX = 60;

    @TempDir
    private Path folder = Path.of("");

    private final ScriptedConsole console = new ScriptedConsole("en");
    private final Set<String> admitted = ConcurrentHashMap.newKeySet();
    private final Set<String> asked = ConcurrentHashMap.newKeySet();
    private final HttpServer server;

    LocalStationTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeEach
    void serve() {
        server.createContext("/api/station/v1/", exchange -> {
            String token = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
            String path = exchange.getRequestURI().getPath();
            exchange.getRequestBody().readAllBytes();
            boolean isPair = path.endsWith("/pair");
            boolean isIn = isPair || admitted.contains(token.replace("Bearer ", ""));
            String body = !isIn
                    ? "{\"status\":401,\"code\":\"NOT_SIGNED_IN\"}"
                    : isPair
                            ? "{\"station\":\"" + UUID.randomUUID() + "\",\"site\":\"" + UUID.randomUUID()
                                    + "\",\"token\":\"offered\"}"
                            : "{\"tasks\":[],\"isStored\":true}";
            if (isPair) {
                admitted.add("offered");
            }
            asked.add(path + (isIn ? " in" : " out"));
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", isIn ? "application/json" : "application/problem+json");
            exchange.sendResponseHeaders(isIn ? 200 : 401, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
    }

    /** The agent's threads end a moment after it; until then they may still write into the folder that is deleted next. */
    @AfterEach
    void stop() throws InterruptedException {
        await(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("agent-")));
        server.stop(0);
    }

    private Path home() {
        return folder.resolve("home");
    }

    private void pair(String address, boolean isOfThisMachine, String token) throws IOException {
        new Pairing(
                        URI.create(address),
                        isOfThisMachine,
                        UUID.randomUUID(),
                        UUID.randomUUID(),
                        "bench",
                        token,
                        Optional.empty())
                .keep(new StationHome(home()));
    }

    private LocalStation start() throws IOException {
        Path data = Files.createDirectories(folder.resolve("data"));
        Files.writeString(data.resolve("station-pairing"), "ABCD-EFGH\n");
        return LocalStation.start(
                new LocalPlatform(
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort()), Optional.empty()),
                "http://localhost:" + server.getAddress().getPort(),
                data,
                List.of(),
                "test",
                new Context(home(), console, new Cancellation()));
    }

    @Test
    void aStationThatIsPairedWithNobodyTakesWhatIsOffered() throws Exception {
        try (LocalStation _ = start()) {
            await(() -> Files.notExists(folder.resolve("data/station-pairing")));
            await(() -> asked.contains("/api/station/v1/lanes in"));
        }
        assertThat(Pairing.of(new StationHome(home())).orElseThrow().token()).isEqualTo("offered");
    }

    @Test
    void aStationOfAnotherPlatformOfThisMachineIsLeftAloneAndThatIsSaid() throws Exception {
        pair("http://127.0.0.1:8080", true, "of another");
        Optional<Pairing> before = Pairing.of(new StationHome(home()));
        try (LocalStation _ = start()) {
            await(() -> !console.errors().isEmpty());
        }
        assertThat(console.errors())
                .singleElement()
                .asString()
                .contains("paired with another platform", "left alone", "wangchuan station pair http://localhost:");
        assertThat(Pairing.of(new StationHome(home()))).isEqualTo(before);
        assertThat(folder.resolve("data/station-pairing")).exists();
        assertThat(asked).doesNotContain("/api/station/v1/pair in");
    }

    /** The platform is known by what it knows, however its address was spelled when somebody typed the code. */
    @Test
    void aStationThatIsPairedAnewWhileItRunsWorksForItsOwnPlatform() throws Exception {
        pair("http://127.0.0.1:8080", true, "of another");
        try (LocalStation _ = start()) {
            await(() -> !console.errors().isEmpty());
            admitted.add("by code");
            pair("http://localhost:" + server.getAddress().getPort(), false, "by code");
            await(() -> asked.contains("/api/station/v1/lanes in"));
        }
        assertThat(console.errors()).hasSize(1);
    }

    @Test
    void oneThatIsTurnedAwayIsToldWhatThatMeans() throws Exception {
        pair("http://127.0.0.1:8080", true, "mine");
        admitted.add("mine");
        try (LocalStation _ = start()) {
            await(() -> asked.contains("/api/station/v1/lanes in"));
            admitted.clear();
            await(() -> console.errors().stream().anyMatch(line -> line.contains("does not know this station")));
        }
    }

    private void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_MAX);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("%s %s", asked, console.errors()).isLessThan(end);
            Thread.sleep(20);
        }
    }
}
