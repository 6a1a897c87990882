package org.wangchuan.platform.web.large;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.wangchuan.platform.web.large.NotArrivedException.Why;

/** Reads a form to its end, by a clock: who sends may be slow, and not for ever. Thread-safe. */
public final class Arriving {
    /** The least of what has to come in each {@link #SPELL}, in bytes a second. */
    static final int BYTES_PER_SECOND_MIN = 32 << 10;

    /** Long enough for whoever stands in a lift meanwhile. */
    static final Duration SPELL = Duration.ofSeconds(30);

    private static final long SPELL_BYTES = BYTES_PER_SECOND_MIN * SPELL.toSeconds();

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
     * Reads that many bytes. Only the time in which nothing was there to read counts: what the sink waits for is not the sender's. Nobody saves up by having
     * been fast.
     *
     * @param in may say that it waited too long ({@link SocketTimeoutException}), which is slow as well
     * @throws NotArrivedException if it does not come, comes too slowly, or the sink has no room for it
     */
    public void read(InputStream in, long length, Sink sink) throws NotArrivedException {
        byte[] part = new byte[PART_BYTES];
        long come = 0;
        long spell = 0;
        long waited = 0;
        while (come < length) {
            long begun = nanos.getAsLong();
            int read = next(in, part, (int) Math.min(part.length, length - come));
            waited += nanos.getAsLong() - begun;
            come += read;
            spell += read;
            if (spell >= SPELL_BYTES) {
                spell = 0;
                waited = 0;
            } else if (come < length && waited > SPELL.toNanos()) {
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
