package org.wangchuan.platform.exchange;

import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * How often keys can be tried and used: wrong ones from one address, and each good one, within a window. Of this process; a start begins
 * anew. Whoever guesses among 2<sup>192</sup> is not kept out by this but by their number: it keeps the database free of them. Thread-safe.
 */
@Component
class KeyLimits {
    /** Wrong keys from one address within {@link #WINDOW}. */
    static final int WRONG_MAX = 30;

    /** Requests with one key within it: ten a second. */
    static final int USES_MAX = 600;

    static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int KNOWN_MAX = 10_000;

    private final InstantSource clock;
    private final Map<String, Window> windows = new LinkedHashMap<>();

    KeyLimits(InstantSource clock) {
        this.clock = clock;
    }

    private record Window(long since, int count) {}

    /** Whether there is room for one more; nothing is counted. */
    synchronized boolean hasRoom(String what, int max) {
        Window known = windows.get(what);
        return known == null || isOver(known) || known.count() < max;
    }

    /** Whether one was counted lately. */
    synchronized boolean isKnown(String what) {
        return windows.containsKey(what);
    }

    /** Counts one. */
    synchronized void count(String what) {
        Window known = windows.get(what);
        windows.put(
                what,
                known == null || isOver(known)
                        ? new Window(clock.millis(), 1)
                        : new Window(known.since(), known.count() + 1));
        if (windows.size() > KNOWN_MAX) {
            windows.values().removeIf(this::isOver);
        }
        while (windows.size() > KNOWN_MAX) {
            windows.remove(windows.keySet().iterator().next());
        }
    }

    private boolean isOver(Window window) {
        return clock.millis() - window.since() >= WINDOW.toMillis();
    }
}
