package org.wangchuan.platform.web.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Bodies of strangers: what one sender keeps waiting is theirs, and of all together it is bounded. */
final class BodiesTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private static InputStream of(int bytes) {
        return new ByteArrayInputStream(new byte[bytes]);
    }

    @Test
    void whatIsTooLongIsCutOffAfterOneByteMore() throws Exception {
        Bodies bodies = new Bodies(5_000, 20_000, 10_000, LONG);
        assertThat(bodies.read(Optional.of("a"), of(0))).isEmpty();
        assertThat(bodies.read(Optional.of("a"), of(5_000))).hasSize(5_000);
        for (int i = 0; i < 10; i++) {
            assertThat(bodies.read(Optional.of("a"), of(9_000)))
                    .as("what was read is given back")
                    .hasSize(5_001);
        }
    }

    /** Two of three thousand bytes each that stand still, of one sender; then a third of another one. */
    @Test
    void whoeverSendsMuchAndStandsStillKeepsOthersOutOnlyTogether() throws Exception {
        Bodies bodies = new Bodies(5_000, 9_000, 6_000, LONG);
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<byte[]> firstBody;
            Future<byte[]> secondBody;
            Future<byte[]> thirdBody;
            try (PipedOutputStream first = new PipedOutputStream();
                    PipedOutputStream second = new PipedOutputStream();
                    PipedOutputStream third = new PipedOutputStream()) {
                firstBody = sends(bodies, pool, first, "a");
                secondBody = sends(bodies, pool, second, "a");
                awaitBusy(bodies, "a", 1_000);
                assertThat(bodies.read(Optional.of("b"), of(1_000))).hasSize(1_000);
                assertThat(bodies.read(Optional.empty(), of(1_000))).hasSize(1_000);

                thirdBody = sends(bodies, pool, third, "b");
                awaitBusy(bodies, "c", 1_000);
                assertThatThrownBy(() -> bodies.read(Optional.empty(), of(1_000)))
                        .isInstanceOf(Bodies.NotReadException.class);
            }
            assertThat(firstBody.get()).hasSize(3_000);
            assertThat(secondBody.get()).hasSize(3_000);
            assertThat(thirdBody.get()).hasSize(3_000);
            assertThat(bodies.read(Optional.of("a"), of(5_000))).hasSize(5_000);
        }
    }

    private static Future<byte[]> sends(Bodies bodies, ExecutorService pool, PipedOutputStream out, String sender)
            throws IOException {
        PipedInputStream in = new PipedInputStream(out, 4_096);
        out.write(new byte[3_000]);
        return pool.submit(() -> bodies.read(Optional.of(sender), in));
    }

    private static void awaitBusy(Bodies bodies, String sender, int bytes) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (System.nanoTime() < end) {
            try {
                assertThat(bodies.read(Optional.of(sender), of(bytes))).hasSize(bytes);
            } catch (Bodies.NotReadException e) {
                assertThat(e.sentence()).isEqualTo("too much is being sent");
                return;
            }
            Thread.sleep(20);
        }
        throw new AssertionError("it was never too much");
    }

    @Test
    void aBodyHasItsTimeAndNoMore() {
        InputStream drips = new InputStream() {
            @Override
            public int read() {
                return 1;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                try {
                    Thread.sleep(20);
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
                return 1;
            }
        };
        Bodies bodies = new Bodies(1_000_000, 2_000_000, 1_000_000, Duration.ofMillis(200));
        assertThatThrownBy(() -> bodies.read(Optional.of("a"), drips))
                .isInstanceOf(Bodies.NotReadException.class)
                .hasMessageContaining("did not come within");
    }
}
