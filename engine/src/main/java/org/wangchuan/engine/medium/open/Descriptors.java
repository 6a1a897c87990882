package org.wangchuan.engine.medium.open;

import java.util.concurrent.atomic.AtomicLong;
import org.wangchuan.engine.kernel.Kernel;

/**
 * The descriptors of one open medium. They are closed by whoever is last out, so that no call in flight ever finds its number given to
 * another file, and a call that is stuck in the kernel keeps its descriptor for as long as it is.
 */
final class Descriptors {
    private static final int NONE = -1;
    private static final long CLOSING = Long.MIN_VALUE;
    private static final long CLOSE_WAIT_MILLIS = 5_000;

    private final Kernel kernel;
    private final int direct;
    private final int buffered;
    private final int backing;

    /** Calls in flight, with the sign bit once closing. */
    private final AtomicLong state = new AtomicLong();

    /** @param buffered a second descriptor through the page cache, or the same again */
    Descriptors(Kernel kernel, int direct, int buffered) {
        this(kernel, direct, buffered, NONE);
    }

    /** @param backing of the file under a loop device, or the first again, or negative if there is none */
    Descriptors(Kernel kernel, int direct, int buffered, int backing) {
        this.kernel = kernel;
        this.direct = direct;
        this.buffered = buffered;
        this.backing = backing;
    }

    int direct() {
        return direct;
    }

    int buffered() {
        return buffered;
    }

    /** False if closed; otherwise {@link #leave} must follow. */
    boolean enter() {
        long seen = state.get();
        while (seen >= 0) {
            if (state.compareAndSet(seen, seen + 1)) {
                return true;
            }
            seen = state.get();
        }
        return false;
    }

    void leave() {
        if (state.decrementAndGet() == CLOSING) {
            release();
        }
    }

    /** Returns soon, whatever the device does. */
    void close() {
        long seen = state.getAndUpdate(now -> now < 0 ? now : now | CLOSING);
        if (seen == 0) {
            // The last close of a device writes back what is cached, and can hang as any write.
            Thread closer = Thread.ofPlatform().daemon().name("close-medium").start(this::release);
            try {
                closer.join(CLOSE_WAIT_MILLIS);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void release() {
        if (backing >= 0 && backing != direct) {
            kernel.close(backing);
        }
        if (buffered != direct) {
            kernel.close(buffered);
        }
        kernel.close(direct);
    }
}
