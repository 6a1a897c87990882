package org.wangchuan.platform.oversight.secondcheck;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The one thread that draws. Whatever fails is tried again; a process that dies in between has drawn nothing of that site, and several
 * processes wait for each other.
 */
@Component
final class DrawWork implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(DrawWork.class);
    private static final long LOOK_MILLIS = 500;
    private static final long AFTER_FAILURE_MILLIS = 2_000;
    private static final Duration UPKEEP = Duration.ofMinutes(30);
    /** Longer than any month with the next: where nothing is cleared for so long, the next one is drawn. */
    private static final Duration BUSY = Duration.ofDays(62);

    private final Draws draws;
    private final Clearings clearings;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition stopping = lock.newCondition();
    private Instant keptAt = Instant.MIN;
    private boolean isStopping;
    private String said = "";
    private @Nullable Thread thread;

    DrawWork(Draws draws, Clearings clearings, InstantSource clock) {
        this.draws = draws;
        this.clearings = clearings;
        this.clock = clock;
    }

    @Override
    public void start() {
        isStopping = false;
        Thread started = Thread.ofPlatform().name("second-check").unstarted(this::run);
        thread = started;
        started.start();
    }

    private void run() {
        while (true) {
            long pause = work() ? LOOK_MILLIS : AFTER_FAILURE_MILLIS;
            lock.lock();
            try {
                if (!isStopping) {
                    boolean _ = stopping.await(pause, TimeUnit.MILLISECONDS);
                }
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

    /** Once all of it; false if something failed. */
    private boolean work() {
        try {
            boolean isAll = each(clearings.waitingSites(), draws::draw);
            Instant now = clock.instant();
            if (keptAt.isBefore(now.minus(UPKEEP))) {
                isAll &= each(clearings.sitesSince(now.minus(BUSY)), draws::keep);
                keptAt = now;
            }
            if (isAll) {
                said = "";
            }
            return isAll;
        } catch (RuntimeException e) {
            failed(e);
            return false;
        }
    }

    /** What fails at one site keeps no other waiting. */
    private boolean each(List<UUID> sites, Consumer<UUID> what) {
        boolean isAll = true;
        for (UUID site : sites) {
            try {
                what.accept(site);
            } catch (RuntimeException e) {
                failed(e);
                isAll = false;
            }
        }
        return isAll;
    }

    private void failed(RuntimeException e) {
        String why = e.toString();
        if (!why.equals(said)) {
            said = why;
            LOG.warn("drawing second checks failed and is tried again: {}", why);
        }
    }

    @Override
    public void stop() {
        lock.lock();
        try {
            isStopping = true;
            stopping.signal();
        } finally {
            lock.unlock();
        }
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
