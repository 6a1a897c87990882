package org.wangchuan.witness.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.proof.cosign.Cosignature;
import org.wangchuan.proof.cosign.CosignerKey;
import org.wangchuan.proof.log.Checkpoint;
import org.wangchuan.proof.log.SignedCheckpoint;
import org.wangchuan.proof.note.Note;
import org.wangchuan.witness.client.Reply;
import org.wangchuan.witness.client.WitnessClient;
import org.wangchuan.witness.config.WitnessKeyFile;
import org.wangchuan.witness.testing.GrowingLog;
import org.wangchuan.witness.testing.WitnessProcess;

/**
 * A real witness in a process of its own, which is killed, or whose system calls fail ({@code strace} makes them), again
 * and again. What it acknowledged it never forgets, and what it shows is the log's one history.
 */
@Tag("slow")
class WitnessKillTest {
    private static final Duration TIMEOUT = Duration.ofMinutes(1);
    private static final int KILLS = 10;
    private static final int GROWTHS_MAX = 2000;
    private static final int THREADS_MAX = 8;

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<Checkpoint> history = new ArrayList<>();
    private final List<Cosignature> acknowledged = new ArrayList<>();
    private long lastAcknowledgedSize;
    private GrowingLog log;
    private CosignerKey key;
    private Path config;

    @BeforeEach
    void write() throws IOException {
        log = new GrowingLog(folder.resolve("log"), GrowingLog.signer("log.example"), 1);
        key = WitnessKeyFile.create(folder.resolve("w.key"), "witness.example").key();
        config = folder.resolve("witness.conf");
        Files.writeString(config, "key w.key\nstate state\nlisten 127.0.0.1:0\nlog " + log.signer.verifierKey() + "\n");
        history.add(log.checkpoint().checkpoint());
    }

    @AfterEach
    void close() throws IOException {
        log.close();
        http.close();
    }

    private void grow() throws IOException {
        history.add(log.grow(1).checkpoint());
    }

    private Reply ask(URI uri) throws IOException, InterruptedException {
        Reply reply = new WitnessClient(http, uri, key, TIMEOUT, InstantSource.system())
                .cosign(log.checkpoint(), lastAcknowledgedSize, log::proof);
        if (reply instanceof Reply.Cosigned cosigned) {
            acknowledged.add(cosigned.cosignature());
            lastAcknowledgedSize = log.checkpoint().checkpoint().size();
        }
        return reply;
    }

    @Test
    void whatWasAcknowledgedSurvivesEveryKill() throws Exception {
        Random random = new Random(7);
        for (int round = 0; round < KILLS; round++) {
            try (WitnessProcess witness = WitnessProcess.start(config, List.of())) {
                assertThat(witness.listens()).isTrue();
                requireRemembered(witness.uri());
                AtomicBoolean isKilled = new AtomicBoolean();
                int millis = 20 + random.nextInt(250);
                // Counted from its first answer: on a busy machine that alone may take longer.
                CountDownLatch answered = new CountDownLatch(1);
                Thread killer = Thread.ofPlatform().start(() -> {
                    awaitQuietly(answered);
                    sleep(millis);
                    isKilled.set(true);
                    witness.kill();
                });
                for (int i = 0; i < GROWTHS_MAX && !isKilled.get(); i++) {
                    grow();
                    Reply reply = ask(witness.uri());
                    answered.countDown();
                    assertThat(reply).isInstanceOfAny(Reply.Cosigned.class, Reply.Unreachable.class);
                }
                killer.join();
            }
        }
        assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(KILLS);
        try (WitnessProcess witness = WitnessProcess.start(config, List.of())) {
            assertThat(witness.listens()).isTrue();
            requireRemembered(witness.uri());
            assertThat(ask(witness.uri())).isInstanceOf(Reply.Cosigned.class);
        }
    }

    /** Each sync in turn fails once: the witness may refuse to start or to cosign, and loses nothing. */
    @Test
    void aSyncThatFailsIsSaidAndLosesNothing() throws Exception {
        int refused = 0;
        for (int step = 1; step <= 9; step++) {
            List<String> failing =
                    List.of("strace", "-f", "-qq", "-o", "/dev/null", "-e", "inject=fsync:error=EIO:when=" + step);
            try (WitnessProcess witness = WitnessProcess.start(config, failing)) {
                if (!witness.listens()) {
                    refused++;
                    continue;
                }
                for (int i = 0; i < 3; i++) {
                    grow();
                    Reply reply = ask(witness.uri());
                    if (reply instanceof Reply.Refused refusal) {
                        assertThat(refusal.status()).isEqualTo(503);
                        refused++;
                        assertThat(askAgain(witness.uri())).isInstanceOf(Reply.Cosigned.class);
                    } else {
                        assertThat(reply).isInstanceOf(Reply.Cosigned.class);
                    }
                    requireRemembered(witness.uri());
                }
            }
        }
        // strace counts the syncs of each thread for itself, so how many fail is up to which thread does what.
        assertThat(refused).isPositive();
        assertThat(acknowledged).hasSizeGreaterThan(6);
    }

    /** Asks until it is cosigned: another thread may answer each time, and each has a sync of its own that fails. */
    private Reply askAgain(URI witness) throws Exception {
        Reply reply = ask(witness);
        for (int i = 0; i < THREADS_MAX && reply instanceof Reply.Refused; i++) {
            reply = ask(witness);
        }
        return reply;
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            var _ = latch.await(2, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void sleep(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What it shows is at least what it acknowledged, later or the same, and a tree of this log. */
    private void requireRemembered(URI uri) throws Exception {
        HttpRequest read = HttpRequest.newBuilder(
                        URI.create(uri + "/" + log.watched().hash() + "/checkpoint"))
                .timeout(TIMEOUT)
                .build();
        HttpResponse<byte[]> response = http.send(read, BodyHandlers.ofByteArray());
        if (acknowledged.isEmpty() && response.statusCode() == 404) {
            return;
        }
        assertThat(response.statusCode()).isEqualTo(200);
        Note note = Note.parse(response.body());
        Checkpoint shown = SignedCheckpoint.parse(response.body()).checkpoint();
        List<Cosignature> own = Cosignature.verify(note, List.of(key), Instant.now());
        assertThat(own).hasSize(1);
        assertThat(shown).isEqualTo(history.get((int) shown.size()));
        assertThat(shown.size()).isGreaterThanOrEqualTo(lastAcknowledgedSize);
        if (!acknowledged.isEmpty()) {
            assertThat(own.getFirst().time())
                    .isGreaterThanOrEqualTo(acknowledged.getLast().time());
        }
    }
}
