package org.wangchuan.platform.web.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
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
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor();
                StandsStill first = new StandsStill(3_000);
                StandsStill second = new StandsStill(3_000);
                StandsStill third = new StandsStill(3_000)) {
            Future<byte[]> firstBody = pool.submit(() -> bodies.read(Optional.of("a"), first));
            Future<byte[]> secondBody = pool.submit(() -> bodies.read(Optional.of("a"), second));
            first.await();
            second.await();
            assertTooMuch(bodies, Optional.of("a"));
            assertThat(bodies.read(Optional.of("b"), of(1_000))).hasSize(1_000);
            assertThat(bodies.read(Optional.empty(), of(1_000))).hasSize(1_000);

            Future<byte[]> thirdBody = pool.submit(() -> bodies.read(Optional.of("b"), third));
            third.await();
            assertTooMuch(bodies, Optional.of("c"));
            assertTooMuch(bodies, Optional.empty());

            first.end();
            second.end();
            third.end();
            assertThat(firstBody.get()).hasSize(3_000);
            assertThat(secondBody.get()).hasSize(3_000);
            assertThat(thirdBody.get()).hasSize(3_000);
            assertThat(bodies.read(Optional.of("a"), of(5_000))).hasSize(5_000);
        }
    }

    private static void assertTooMuch(Bodies bodies, Optional<String> sender) {
        assertThatThrownBy(() -> bodies.read(sender, of(1_000)))
                .isInstanceOf(Bodies.NotReadException.class)
                .hasMessage("too much is being sent");
    }

    /** A body of which so much comes at once, and its end only when it is ended. */
    private static final class StandsStill extends InputStream {
        private final CountDownLatch stands = new CountDownLatch(1);
        private final CountDownLatch ended = new CountDownLatch(1);
        private int left;

        StandsStill(int bytes) {
            left = bytes;
        }

        /** Waits until all that comes at once has been read, and counted. */
        void await() throws InterruptedException {
            assertThat(stands.await(30, TimeUnit.SECONDS)).as("it was read").isTrue();
        }

        /** Nothing more comes. */
        void end() {
            ended.countDown();
        }

        @Override
        public int read() {
            throw new AssertionError("expected to be read in chunks");
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (left == 0) {
                stands.countDown();
                try {
                    ended.await();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
                return -1;
            }
            int count = Math.min(left, length);
            left -= count;
            return count;
        }

        @Override
        public void close() {
            end();
        }
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
