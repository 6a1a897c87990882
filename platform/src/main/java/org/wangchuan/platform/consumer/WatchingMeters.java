package org.wangchuan.platform.consumer;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/** Pages of owners, and of the counter's glass, that watch an erasure. */
@Component
class WatchingMeters {
    WatchingMeters(MeterRegistry registry, Watching watching) {
        Gauge.builder("wangchuan.watchers", watching, Watching::count)
                .description("Open streams of events")
                .tag("page", "owner")
                .register(registry);
    }
}
