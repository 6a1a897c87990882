package org.wangchuan.platform.testing;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;

/** Waits until something is so that is so in a moment: whoever waits for it does not do so for ever. */
public final class Soon {
    /** It guards against hanging alone, and is no measure of how long anything takes. */
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private static final Duration LOOK = Duration.ofMillis(5);

    private Soon() {}

    /** Returns once it is so; fails if it is not by then. */
    public static void until(String what, Callable<Boolean> so) throws Exception {
        until(what, LONGEST, so);
    }

    /** Returns it once it is there; fails if it is not by then. */
    public static <T> T comes(String what, Callable<Optional<T>> look) throws Exception {
        AtomicReference<Optional<T>> last = new AtomicReference<>(Optional.empty());
        until(what, () -> {
            last.set(look.call());
            return last.get().isPresent();
        });
        return last.get().orElseThrow();
    }

    static void until(String what, Duration limit, Callable<Boolean> so) throws Exception {
        long begun = System.nanoTime();
        while (!so.call()) {
            if (System.nanoTime() - begun > limit.toNanos()) {
                throw new AssertionError("not so within " + limit.toSeconds() + " s: " + what);
            }
            Thread.sleep(LOOK);
        }
    }
}
