package org.wangchuan.platform.web.metric;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Numbers that are in the database, as gauges: they are true after a restart, and the same from each process. Somebody who reads
 * metrics starts the query, at most every ten seconds, and of a slow one so seldom that it takes a twentieth of the time. Which values a label can have is said beforehand, so that no row can bring
 * in another. Thread-safe.
 */
@Component
public class TableGauges {
    private static final Duration KEPT = Duration.ofSeconds(10);
    private static final Duration KEPT_MAX = Duration.ofMinutes(3);
    /** How many times as long as it took an answer is kept. */
    private static final int KEPT_TIMES = 20;
    /** Longer it is not waited for; so no answer is kept longer than three minutes or so. */
    private static final int SECONDS_MAX = 10;

    private final JdbcClient jdbc;
    private final MeterRegistry registry;

    /** Gauges of this database in this registry. */
    public TableGauges(JdbcClient jdbc, MeterRegistry registry) {
        this.jdbc = jdbc;
        this.registry = registry;
    }

    /**
     * Adds a gauge for each value of its label.
     *
     * @param name dotted; in Prometheus' text with underscores
     * @param label what is told apart
     * @param values all that it can be; what the query gives beyond them is not shown
     * @param sql gives a value of the label and how many there are, as text and bigint
     */
    public void count(String name, String description, String label, Collection<String> values, String sql) {
        count(name, description, label, values, () -> {
            Map<String, Long> found = new HashMap<>();
            jdbc.sql(sql).withQueryTimeout(SECONDS_MAX).query(row -> {
                found.put(row.getString(1), row.getLong(2));
            });
            return found;
        });
    }

    /**
     * The same, of what no query gives by itself.
     *
     * @param query gives numbers by the values of the label; it may fail as the database does
     */
    public void count(
            String name,
            String description,
            String label,
            Collection<String> values,
            Supplier<Map<String, Long>> query) {
        Counts counts = new Counts(query);
        for (String value : values) {
            Gauge.builder(name, () -> counts.of(value))
                    .description(description)
                    .tag(label, value)
                    .register(registry);
        }
    }

    /** What a query gave last. */
    private static final class Counts {
        private final Supplier<Map<String, Long>> query;
        private Map<String, Long> last = Map.of();
        private boolean isKnown;
        private boolean hasAsked;
        private long askAgainAtNanos;

        Counts(Supplier<Map<String, Long>> query) {
            this.query = query;
        }

        /** Not a number while the database does not answer: none would be a count that is wrong. */
        synchronized double of(String value) {
            if (!hasAsked || System.nanoTime() - askAgainAtNanos > 0) {
                ask();
            }
            return isKnown ? last.getOrDefault(value, 0L) : Double.NaN;
        }

        private void ask() {
            long begin = System.nanoTime();
            try {
                last = Map.copyOf(query.get());
                isKnown = true;
            } catch (RuntimeException e) {
                isKnown = false; // the database, or a row that can't be read: the other numbers are told all the same
            }
            hasAsked = true;
            long now = System.nanoTime();
            long kept = isKnown ? KEPT_TIMES * (now - begin) : 0;
            askAgainAtNanos = now + Math.clamp(kept, KEPT.toNanos(), KEPT_MAX.toNanos());
        }
    }
}
