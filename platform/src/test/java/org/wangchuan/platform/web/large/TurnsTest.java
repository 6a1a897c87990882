package org.wangchuan.platform.web.large;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.wangchuan.platform.testing.Soon;

/** One at a time, and companies in turn. */
final class TurnsTest {
    private static final UUID ONE = UUID.randomUUID();
    private static final UUID TWO = UUID.randomUUID();
    private static final Duration LONG = Duration.ofMinutes(1);

    private final Turns turns = new Turns();

    @Test
    void oneAtATime() throws Exception {
        assertThat(turns.take(ONE, Duration.ZERO)).isTrue();
        assertThat(turns.take(ONE, Duration.ZERO)).isFalse();
        assertThat(turns.take(TWO, Duration.ZERO)).isFalse();
        turns.giveBack(ONE);
        assertThat(turns.take(TWO, Duration.ZERO))
                .as("who gave up holds nothing")
                .isTrue();
        turns.giveBack(TWO);
        assertThat(turns.take(ONE, Duration.ZERO)).isTrue();
    }

    @Test
    void ofACompanyThatSentManyOnlyOneIsBeforeAnother() throws Exception {
        BlockingQueue<UUID> went = new LinkedBlockingQueue<>();
        List<Thread> threads = new ArrayList<>();
        assertThat(turns.take(ONE, LONG)).isTrue();
        for (int i = 0; i < 5; i++) {
            threads.add(waits(ONE, went));
        }
        threads.add(waits(TWO, went));
        turns.giveBack(ONE);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(went).hasSize(6);
        assertThat(List.copyOf(went).indexOf(TWO)).isLessThanOrEqualTo(1);
    }

    /** Begun, and waiting. */
    private Thread waits(UUID company, BlockingQueue<UUID> went) throws Exception {
        Thread thread = Thread.ofPlatform().start(() -> {
            try {
                if (turns.take(company, LONG)) {
                    went.add(company);
                    turns.giveBack(company);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        Soon.until("it waits for its turn", () -> thread.getState() == Thread.State.TIMED_WAITING);
        return thread;
    }
}
