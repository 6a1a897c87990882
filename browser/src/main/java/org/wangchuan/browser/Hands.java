package org.wangchuan.browser;

import java.io.IOException;
import java.util.List;
import org.wangchuan.canonical.Json;

/**
 * A person at a keyboard with a scanner and a mouse, whose every move is counted. Nothing is done but by them: no field is filled and
 * no button pressed from inside the page. Not thread-safe.
 */
public final class Hands {
    private static final int TABS_MAX = 80;

    private final Browser browser;
    private final long began = System.nanoTime();
    private int scans;
    private int keys;
    private int clicks;
    private int decisions;

    /** Begins to count. */
    public Hands(Browser browser) {
        this.browser = browser;
    }

    /**
     * What was needed.
     *
     * @param decisions how often the person had to look, and to decide what comes next
     * @param seconds that browser and platform took for it, without anybody thinking
     */
    public record Count(int scans, int keys, int clicks, int decisions, double seconds) {
        private static final double SECONDS_PER_KEY = 0.28;
        /** To point at it, and to press and let go. */
        private static final double SECONDS_PER_CLICK = 1.1 + 0.2;

        private static final double SECONDS_PER_DECISION = 1.35;
        private static final double SECONDS_PER_SCAN = 3;

        /** What a person who knows the page needs by the Keystroke-Level Model; a scan is guessed. */
        public double personSeconds() {
            return keys * SECONDS_PER_KEY
                    + clicks * SECONDS_PER_CLICK
                    + decisions * SECONDS_PER_DECISION
                    + scans * SECONDS_PER_SCAN
                    + seconds;
        }
    }

    /** What was needed so far. */
    public Count count() {
        return new Count(scans, keys, clicks, decisions, (System.nanoTime() - began) / 1e9);
    }

    /** Looks, and presses one key. */
    public Hands key(String key) throws IOException {
        decisions++;
        press(key);
        return this;
    }

    /** Looks, and types a word. */
    public Hands types(String text) throws IOException {
        decisions++;
        for (int i = 0; i < text.length(); i++) {
            press(text.substring(i, i + 1));
        }
        return this;
    }

    /** Looks, and scans. */
    public Hands scans(String code) throws IOException {
        decisions++;
        scans++;
        browser.scan(code);
        return this;
    }

    /** Looks, and clicks with the mouse in the middle of what this selector finds, as it lies on the screen. */
    public Hands clicks(String selector) throws IOException {
        decisions++;
        clicks++;
        browser.waitFor("!!document.querySelector('" + selector + "')");
        String[] middle = browser.evaluate("(() => { const at = document.querySelector('" + selector
                        + "'); at.scrollIntoView({ block: 'center' }); const box = at.getBoundingClientRect();"
                        + " return Math.round(box.x + box.width / 2) + ' ' + Math.round(box.y + box.height / 2); })()")
                .split(" ", -1);
        // A hand that moves first: pages hold still where a pointer rests.
        for (String type : List.of("mouseMoved", "mousePressed", "mouseReleased")) {
            browser.call(
                    "Input.dispatchMouseEvent",
                    Json.object()
                            .put("type", type)
                            .put("x", Integer.parseInt(middle[0]))
                            .put("y", Integer.parseInt(middle[1]))
                            .put("button", type.equals("mouseMoved") ? "none" : "left")
                            .put("clickCount", type.equals("mouseMoved") ? 0 : 1)
                            .build());
        }
        return this;
    }

    /** One key more, which goes with what was typed. */
    public Hands then(String key) throws IOException {
        press(key);
        return this;
    }

    /** With the tabulator key to what this selector finds. */
    public Hands tabsTo(String selector) throws IOException {
        decisions++;
        for (int i = 0; i < TABS_MAX && !isAt(selector); i++) {
            press("Tab");
        }
        requireAt(selector);
        return this;
    }

    /** Back by one. */
    public Hands back() throws IOException {
        decisions++;
        keys++;
        browser.shiftTab();
        return this;
    }

    /** The page puts the focus there by itself. */
    public Hands isLedTo(String selector) throws IOException {
        browser.waitFor("document.activeElement?.matches('" + selector + "')");
        return this;
    }

    /** The page that this leads to has come, and hears keys. */
    public Hands sees(String condition) throws IOException {
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
