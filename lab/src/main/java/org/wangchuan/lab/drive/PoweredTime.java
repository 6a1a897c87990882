package org.wangchuan.lab.drive;

import java.util.function.LongSupplier;

/**
 * The clock of a drive, which stands still while it has no power: what it was told to erase it goes on with when it has (NVMe Base 2.0, "Sanitize
 * Operations": a sanitize goes on after a loss of power). Safe for use by several threads.
 */
public final class PoweredTime implements LongSupplier {
    private final LongSupplier nanoTime;
    private long without;
    private long offAt;
    private boolean off;

    /**
     * Runs.
     *
     * @param nanoTime a clock that only goes forward
     */
    public PoweredTime(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Stands still. */
    public synchronized void off() {
        if (!off) {
            offAt = nanoTime.getAsLong();
            off = true;
        }
    }

    /** Goes on from where it stood. */
    public synchronized void on() {
        if (off) {
            without += nanoTime.getAsLong() - offAt;
            off = false;
        }
    }

    @Override
    public synchronized long getAsLong() {
        return (off ? offAt : nanoTime.getAsLong()) - without;
    }
}
