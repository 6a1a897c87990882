package org.wangchuan.platform.bench;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.web.metric.TableGauges;

/** Tasks of stations: those that are open by state, those that are over by how they ended; and pages that watch a bench. */
@Component
class TaskMeters {
    TaskMeters(TableGauges gauges, MeterRegistry registry, BenchController bench) {
        gauges.count(
                "wangchuan.tasks",
                "Tasks of stations by state; ended ones by outcome",
                "state",
                List.of("queued", "claimed", "withdrawn", "finished", "refused", "interrupted", "broken", "given-up"),
                """
                SELECT CASE WHEN state = 'ended' THEN outcome ELSE state END, count(*) FROM bench.task GROUP BY 1""");
        Gauge.builder("wangchuan.watchers", bench, BenchController::watchers)
                .description("Open streams of events")
                .tag("page", "bench")
                .register(registry);
    }
}
