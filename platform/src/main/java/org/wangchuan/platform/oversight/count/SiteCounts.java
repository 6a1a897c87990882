package org.wangchuan.platform.oversight.count;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wangchuan.platform.ledger.ClearingRoots;
import org.wangchuan.platform.ledger.Records;
import org.wangchuan.platform.ledger.SiteResults;
import org.wangchuan.platform.ledger.SiteResults.Result;
import org.wangchuan.proof.statement.CountsClaims;
import org.wangchuan.proof.statement.CountsClaims.Complaints;
import org.wangchuan.proof.statement.CountsClaims.Group;
import org.wangchuan.proof.statement.CountsClaims.Looks;
import org.wangchuan.proof.statement.CountsClaims.Medium;
import org.wangchuan.proof.statement.Verdict;

/**
 * Counts what stations have signed of a site, and has the log sign the counts: all that was received before the month began (UTC), and is in the
 * log. Nobody says when, or of what; it makes no difference whether the site shows a profile. Fewer than {@link CountsClaims#LEAST} wait for the
 * next month. Thread-safe.
 */
@Component
public class SiteCounts {
    private final JdbcClient jdbc;
    private final SiteResults results;
    private final Records records;
    private final ClearingRoots log;

    SiteCounts(JdbcClient jdbc, SiteResults results, Records records, ClearingRoots log) {
        this.jdbc = jdbc;
        this.results = results;
        this.records = records;
        this.log = log;
    }

    /** Until when is counted now: the beginning of the month, in UTC. */
    static Instant until(Instant now) {
        return YearMonth.from(now.atOffset(ZoneOffset.UTC))
                .atDay(1)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant();
    }

    /** Sites that have something to be counted. */
    List<UUID> due(Instant now) {
        return results.sites(until(now), CountsClaims.LEAST);
    }

