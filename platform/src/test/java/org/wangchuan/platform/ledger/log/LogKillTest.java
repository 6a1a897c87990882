package org.wangchuan.platform.ledger.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.platform.bench.SigningStation;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.proof.key.KeyPossession;
import org.wangchuan.proof.key.SigningKey;

/** A platform that is killed while stations send: what it has acknowledged is in the log, once, and the log is whole. */
@Tag("slow")
final class LogKillTest {
    private static final int KILLS = 4;
    private static final long SEED = 20_261_126;
    private static final int LONGEST_MILLIS = 2_500;

    @TempDir
    private Path folder;

    @Test
    void whatWasAcknowledgedIsThereOnceHoweverOftenItIsKilled() throws Exception {
        Path data = folder.resolve("data");
        Random random = new Random(SEED);
        List<String> acknowledged = new ArrayList<>();
        for (int kill = 0; kill < KILLS; kill++) {
            KilledPlatform platform = KilledPlatform.start(data);
            SigningStation one = pair(platform);
            Thread end = Thread.ofPlatform().start(() -> {
                try {
                    Thread.sleep(random.nextInt(LONGEST_MILLIS));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                platform.kill();
            });
            sendUntilItIsGone(one, acknowledged);
            end.join();
        }
        assertThat(acknowledged).isNotEmpty();
        try (LogPlatform platform = LogPlatform.start(data)) {
            LogPlatform.await(() -> platform.bean(LogOutbox.class).length() == 0);
            List<String> kept = platform.jdbc()
                    .sql("SELECT receipt FROM ledger.statement")
                    .query((row, _) -> row.getString(1))
                    .list();
            assertThat(kept).containsAll(acknowledged);
            platform.assertLogHoldsExactly(kept);
        }
    }

    private static void sendUntilItIsGone(SigningStation station, List<String> acknowledged) throws IOException {
        try {
            while (true) {
                String receipt = LogPlatform.receipt(station);
                Browser.Answer answer = LogPlatform.send(station, receipt);
                assertThat(answer.status()).as(answer.body()).isEqualTo(200);
                acknowledged.add(receipt);
            }
        } catch (CompletionException e) {
            // It was killed; whether the last one was taken is not known.
        }
    }

    /** As a station does it, over HTTP. */
    private static SigningStation pair(KilledPlatform platform) throws Exception {
        Browser http = new Browser(platform.origin());
        SigningKey key = SigningKey.generate();
        Browser.Answer answer = http.send(http.request("/api/station/v1/pair")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(CanonicalJson.writeText(Json.object()
                        .put("code", platform.code())
                        .put("name", "bench")
                        .put("key", key.publicKey().base64Url())
                        .put("proof", KeyPossession.prove(key, platform.code()))
                        .build()))));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        Json.Fields in = Json.in(
                CanonicalJson.readLenientObject(answer.body().getBytes(java.nio.charset.StandardCharsets.UTF_8)));
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
}
