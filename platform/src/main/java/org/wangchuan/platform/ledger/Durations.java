package org.wangchuan.platform.ledger;

import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.wangchuan.paper.Figures;

/** What was done with media of a kind and size at a site, and how long it took: measured by its stations. Thread-safe. */
@Component
public class Durations {
    private static final int LATEST = 500;
    private static final int KINDS_MAX = 12;
    private static final long MINUTE = 60;

    private final JdbcClient jdbc;

    Durations(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Media of one kind and size, erased by one rule set in the same steps.
     *
     * @param medium {@code flash}, {@code magnetic} or {@code unknown}
     * @param capacityBytes cut off to the megabyte, the gigabyte or the tenth of a terabyte, by how large it is
     * @param passes how often it was overwritten
     * @param readBack how much was read back after that: {@code full}, {@code sample} or {@code none}
     * @param count how many were
     * @param median seconds
     * @param longest seconds
     */
    public record Seen(
            String medium, long capacityBytes, int passes, String readBack, int count, long median, long longest) {
        /** The size as on the paper, without the decimal that it was grouped by. */
        public String size() {
            return Figures.size(capacityBytes).replace(".0 ", " ");
        }

        /** In minutes, rounded up; never none. */
        public long medianMinutes() {
            return Math.max(1, (median + MINUTE - 1) / MINUTE);
        }

        /** In minutes, rounded up; never none. */
        public long longestMinutes() {
            return Math.max(1, (longest + MINUTE - 1) / MINUTE);
        }
    }

    /** What the stations of a site have done by a rule set, without those that were interrupted, the smallest media first. */
    public List<Seen> seen(UUID site, String policy) {
        return jdbc.sql("""
                        SELECT medium_class, size, passes, read_back, count(*) AS n,
                          percentile_disc(0.5) WITHIN GROUP (ORDER BY work_seconds) AS median, max(work_seconds) AS longest
                        FROM (
                          SELECT *, CASE WHEN capacity_bytes < 1000000 THEN capacity_bytes
                              WHEN capacity_bytes < 1000000000 THEN capacity_bytes / 1000000 * 1000000
                              WHEN capacity_bytes < 1000000000000 THEN capacity_bytes / 1000000000 * 1000000000
                              ELSE capacity_bytes / 100000000000 * 100000000000 END AS size
                          FROM ledger.statement
                          WHERE site_id = ? AND policy = ? AND work_seconds IS NOT NULL AND interruptions = 0
                            AND verdict IN ('cleared', 'purged')
                          ORDER BY received_at DESC LIMIT ?) latest
                        GROUP BY medium_class, size, passes, read_back ORDER BY size, medium_class, n DESC LIMIT ?""")
                .params(site, policy, LATEST, KINDS_MAX)
                .query((row, _) -> new Seen(
                        row.getString("medium_class"),
                        row.getLong("size"),
                        row.getInt("passes"),
                        row.getString("read_back"),
                        row.getInt("n"),
                        row.getLong("median"),
                        row.getLong("longest")))
                .list();
    }
}