    /**
     * Counts once, all of it or nothing.
     *
     * @return whether there may be more
     */
    @Transactional
    public boolean count(UUID site, Instant now) {
        // One at a time for a site: each names the one before it.
        jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended('oversight.counts ' || ?, 0))")
                .param(site.toString())
                .query((_, _) -> true)
                .single();
        Instant until = until(now);
        List<Result> read = results.uncounted(site, until, CountsClaims.MOST);
        results.leftOut(read.stream()
                .filter(one -> one.medium().isEmpty())
                .map(Result::event)
                .toList());
        List<Result> found =
                read.stream().filter(one -> one.medium().isPresent()).toList();
        OptionalLong size = log.size(); // after them: it has all that were found
        if (found.size() < CountsClaims.LEAST || size.isEmpty()) {
            return false;
        }
        Optional<SiteCount> last = newest(site);
        Instant since = last.map(SiteCount::until).orElseGet(() -> setUpAt(site));
        UUID event = UUID.randomUUID();
        CountsClaims claims = new CountsClaims(
                site,
                last.map(one -> one.number() + 1L).orElse(1L),
                last.map(one -> records.digest(one.event()).orElseThrow()),
                log.origin(),
                size.getAsLong(),
                since.isAfter(until) ? until.getEpochSecond() : since.getEpochSecond(),
                until.getEpochSecond(),
                groups(found),
                found.stream().filter(Result::isCertified).count(),
                looks(site, since, until),
                complaints(site, since, until));
        results.counted(found.stream().map(Result::event).toList(), event);
        insert(event, claims);
        // Last: whoever signs waits for others who sign.
        records.append(
                new Records.About(
                        event,
                        Records.Kind.COUNTS,
                        null,
                        "counts-" + claims.number(),
                        site,
                        now.truncatedTo(ChronoUnit.SECONDS)),
                (issuer, chain) -> issuer.counts(chain, event, now.truncatedTo(ChronoUnit.SECONDS), claims));
        return read.size() == CountsClaims.MOST;
    }

    private static List<Group> groups(List<Result> found) {
        Map<Medium, Map<Verdict, List<Result>>> all = found.stream()
                .collect(Collectors.groupingBy(
                        one -> one.medium().orElseThrow(),
                        () -> new EnumMap<>(Medium.class),
                        Collectors.groupingBy(
                                Result::verdict, () -> new EnumMap<>(Verdict.class), Collectors.toList())));
        List<Group> out = new ArrayList<>();
        all.forEach((medium, byVerdict) -> byVerdict.forEach((verdict, some) -> out.add(new Group(
                medium,
                verdict,
                CountsClaims.inOrder(some.stream().map(Result::mark).toList())))));
        return CountsClaims.groupsInOrder(out);
    }

    private Instant setUpAt(UUID site) {
        return jdbc.sql("SELECT created_at FROM identity.site WHERE id = ?")
                .param(site)
                .query((row, _) -> row.getObject(1, OffsetDateTime.class).toInstant())
                .single();
    }

    private Looks looks(UUID site, Instant since, Instant until) {
        return jdbc.sql("""
                        SELECT
                          (SELECT count(*) FROM oversight.clearing c
                            WHERE c.site_id = :site AND c.is_drawn AND c.drawn_at >= :since AND c.drawn_at < :until),
                          (SELECT count(*) FROM oversight.verification v JOIN oversight.clearing c ON c.id = v.clearing_id
                            WHERE c.site_id = :site AND v.result = 'confirmed' AND NOT v.is_from_afar AND v.at >= :since AND v.at < :until
                            AND NOT EXISTS (SELECT 1 FROM oversight.verification found
                              WHERE found.clearing_id = c.id AND found.result = 'found' AND found.at < :until)),
                          (SELECT count(*) FROM oversight.verification v JOIN oversight.clearing c ON c.id = v.clearing_id
                            WHERE c.site_id = :site AND v.result = 'confirmed' AND v.is_from_afar AND v.at >= :since AND v.at < :until
                            AND NOT EXISTS (SELECT 1 FROM oversight.verification found
                              WHERE found.clearing_id = c.id AND found.result = 'found' AND found.at < :until)),
                          (SELECT count(*) FROM oversight.verification v JOIN oversight.clearing c ON c.id = v.clearing_id
                            WHERE c.site_id = :site AND v.result = 'found' AND v.at >= :since AND v.at < :until),
                          (SELECT count(*) FROM oversight.release r JOIN oversight.clearing c ON c.id = r.clearing_id
                            WHERE c.site_id = :site AND r.at >= :since AND r.at < :until),
                          (SELECT count(DISTINCT c.device_id) FROM oversight.clearing c
                            WHERE c.site_id = :site AND c.is_drawn AND c.drawn_at < :until
                            AND NOT EXISTS (SELECT 1 FROM oversight.clearing later WHERE later.device_id = c.device_id AND later.id >= c.id
                              AND (EXISTS (SELECT 1 FROM oversight.verification v WHERE v.clearing_id = later.id
                                  AND v.result <> 'not_possible' AND v.at < :until)
                                OR EXISTS (SELECT 1 FROM oversight.release r WHERE r.clearing_id = later.id AND r.at < :until))))""")
                .param("site", site)
                .param("since", since.atOffset(ZoneOffset.UTC))
                .param("until", until.atOffset(ZoneOffset.UTC))
                .query((row, _) -> new Looks(
                        row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5), row.getLong(6)))
                .single();
    }

    private Complaints complaints(UUID site, Instant since, Instant until) {
        return jdbc.sql("""
                        SELECT
                          (SELECT count(*) FROM rights.request q
                            WHERE q.site_id = :site AND q.kind = 'complaint' AND q.asked_at >= :since AND q.asked_at < :until),
                          (SELECT count(*) FROM rights.event e JOIN rights.request q ON q.id = e.request_id
                            WHERE q.site_id = :site AND q.kind = 'complaint' AND e.what = 'answered' AND e.round = 1
                            AND e.at >= :since AND e.at < :until),
                          (SELECT count(*) FROM rights.event e JOIN rights.request q ON q.id = e.request_id
                            WHERE q.site_id = :site AND q.kind = 'complaint' AND e.what = 'answered' AND e.round = 1
                            AND e.at >= :since AND e.at < :until AND e.at >= e.due_at),
                          (SELECT count(*) FROM rights.request q
                            WHERE q.site_id = :site AND q.kind = 'complaint' AND q.asked_at < :until
                            AND (SELECT e.state FROM rights.event e WHERE e.request_id = q.id AND e.at < :until
                              ORDER BY e.number DESC LIMIT 1) = 'open')""")
                .param("site", site)
                .param("since", since.atOffset(ZoneOffset.UTC))
                .param("until", until.atOffset(ZoneOffset.UTC))
                .query((row, _) -> new Complaints(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4)))
                .single();
    }

    private void insert(UUID event, CountsClaims claims) {
        jdbc.sql("""
                        INSERT INTO oversight.site_counts VALUES
                          (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        event,
                        claims.site(),
                        claims.number(),
                        Instant.ofEpochSecond(claims.sinceSeconds()).atOffset(ZoneOffset.UTC),
                        Instant.ofEpochSecond(claims.untilSeconds()).atOffset(ZoneOffset.UTC),
                        claims.size(),
                        claims.total(),
                        claims.count(Verdict.PURGED),
                        claims.count(Verdict.CLEARED),
                        claims.count(Verdict.PARTIAL),
                        claims.count(Verdict.UNPROVEN),
                        claims.count(Verdict.FAILED),
                        claims.certificates(),
                        claims.looks().drawn(),
                        claims.looks().confirmed(),
                        claims.looks().found(),
                        claims.looks().released(),
                        claims.looks().open(),
                        claims.complaints().received(),
                        claims.complaints().answered(),
                        claims.complaints().late(),
                        claims.complaints().open(),
                        claims.looks().afar())
                .update();
    }

    private Optional<SiteCount> newest(UUID site) {
        return of(site, 1).stream().findFirst();
    }

    /** The newest of a site first. */
    @Transactional(readOnly = true)
    public List<SiteCount> of(UUID site, int most) {
        return jdbc.sql("SELECT * FROM oversight.site_counts WHERE site_id = ? ORDER BY number DESC LIMIT ?")
                .params(site, most)
                .query((row, _) -> read(row))
                .list();
    }

    /** All of a site taken together, from the first on; empty if there are none. */
    @Transactional(readOnly = true)
    public Optional<SiteCount> all(UUID site) {
        return Optional.ofNullable(all(List.of(site)).get(site));
    }

    /** The same of several; a site that has none is not in it. What is open is as in the newest. */
    @Transactional(readOnly = true)
    public Map<UUID, SiteCount> all(Collection<UUID> sites) {
        return jdbc
                .sql("""
                        SELECT last.site_id, last.event_id, last.number, last.until, last.size, last.looks_open, last.complaints_open, s.*
                        FROM (SELECT DISTINCT ON (site_id) * FROM oversight.site_counts
                          WHERE site_id = ANY (?::uuid[]) ORDER BY site_id, number DESC) last
                        CROSS JOIN LATERAL (
                          SELECT min(since) AS since, sum(total) AS total, sum(purged) AS purged, sum(cleared) AS cleared,
                            sum(partial) AS partial, sum(unproven) AS unproven, sum(failed) AS failed,
                            sum(certificates) AS certificates, sum(drawn) AS drawn, sum(confirmed) AS confirmed, sum(afar) AS afar, sum(found) AS found,
                            sum(released) AS released, sum(received) AS received, sum(answered) AS answered, sum(late) AS late
                          FROM oversight.site_counts c WHERE c.site_id = last.site_id AND c.number <= last.number) s""")
                .param(sites.stream().map(UUID::toString).toArray(String[]::new))
                .query((row, _) -> Map.entry(row.getObject("site_id", UUID.class), read(row)))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /**
     * All sites of a company taken together, so that a bad one is not hidden behind a good one.
     *
     * @param sites how many there are, also those of which nothing was counted
     * @param waiting results of before this month that are in no counts: those of a site that has too few, however many such sites there are
     */
    public record Company(int sites, long total, Map<Verdict, Long> verdicts, long found, long waiting) {
        public Company {
            verdicts = Map.copyOf(verdicts);
        }

        /** How many had this verdict. */
        public long of(Verdict verdict) {
            return verdicts.getOrDefault(verdict, 0L);
        }

        /** Whether so many wait that their number points at nobody. */
        public boolean isManyWaiting() {
            return waiting >= CountsClaims.LEAST;
        }
    }

    /** All that was counted of the company that this site belongs to, whether its sites are shown or not. */
    @Transactional(readOnly = true)
    public Company company(UUID site, Instant now) {
        return jdbc.sql("""
                        SELECT count(DISTINCT s.id) AS sites, coalesce(sum(c.total), 0) AS total, coalesce(sum(c.purged), 0) AS purged,
                          coalesce(sum(c.cleared), 0) AS cleared, coalesce(sum(c.partial), 0) AS partial,
                          coalesce(sum(c.unproven), 0) AS unproven, coalesce(sum(c.failed), 0) AS failed, coalesce(sum(c.found), 0) AS found,
                          (SELECT count(*) FROM ledger.uncounted u WHERE u.received_at < ? AND u.site_id IN (
                            SELECT id FROM identity.site WHERE organisation_id = (SELECT organisation_id FROM identity.site WHERE id = ?))) AS waiting
                        FROM identity.site s LEFT JOIN oversight.site_counts c ON c.site_id = s.id
                        WHERE s.organisation_id = (SELECT organisation_id FROM identity.site WHERE id = ?)""")
                .params(until(now).atOffset(ZoneOffset.UTC), site, site)
                .query((row, _) -> new Company(
                        row.getInt("sites"),
                        row.getLong("total"),
                        verdicts(row),
                        row.getLong("found"),
                        row.getLong("waiting")))
                .single();
    }

    /** The signed file of one of them. */
    @Transactional(readOnly = true)
    public Optional<Records.Public> file(UUID site, int number) {
        return jdbc.sql("SELECT event_id FROM oversight.site_counts WHERE site_id = ? AND number = ?")
                .params(site, number)
                .query((row, _) -> row.getObject(1, UUID.class))
                .optional()
                .flatMap(records::counts);
    }

    private static SiteCount read(ResultSet row) throws SQLException {
        return new SiteCount(
                row.getObject("event_id", UUID.class),
                row.getInt("number"),
                row.getObject("since", OffsetDateTime.class).toInstant(),
                row.getObject("until", OffsetDateTime.class).toInstant(),
                row.getLong("size"),
                row.getLong("total"),
                verdicts(row),
                row.getLong("certificates"),
                new Looks(
                        row.getLong("drawn"),
                        row.getLong("confirmed"),
                        row.getLong("afar"),
                        row.getLong("found"),
                        row.getLong("released"),
                        row.getLong("looks_open")),
                new Complaints(
                        row.getLong("received"),
                        row.getLong("answered"),
                        row.getLong("late"),
                        row.getLong("complaints_open")));
    }

    private static Map<Verdict, Long> verdicts(ResultSet row) throws SQLException {
        Map<Verdict, Long> out = new EnumMap<>(Verdict.class);
        for (Verdict verdict : Verdict.values()) {
            out.put(verdict, row.getLong(verdict.id()));
        }
        return out;
    }
}
