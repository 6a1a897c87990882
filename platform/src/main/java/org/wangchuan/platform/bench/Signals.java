package org.wangchuan.platform.bench;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;
import org.wangchuan.platform.process.Tidings;

/**
 * Wakes those who wait for news of a site or a station, be it of this process or told by another; whoever waits looks into the database now
 * and then as well, should it not be told. Waiting holds no database connection. Thread-safe.
 */
@Component
class Signals {
    private static final String TOPIC = "bench";

    private final Tidings others;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<UUID, Long> counts = new HashMap<>();
    private boolean isClosed;

    Signals(Tidings others) {
        this.others = others;
    }

    /** How many changes there were; to be asked before looking, and given to {@link #await} afterwards. */
    long count(UUID key) {
        lock.lock();
        try {
            return counts.getOrDefault(key, 0L);
        } finally {
            lock.unlock();
        }
    }

    /** Waits until there were more changes than these, or for this long. */
    void await(UUID key, long seen, Duration most) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = most.toNanos();
            while (!isClosed && counts.getOrDefault(key, 0L) == seen && left > 0) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Whether the platform is about to end: nobody should wait any more. */
    boolean isClosed() {
        lock.lock();
        try {
            return isClosed;
        } finally {
            lock.unlock();
        }
    }

    @TransactionalEventListener(fallbackExecution = true)
    void on(BenchChanged change) {
        changed(change.site());
        others.tell(TOPIC, change.site().toString());
        change.station().ifPresent(station -> {
            changed(station);
            others.tell(TOPIC, station.toString());
        });
    }

    @EventListener
    void on(Tidings.Tiding told) {
        if (told.topic().equals(TOPIC)) {
            changed(UUID.fromString(told.text()));
        }
    }

    private void changed(UUID key) {
        lock.lock();
        try {
            counts.merge(key, 1L, Long::sum);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @EventListener(ContextClosedEvent.class)
    void close() {
        lock.lock();
        try {
            isClosed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** A rest that ends when the platform does. */
    void rest(Duration length) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = length.toNanos();
            while (!isClosed && left > 0) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }
}
