package org.wangchuan.platform.rights;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * How many complaints come in by the form that everybody can send: few from one address, and no more of all than people could read. What is
 * over that is refused with words, and nothing of it is kept. Of this process; a start begins anew. Thread-safe.
 */
@Component
class ComplaintLimit {
    /** From one address within {@link #WINDOW}; a shop's visitors may share one. */
    static final int OF_ADDRESS = 5;

    /** From all within it. */
    static final int OF_ALL = 60;

    static final Duration WINDOW = Duration.ofHours(1);

    private final InstantSource clock;
    private final Map<String, Deque<Long>> addresses = new LinkedHashMap<>();
    private final Deque<Long> all = new ArrayDeque<>();

    ComplaintLimit(InstantSource clock) {
        this.clock = clock;
    }

    /** Whether one more may come from here; if so it is counted. */
    synchronized boolean allows(String address) {
        long now = clock.millis();
        drop(all, now);
        addresses.values().forEach(times -> drop(times, now));
        addresses.values().removeIf(Deque::isEmpty);
        Deque<Long> times = addresses.getOrDefault(address, new ArrayDeque<>());
        if (all.size() >= OF_ALL || times.size() >= OF_ADDRESS) {
            return false;
        }
        all.add(now);
        times.add(now);
        addresses.put(address, times);
        return true;
    }

    private static void drop(Deque<Long> times, long now) {
        while (!times.isEmpty() && now - times.getFirst() >= WINDOW.toMillis()) {
            times.removeFirst();
        }
    }
}
