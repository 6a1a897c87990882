package org.wangchuan.platform.ledger.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.wangchuan.canonical.Json;
import org.wangchuan.platform.PlatformApplication;
import org.wangchuan.platform.bench.SigningStation;
import org.wangchuan.platform.database.PreparedDatabase;
import org.wangchuan.platform.identity.Organisations;
import org.wangchuan.platform.identity.Stations;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.FreePort;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.key.SigningKey;
import org.wangchuan.proof.log.LogFsck;
import org.wangchuan.proof.log.TreeHash;
import org.wangchuan.proof.trust.SignedTrustList;
import org.wangchuan.proof.verify.VerifiedCertificate;

/** A platform of a test's own, with its database, that can be ended and begun again on the same folder. */
final class LogPlatform implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    final ConfigurableApplicationContext context;
    final String origin;
    final Path data;

    private LogPlatform(ConfigurableApplicationContext context, String origin, Path data) {
        this.context = context;
        this.origin = origin;
        this.data = data;
    }

    static LogPlatform start(Path data, String... more) throws IOException {
        int port = FreePort.any();
        String origin = "http://localhost:" + port;
        List<String> arguments = new ArrayList<>(List.of(
                "--wangchuan.data=" + data, "--wangchuan.listen-port=" + port, "--wangchuan.public-url=" + origin));
        arguments.addAll(Arrays.asList(more));
        PreparedDatabase.into(data, arguments);
        return new LogPlatform(
                new SpringApplicationBuilder(PlatformApplication.class).run(arguments.toArray(String[]::new)),
                origin,
                data);
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    JdbcClient jdbc() {
        return bean(JdbcClient.class);
    }

    Browser browser() {
        return new Browser(origin);
    }

    UUID newSite() {
        Organisations organisations = bean(Organisations.class);
        return organisations.addSite(organisations.create("shop " + UUID.randomUUID(), "CNY"), "site", "Asia/Shanghai");
    }

    /** A station that is paired and has told its own trust list. */
    SigningStation newStation(UUID site) {
        SigningKey key = SigningKey.generate();
        SigningStation station = new SigningStation(pair(site, key), browser());
        tellTrust(station);
        return station;
    }

    PlatformTest.PairedStation pair(UUID site, SigningKey key) {
        Stations stations = bean(Stations.class);
        Stations.Paired paired = stations.pair(
                        stations.newCode(site, Optional.empty()), "bench " + UUID.randomUUID(), key.publicKey())
                .orElseThrow();
        return new PlatformTest.PairedStation(paired.station().id(), paired.token(), key);
    }

    private static void tellTrust(SigningStation station) {
        Browser.Answer answer = station.call(
                "PUT",
                "/trust-list",
                Json.object().put("trustList", station.trustList()).build());
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    /** A new receipt of this station, without an order. */
    static String receipt(SigningStation station) throws IOException {
        return station.receipt(SigningStation.Said.good("S-" + UUID.randomUUID(), "A"));
    }

    /** Sends it; what is answered with 200 is acknowledged. */
    static Browser.Answer send(SigningStation station, String receipt) {
        return station.call(
                "POST", "/erasures", Json.object().put("receipt", receipt).build());
    }

    /** Where the entries of a receipt are, as its row says. */
    record Placed(
            Optional<Long> start, Optional<Long> clearing, Optional<String> problem, Optional<String> certificate) {}

    Placed placed(String receipt) {
        return jdbc().sql("SELECT * FROM ledger.statement WHERE event_id = ?")
                .param(StatementEntries.of(receipt).clearing().eventId())
                .query((row, _) -> new Placed(
                        Optional.ofNullable(row.getObject("start_log_index", Long.class)),
                        Optional.ofNullable(row.getObject("clearing_log_index", Long.class)),
                        Optional.ofNullable(row.getString("log_problem")),
                        Optional.ofNullable(row.getString("certificate"))))
                .single();
    }

    String awaitCertificate(String receipt) throws InterruptedException {
        await(() -> placed(receipt).certificate().isPresent());
        return placed(receipt).certificate().orElseThrow();
    }

    void awaitLogged(String receipt) throws InterruptedException {
        await(() -> placed(receipt).clearing().isPresent());
    }

    static void await(BooleanSupplier done) throws InterruptedException {
        Instant end = Instant.now().plus(LIMIT);
        while (!done.getAsBoolean()) {
            assertThat(Instant.now()).as("it did not happen in time").isBefore(end);
            Thread.sleep(50);
        }
    }

    /** As a stranger gets it. */
    SignedTrustList trust() throws Exception {
        Browser.Answer answer = browser().get("/trust");
        assertThat(answer.status()).isEqualTo(200);
        return SignedTrustList.parse(answer.body().getBytes(StandardCharsets.UTF_8));
    }

    PlatformLog.Status status() {
        return bean(PlatformLog.class).status();
    }

    /** That the whole log is what was signed, and has each receipt's two entries exactly once, and nothing else. */
    void assertLogHoldsExactly(List<String> receipts) throws Exception {
        PlatformLog log = bean(PlatformLog.class);
        LogFsck.Report report = LogFsck.checkAtRest(log.store(), Optional.of(log.key()));
        assertThat(report.findings()).isEmpty();
        assertThat(report.signatureChecked()).isTrue();
        List<Bytes32> expected = new ArrayList<>();
        for (String receipt : receipts) {
            StatementEntries entries = StatementEntries.of(receipt);
            Placed placed = placed(receipt);
            assertThat(placed.problem()).isEmpty();
            assertThat(placed.start().orElseThrow())
                    .isLessThan(placed.clearing().orElseThrow());
            expected.add(TreeHash.leaf(entries.start().entry()));
            expected.add(TreeHash.leaf(entries.clearing().entry()));
        }
        assertThat(leaves()).containsExactlyInAnyOrderElementsOf(expected);
    }

    /** The hashes of all entries, from the files as they are served. */
    List<Bytes32> leaves() throws IOException {
        List<Bytes32> out = new ArrayList<>();
        long size = status().publishedSize().orElse(0L);
        for (long bundle = 0; bundle * 256 < size; bundle++) {
            int width = (int) Math.min(256, size - bundle * 256);
            String path = "tile/entries/%03d".formatted(bundle) + (width == 256 ? "" : ".p/" + width);
            byte[] bytes = Files.readAllBytes(data.resolve("log").resolve(path));
            for (int at = 0; at < bytes.length; ) {
                int length = Short.toUnsignedInt(
                        java.nio.ByteBuffer.wrap(bytes, at, 2).getShort());
                out.add(TreeHash.leaf(Arrays.copyOfRange(bytes, at + 2, at + 2 + length)));
                at += 2 + length;
            }
        }
        return out;
    }

    static void assertWitnessed(VerifiedCertificate verified) {
        assertThat(verified.isWitnessed()).isTrue();
    }

    @Override
    public void close() {
        context.close();
    }
}
