package org.wangchuan.platform.oversight.secondcheck;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.identity.Accounts;

/** What became of what was drawn, counted. Thread-safe. */
@Component
public class Numbers {
    private static final int MONTHS_MAX = 12;
    private static final int PEOPLE_MAX = 100;

    /** After every month: one that was drawn while a clock was ahead counts. */
    private static final LocalDate LATEST = LocalDate.of(9999, 1, 1);

    private final JdbcClient jdbc;
    private final Accounts accounts;
    private final InstantSource clock;

    Numbers(JdbcClient jdbc, Accounts accounts, InstantSource clock) {
        this.jdbc = jdbc;
        this.accounts = accounts;
        this.clock = clock;
    }

    /**
     * A month (UTC) of a site.
     *
     * @param cleared what was drawn from
     * @param checked of the drawn ones those that somebody looked at of whom it is known that they did not erase them; {@code found} among them
     * @param afar those that stations have read at the word of somebody else who did not see them; not among the checked ones
     * @param read of the checked ones those of which the word rests on what a station has read
     * @param unknown those that were looked at, and nobody knows whether by somebody else
     * @param released let go without
     * @param gone back with their owners or to be destroyed, and not looked at
     */
    public record Month(
            UUID site,
            String month,
            int cleared,
            int drawn,
            int checked,
            int afar,
            int read,
            int unknown,
            int found,
            int released,
            int gone) {
        /** What still waits; a look at a later clearing of the same device is for those before it. */
        public int open() {
            return drawn - checked - afar - unknown - released - gone;
        }

        /** How many of a hundred of what was cleared a second person has looked at, to one tenth, rounded down. */
        public String rate() {
            return percent(checked);
        }

        /** The same with those that were read from afar. */
        public String rateWithAfar() {
            return percent(checked + afar);
        }

        private String percent(int some) {
            int tenths = some * 1_000 / cleared;
            return tenths / 10 + "." + tenths % 10;
        }

        /** Whether that is at least what the requirement asks for: from afar nobody else has seen them, and those do not count. */
        public boolean isReached() {
            return (long) checked * Lot.OF >= (long) cleared * Rates.LEAST;
        }
    }

    /** What was drawn of those that somebody began; no judgement of anybody. */
    public record Person(Optional<String> name, int cleared, int drawn, int found) {}

    /**
     * What a page shows.
     *
     * @param countedAt when it was counted, if that was not now
     * @param zone in which times are told
     */
    public record Shown(List<Month> months, List<Person> people, Optional<Instant> countedAt, String zone) {
        public Shown {
            months = List.copyOf(months);
            people = List.copyOf(people);
        }
    }

    /** The last twelve months of these sites, the newest first. A plant has hundreds of thousands in each: it takes long to count. */
    List<Month> months(Collection<UUID> sites) {
        return count(sites, Months.of(clock.instant()).minusMonths(MONTHS_MAX - 1L), LATEST).stream()
                .sorted(Comparator.comparing(Month::month)
                        .reversed()
                        .thenComparing(one -> one.site().toString()))
                .toList();
    }

