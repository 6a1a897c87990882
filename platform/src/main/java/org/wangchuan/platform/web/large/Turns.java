package org.wangchuan.platform.web.large;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * One at a time, of what needs much memory: companies in turn, however many forms each has sent, for of a company only one waits in the line of all.
 * Thread-safe.
 */
public final class Turns {
    private final Semaphore all = new Semaphore(1, true);
    private final Map<UUID, Semaphore> companies = new ConcurrentHashMap<>();

    /** Nobody's turn yet. */
    public Turns() {}

    /**
     * Waits for a company's turn.
     *
     * @return whether it came in time; then {@link #giveBack} follows
     */
    public boolean take(UUID company, Duration within) throws InterruptedException {
        long end = System.nanoTime() + within.toNanos();
        Semaphore own = ofCompany(company);
        if (!own.tryAcquire(within.toNanos(), TimeUnit.NANOSECONDS)) {
            return false;
        }
        boolean isTaken = false;
        try {
            isTaken = all.tryAcquire(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
            return isTaken;
        } finally {
            if (!isTaken) {
                own.release();
            }
        }
    }

    /** Ends a turn that was taken. */
    public void giveBack(UUID company) {
        all.release();
        ofCompany(company).release();
    }

    private Semaphore ofCompany(UUID company) {
        return companies.computeIfAbsent(company, _ -> new Semaphore(1, true));
    }
}
