package org.wangchuan.engine.apple.wire;

import java.time.Duration;
import java.util.Optional;
import org.wangchuan.engine.apple.model.AppleFailure;
import org.wangchuan.engine.patience.Awake;

/**
 * Until when a whole exchange has to be over, however many reads it takes: who drips a byte a second gains nothing. Not thread-safe.
 */
public final class Deadline {
    /** At least as often as {@link Awake} wants to be asked. */
    private static final long STEP_MILLIS = 200;

    private final Optional<Awake> awake;
    private final long sinceNanos = System.nanoTime();
    private final long withinMillis;

    private Deadline(long withinMillis, Optional<Awake> awake) {
        this.withinMillis = withinMillis;
        this.awake = awake;
    }

    /**
     * From now on, for one exchange: the time that this program is stopped for doesn't count. It has to be asked all along, which whoever reads and
     * writes does.
     */
    public static Deadline within(Duration time) {
        return new Deadline(Math.max(time.toMillis(), 0), Optional.of(new Awake()));
    }

    /** From now on, by the clock alone, for what goes on while exchanges have deadlines of their own. */
    public static Deadline byClock(Duration time) {
        return new Deadline(Math.max(time.toMillis(), 0), Optional.empty());
    }

    /** Whether it has passed. */
    public boolean passed() {
        return leftMillis() <= 0;
    }

    /** What is left of it, 0 at the least. */
    public long leftMillis() {
        long pastMillis = awake.map(it -> it.millisSince(sinceNanos))
                .orElseGet(() -> (System.nanoTime() - sinceNanos) / 1_000_000);
        return Math.max(withinMillis - pastMillis, 0);
    }

    /**
     * How long to wait at once before asking again.
     *
     * @throws AppleFailure if the time is up, or the thread was interrupted, which it stays
     */
    public long stepMillis() throws AppleFailure {
        if (Thread.currentThread().isInterrupted()) {
            throw new AppleFailure(AppleFailure.Code.INTERRUPTED);
        }
        long left = leftMillis();
        if (left <= 0) {
            throw new AppleFailure(AppleFailure.Code.NO_ANSWER, "within " + withinMillis + " ms");
        }
        return Math.min(left, STEP_MILLIS);
    }
}
