package org.wangchuan.platform.vault;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The one thread that deletes: a run each hour, the first a few minutes after the start, and at once what an officer began or a process that is no more
 * has left. Whatever fails is tried again.
 */
@Component
final class RetentionWork implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(RetentionWork.class);
    private static final long LOOK_MILLIS = 5_000;
    private static final Duration FIRST = Duration.ofMinutes(5);
    private static final Duration EACH = Duration.ofHours(1);

    private final Retention retention;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean isStopping;
    private boolean isWoken;
    private Instant next = Instant.MAX;
    private String said = "";
    private @Nullable Thread thread;

    RetentionWork(Retention retention, InstantSource clock) {
        this.retention = retention;
        this.clock = clock;
    }

    /** Looks at once; what is not committed yet is found by the next look. */
    void wake() {
        lock.lock();
        try {
            isWoken = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void start() {
        isStopping = false;
        retention.stop(false);
        next = clock.instant().plus(FIRST);
        Thread started = Thread.ofPlatform().name("retention").unstarted(this::run);
        thread = started;
        started.start();
    }

    private void run() {
        while (true) {
            work();
            lock.lock();
            try {
                if (!isStopping && !isWoken) {
                    boolean _ = changed.await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                }
                isWoken = false;
                if (isStopping) {
                    return;
                }
            } catch (InterruptedException _) {
                return; // nobody interrupts this thread
            } finally {
                lock.unlock();
            }
        }
    }

    private void work() {
        try {
            boolean isMine = retention.goOn();
            Instant now = clock.instant();
            if (isMine && !now.isBefore(next) && retention.sweep()) {
                next = now.plus(EACH);
            }
            said = "";
        } catch (RuntimeException e) {
            String why = e.getClass().getSimpleName();
            if (!why.equals(said)) {
                said = why;
                LOG.warn("retention failed and is tried again: {}", why);
            }
        }
    }

    @Override
    public void stop() {
        lock.lock();
        try {
            isStopping = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
        retention.stop(true);
        Thread running = thread;
        if (running != null) {
            try {
                running.join(TimeUnit.SECONDS.toMillis(20));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            thread = null;
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }
}
