package org.wangchuan.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.wangchuan.cli.service.LaneSnapshot;
import org.wangchuan.cli.service.Messages;

/** A display moves up before it draws: one that draws too late wipes out what was printed meanwhile. */
@Timeout(120)
class DisplayLoopTest {
    private static final List<LaneSnapshot> LANES = List.of(new LaneSnapshot("sdb", "zero", 1, 1, 0, 100, 0, 0, 0));

    private final ByteArrayOutputStream drawn = new ByteArrayOutputStream();
    private final PlainDisplay display =
            new PlainDisplay(new PrintStream(drawn, true, StandardCharsets.UTF_8), Messages.in("en"));

    /** The thread gets no turn for its last picture while the others go on. */
    @Test
    void whatIsLateDrawsNothingOverTheResult() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch turn = new CountDownLatch(1);
        AtomicReference<Thread> thread = new AtomicReference<>(Thread.currentThread());
        DisplayLoop loop = DisplayLoop.start(display, () -> {
            thread.set(Thread.currentThread());
            asked.countDown();
            uninterrupted(turn);
            return LANES;
        });
        asked.await();
        loop.close();
        turn.countDown();
        thread.get().join();
        assertThat(drawn.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void theLastPictureIsDrawn() {
        DisplayLoop loop = DisplayLoop.start(display, () -> LANES);
        loop.close();
        assertThat(drawn.toString(StandardCharsets.UTF_8)).startsWith("sdb: ");
    }

    private static void uninterrupted(CountDownLatch latch) {
        while (true) {
            try {
                latch.await();
                return;
            } catch (InterruptedException _) {
                // closing interrupts
            }
        }
    }
}
