package org.wangchuan.platform.rights;

import java.util.List;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.web.metric.TableGauges;

/** What people ask of their data and have no answer to, by how long there still is. */
@Component
class RequestMeters {
    RequestMeters(TableGauges gauges) {
        gauges.count(
                "wangchuan.requests",
                "Open requests of persons by when they are due",
                "due",
                List.of("overdue", "week", "later"),
                """
                SELECT CASE WHEN due_at <= now() THEN 'overdue' WHEN due_at <= now() + interval '7 days' THEN 'week' ELSE 'later' END, count(*)
                FROM rights.standing WHERE state = 'open' GROUP BY 1""");
    }
}
