package org.wangchuan.platform.pages;

import java.io.IOException;
import org.wangchuan.browser.Browser;

/**
 * A person at a keyboard with a scanner, whose every move is counted. Nothing is done but by them: no field is filled and no
 * button pressed from inside the page. Not thread-safe.
 */
final class Hands {
    private static final int TABS_MAX = 80;

    private final Browser browser;
    private final long began = System.nanoTime();
    private int scans;
    private int keys;
    private int decisions;

    Hands(Browser browser) {
        this.browser = browser;
    }

    /**
     * What was needed.
     *
     * @param decisions how often the person had to look, and to decide what comes next
     * @param seconds that browser and platform took for it, without anybody thinking
     */
    record Count(int scans, int keys, int decisions, double seconds) {
        private static final double SECONDS_PER_KEY = 0.28;
        private static final double SECONDS_PER_DECISION = 1.35;
        private static final double SECONDS_PER_SCAN = 3;

        /** What a person who knows the page needs by the Keystroke-Level Model; a scan is guessed. */
        double personSeconds() {
            return keys * SECONDS_PER_KEY + decisions * SECONDS_PER_DECISION + scans * SECONDS_PER_SCAN + seconds;
        }
    }

    Count count() {
        return new Count(scans, keys, decisions, (System.nanoTime() - began) / 1e9);
    }

    /** Looks, and presses one key. */
    Hands key(String key) throws IOException {
        decisions++;
        press(key);
        return this;
    }

    /** Looks, and types a word. */
    Hands types(String text) throws IOException {
        decisions++;
        for (int i = 0; i < text.length(); i++) {
            press(text.substring(i, i + 1));
        }
        return this;
    }

    Hands scans(String code) throws IOException {
        decisions++;
        scans++;
        browser.scan(code);
        return this;
    }

    /** One key more, which goes with what was typed. */
    Hands then(String key) throws IOException {
        press(key);
        return this;
    }

    /** With the tabulator key to what this selector finds. */
    Hands tabsTo(String selector) throws IOException {
        decisions++;
        for (int i = 0; i < TABS_MAX && !isAt(selector); i++) {
            press("Tab");
        }
        requireAt(selector);
        return this;
    }

    /** Back by one. */
    Hands back() throws IOException {
        decisions++;
        keys++;
        browser.shiftTab();
        return this;
    }

    /** The page puts the focus there by itself. */
    Hands isLedTo(String selector) throws IOException {
        browser.waitFor("document.activeElement?.matches('" + selector + "')");
        return this;
    }

    /** The page that this leads to has come, and hears keys. */
    Hands sees(String condition) throws IOException {
        browser.waitFor("document.documentElement.hasAttribute('data-keys') && (" + condition + ")");
        return this;
    }

    private void press(String key) throws IOException {
        keys++;
        browser.press(key);
    }

    private boolean isAt(String selector) throws IOException {
        return browser.evaluate("String(document.activeElement?.matches('" + selector + "'))")
                .equals("true");
    }

    private void requireAt(String selector) throws IOException {
        if (!isAt(selector)) {
            throw new IOException("not reached by keyboard: " + selector);
        }
    }
}
