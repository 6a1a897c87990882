package org.wangchuan.engine.overwrite;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.wangchuan.engine.medium.BlockChannel;
import org.wangchuan.engine.patience.Awake;

/**
 * The thread of a pass that flushes and records: takes the accounts, flushes, and only then tells the sink, so that
 * what the sink is told was written before a flush that succeeded.
 */
final class Checkpointer {
    /** Why there are no more checkpoints. */
    sealed interface Failure {}

    record Flush(int errno) implements Failure {}

    record Journal(String message) implements Failure {}

    record Crash(Throwable cause) implements Failure {}

    private final BlockChannel channel;
    private final Supplier<Checkpoint> accounts;
    private final CheckpointSink sink;
    private final long intervalMillis;
    private final Runnable stopPass;
    private final CountDownLatch last = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);

    private volatile Checkpoint durable;
    private volatile @Nullable Failure failure;
    private volatile boolean abandoned;
    private volatile boolean busy;
    private volatile boolean recording;
    private volatile long busySinceNanos;
    private volatile long longestPauseNanos;
    private final AtomicInteger flushes = new AtomicInteger();
    private final AtomicInteger checkpoints = new AtomicInteger();

    Checkpointer(
            BlockChannel channel,
            Checkpoint from,
            Supplier<Checkpoint> accounts,
            CheckpointSink sink,
            long intervalMillis,
            Runnable stopPass) {
        this.channel = channel;
        this.durable = from;
        this.accounts = accounts;
        this.sink = sink;
        this.intervalMillis = intervalMillis;
        this.stopPass = stopPass;
    }

    void start(String threadName) {
        Thread.ofPlatform().name(threadName).daemon().start(this::work);
    }

    private void work() {
        try {
            boolean finish = false;
            while (!finish && failure == null && !abandoned) {
                finish = last.await(intervalMillis, TimeUnit.MILLISECONDS);
                if (!abandoned) {
                    take();
                }
            }
        } catch (InterruptedException | RuntimeException | Error e) {
            failure = new Crash(e);
        } finally {
            ended.countDown();
            if (failure != null) {
                stopPass.run();
            }
        }
    }

    private void take() {
        Checkpoint checkpoint = accounts.get();
        busySinceNanos = System.nanoTime();
        busy = true;
        long result = channel.flush();
        longestPauseNanos = Math.max(longestPauseNanos, System.nanoTime() - busySinceNanos);
        if (result < 0) {
            failure = new Flush((int) -result);
            return;
        }
        flushes.incrementAndGet();
        recording = true;
        busySinceNanos = System.nanoTime();
        try {
            sink.checkpoint(checkpoint);
            checkpoints.incrementAndGet();
            durable = checkpoint;
        } catch (IOException e) {
            failure = new Journal(e.toString());
        }
        recording = false;
        busy = false;
    }

    /** Lets the last checkpoint be taken; the writing must have ended. */
    void finish() {
        last.countDown();
    }

    /** Takes no more checkpoints; one under way may still finish, but nobody waits for it. */
    void abandon() {
        abandoned = true;
        last.countDown();
    }

    /** Waits for the end of the last checkpoint. */
    boolean awaitEnd(long millis) throws InterruptedException {
        return ended.await(millis, TimeUnit.MILLISECONDS);
    }

    /** Time that the flush or the recording under way has taken so far; 0 if none is. */
    long busyMillis(Awake awake) {
        long millis = awake.millisSince(busySinceNanos);
        return busy ? millis : 0;
    }

    /** Whether it is the recording that is under way. */
    boolean recording() {
        return recording;
    }

    Checkpoint durable() {
        return durable;
    }

    @Nullable
    Failure failure() {
        return failure;
    }

    long longestPauseMillis() {
        return longestPauseNanos / 1_000_000;
    }

    int flushes() {
        return flushes.get();
    }

    int checkpoints() {
        return checkpoints.get();
    }
}
