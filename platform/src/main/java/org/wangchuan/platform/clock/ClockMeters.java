package org.wangchuan.platform.clock;

import java.util.List;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.web.metric.TableGauges;

/** How many steps of clocks are on record that nobody has seen to. */
@Component
class ClockMeters {
    ClockMeters(TableGauges gauges) {
        gauges.count(
                "wangchuan.clock.steps",
                "Steps of a machine's clock that no administrator has seen to",
                "way",
                List.of("forward", "back"),
                """
                        SELECT CASE WHEN s.seconds > 0 THEN 'forward' ELSE 'back' END, count(*) FROM clock.step s
                        WHERE s.sequence > (SELECT coalesce(max(up_to), 0) FROM clock.seen) GROUP BY 1""");
    }
}
