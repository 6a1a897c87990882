package org.wangchuan.witness.server;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;

/**
 * How many requests of one address are under way, from their headers to the end of their answers. This machine's own
 * address has no limit: a proxy in front of the server is many clients. Thread-safe.
 */
final class Places {
    /** Most requests of one address at once: a log sends one after the other, a checker few. */
    static final int OF_ONE_MAX = 16;

    private final Map<InetAddress, Integer> taken = new HashMap<>();

    /** Whether there was a place; then, and only then, it must be given back. */
    synchronized boolean take(InetAddress of) {
        int count = taken.getOrDefault(of, 0);
        if (count >= OF_ONE_MAX && !of.isLoopbackAddress()) {
            return false;
        }
        taken.put(of, count + 1);
        return true;
    }

    synchronized void giveBack(InetAddress of) {
        taken.computeIfPresent(of, (_, count) -> count > 1 ? count - 1 : null);
    }
}
