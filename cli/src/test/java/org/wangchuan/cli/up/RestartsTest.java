package org.wangchuan.cli.up;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RestartsTest {
    @Test
    void itWaitsLongerEachTimeAndThenGivesUp() {
        Restarts restarts = new Restarts();
        List<Long> waits = new ArrayList<>();
        for (Optional<Duration> wait = restarts.next(Duration.ZERO);
                wait.isPresent();
                wait = restarts.next(Restarts.STEADY.minusMillis(1))) {
            waits.add(wait.get().toSeconds());
        }
        assertThat(waits).containsExactly(1L, 2L, 5L, 15L, 30L, 60L);
        assertThat(restarts.next(Duration.ZERO)).isEmpty();
    }

    @Test
    void whoeverRanLongBeginsAnew() {
        Restarts restarts = new Restarts();
        while (restarts.next(Duration.ZERO).isPresent()) {
            // until it gives up
        }
        assertThat(restarts.next(Restarts.STEADY)).contains(Duration.ofSeconds(1));
        assertThat(restarts.next(Duration.ZERO)).contains(Duration.ofSeconds(2));
    }
}
