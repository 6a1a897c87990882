package org.wangchuan.platform.ledger.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.platform.bench.SigningStation;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.Sample;

/** A platform that is killed while stations send: what it has acknowledged is in the log, once, and the log is whole. */
@Tag("slow")
final class LogKillTest {
    private static final int KILLS = Sample.of(2, 4);
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
            SigningStation one = platform.pair();
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
}
