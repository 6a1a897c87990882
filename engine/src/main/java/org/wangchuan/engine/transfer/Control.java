package org.wangchuan.engine.transfer;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What all threads of a transfer share: whether to go on, and what errors may still cost. */
final class Control {
    private final AtomicReference<Transfer.@Nullable End> stop = new AtomicReference<>();
    private final AtomicReference<@Nullable Throwable> crash = new AtomicReference<>();
    private final AtomicLong failedCallsLeft;
    private final AtomicLong failedNanosLeft;

    Control(TransferOptions options) {
        failedCallsLeft = new AtomicLong(options.failedCallsMax());
        failedNanosLeft = new AtomicLong(options.failedMillisMax() * 1_000_000);
    }

    /** Stops everything after the requests that are under way; the first reason holds. */
    void stop(Transfer.End reason) {
        stop.compareAndSet(null, reason);
    }

    /** A broken invariant in a thread. */
    void crash(Throwable cause) {
        crash.compareAndSet(null, cause);
    }

    boolean stopping() {
        return stop.get() != null || crash.get() != null;
    }

    /** Why it stopped; {@link Transfer.Done} if nothing stopped it. */
    Transfer.End end() {
        Throwable cause = crash.get();
        if (cause != null) {
            throw new IllegalStateException("a thread of the transfer failed", cause);
        }
        Transfer.End reason = stop.get();
        return reason != null ? reason : new Transfer.Done();
    }

    void callFailed(long nanos) {
        failedCallsLeft.decrementAndGet();
        failedNanosLeft.addAndGet(-nanos);
    }

    /** Whether errors may still be narrowed down. */
    boolean mayNarrow() {
        return failedCallsLeft.get() > 0 && failedNanosLeft.get() > 0;
    }
}
