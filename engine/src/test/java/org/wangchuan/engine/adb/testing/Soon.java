package org.wangchuan.engine.adb.testing;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits until something is so, at most two minutes. */
public final class Soon {
    private Soon() {}

    /** Returns once it is so; fails if it is not by then. */
    public static void until(String what, BooleanSupplier so) {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (!so.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("not so within 120 s: " + what);
            }
            try {
                Thread.sleep(5);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            }
        }
    }
}
