package org.wangchuan.platform.bench;

import java.util.List;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.web.metric.TableGauges;

/** Tasks of stations: those that are open by state, those that are over by how they ended. */
@Component
class TaskMeters {
    TaskMeters(TableGauges gauges) {
        gauges.count(
                "wangchuan.tasks",
                "Tasks of stations by state; ended ones by outcome",
                "state",
                List.of("queued", "claimed", "withdrawn", "finished", "refused", "interrupted", "broken", "given-up"),
                """
                SELECT CASE WHEN state = 'ended' THEN outcome ELSE state END, count(*) FROM bench.task GROUP BY 1""");
    }
}
