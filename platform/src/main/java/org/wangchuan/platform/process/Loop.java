package org.wangchuan.platform.process;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * One thread of this process that works in the background, again and again, until the process ends. Whatever fails is tried again after a
 * longer pause, and said once. What of the work only one process at a time may do is for the work itself to see to. Thread-safe.
 */
public abstract class Loop implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Loop.class);
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(2);
    private static final long END_SECONDS = 20;

    private final String name;
    private final Duration look;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean isWoken;
    private boolean isStopping;
    private volatile String said = "";
    private @Nullable Thread thread;

    /**
     * One that does not run yet, and looks twice a second.
     *
     * @param name of its thread
     */
    protected Loop(String name) {
        this(name, LOOK);
    }

    /**
     * One that does not run yet.
     *
     * @param look how long it pauses, unless it is woken
     */
    protected Loop(String name, Duration look) {
        this.name = name;
        this.look = look;
    }

    /**
     * Once all of it.
     *
     * @return false if something could not be done, and is to be tried again later than usual; why was said
     */
    protected abstract boolean work() throws InterruptedException;

    @Override
    public void start() {
        lock.lock();
        try {
            isStopping = false;
        } finally {
            lock.unlock();
        }
        Thread started = Thread.ofPlatform().name(name).unstarted(this::run);
        thread = started;
        started.start();
    }

    private void run() {
        try {
            while (rest(works() || look.compareTo(AFTER_FAILURE) > 0 ? look : AFTER_FAILURE)) {
                // works() has done it
            }
        } catch (InterruptedException e) {
            // nobody interrupts this thread
        }
    }

    /** As {@link #work}, whatever it throws; also where somebody else's thread begins with it. */
    protected final boolean works() throws InterruptedException {
        try {
            return work();
        } catch (RuntimeException e) {
            // By its kind alone: a message may quote what a row holds.
            failed(e.getClass().getSimpleName());
            return false;
        }
    }

    /** Whether it goes on after that. */
    private boolean rest(Duration pause) throws InterruptedException {
        lock.lock();
        try {
            long left = pause.toNanos();
            while (!isStopping && !isWoken && left > 0) {
                left = changed.awaitNanos(left);
            }
            isWoken = false;
            return !isStopping;
        } finally {
            lock.unlock();
        }
    }

    /** Says why something failed, unless that was said last. */
    protected final void failed(String why) {
        if (!why.equals(said)) {
            said = why;
            LOG.warn("the work of {} failed and is tried again: {}", name, why);
        }
    }

    /** Nothing fails any more. */
    protected final void succeeded() {
        said = "";
    }

    /** There is something to do now; also if it is just at work and may have looked already. */
    public final void wake() {
        lock.lock();
        try {
            isWoken = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Whether it is to end as soon as it can. */
    protected final boolean isStopping() {
        lock.lock();
        try {
            return isStopping;
        } finally {
            lock.unlock();
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
        Thread running = thread;
        if (running != null) {
            try {
                running.join(TimeUnit.SECONDS.toMillis(END_SECONDS));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            thread = null;
        }
    }

    /** After {@link Ending}: it works while others still answer, and ends before the server does. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE - 1;
    }

    /** Whether its last try failed. */
    public final boolean isFailing() {
        return !said.isEmpty();
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }
}
