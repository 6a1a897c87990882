package org.wangchuan.lab.drive;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongSupplier;

/**
 * Whether the machine that a made drive is in has slept, and with that taken the drive's power: the clock that goes on meanwhile (CLOCK_BOOTTIME, by
 * /proc/uptime) runs ahead of the one that does not (CLOCK_MONOTONIC, which is {@link System#nanoTime} on Linux). Not thread-safe.
 */
public final class MachineSleep {
    /** Less than this is the coarseness of the two clocks, in milliseconds. */
    private static final long NOTHING_MILLIS = 1000;

    private static final Path UPTIME = Path.of("/proc/uptime");

    private final LongSupplier sleptMillis;
    private long seenMillis;

    /** Of this machine, from now on. */
    public MachineSleep() {
        this(MachineSleep::slept);
    }

    /** @param sleptMillis how long the machine has slept since it was switched on; milliseconds */
    public MachineSleep(LongSupplier sleptMillis) {
        this.sleptMillis = sleptMillis;
        seenMillis = sleptMillis.getAsLong();
    }

    /** Whether it has slept since this was asked last. */
    public boolean hasSlept() {
        long now = sleptMillis.getAsLong();
        if (now - seenMillis < NOTHING_MILLIS) {
            return false;
        }
        seenMillis = now;
        return true;
    }

    private static long slept() {
        try {
            String text = new String(Files.readAllBytes(UPTIME), StandardCharsets.US_ASCII);
            double seconds = Double.parseDouble(text.substring(0, text.indexOf(' ')));
            return Math.round(seconds * 1000) - System.nanoTime() / 1_000_000;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
