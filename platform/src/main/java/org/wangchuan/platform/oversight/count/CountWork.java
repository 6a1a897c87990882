package org.wangchuan.platform.oversight.count;

import java.time.Duration;
import java.time.InstantSource;
import java.util.OptionalLong;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.ledger.ClearingRoots;
import org.wangchuan.platform.process.Loop;

/** The one thread that counts what the last month brought. Where a process has not the log open, another one does it. */
@Component
final class CountWork extends Loop {
    private static final Duration LOOK = Duration.ofMinutes(10);

    private final SiteCounts counts;
    private final ClearingRoots log;
    private final InstantSource clock;

    CountWork(SiteCounts counts, ClearingRoots log, InstantSource clock) {
        super("counts", LOOK);
        this.counts = counts;
        this.log = log;
        this.clock = clock;
    }

    @Override
    protected boolean work() {
        OptionalLong size = log.size();
        if (size.isEmpty()) {
            return true; // it is looked for again
        }
        boolean isAll = true;
        for (UUID site : counts.due(clock.instant())) {
            try {
                while (!isStopping() && counts.count(site, clock.instant())) {
                    // one is full, and there may be more
                }
            } catch (RuntimeException e) {
                failed(e.getClass().getSimpleName());
                isAll = false; // and keeps no other site waiting
            }
        }
        if (isAll) {
            succeeded();
        }
        return isAll;
    }
}
