package org.wangchuan.platform.web.large;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.platform.web.large.NotArrivedException.Why;

/** Who sends may be slow, and not for ever. */
final class ArrivingTest {
    private static final int LENGTH = 10 << 20;

    private long now;
    private long taken;
    private final Arriving arriving = new Arriving(() -> now);

    @Test
    void whatComesAtTheLeastRateArrives() throws Exception {
        arriving.read(every(1000, Arriving.BYTES_PER_SECOND_MIN / 4), 100_000, this::take);
        assertThat(taken).as("within the first spell").isEqualTo(100_000);
        taken = 0;
        arriving.read(every(1000, Arriving.BYTES_PER_SECOND_MIN), LENGTH, this::take);
        assertThat(taken).isEqualTo(LENGTH);
    }

    @Test
    void whatTricklesIsEndedAfterItsFirstSpell() {
        assertThat(why(every(1000, 1))).isEqualTo(Why.SLOW);
        assertThat(now).isLessThanOrEqualTo(Arriving.SPELL.plusSeconds(1).toNanos());
    }

    /** However much has come before, and however little is left. */
    @ParameterizedTest
    @ValueSource(longs = {5_000_000, LENGTH - 60L})
    void whatStopsToBeFastIsEndedAsSoon(long fast) {
        InputStream stops = new InputStream() {
            @Override
            public int read() {
                throw new AssertionError("by parts");
            }

            @Override
            public int read(byte[] into, int offset, int length) {
                now += TimeUnit.SECONDS.toNanos(taken < fast ? 0 : 1);
                return taken < fast ? (int) Math.min(length, fast - taken) : 1;
            }
        };
        assertThat(why(stops)).isEqualTo(Why.SLOW);
        assertThat(TimeUnit.NANOSECONDS.toSeconds(now)).isLessThanOrEqualTo(31);
    }

    @Test
    void whatTheSinkWaitsForIsNotTheSenders() throws Exception {
        arriving.read(every(0, 1000), 10_000, (_, _) -> now += TimeUnit.MINUTES.toNanos(1));
        assertThat(now).isEqualTo(TimeUnit.MINUTES.toNanos(10));
    }

    @Test
    void whoGoesSilentIsSlowAndWhoLeavesIsGone() {
        assertThat(why(failing(new SocketTimeoutException()))).isEqualTo(Why.SLOW);
        assertThat(why(failing(new IOException(new SocketTimeoutException())))).isEqualTo(Why.SLOW);
        assertThat(why(failing(new IOException("reset")))).isEqualTo(Why.GONE);
        assertThat(why(new ByteArrayInputStream(new byte[100]))).isEqualTo(Why.GONE);
    }

    private void take(byte[] bytes, int length) {
        taken += length;
    }

    private Why why(InputStream in) {
        return catchThrowableOfType(NotArrivedException.class, () -> arriving.read(in, LENGTH, this::take))
                .why();
    }

    private InputStream every(long millis, int bytes) {
        return new InputStream() {
            @Override
            public int read() {
                throw new AssertionError("by parts");
            }

            @Override
            public int read(byte[] into, int offset, int length) {
                int come = Math.min(bytes, length);
                now += TimeUnit.MILLISECONDS.toNanos(millis) * come / bytes;
                return come;
            }
        };
    }

    private static InputStream failing(IOException failure) {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                throw failure;
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                throw failure;
            }
        };
    }
}
