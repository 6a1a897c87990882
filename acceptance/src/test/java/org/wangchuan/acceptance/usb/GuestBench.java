package org.wangchuan.acceptance.usb;

import java.time.Duration;
import org.wangchuan.station.phone.BenchCables;

/** What a test in a guest waits for at its bench. */
final class GuestBench {
    /** It guards against hanging alone: a guest without its processor's help takes its time. */
    private static final Duration PLUGGED = Duration.ofMinutes(5);

    private static final Duration LOOK = Duration.ofMillis(50);

    private GuestBench() {}

    /** Until so many phones are seen. */
    static void awaitPhones(BenchCables cables, int count) throws InterruptedException {
        long begun = System.nanoTime();
        while (cables.contacts().size() < count) {
            if (System.nanoTime() - begun > PLUGGED.toNanos()) {
                throw new IllegalStateException("expected " + count + " phones within " + PLUGGED.toMinutes()
                        + " minutes, found " + cables.contacts().size());
            }
            Thread.sleep(LOOK);
        }
    }
}
