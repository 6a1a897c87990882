package org.wangchuan.witness.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.cosign.Cosigner;
import org.wangchuan.proof.key.SigningKey;
import org.wangchuan.proof.log.LogFsck;
import org.wangchuan.proof.log.SignedCheckpoint;
import org.wangchuan.proof.policy.WitnessPolicy;
import org.wangchuan.proof.witness.WatchedLog;
import org.wangchuan.witness.append.Appended;
import org.wangchuan.witness.client.AppendReply;
import org.wangchuan.witness.client.HttpLogSource;
import org.wangchuan.witness.config.AppendConfig;
import org.wangchuan.witness.config.WitnessConfig;
import org.wangchuan.witness.testing.Stations;

/** A log that stations append to, with real witnesses: what strangers see is cosigned by enough of them. */
class PublisherTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private final List<String> notes = new CopyOnWriteArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private final Random random = new Random(1);
    private final List<Cosigner> cosigners = List.of(
            new Cosigner("one.example", SigningKey.generate()),
            new Cosigner("two.example", SigningKey.generate()),
            new Cosigner("three.example", SigningKey.generate()));
    private final List<WitnessServer> witnesses = new ArrayList<>();
    private final List<InetSocketAddress> addresses = new ArrayList<>();
    private Stations stations;
    private AppendServer server;

    @BeforeEach
    void start() throws Exception {
        stations =
                new Stations(folder, folder.resolve("log"), 2, "interval 20\nwitnesses policy.txt\ncosign-every 100\n");
        for (int i = 0; i < 3; i++) {
            witnesses.add(witness(i, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)));
            addresses.add(new InetSocketAddress(
                    InetAddress.getLoopbackAddress(), witnesses.get(i).uri().getPort()));
        }
        Files.writeString(folder.resolve("policy.txt"), policy());
        server = serve();
    }

    private WitnessServer witness(int number, InetSocketAddress listen) throws IOException {
        return WitnessServer.start(
                new WitnessConfig(
                        cosigners.get(number),
                        folder.resolve("state-" + number),
                        listen,
                        "/w",
                        List.of(new WatchedLog("log.example", List.of(stations.log.verifierKey())))),
                InstantSource.system(),
                notes::add);
    }

    private String policy() {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < 3; i++) {
            out.append("witness w" + i + " " + cosigners.get(i).key() + " "
                    + witnesses.get(i).uri() + "\n");
        }
        return out + "group two 2 w0 w1 w2\nquorum two\n";
    }

    private AppendServer serve() throws Exception {
        return AppendServer.start(AppendConfig.read(stations.config), notes::add);
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
        for (WitnessServer witness : witnesses) {
            witness.close();
        }
        stations.close();
        http.close();
        assertThat(LogFsck.check(folder.resolve("log"), Optional.of(stations.log.verifierKey()))
                        .findings())
                .isEmpty();
    }

    private long append(int count) throws InterruptedException {
        AppendReply reply = stations.client(server.uri(), 0).append(Stations.batch(random, count));
        assertThat(reply).isInstanceOf(AppendReply.Done.class);
        Appended appended = ((AppendReply.Done) reply).appended();
        return appended.checkpoint().checkpoint().size();
    }

    private Optional<SignedCheckpoint> published() throws IOException, VerificationException {
        Optional<byte[]> bytes = new HttpLogSource(http, server.uri(), PATIENCE).read("checkpoint");
        return bytes.isPresent() ? Optional.of(SignedCheckpoint.parse(bytes.get())) : Optional.empty();
    }

    private long publishedSize() throws IOException, VerificationException {
        return published().map(note -> note.checkpoint().size()).orElse(0L);
    }

    private void awaitPublished(long size) throws Exception {
        long deadlineNanos = System.nanoTime() + PATIENCE.toNanos();
        while (publishedSize() < size) {
            assertThat(System.nanoTime() - deadlineNanos).as("%s", notes).isNegative();
            Thread.sleep(20);
        }
        SignedCheckpoint seen = published().orElseThrow();
        WitnessPolicy policy = WitnessPolicy.parse(policy().getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(policy.requireQuorum(seen, Instant.now())).hasSizeGreaterThanOrEqualTo(2);
    }

    private void awaitNotes(int count) throws InterruptedException {
        long deadlineNanos = System.nanoTime() + PATIENCE.toNanos();
        while (notes.size() < count) {
            assertThat(System.nanoTime() - deadlineNanos).isNegative();
            Thread.sleep(20);
        }
    }

    @Test
    void whatIsAppendedIsSoonPublishedWithEnoughCosignatures() throws Exception {
        assertThat(published()).isEmpty();
        long size = 0;
        for (int i = 0; i < 5; i++) {
            size = append(1 + i * 60);
            awaitPublished(size);
        }
        assertThat(notes).isEmpty();
    }

    @Test
    void withTooFewWitnessesNothingNewIsPublishedAndNothingIsLost() throws Exception {
        long before = append(3);
        awaitPublished(before);
        witnesses.get(0).close();
        witnesses.get(1).close();
        long after = append(4);
        awaitNotes(1);
        assertThat(publishedSize()).isEqualTo(before);
        assertThat(notes)
                .first()
                .asString()
                .contains("not published", "one.example", "two.example")
                .doesNotContain("three.example:");

        server.close(); // and a restart in between
        notes.clear();
        server = serve();
        awaitNotes(1);
        assertThat(publishedSize()).isEqualTo(before);
        assertThat(append(1)).isEqualTo(after + 1);

        witnesses.set(0, witness(0, addresses.get(0)));
        awaitPublished(after + 1);
        awaitNotes(2);
        assertThat(notes).last().asString().contains("published again");
    }

    /** Restored from a backup, a log would fork: its witnesses know better, and nothing of the fork is ever shown as witnessed. */
    @Test
    void aLogThatWasTakenBackIsNeverPublishedAgain() throws Exception {
        long size = append(3);
        awaitPublished(size);
        server.close();
        copy(folder.resolve("log"), folder.resolve("backup"));
        server = serve();
        long later = append(5);
        awaitPublished(later);
        server.close();
        Files.move(folder.resolve("log"), folder.resolve("real"));
        copy(folder.resolve("backup"), folder.resolve("log"));
        notes.clear();
        server = serve();
        long fork = append(1);
        assertThat(fork).isLessThan(later);
        awaitNotes(1);
        assertThat(notes).first().asString().contains("taken back to an older state");
        assertThat(publishedSize()).isEqualTo(size);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file)));
            }
        }
    }
}
