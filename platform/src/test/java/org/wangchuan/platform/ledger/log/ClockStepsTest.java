package org.wangchuan.platform.ledger.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.wangchuan.platform.bench.SigningStation;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.SteppedClock;

/**
 * The clock of a shop's machine is set while stations send, for the platform and its database alike, and nobody starts anything anew: forward,
 * back, by seconds and by years. What is acknowledged is in the log once, in the order of the log and not of clocks; and each step is on record.
 */
@Tag("slow")
@Timeout(600)
final class ClockStepsTest {
    /** How far it is ahead of the machine's, one after the other. */
    private static final List<Duration> SET = List.of(
            Duration.ofSeconds(20),
            Duration.ofSeconds(-20),
            Duration.ofHours(2),
            Duration.ofHours(-3),
            Duration.ofDays(40),
            Duration.ofDays(-40),
            Duration.ofDays(400),
            Duration.ofDays(-1),
            Duration.ofDays(3650),
            Duration.ZERO);

    private static final Duration EACH = Duration.ofSeconds(2);

    @TempDir
    private Path folder;

    @Test
    void whatIsAcknowledgedIsInTheLogOnceAndEachStepOnRecord() throws Exception {
        Path data = folder.resolve("data");
        SteppedClock clock = new SteppedClock(folder);
        List<String> acknowledged = new ArrayList<>();
        List<Long> steps = new ArrayList<>();
        try (KilledPlatform platform = KilledPlatform.start(data, folder.resolve("said"), clock.environment())) {
            SigningStation station = platform.pair();
            JdbcClient jdbc = KilledPlatform.database(data);
            send(station, acknowledged);
            assertThat(acknowledged).isNotEmpty();
            Duration before = Duration.ZERO;
            for (Duration ahead : SET) {
                clock.set(ahead);
                steps.add(ahead.minus(before).toSeconds());
                before = ahead;
                List<String> refused = send(station, acknowledged);
                LogPlatform.await(() -> count(jdbc, "SELECT count(*) FROM clock.step") == steps.size());
                LogPlatform.await(() ->
                        count(jdbc, "SELECT count(*) FROM ledger.statement WHERE clearing_log_index IS NULL") == 0);
                assertThat(new Browser(platform.origin()).get("/ready").status())
                        .as("%s ahead", ahead)
                        .isEqualTo(200);
                // A station whose clock is more than a day ahead of the platform's is told to come again, and does.
                assertThat(refused)
                        .as("%s ahead", ahead)
                        .allMatch(told -> told.startsWith("503 ") && told.contains("\"CLOCKS_DIFFER\""));
                assertThat(refused.isEmpty())
                        .as("%s ahead: %s", ahead, refused)
                        .isEqualTo(ahead.compareTo(Duration.ofDays(-1)) > 0);
            }
            assertThat(jdbc.sql("SELECT seconds FROM clock.step ORDER BY sequence")
                            .query((row, _) -> row.getLong(1))
                            .list())
                    .usingElementComparator((found, set) -> Math.abs(found - set) <= 1 ? 0 : Long.compare(found, set))
                    .isEqualTo(steps);
        }
        try (LogPlatform again = LogPlatform.start(data)) {
            LogPlatform.await(() -> again.bean(LogOutbox.class).length() == 0);
            List<String> kept = again.jdbc()
                    .sql("SELECT receipt FROM ledger.statement")
                    .query((row, _) -> row.getString(1))
                    .list();
            assertThat(kept).doesNotHaveDuplicates().containsAll(acknowledged);
            again.assertLogHoldsExactly(kept);
        }
    }

    /** For a while; what was refused. */
    private static List<String> send(SigningStation station, List<String> acknowledged) throws Exception {
        List<String> refused = new ArrayList<>();
        long end = System.nanoTime() + EACH.toNanos();
        while (System.nanoTime() < end) {
            String receipt = LogPlatform.receipt(station);
            Browser.Answer answer = LogPlatform.send(station, receipt);
            if (answer.status() == 200) {
                acknowledged.add(receipt);
            } else {
                refused.add(answer.status() + " " + answer.body());
            }
        }
        return refused;
    }

    private static long count(JdbcClient jdbc, String sql) {
        return jdbc.sql(sql).query((row, _) -> row.getLong(1)).single();
    }
}
