package org.wangchuan.platform.rights;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * How many complaints come in by the form that everybody can send: few from one address, of a site no more than its people could read, and
 * more of all together, so that whoever fills the form of one shop keeps no other's customers out. What is over that is refused with words,
 * and nothing of it is kept. Of this process; a start begins anew. Thread-safe.
 */
@Component
class ComplaintLimit {
    /** From one address within {@link #WINDOW}; a shop's visitors may share one. */
    static final int OF_ADDRESS = 5;

    /** About one site within it. */
    static final int OF_SITE = 60;

    /** About all within it. */
    static final int OF_ALL = 600;

    static final Duration WINDOW = Duration.ofHours(1);

    private final InstantSource clock;
    private final Map<String, List<Long>> addresses = new HashMap<>();
    private final Map<UUID, List<Long>> sites = new HashMap<>();
    private final List<Long> all = new ArrayList<>();

    ComplaintLimit(InstantSource clock) {
        this.clock = clock;
    }

    /** Whether one more about this site may come from here; if so it is counted. */
    synchronized boolean allows(String address, UUID site) {
        long now = clock.millis();
        drop(all, now);
        drop(addresses, now);
        drop(sites, now);
        if (all.size() >= OF_ALL || count(sites, site) >= OF_SITE || count(addresses, address) >= OF_ADDRESS) {
            return false;
        }
        all.add(now);
        addresses.computeIfAbsent(address, _ -> new ArrayList<>()).add(now);
        sites.computeIfAbsent(site, _ -> new ArrayList<>()).add(now);
        return true;
    }

    private static <K> int count(Map<K, List<Long>> times, K key) {
        return times.getOrDefault(key, List.of()).size();
    }

    private static <K> void drop(Map<K, List<Long>> times, long now) {
        times.values().forEach(of -> drop(of, now));
        times.values().removeIf(List::isEmpty);
    }

    /** What is ahead was counted by a clock that was set back since: else it would stay for as long as that was wrong. */
    private static void drop(List<Long> times, long now) {
        times.removeIf(time -> time > now || now - time >= WINDOW.toMillis());
    }
}
