package org.wangchuan.station.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever becomes of the clock, no turn has a lower number than one before. */
class TurnNumbersTest {
    private static final Instant NOW = Instant.parse("2026-11-29T06:00:00Z");

    @TempDir
    Path root;

    private TurnNumbers numbers(Instant at) {
        return new TurnNumbers(new AgentFolder(root), () -> at);
    }

    @Test
    void theyGoOnWhereTheyWereThoughTheClockWasADayAhead() throws Exception {
        TurnNumbers ahead = numbers(NOW.plus(Duration.ofDays(1)));
        long last = 0;
        for (int i = 0; i < 2500; i++) {
            long next = ahead.next();
            assertThat(next).isGreaterThan(last);
            last = next;
        }
        assertThat(last).isGreaterThan(NOW.plus(Duration.ofDays(1)).toEpochMilli());
        assertThat(numbers(NOW).next()).isGreaterThan(last);
    }

    @Test
    void whereNothingIsKeptTheClockCounts() throws Exception {
        assertThat(numbers(NOW).next()).isGreaterThan(NOW.toEpochMilli());
        Files.writeString(new AgentFolder(root).turns(), "{");
        assertThat(numbers(NOW.plusSeconds(60)).next())
                .isGreaterThan(NOW.plusSeconds(60).toEpochMilli());
    }
}
