package org.wangchuan.cli.progress;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.wangchuan.cli.service.Console;
import org.wangchuan.cli.service.LaneSnapshot;

/**
 * Looks at the lanes from a thread of its own and shows them. The lanes know nothing of it: a
 * terminal that takes no more text stops this thread and nothing else.
 */
final class DisplayLoop implements Console.Watch {
    private static final long CLOSE_MILLIS = 1_000;

    private final Display display;
    private final Supplier<List<LaneSnapshot>> lanes;
    private final ReentrantLock lock = new ReentrantLock();
    private final Thread thread;
    private volatile boolean closed;

    /** Set once somebody else prints where this would draw. */
    private volatile boolean abandoned;

    private DisplayLoop(Display display, Supplier<List<LaneSnapshot>> lanes) {
        this.display = display;
        this.lanes = lanes;
        this.thread = Thread.ofPlatform().daemon().name("progress").unstarted(this::loop);
    }

    static DisplayLoop start(Display display, Supplier<List<LaneSnapshot>> lanes) {
        DisplayLoop loop = new DisplayLoop(display, lanes);
        loop.thread.start();
        return loop;
    }

    /** Writes lines of another kind above the lanes. */
    void above(Runnable write) {
        lock.lock();
        try {
            display.makeRoom();
            write.run();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        thread.interrupt();
        try {
            thread.join(CLOSE_MILLIS);
            abandon();
        } catch (InterruptedException e) {
            abandoned = true;
            Thread.currentThread().interrupt();
        }
    }

    /** On a busy machine the last picture can be late: drawn over the result, it would wipe that out. */
    private void abandon() throws InterruptedException {
        boolean isHeld = lock.tryLock(CLOSE_MILLIS, TimeUnit.MILLISECONDS);
        abandoned = true;
        if (isHeld) {
            lock.unlock();
        }
    }

    private void loop() {
        while (!closed) {
            showOnce();
            pause();
        }
        showOnce();
    }

    private void pause() {
        try {
            Thread.sleep(display.intervalMillis());
        } catch (InterruptedException e) {
            // close() cuts the pause short for the last picture; the loop sees that it is closed.
            return;
        }
    }

    private void showOnce() {
        List<LaneSnapshot> now = lanes.get();
        lock.lock();
        try {
            if (!abandoned) {
                display.show(now, System.nanoTime());
            }
        } finally {
            lock.unlock();
        }
    }
}
