package org.wangchuan.engine.testing;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Does something at the first read of a place, once what was read at the beginning is counted. Several threads read, and only what was read without a gap counts: whoever read
 * the beginning may be the last to come back on a busy machine. Its next read says that it is counted, and the others wait for that.
 */
public final class OnceCounted implements Fault {
    private static final long LONGEST_SECONDS = 60;

    private final long offset;
    private final Runnable action;
    private final CountDownLatch counted = new CountDownLatch(1);
    private final AtomicReference<Optional<Thread>> first = new AtomicReference<>(Optional.empty());

    /** That is done at the first read from this offset on. */
    public OnceCounted(long offset, Runnable action) {
        this.offset = offset;
        this.action = action;
    }

    @Override
    public Answer answer(Request request) {
        if (request.kind() != Request.Kind.READ) {
            return new Nothing();
        }
        if (first.get().filter(Thread.currentThread()::equals).isPresent()) {
            counted.countDown();
        }
        if (request.offset() == 0) {
            first.set(Optional.of(Thread.currentThread()));
        }
        if (request.offset() >= offset) {
            try {
                if (!counted.await(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                    throw new AssertionError("nobody went on after the beginning was read");
                }
            } catch (InterruptedException e) {
                throw new AssertionError("interrupted", e);
            }
            action.run();
        }
        return new Nothing();
    }
}
