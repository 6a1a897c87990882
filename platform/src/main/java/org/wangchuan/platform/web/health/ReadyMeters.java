package org.wangchuan.platform.web.health;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;

/** What {@code /ready} says, for whoever reads metrics. */
@Component
class ReadyMeters {
    ReadyMeters(MeterRegistry registry, Readiness readiness) {
        add(registry, readiness, "database", Readiness.State::isDatabaseUp);
        add(registry, readiness, "migrations", Readiness.State::isMigrated);
        add(registry, readiness, "disk", Readiness.State::hasSpace);
    }

    private static void add(
            MeterRegistry registry, Readiness readiness, String what, Predicate<Readiness.State> isThere) {
        Gauge.builder("wangchuan.ready", readiness, now -> isThere.test(now.state()) ? 1 : 0)
                .description("1 if it is there, 0 if the platform can't work for want of it")
                .tag("what", what)
                .register(registry);
    }
}
