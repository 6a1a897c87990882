package org.wangchuan.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wangchuan.s3.TestEntries.SIGNER;
import static org.wangchuan.s3.TestEntries.entries;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.proof.log.LogFsck;
import org.wangchuan.proof.log.TileLog;

/**
 * A writer in a process of its own, which is killed in the middle of its work again and again, and started again. The
 * server lives on. What was acknowledged is where it was said to be, nothing is there twice, and the log is whole.
 */
@Tag("slow")
class S3KillTest {
    private static final int KILLS = 4;
    private static final int KILLS_LONG = 100;

    @TempDir
    private Path local = Path.of("");

    @Test
    void whatWasAcknowledgedSurvivesEveryKill() throws Exception {
        killAgainAndAgain(KILLS);
    }

    @Test
    @Tag("long")
    void whatWasAcknowledgedSurvivesManyKills() throws Exception {
        killAgainAndAgain(KILLS_LONG);
    }

    private void killAgainAndAgain(int kills) throws Exception {
        Random random = new Random(5);
        Map<Integer, Long> acknowledged = new HashMap<>();
        try (TestServer server = new TestServer()) {
            int next = 0;
            for (int round = 0; round < kills; round++) {
                next = runAndKill(server, next, 1 + random.nextInt(40), random.nextInt(20), acknowledged);
            }
            requireAllIsWell(server, acknowledged, next);
        }
    }

    /** The first event whose fate is not known. */
    private int runAndKill(TestServer server, int first, int batches, int millis, Map<Integer, Long> acknowledged)
            throws IOException, InterruptedException {
        Process writer = S3Writer.start("s3://" + TestServer.BUCKET + "/killed", local, first, server.environment());
        int next = first;
        try (BufferedReader said = writer.inputReader(StandardCharsets.UTF_8)) {
            for (int i = 0; i < batches; i++) {
                next = note(said.readLine(), acknowledged);
            }
            Thread.sleep(millis); // not to be killed always when it has just said something
            // Not by the process itself, which would close what it has said already.
            assertThat(writer.toHandle().destroyForcibly()).isTrue();
            writer.waitFor();
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                next = note(line, acknowledged);
            }
        } finally {
            writer.destroyForcibly().waitFor();
        }
        return next;
    }

    private int note(String line, Map<Integer, Long> acknowledged) throws IOException {
        assertThat(line)
                .as(() -> {
                    try {
                        return Files.readString(local.resolve("said"));
                    } catch (IOException e) {
                        return e.toString();
                    }
                })
                .matches("[0-9]+ [0-9]+");
        int space = line.indexOf(' ');
        int first = Integer.parseInt(line.substring(0, space));
        acknowledged.put(first, Long.parseLong(line.substring(space + 1)));
        return first + S3Writer.BATCH;
    }

    private void requireAllIsWell(TestServer server, Map<Integer, Long> acknowledged, int end) throws Exception {
        S3Store store = server.store("killed", local);
        try (TileLog log = TileLog.open(store, local, SIGNER, Optional.empty())) {
            long size = log.checkpoint().checkpoint().size();
            List<Long> indexes = new ArrayList<>();
            for (int first = 0; first < end; first += S3Writer.BATCH) {
                List<Long> batch = log.append(entries(first, S3Writer.BATCH));
                assertThat(acknowledged).containsEntry(first, batch.getFirst());
                indexes.addAll(batch);
            }
            assertThat(new HashSet<>(indexes)).hasSize(end);
            // The last batch may have come through without a word.
            assertThat(size).isBetween((long) end, (long) end + S3Writer.BATCH);
            assertThat(log.checkpoint().checkpoint().size()).isEqualTo(size);
        }
        assertThat(LogFsck.check(store, Optional.of(SIGNER.verifierKey())).findings())
                .isEmpty();
    }
}
