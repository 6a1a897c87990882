package org.wangchuan.platform.clock;

import java.util.List;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.web.metric.TableGauges;

/** How many steps of clocks are on record that some company has not seen to. */
@Component
class ClockMeters {
    ClockMeters(TableGauges gauges) {
        gauges.count(
                "wangchuan.clock.steps",
                "Steps of a machine's clock that the administrators of some company have not seen to",
                "way",
                List.of("forward", "back"),
                """
                        SELECT CASE WHEN s.seconds > 0 THEN 'forward' ELSE 'back' END, count(*) FROM clock.step s
                        WHERE s.sequence > coalesce((SELECT min(up_to) FROM (SELECT coalesce(max(e.up_to), 0) AS up_to
                          FROM identity.organisation o LEFT JOIN clock.seen e ON e.organisation_id = o.id GROUP BY o.id) AS each), 0)
                        GROUP BY 1""");
    }
}
