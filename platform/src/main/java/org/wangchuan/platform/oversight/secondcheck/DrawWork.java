package org.wangchuan.platform.oversight.secondcheck;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.process.Loop;

/**
 * The one thread that draws. Whatever fails is tried again; a process that dies in between has drawn nothing of that site, and several
 * processes wait for each other.
 */
@Component
final class DrawWork extends Loop {
    private static final Duration UPKEEP = Duration.ofMinutes(30);
    /** Longer than any month with the next: where nothing is cleared for so long, the next one is drawn. */
    private static final Duration BUSY = Duration.ofDays(62);

    private final Draws draws;
    private final Clearings clearings;
    private final InstantSource clock;
    private Instant keptAt = Instant.MIN;

    DrawWork(Draws draws, Clearings clearings, InstantSource clock) {
        super("second-check");
        this.draws = draws;
        this.clearings = clearings;
        this.clock = clock;
    }

    @Override
    protected boolean work() {
        boolean isAll = each(clearings.waitingSites(), draws::draw);
        Instant now = clock.instant();
        if (keptAt.isBefore(now.minus(UPKEEP))) {
            isAll &= each(clearings.sitesSince(now.minus(BUSY)), draws::keep);
            keptAt = now;
        }
        if (isAll) {
            succeeded();
        }
        return isAll;
    }

    /** What fails at one site keeps no other waiting. */
    private boolean each(List<UUID> sites, Consumer<UUID> what) {
        boolean isAll = true;
        for (UUID site : sites) {
            try {
                what.accept(site);
            } catch (RuntimeException e) {
                failed(e.toString());
                isAll = false;
            }
        }
        return isAll;
    }
}
