package org.wangchuan.platform.ledger.log;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.web.metric.TableGauges;

/** How the operator's log is, what waits for it, and since when. */
@Component
class LogMeters {
    private static final List<String> KINDS = List.of("statement", "certificate", "record", "note");

    /** What waits, by kind, and when it came. */
    private static final String WAITING = """
            WITH waiting (kind, at) AS (
              SELECT 'statement', received_at FROM ledger.statement WHERE clearing_log_index IS NULL AND log_problem IS NULL
              CERTIFICATES
              UNION ALL SELECT 'record', at FROM ledger.record_waiting
              UNION ALL SELECT 'note', at FROM ledger.note_waiting)
            """;

    /** Without a witness there are no certificates, and none waits. */
    private static final String CERTIFICATES = """
            UNION ALL SELECT 'certificate', received_at FROM ledger.statement
            WHERE certificate IS NULL AND clearing_log_index IS NOT NULL AND log_problem IS NULL AND log_next_try IS NULL""";

    LogMeters(TableGauges gauges, MeterRegistry registry, PlatformLog log, LogWork work) {
        String waiting = WAITING.replace("CERTIFICATES", log.isWitnessed() ? CERTIFICATES : "");
        gauges.count(
                "wangchuan.log.waiting",
                "What waits for the log, by kind",
                "kind",
                KINDS,
                waiting + "SELECT kind, count(*) FROM waiting GROUP BY kind");
        gauges.count(
                "wangchuan.log.waiting.seconds",
                "How long the oldest of them has waited",
                "kind",
                KINDS,
                waiting + """
                        SELECT kind, greatest(0, extract(epoch FROM now() - min(at)))::bigint FROM waiting GROUP BY kind""");
        gauges.count(
                "wangchuan.log.problems",
                "Statements that will not be in the log, or have no certificate, as they stand; also those that are tried again",
                "what",
                List.of("not-logged", "not-certified"),
                """
                SELECT CASE WHEN clearing_log_index IS NULL THEN 'not-logged' ELSE 'not-certified' END, count(*)
                FROM (SELECT clearing_log_index FROM ledger.statement WHERE log_problem IS NOT NULL AND NOT is_delegated
                  UNION ALL SELECT clearing_log_index FROM ledger.statement
                  WHERE certificate IS NULL AND log_problem IS NULL AND log_next_try IS NOT NULL) s GROUP BY 1""");
        Gauge.builder("wangchuan.log.open", () -> isWritten(log.status(), work) ? 1 : 0)
                .description("1 if this process writes the log, 0 if it can't, or another one does")
                .register(registry);
        Gauge.builder(
                        "wangchuan.log.published",
                        log,
                        now -> now.status().publishing().isEmpty() ? 1 : 0)
                .description("1 if what is signed is published, or about to be, 0 if its witnesses do not cosign it")
                .register(registry);
    }

    private static boolean isWritten(PlatformLog.Status status, LogWork work) {
        return status.trouble().isEmpty() && !status.isElsewhere() && !work.isFailing();
    }
}
