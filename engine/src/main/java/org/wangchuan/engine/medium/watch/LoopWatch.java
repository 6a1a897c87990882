package org.wangchuan.engine.medium.watch;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.wangchuan.engine.kernel.Kernel;
import org.wangchuan.engine.kernel.LoopStatus;
import org.wangchuan.engine.medium.Bus;
import org.wangchuan.engine.medium.Difference;
import org.wangchuan.engine.medium.Medium;

/**
 * Sees a loop device being moved within its file while it is open, and remembers it: moved back in time, it would look at the end as if
 * nothing had been. The kernel counts such moves nowhere, so it is asked after each request: one ioctl(2), and only of loop devices.
 *
 * <p>Safe for use by several threads.
 */
public final class LoopWatch {
    private final Kernel kernel;
    private final int descriptor;
    private final Optional<LoopStatus> start;
    private final AtomicReference<Optional<Difference>> seen = new AtomicReference<>(Optional.empty());

    /** Of a medium that is open as {@code descriptor}. */
    public LoopWatch(Kernel kernel, Medium medium, int descriptor) {
        this.kernel = kernel;
        this.descriptor = descriptor;
        this.start = medium.bus() == Bus.LOOP ? LoopStatus.of(kernel, descriptor) : Optional.empty();
    }

    /** Whether it is, or was at an earlier call, elsewhere than when it was opened. A device that does not answer has not moved. */
    public boolean moved() {
        if (start.isEmpty() || seen.get().isPresent()) {
            return seen.get().isPresent();
        }
        Optional<LoopStatus> now = LoopStatus.of(kernel, descriptor);
        if (now.isEmpty() || now.equals(start)) {
            return false;
        }
        remember(new Difference(Difference.START, text(start.get()), text(now.get()) + " while it was open"));
        return true;
    }

    /** What was seen first. */
    public Optional<Difference> difference() {
        boolean _ = moved();
        return seen.get();
    }

    /** Keeps what was seen otherwise. */
    public void remember(Difference difference) {
        seen.compareAndSet(Optional.empty(), Optional.of(difference));
    }

    private static String text(LoopStatus status) {
        return "a loop at " + status.offsetBytes() + " bytes (limit " + status.limitBytes() + ") of " + status.device()
                + ":" + status.inode();
    }
}
