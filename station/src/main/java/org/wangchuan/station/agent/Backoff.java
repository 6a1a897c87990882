package org.wangchuan.station.agent;

import java.time.Duration;

/** How long to wait before the next try: twice as long each time, up to a limit, for ever. Not thread-safe. */
final class Backoff {
    private final Duration first;
    private final Duration longest;
    private Duration next;

    Backoff(Duration first, Duration longest) {
        this.first = first;
        this.longest = longest;
        this.next = first;
    }

    Duration failed() {
        Duration now = next;
        next = next.multipliedBy(2);
        if (next.compareTo(longest) > 0) {
            next = longest;
        }
        return now;
    }

    void succeeded() {
        next = first;
    }
}
