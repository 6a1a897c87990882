package org.wangchuan.platform.vault;

import java.util.List;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.web.metric.TableGauges;

/** How long ago what had ended was last deleted, all of it. */
@Component
class RetentionMeters {
    RetentionMeters(TableGauges gauges) {
        gauges.count(
                "wangchuan.retention.age.seconds",
                "Since the last run of retention that the platform began by itself was finished; since the first began, if none ever was",
                "by",
                List.of("platform"),
                """
                SELECT 'platform', extract(epoch FROM now() - coalesce(max(finished_at), min(started_at)))::bigint
                FROM vault.retention_run WHERE sites IS NULL HAVING count(*) > 0""");
    }
}
