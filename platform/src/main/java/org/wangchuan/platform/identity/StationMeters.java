package org.wangchuan.platform.identity;

import java.util.List;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.web.metric.TableGauges;

/** How many stations were heard lately; which ones is no business of a label. */
@Component
class StationMeters {
    StationMeters(TableGauges gauges) {
        gauges.count(
                "wangchuan.stations",
                "Active stations by how long ago they were last heard",
                "heard",
                List.of("minute", "hour", "day", "longer", "never"),
                """
                SELECT CASE WHEN seen_at IS NULL THEN 'never'
                            WHEN seen_at > now() + interval '1 minute' THEN 'longer'
                            WHEN seen_at > now() - interval '1 minute' THEN 'minute'
                            WHEN seen_at > now() - interval '1 hour' THEN 'hour'
                            WHEN seen_at > now() - interval '1 day' THEN 'day'
                            ELSE 'longer' END, count(*)
                FROM identity.station WHERE state = 'active' GROUP BY 1""");
    }
}
