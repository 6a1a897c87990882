package org.wangchuan.engine.patience;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * Whether this machine has slept between two moments, in which a device may have been started anew, or be another, and still pass for what was there before: the
 * kernel keeps what hangs on USB if its descriptors are the same (Documentation/driver-api/usb/persist.rst). {@link System#nanoTime()} stands still meanwhile,
 * the time since the machine was started ({@code /proc/uptime}) does not. Thread-safe.
 */
public final class MachineSleep {
    /** Both clocks are read one after the other, and the second shows hundredths. No machine sleeps as short. */
    private static final long TOLERANCE_MILLIS = 500;

    private static final long READ_WITHIN_NANOS = 100_000_000;
    private static final int READINGS_MAX = 5;

    private final Path uptime;
    private final LongSupplier clock;

    /** Of this machine. */
    public MachineSleep() {
        this(Path.of("/proc/uptime"), System::nanoTime);
    }

    /**
     * By other clocks.
     *
     * @param uptime as {@code /proc/uptime}
     * @param clock as {@link System#nanoTime()}
     */
    public MachineSleep(Path uptime, LongSupplier clock) {
        this.uptime = uptime;
        this.clock = clock;
    }

    /**
     * A moment.
     *
     * @param aheadMillis by how much one clock is ahead of the other; absent if that could not be told
     */
    public record Moment(OptionalLong aheadMillis) {}

    /** This moment. */
    public Moment now() {
        for (int i = 0; i < READINGS_MAX; i++) {
            long before = clock.getAsLong();
            OptionalLong up = upMillis();
            if (up.isEmpty()) {
                break;
            }
            if (clock.getAsLong() - before < READ_WITHIN_NANOS) {
                return new Moment(OptionalLong.of(up.getAsLong() - before / 1_000_000));
            }
        }
        return new Moment(OptionalLong.empty());
    }

    /** Whether it has slept since, or nobody knows. */
    public boolean isPossibleSince(Moment then) {
        Moment now = now();
        return then.aheadMillis().isEmpty()
                || now.aheadMillis().isEmpty()
                || now.aheadMillis().getAsLong() - then.aheadMillis().getAsLong() > TOLERANCE_MILLIS;
    }

    /** Seconds with two places, then something else. */
    private OptionalLong upMillis() {
        try {
            String text = new String(Files.readAllBytes(uptime), StandardCharsets.US_ASCII);
            int end = text.indexOf(' ');
            return end < 0
                    ? OptionalLong.empty()
                    : OptionalLong.of(Math.round(Double.parseDouble(text.substring(0, end)) * 1_000));
        } catch (IOException | NumberFormatException _) {
            return OptionalLong.empty();
        }
    }
}
