package org.wangchuan.platform.exchange;

import java.util.List;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.web.metric.TableGauges;

/** Webhooks by state, and what waits to be sent to them. */
@Component
class DeliveryMeters {
    DeliveryMeters(TableGauges gauges) {
        gauges.count(
                "wangchuan.webhooks",
                "Webhooks by state; failing ones are active and have not taken the last event",
                "state",
                List.of("active", "failing", "off", "failed", "unconfirmed"),
                """
                SELECT CASE WHEN state = 'active' AND failures > 0 THEN 'failing' ELSE state END, count(*)
                FROM exchange.webhook WHERE state <> 'removed' GROUP BY 1""");
        gauges.count(
                "wangchuan.deliveries",
                "Events that wait for a webhook, and that were given up",
                "state",
                List.of("waiting", "given_up"),
                "SELECT state, count(*) FROM exchange.delivery WHERE state IN ('waiting', 'given_up') GROUP BY state");
    }
}
