package org.wangchuan.platform.exchange;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;
import org.wangchuan.platform.intake.OrderChanged;

/**
 * The thread that tells what has changed. Whatever fails is tried again; what was touched waits in the database meanwhile. Beside that it
 * looks, a few at a time, at all there is: if something ever changes that nothing touches, it is told late and not never.
 */
@Component
final class ChangeWork implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(ChangeWork.class);
    private static final long LOOK_MILLIS = 500;
    private static final long AFTER_FAILURE_MILLIS = 2_000;
    private static final Duration ROUND = Duration.ofSeconds(10);
    private static final int ROUND_SIZE = 50;

    private final Changes changes;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean isStopping;
    private long roundAt = System.nanoTime();
    private String said = "";
    private @Nullable Thread thread;

    ChangeWork(Changes changes) {
        this.changes = changes;
    }

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
    void on(OrderChanged change) {
        wake();
    }

    @Override
    public void start() {
        isStopping = false;
        Thread started = Thread.ofPlatform().name("plant-changes").unstarted(this::run);
        thread = started;
        started.start();
    }

    private void run() {
        while (true) {
            long pause = work() ? LOOK_MILLIS : AFTER_FAILURE_MILLIS;
            lock.lock();
            try {
                if (!isStopping) {
                    boolean _ = changed.await(pause, TimeUnit.MILLISECONDS);
                }
                if (isStopping) {
                    return;
                }
            } catch (InterruptedException e) {
                return; // nobody interrupts this thread
            } finally {
                lock.unlock();
            }
        }
    }

    private boolean work() {
        try {
            boolean isMore = true;
            while (isMore && !isStopping()) {
                isMore = tell();
            }
            round();
            said = "";
            return true;
        } catch (RuntimeException e) {
            // By its kind alone: a message may quote what a row holds.
            String why = e.getClass().getSimpleName();
            if (!why.equals(said)) {
                said = why;
                LOG.warn("telling what has changed failed and is tried again: {}", why);
            }
            return false;
        }
    }

    /** All that was touched together; where that fails, one by one, so that one that can't be worked out keeps nobody else's back. */
    private boolean tell() {
        try {
            return changes.tell();
        } catch (RuntimeException e) {
            int aside = 0;
            for (Changes.Touched one : changes.touched()) {
                try {
                    changes.tell(one);
                } catch (RuntimeException alone) {
                    changes.putAside(one);
                    aside++;
                }
            }
            if (aside > 0) {
                LOG.error("of {} touched devices nothing can be told; they are put aside for a while", aside);
            }
            return false;
        }
    }

    private void round() {
        if (System.nanoTime() - roundAt < ROUND.toNanos()) {
            return;
        }
        roundAt = System.nanoTime();
        List<Assets.Asset> some = changes.after(changes.place(), ROUND_SIZE);
        changes.goOn(some.isEmpty() ? 0 : some.getLast().number());
        int found = some.isEmpty() ? 0 : look(some);
        if (found > 0) {
            LOG.warn("{} events were told that nothing had announced", found);
        }
    }

    private int look(List<Assets.Asset> some) {
        try {
            return changes.look(some);
        } catch (RuntimeException e) {
            int found = 0;
            int failed = 0;
            for (Assets.Asset one : some) {
                try {
                    found += changes.look(List.of(one));
                } catch (RuntimeException alone) {
                    failed++;
                }
            }
            LOG.error("of {} devices it can't be worked out what is true", failed);
            return found;
        }
    }

    private boolean isStopping() {
        lock.lock();
        try {
            return isStopping;
        } finally {
            lock.unlock();
        }
    }

    private void wake() {
        lock.lock();
        try {
            changed.signal();
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
