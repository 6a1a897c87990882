package org.wangchuan.platform.clock;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How long the machine has been up, which counts on whatever its clock says. Linux tells it in {@code /proc/uptime}, in hundredths of a second, and
 * counts the time in which it slept ({@code proc_uptime(5)}); {@link System#nanoTime} leaves that out, so a laptop whose lid was closed would look
 * like a clock that was set forward. Thread-safe.
 */
final class Uptime {
    private static final Path UPTIME = Path.of("/proc/uptime");
    private static final int TO_NANOS = 9;

    private final boolean isTold;

    Uptime() {
        isTold = Files.isReadable(UPTIME);
    }

    /**
     * In nanoseconds.
     *
     * @throws IllegalStateException if the system told it and does not any more
     */
    long nanos() {
        if (!isTold) {
            return System.nanoTime();
        }
        try {
            String said = Files.readString(UPTIME, StandardCharsets.US_ASCII);
            return new BigDecimal(said.substring(0, said.indexOf(' ')))
                    .movePointRight(TO_NANOS)
                    .longValueExact();
        } catch (IOException | ArithmeticException | NumberFormatException | IndexOutOfBoundsException e) {
            throw new IllegalStateException("expected the seconds since the start of the machine in /proc/uptime", e);
        }
    }
}
