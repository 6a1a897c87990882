package org.wangchuan.platform.web.number;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/** Counts of which each is very dear, whatever is counted, and none is ever counted anew. */
public final class DearCounts {
    private DearCounts() {}

    /** A new one, with nothing counted. */
    public static KeptCounts all() {
        AtomicLong nanos = new AtomicLong();
        return new KeptCounts(
                new NumberSettings(15),
                InstantSource.system(),
                () -> nanos.addAndGet(Duration.ofSeconds(2).toNanos()),
                _ -> {});
    }
}
