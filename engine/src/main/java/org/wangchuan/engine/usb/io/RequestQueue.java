package org.wangchuan.engine.usb.io;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.wangchuan.engine.kernel.Errno;
import org.wangchuan.engine.kernel.PollEntry;
import org.wangchuan.engine.kernel.UsbFs;
import org.wangchuan.engine.kernel.UsbRequest;
import org.wangchuan.engine.patience.Deadline;

/**
 * Requests of one open device that the kernel works on. Each thread waits for its own; one of those that wait polls the file, takes what
 * has come back for all of them and wakes them. A request that is given up is taken back from the kernel first, and its memory is kept
 * until the kernel has returned it: it writes there when it does. Thread-safe.
 */
final class RequestQueue {
    /** How long the kernel may take to return what was taken back from it: it only has to stop its host controller. */
    private static final Duration RETURN = Duration.ofSeconds(5);

    /** How long to poll at a time, in milliseconds: a wish to end is seen at once by what it makes return, and this late at the latest. */
    private static final int POLL_MILLIS = 500;

    private final UsbFs fs;
    private final Duration returnWithin;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<Long, Pending> pending = new HashMap<>();
    private boolean polled;
    private long broken; // negated errno of the file itself, 0 while it works

    /** A request in the kernel's hands. */
    private static final class Pending {
        final UsbRequest request;
        final BooleanSupplier unwanted;
        boolean returned;
        boolean discarded;

        Pending(UsbRequest request, BooleanSupplier unwanted) {
            this.request = request;
            this.unwanted = unwanted;
        }
    }

    RequestQueue(UsbFs fs) {
        this(fs, RETURN);
    }

    RequestQueue(UsbFs fs, Duration returnWithin) {
        this.fs = fs;
        this.returnWithin = returnWithin;
    }

    /** How many requests the kernel has, or had when it was last asked. */
    int held() {
        lock.lock();
        try {
            return pending.size();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Hands a request over and waits for it.
     *
     * @param unwanted whether somebody wants it to end
     * @return what became of it: 0, or a negated errno; ETIMEDOUT at the deadline, ECONNRESET if it became unwanted
     */
    long run(UsbRequest request, BooleanSupplier unwanted, Deadline deadline) {
        Pending mine = new Pending(request, unwanted);
        lock.lock();
        try {
            if (broken != 0 || unwanted.getAsBoolean()) {
                return broken != 0 ? broken : -Errno.ECONNRESET.number();
            }
            int submitted = fs.submit(request);
            if (submitted < 0) {
                return submitted;
            }
            pending.put(request.address(), mine);
            return await(mine, deadline);
        } finally {
            lock.unlock();
        }
    }

    /** Takes back all requests that somebody wants to end. */
    void endUnwanted() {
        lock.lock();
        try {
            for (Pending one : pending.values()) {
                if (!one.returned && one.unwanted.getAsBoolean()) {
                    discard(one);
                }
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private long await(Pending mine, Deadline deadline) {
        Deadline until = deadline;
        long reason = 0;
        while (!mine.returned && broken == 0) {
            if (!mine.discarded && (until.passed() || mine.unwanted.getAsBoolean())) {
                discard(mine);
            }
            if (mine.discarded && reason == 0) {
                reason = -(mine.unwanted.getAsBoolean() ? Errno.ECONNRESET : Errno.ETIMEDOUT).number();
                until = Deadline.after(returnWithin);
            } else if (mine.discarded && until.passed()) {
                return reason; // the kernel keeps it, and its memory is kept for the kernel
            }
            waitBriefly(until);
        }
        if (!mine.returned) {
            return broken;
        }
        pending.remove(mine.request.address());
        return outcome(mine, reason);
    }

    private static long outcome(Pending returned, long reason) {
        long status = returned.request.status();
        boolean taken = Errno.ENOENT.is(status) || Errno.ECONNRESET.is(status);
        if (!taken) {
            return status;
        }
        // What was taken back by nobody here was taken by the kernel, which does so when the device leaves
        // (Documentation/driver-api/usb/error-codes.rst).
        if (!returned.discarded) {
            return -Errno.ENODEV.number();
        }
        return reason != 0 ? reason : -Errno.ECONNRESET.number();
    }

    /** Polls if nobody does, or waits for who does. An interrupt ends nothing: what the kernel has must come back first. */
    private void waitBriefly(Deadline until) {
        int millis = Math.clamp(until.leftMillis(), 1, POLL_MILLIS);
        if (polled) {
            awaitOther(millis);
            return;
        }
        polled = true;
        int events;
        lock.unlock();
        try {
            events = PollEntry.await(fs.kernel(), fs.descriptor(), PollEntry.POLLOUT, millis);
        } finally {
            lock.lock();
            polled = false;
        }
        if (events < 0 && !Errno.EINTR.is(events)) {
            broken = events;
        } else {
            takeReturned();
        }
        changed.signalAll();
    }

    @SuppressWarnings("WaitNotInLoop") // The loop is around the choice of who polls, in await.
    private void awaitOther(int millis) {
        boolean interrupted = Thread.interrupted();
        try {
            boolean _ = changed.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void takeReturned() {
        while (true) {
            long reaped = fs.reapNow();
            if (Errno.EAGAIN.is(reaped) || Errno.EINTR.is(reaped)) {
                return;
            }
            if (reaped < 0 && reaped > -4096) { // the kernel's range of errors (MAX_ERRNO, linux/err.h)
                broken = reaped;
                return;
            }
            Pending one = pending.get(reaped);
            if (one != null) {
                one.returned = true;
                // Nobody may be waiting for it any more.
                if (one.discarded) {
                    pending.remove(reaped);
                }
            }
        }
    }

    private void discard(Pending one) {
        if (!one.discarded) {
            one.discarded = true;
            int _ = fs.discard(one.request); // fails if it has come back in the meantime, which is as well
        }
    }
}
