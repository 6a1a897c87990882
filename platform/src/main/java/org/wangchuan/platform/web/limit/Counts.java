package org.wangchuan.platform.web.limit;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How often something happened within a window that begins with the first time, by any key. Of this process; a start begins anew. It holds a
 * bounded number of keys: beyond it the oldest is forgotten, so that whoever has many addresses keeps nobody else out. Thread-safe.
 */
public final class Counts {
    private static final int KEYS_MAX = 20_000;

    private final InstantSource clock;
    private final long windowMillis;
    private final int keysMax;

    /** In the order in which their windows began. */
    private final Map<String, Window> windows = new LinkedHashMap<>();

    /**
     * Nothing is counted yet.
     *
     * @param window at least a millisecond
     */
    public Counts(InstantSource clock, Duration window) {
        this(clock, window, KEYS_MAX);
    }

    Counts(InstantSource clock, Duration window, int keysMax) {
        this.clock = clock;
        this.windowMillis = window.toMillis();
        this.keysMax = keysMax;
    }

    private record Window(long beginMillis, int count) {}

    /** Counts one more, and says whether it is within this number. */
    public synchronized boolean allows(String key, int most) {
        return count(key) <= most;
    }

    /** Counts one more; how many there are with it. */
    public synchronized int count(String key) {
        forgetOld();
        Window known = windows.get(key);
        Window next = known == null
                ? new Window(clock.millis(), 1)
                : new Window(known.beginMillis(), Math.min(known.count(), Integer.MAX_VALUE - 1) + 1);
        windows.put(key, next);
        if (windows.size() > keysMax) {
            Iterator<String> oldest = windows.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
        return next.count();
    }

    /** Begins the window of a key anew, with one. */
    public synchronized void renew(String key) {
        windows.remove(key);
        int _ = count(key);
    }

    /** Whether there is room for one more; nothing is counted. */
    public synchronized boolean hasRoom(String key, int most) {
        forgetOld();
        Window known = windows.get(key);
        return known == null || known.count() < most;
    }

    /** Whether it was counted within the window. */
    public synchronized boolean isKnown(String key) {
        forgetOld();
        return windows.containsKey(key);
    }

    synchronized int keys() {
        return windows.size();
    }

    private void forgetOld() {
        long now = clock.millis();
        Iterator<Window> all = windows.values().iterator();
        // A clock that was put back begins anew as well: else a window would last for as long as it was wrong.
        while (all.hasNext() && Math.abs(now - all.next().beginMillis()) >= windowMillis) {
            all.remove();
        }
    }
}
