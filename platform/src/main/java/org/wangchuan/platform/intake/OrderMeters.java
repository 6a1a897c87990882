package org.wangchuan.platform.intake;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Arrays;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.web.metric.TableGauges;

/** Orders by state, and pages that watch one. */
@Component
class OrderMeters {
    OrderMeters(TableGauges gauges, MeterRegistry registry, OrderEvents events) {
        gauges.count(
                "wangchuan.orders",
                "Work orders by state",
                "state",
                Arrays.stream(OrderState.values()).map(OrderState::id).toList(),
                "SELECT state, count(*) FROM intake.work_order GROUP BY state");
        Gauge.builder("wangchuan.watchers", events, OrderEvents::watchers)
                .description("Open streams of events")
                .tag("page", "order")
                .register(registry);
    }
}
