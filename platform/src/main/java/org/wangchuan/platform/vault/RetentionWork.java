package org.wangchuan.platform.vault;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
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
    private final InstantSource clock;
    private volatile Instant next = Instant.MAX;

    RetentionWork(Retention retention, InstantSource clock) {
        super("retention", LOOK);
        this.retention = retention;
        this.clock = clock;
    }

    @Override
    public void start() {
        retention.stop(false);
        next = clock.instant().plus(FIRST);
        super.start();
    }

    @Override
    protected boolean work() {
        boolean isMine = retention.goOn();
        Instant now = clock.instant();
        if (isMine && !now.isBefore(next) && retention.sweep()) {
            next = now.plus(EACH);
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