    /** From the first of these months until before the second. */
    private List<Month> count(Collection<UUID> sites, LocalDate from, LocalDate until) {
        return jdbc.sql("""
                        WITH one AS (
                          SELECT c.site_id, c.month, c.is_drawn, v.result, v.is_apart, v.is_by_machine, v.is_from_afar, r.released,
                            d.state IN ('returned', 'to_destroy', 'sealed', 'handed_over') AS is_gone
                          FROM (
                            SELECT id, device_id, site_id, month, is_drawn FROM oversight.clearing
                            WHERE site_id = ANY (:sites::uuid[]) AND month >= :from AND month < :until AND is_drawn
                            -- One of a device that was drawn before; looked at after it was cleared, whatever the clocks were.
                            UNION SELECT c.id, c.device_id, c.site_id, c.month, c.is_drawn FROM oversight.verification w
                            JOIN oversight.clearing c ON c.id = w.clearing_id
                            WHERE w.at > :from::date - 40 AND w.result <> 'not_possible'
                              AND c.site_id = ANY (:sites::uuid[]) AND c.month >= :from AND c.month < :until AND NOT c.is_drawn) c
                          JOIN custody.device d ON d.id = c.device_id
                          LEFT JOIN LATERAL (SELECT w.result, w.is_apart, w.is_by_machine, w.is_from_afar FROM oversight.verification w
                            JOIN oversight.clearing later ON later.id = w.clearing_id
                            WHERE later.device_id = c.device_id AND (later.id = c.id OR (c.is_drawn AND later.id > c.id))
                              AND w.result <> 'not_possible' ORDER BY (w.result = 'found') DESC, w.at LIMIT 1) v ON true
                          LEFT JOIN LATERAL (SELECT true AS released FROM oversight.release l
                            JOIN oversight.clearing later ON later.id = l.clearing_id
                            WHERE later.device_id = c.device_id AND later.id >= c.id AND c.is_drawn AND v.result IS NULL
                            LIMIT 1) r ON true),
                        looked AS (
                          SELECT site_id, month, count(*) FILTER (WHERE is_drawn OR result IS NOT NULL) AS drawn,
                            count(*) FILTER (WHERE result IS NOT NULL AND is_apart AND NOT is_from_afar) AS checked,
                            count(*) FILTER (WHERE result IS NOT NULL AND is_apart AND is_from_afar) AS afar,
                            count(*) FILTER (WHERE result IS NOT NULL AND is_apart AND NOT is_from_afar AND is_by_machine) AS read,
                            count(*) FILTER (WHERE result IS NOT NULL AND NOT is_apart) AS unknown,
                            count(*) FILTER (WHERE result = 'found') AS found,
                            count(*) FILTER (WHERE released) AS released,
                            count(*) FILTER (WHERE is_drawn AND result IS NULL AND released IS NULL AND is_gone) AS gone
                          FROM one GROUP BY site_id, month),
                        all_of_it AS (
                          SELECT site_id, month, count(*) AS cleared FROM oversight.clearing
                          WHERE site_id = ANY (:sites::uuid[]) AND month >= :from AND month < :until GROUP BY site_id, month)
                        SELECT * FROM all_of_it LEFT JOIN looked USING (site_id, month)""")
                .param("sites", texts(sites))
                .param("from", from)
                .param("until", until)
                .query((row, _) -> new Month(
                        row.getObject("site_id", UUID.class),
                        Months.text(row.getObject("month", LocalDate.class)),
                        row.getInt("cleared"),
                        row.getInt("drawn"),
                        row.getInt("checked"),
                        row.getInt("afar"),
                        row.getInt("read"),
                        row.getInt("unknown"),
                        row.getInt("found"),
                        row.getInt("released"),
                        row.getInt("gone")))
                .list();
    }

    /** By who began the erasures, of what was cleared at these sites since; by name, those that nobody knows last. */
    List<Person> people(Collection<UUID> sites, Instant since) {
        return jdbc.sql("""
                        SELECT h.account_id, count(*) AS cleared, count(*) FILTER (WHERE c.is_drawn) AS drawn,
                          count(*) FILTER (WHERE EXISTS (SELECT 1 FROM oversight.verification v
                            WHERE v.clearing_id = c.id AND v.result = 'found')) AS found
                        FROM oversight.clearing c JOIN oversight.hand h ON h.clearing_id = c.id AND h.deed = 'began'
                        WHERE c.site_id = ANY (?::uuid[]) AND c.cleared_at > ? AND c.place IS NOT NULL
                        GROUP BY h.account_id ORDER BY h.account_id IS NULL, h.account_id LIMIT ?""")
                .param(texts(sites))
                .param(since.atOffset(ZoneOffset.UTC))
                .param(PEOPLE_MAX)
                .query((row, _) -> new Person(
                        Optional.ofNullable(row.getObject("account_id", UUID.class))
                                .flatMap(accounts::workName),
                        row.getInt("cleared"),
                        row.getInt("drawn"),
                        row.getInt("found")))
                .list();
    }

    private static String[] texts(Collection<UUID> ids) {
        return ids.stream().map(UUID::toString).toArray(String[]::new);
    }
}
