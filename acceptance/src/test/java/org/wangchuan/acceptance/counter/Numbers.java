package org.wangchuan.acceptance.counter;

import java.io.IOException;
import org.wangchuan.browser.Browser;

/** What a page shows in figures. */
final class Numbers {
    private static final long LOOK_MILLIS = 500;

    private Numbers() {}

    /** The whole number that an expression gives; 0 where there is none, as between two pages. */
    static int shown(Browser browser, String expression) {
        try {
            return (int) Double.parseDouble(browser.evaluate("String(" + expression + " ?? 0)"));
        } catch (IOException | NumberFormatException _) {
            return 0;
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
