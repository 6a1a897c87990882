package org.wangchuan.acceptance.counter;

import java.io.IOException;
import java.time.Duration;
import org.wangchuan.browser.Browser;

/** What a page shows in figures. */
final class Numbers {
    private static final long LOOK_MILLIS = 500;

    /** It guards against hanging alone. */
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private Numbers() {}

    /** The whole number that an expression gives; 0 where there is none, as between two pages. */
    static int shown(Browser browser, String expression) {
        try {
            return (int) Double.parseDouble(browser.evaluate("String(" + expression + " ?? 0)"));
        } catch (IOException | NumberFormatException _) {
            return 0;
        }
    }

    /** Something that is so, or will be. */
    @FunctionalInterface
    interface Look {
        boolean isSo() throws IOException;
    }

    /** Looks until it is so; fails if it is not by then. */
    static void await(String what, Look look) throws IOException {
        long begun = System.nanoTime();
        while (!look.isSo()) {
            if (System.nanoTime() - begun > LONGEST.toNanos()) {
                throw new AssertionError("not so within " + LONGEST.toMinutes() + " minutes: " + what);
            }
            pause();
        }
    }

    /** Until the next look. */
    static void pause() throws IOException {
        try {
            Thread.sleep(LOOK_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
