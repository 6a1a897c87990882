package org.wangchuan.platform.ledger.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.platform.bench.SigningStation;
import org.wangchuan.platform.identity.Stations;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.proof.key.KeyPossession;
import org.wangchuan.proof.key.SigningKey;

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
        return start(data, data.resolveSibling("said"));
    }

    /**
     * Waits until it listens.
     *
     * @param said the file that tells where it listens; what it prints lies beside it, such as outside of a disk that is full
     * @throws IOException if it ends before
     */
    static KilledPlatform start(Path data, Path said) throws IOException, InterruptedException {
        return start(data, said, Map.of());
    }

    /** As {@link #start(Path, Path)}, with these variables of the environment besides: its database has them too. */
    static KilledPlatform start(Path data, Path said, Map<String, String> environment)
            throws IOException, InterruptedException {
        Path output = said.resolveSibling("output");
        Files.deleteIfExists(said);
        ProcessBuilder builder = new ProcessBuilder(
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
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        builder.environment().putAll(environment);
        Process process = builder.start();
        KilledPlatform platform = new KilledPlatform(process, said);
        for (int i = 0; i < POLLS_MAX; i++) {
            if (Files.exists(said)) {
                return platform;
            }
            if (!process.isAlive()) {
                throw new IOException(Files.readString(output));
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

    /** A station of it, paired over HTTP as stations are; one for each start. */
    SigningStation pair() throws Exception {
        Browser http = new Browser(origin());
        SigningKey key = SigningKey.generate();
        Browser.Answer answer = http.send(http.request("/api/station/v1/pair")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(CanonicalJson.writeText(Json.object()
                        .put("code", code())
                        .put("name", "bench " + UUID.randomUUID())
                        .put("key", key.publicKey().base64Url())
                        .put("proof", KeyPossession.prove(key, code()))
                        .build()))));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        Json.Fields in = Json.in(CanonicalJson.readLenientObject(answer.body().getBytes(StandardCharsets.UTF_8)));
        SigningStation station = new SigningStation(
                new PlatformTest.PairedStation(UUID.fromString(in.text("station")), in.text("token"), key), http);
        assertThat(station.call(
                                "PUT",
                                "/trust-list",
                                Json.object()
                                        .put("trustList", station.trustList())
                                        .build())
                        .status())
                .isEqualTo(200);
        return station;
    }

    /** The database of a platform that runs on this folder, past the platform. */
    static JdbcClient database(Path data) throws IOException {
        PGSimpleDataSource source = new PGSimpleDataSource();
        String port =
                Files.readAllLines(data.resolve("postgres/postmaster.pid")).get(3);
        source.setUrl("jdbc:postgresql://127.0.0.1:" + port + "/wangchuan");
        source.setUser("postgres");
        source.setPassword(Files.readString(data.resolve("postgres.password")).strip());
        return JdbcClient.create(source);
    }

    boolean isAlive() {
        return process.isAlive();
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
