package org.wangchuan.platform.vault;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The record of reads in numbers, for whoever answers for personal data: by purpose, role, reason, site and month, and days on which an account looked at
 * much more than it usually does. No person is in it. Also what a law keeps from a person for a time is counted: a number tells nobody of whom it is.
 * Thread-safe.
 */
@Component
public class ReadCounts {
    /** A day counts as unusual from this many reads in clear on. */
    public static final int CLEAR_MIN = 10;

    /** The same of masked looks, of which a list makes many. */
    public static final int MASKED_MIN = 100;

    /** How many times its own usual day makes a day unusual. */
    public static final int TIMES = 3;

    /** How many days before a day are looked at for what is usual. */
    public static final int BEFORE_DAYS = 90;

    /** On how many of these an account has to have looked at anything; with fewer nobody knows what is usual. */
    public static final int KNOWN_DAYS = 5;

    private final JdbcClient jdbc;

    ReadCounts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * How often the same was done.
     *
     * @param act a {@link Read.Act}
     * @param kind a {@link Reader.Kind}
     * @param role of staff; empty for others
     * @param reason empty where none is asked for
     */
    public record Line(
            YearMonth month,
            UUID site,
            String purpose,
            String act,
            String kind,
            String role,
            String reason,
            long reads) {}

    /**
     * A day of an account.
     *
     * @param isClear in clear, or told to an authority; else masked
     * @param usual the median of its days with any, within {@link #BEFORE_DAYS} days before; absent if there are fewer than {@link #KNOWN_DAYS}
     */
    public record Day(UUID account, LocalDate day, boolean isClear, long reads, Optional<Long> usual) {
        /** Whether it is marked; what nobody knows the usual of is marked as well, as unproven. */
        boolean isMarked() {
            return reads >= (isClear ? CLEAR_MIN : MASKED_MIN)
                    && usual.filter(known -> reads <= TIMES * known).isEmpty();
        }
    }

    /**
     * What was done from one time on and before another.
     *
     * @param zones where each site is; months are those of the calendar there
     */
    @Transactional(readOnly = true)
    public List<Line> byMonth(Map<UUID, ZoneId> zones, Instant since, Instant until) {
        return jdbc.sql("""
                        SELECT to_char(r.at AT TIME ZONE z.zone, 'YYYY-MM') AS month, r.site_id, r.purpose, r.act, r.kind, coalesce(r.role, '') AS role,
                          coalesce(r.reason, '') AS reason, count(*) AS reads
                        FROM vault.read r JOIN unnest(?::uuid[], ?::text[]) z (site_id, zone) ON z.site_id = r.site_id
                        WHERE r.at >= ? AND r.at < ? GROUP BY 1, 2, 3, 4, 5, 6, 7 ORDER BY 1 DESC, 2, 3, 4, 5, 6, 7""")
                .param(RetentionPlan.texts(zones.keySet()))
                .param(zones.values().stream().map(ZoneId::getId).toArray(String[]::new))
                .param(since.atOffset(ZoneOffset.UTC))
                .param(until.atOffset(ZoneOffset.UTC))
                .query((row, _) -> new Line(
                        YearMonth.parse(row.getString("month")),
                        row.getObject("site_id", UUID.class),
                        row.getString("purpose"),
                        row.getString("act"),
                        row.getString("kind"),
                        row.getString("role"),
                        row.getString("reason"),
                        row.getLong("reads")))
                .list();
    }

    /**
     * Days within the last ones on which an account looked at much more than it usually does, the latest first: at least {@link #CLEAR_MIN} reads in clear or
     * {@link #MASKED_MIN} masked looks, and more than {@link #TIMES} times its usual day, or with no usual day that is known.
     *
     * @param zone whose days are counted
     * @param days how many, up to and with today
     */
    @Transactional(readOnly = true)
    public List<Day> unusual(Map<UUID, ZoneId> zones, ZoneId zone, LocalDate today, int days) {
        Map<String, NavigableMap<LocalDate, Long>> all = new TreeMap<>();
        jdbc.sql("""
                        SELECT account_id, act IN ('read', 'disclosed') AS is_clear, (at AT TIME ZONE ?)::date AS day, count(*) AS reads
                        FROM vault.read WHERE kind = 'staff' AND account_id IS NOT NULL AND act IN ('read', 'disclosed', 'masked')
                          AND site_id = ANY (?::uuid[]) AND at >= ? AND at < ? GROUP BY 1, 2, 3""")
                .param(zone.getId())
                .param(RetentionPlan.texts(zones.keySet()))
                .param(begin(today.minusDays(days + (long) BEFORE_DAYS), zone))
                .param(begin(today.plusDays(1), zone))
                .query((row, _) -> {
                    all.computeIfAbsent(
                                    row.getString("account_id") + (row.getBoolean("is_clear") ? " clear" : " masked"),
                                    _ -> new TreeMap<>())
                            .put(row.getObject("day", LocalDate.class), row.getLong("reads"));
                    return true;
                })
                .list();
        List<Day> out = new ArrayList<>();
        all.forEach((key, counts) -> {
            UUID account = UUID.fromString(key.substring(0, key.indexOf(' ')));
            counts.tailMap(today.minusDays(days - 1L), true).forEach((day, reads) -> {
                Day one = new Day(account, day, key.endsWith(" clear"), reads, usual(counts, day));
                if (one.isMarked()) {
                    out.add(one);
                }
            });
        });
        out.sort(java.util.Comparator.comparing(Day::day)
                .reversed()
                .thenComparing(Day::reads, java.util.Comparator.reverseOrder())
                .thenComparing(Day::account));
        return out;
    }

    /** The median of the days before one; of an even number the lower of the two, so that what is usual is not made too large. */
    private static Optional<Long> usual(NavigableMap<LocalDate, Long> counts, LocalDate day) {
        List<Long> before = counts.subMap(day.minusDays(BEFORE_DAYS), true, day, false).values().stream()
                .sorted()
                .toList();
        return before.size() < KNOWN_DAYS ? Optional.empty() : Optional.of(before.get((before.size() - 1) / 2));
    }

    private static java.time.OffsetDateTime begin(LocalDate day, ZoneId zone) {
        return day.atStartOfDay(zone).toInstant().atOffset(ZoneOffset.UTC);
    }
}
