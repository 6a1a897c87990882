package org.wangchuan.platform.oversight.incident;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.web.metric.TableGauges;

/** Duties of incidents that nobody has answered, by how long there still is. */
@Component
class IncidentMeters {
    private static final Duration SOON = Duration.ofHours(6);

    private final IncidentTable table;
    private final InstantSource clock;

    IncidentMeters(TableGauges gauges, IncidentTable table, InstantSource clock) {
        this.table = table;
        this.clock = clock;
        gauges.count(
                "wangchuan.incident.duties",
                "Unanswered duties of incidents by when they are due; at once is what a rule says without a number",
                "due",
                List.of("overdue", "soon", "later", "at-once"),
                this::unanswered);
        gauges.count(
                "wangchuan.incidents",
                "Incidents by state",
                "state",
                List.of(Incident.State.SUSPECTED.id(), Incident.State.OPEN.id()),
                """
                SELECT state, count(*) FROM (
                  SELECT DISTINCT ON (incident_id) state FROM oversight.incident_event ORDER BY incident_id, number DESC) last GROUP BY state""");
    }

    private Map<String, Long> unanswered() {
        Instant now = clock.instant();
        Map<String, Long> out = new HashMap<>();
        for (Incident incident : table.unfinished()) {
            for (Running duty : Running.of(incident, incident.counted())) {
                if (duty.isOpen() && duty.since().isPresent()) {
                    out.merge(duty.due().map(end -> due(now, end)).orElse("at-once"), 1L, Long::sum);
                }
            }
        }
        return out;
    }

    private static String due(Instant now, Instant end) {
        return !end.isAfter(now) ? "overdue" : end.isAfter(now.plus(SOON)) ? "later" : "soon";
    }
}
