package org.wangchuan.platform.web.large;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.wangchuan.platform.web.large.NotArrivedException.Why;

/** Reads a form to its end, by a clock: who sends may be slow, and not for ever. Thread-safe. */
public final class Arriving {
    /** The least of what has to come, in bytes a second, once {@link #HEAD_START} is over: 256 kbit/s, less than any mobile network is sold for. */
    static final int BYTES_PER_SECOND_MIN = 32 << 10;

    /** For whoever begins slowly, or stands in a lift. */
    static final Duration HEAD_START = Duration.ofSeconds(30);

    private static final int PART_BYTES = 16 << 10;

    private final LongSupplier nanos;

    /** By the clock of this machine. */
    public Arriving() {
        this(System::nanoTime);
    }

    Arriving(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** What becomes of the bytes. */
    public interface Sink {
        /** Takes the first so many of these. */
        void take(byte[] bytes, int length) throws NotArrivedException;
    }

    /**
     * Reads that many bytes. Only the time in which nothing was there to read counts: what the sink waits for is not the sender's.
     *
     * @param in may say that it waited too long ({@link SocketTimeoutException}), which is slow as well
     * @throws NotArrivedException if it does not come, comes too slowly, or the sink has no room for it
     */
    public void read(InputStream in, long length, Sink sink) throws NotArrivedException {
        byte[] part = new byte[PART_BYTES];
        long come = 0;
        long waited = 0;
        while (come < length) {
            long begun = nanos.getAsLong();
            int read = next(in, part, (int) Math.min(part.length, length - come));
            waited += nanos.getAsLong() - begun;
            come += read;
            long due = TimeUnit.NANOSECONDS.toMillis(waited - HEAD_START.toNanos()) * BYTES_PER_SECOND_MIN / 1000;
            if (come < length && come < due) {
                throw new NotArrivedException(Why.SLOW);
            }
            sink.take(part, read);
        }
    }

    private static int next(InputStream in, byte[] part, int most) throws NotArrivedException {
        try {
            int read = in.read(part, 0, most);
            if (read > 0) {
                return read;
            }
        } catch (IOException e) {
            if (e instanceof SocketTimeoutException || e.getCause() instanceof SocketTimeoutException) {
                throw new NotArrivedException(Why.SLOW);
            }
        }
        throw new NotArrivedException(Why.GONE);
    }
}
