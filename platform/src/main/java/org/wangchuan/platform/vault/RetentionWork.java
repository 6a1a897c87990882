package org.wangchuan.platform.vault;

import java.time.Duration;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.process.Loop;

/**
 * The one thread that deletes: a run each hour, the first a few minutes after the start, and at once what an officer began or a process that is no more
 * has left. Whatever fails is tried again.
 */
@Component
final class RetentionWork extends Loop {
    private static final Duration LOOK = Duration.ofSeconds(5);
    private static final Duration FIRST = Duration.ofMinutes(5);
    private static final Duration EACH = Duration.ofHours(1);

    private final Retention retention;
    /** Of {@link System#nanoTime}: a clock that is put forward brings no run, and one that is put back keeps none away. */
    private volatile long nextNanos;

    RetentionWork(Retention retention) {
        super("retention", LOOK);
        this.retention = retention;
    }

    @Override
    public void start() {
        retention.stop(false);
        nextNanos = System.nanoTime() + FIRST.toNanos();
        super.start();
    }

    @Override
    protected boolean work() {
        boolean isMine = retention.goOn();
        long now = System.nanoTime();
        if (isMine && now - nextNanos >= 0 && retention.sweep()) {
            nextNanos = now + EACH.toNanos();
        }
        succeeded();
        return true;
    }

    /** A run in the midst of its persons ends after the one that it is at. */
    @Override
    public void stop() {
        retention.stop(true);
        super.stop();
    }
}
