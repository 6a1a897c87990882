package org.wangchuan.platform.vault;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What ends when, worked out in one place: for the page that says what runs will delete, and for a run that is about to. A field ends with the last of
 * a person's purposes that sees it; a person, and with them the key, with the last purpose of all; neither before a legal hold has ended.
 *
 * <p>A purpose runs for whole days of 24 hours from the moment at which data were given for it ({@link Persons#begin}): no time zone counts, and where
 * clocks are changed meanwhile it ends at another hour of the day than it began. Which day of the calendar that moment falls on depends on who looks;
 * callers hand in the moments at which their days end. Thread-safe.
 */
@Component
class RetentionPlan {
    /** A field of a person, by the purpose that needs it last; in the database, too. */
    static final String FIELD = "field";

    /** A person whose key is destroyed, since no purpose needs anything of them. */
    static final String KEY = "key";

    private static final String SQL = """
            WITH sees (purpose, field) AS (SELECT * FROM unnest(?::text[], ?::text[])),
            h (site_id, n, at) AS (SELECT * FROM unnest(?::uuid[], ?::integer[], ?::timestamptz[])),
            latest AS (SELECT site_id, max(at) AS at FROM h GROUP BY site_id),
            -- By the last of all moments first: of years of persons few end within some months.
            due AS MATERIALIZED (SELECT DISTINCT u.person_id FROM vault.person_purpose u WHERE %s),
            person AS MATERIALIZED (
              SELECT p.id, p.site_id, l.at,
                CASE WHEN vault.kept_for_a_loss(p.id) THEN '9999-12-31T00:00:00Z'::timestamptz
                  WHEN p.hold_reason IS NOT NULL AND (p.hold_until IS NULL OR p.hold_until > ?)
                  THEN coalesce(p.hold_until, '9999-12-31T00:00:00Z'::timestamptz) END AS held
              FROM due JOIN vault.person p ON p.id = due.person_id JOIN latest l ON l.site_id = p.site_id
              WHERE p.wrapped_key IS NOT NULL
                AND EXISTS (SELECT 1 FROM vault.person_purpose u WHERE u.person_id = p.id AND u.until <= l.at)),
            entry AS (
              SELECT v.person_id, v.field, 1::bigint AS entries FROM vault.value v JOIN person p ON p.id = v.person_id
              UNION ALL
              SELECT a.person_id, a.field, count(*) FROM vault.attachment a JOIN person p ON p.id = a.person_id GROUP BY a.person_id, a.field),
            ending AS (
              SELECT p.site_id, 'field' AS kind, coalesce(u.purpose, '') AS purpose, e.field, e.entries, p.held, p.at,
                coalesce(u.until, (SELECT min(o.until) FROM vault.person_purpose o WHERE o.person_id = p.id)) AS ends
              FROM person p JOIN entry e ON e.person_id = p.id
                LEFT JOIN LATERAL (
                  SELECT o.purpose, o.until FROM vault.person_purpose o JOIN sees s ON s.purpose = o.purpose AND s.field = e.field
                  WHERE o.person_id = p.id ORDER BY o.until DESC, o.purpose LIMIT 1) u ON true
              UNION ALL
              SELECT p.site_id, 'key', '', '', 0, p.held, p.at, max(o.until)
              FROM person p JOIN vault.person_purpose o ON o.person_id = p.id GROUP BY p.id, p.site_id, p.held, p.at)
            SELECT e.site_id, e.kind, e.purpose, e.field,
              (SELECT min(h.n) FROM h WHERE h.site_id = e.site_id AND greatest(e.ends, e.held) <= h.at) AS n,
              e.held IS NOT NULL AS is_held, count(*) AS persons, sum(e.entries) AS entries, min(e.held) AS held_first, max(e.held) AS held_last,
              min(e.ends) AS ends_first
            FROM ending e WHERE e.ends <= e.at
            GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1, 2 DESC, 3, 4, 5""";

    private static final String OF_ALL = SQL.formatted("u.until <= ?");
    private static final String OF_ONE = SQL.formatted("u.person_id = ?");

    private final JdbcClient jdbc;

    RetentionPlan(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What ends within the same of a site's moments, and is held or not.
     *
     * @param purpose that needs it last; empty where none of the person's purposes sees it, and for a key
     * @param field its kind; empty for a key
     * @param within the first of the site's moments by which a run deletes it, from 0 on; absent where a legal hold goes on after the last one
     * @param heldFirst when the first of the legal holds ends, if there are any
     * @param heldLast when the last one ends
     * @param endsFirst when the first of the periods ended, or ends, whether held or not
     */
    record Part(
            UUID site,
            String kind,
            String purpose,
            String field,
            Optional<Integer> within,
            long persons,
            long entries,
            Optional<Instant> heldFirst,
            Optional<Instant> heldLast,
            Instant endsFirst) {}

    /**
     * What ends at these sites.
     *
     * @param moments of each site, in their order
     * @param now holds that have ended by then hold nothing
     */
    List<Part> of(Map<UUID, List<Instant>> moments, Instant now) {
        return ask(moments, now, null);
    }

    /** What a run with this horizon deletes of one person, who is locked; nothing while they are held. */
    List<Part> of(Persons.Known person, Instant horizon) {
        return ask(Map.of(person.site(), List.of(horizon)), horizon, person.id()).stream()
                .filter(part -> part.within().isPresent())
                .toList();
    }

    private List<Part> ask(Map<UUID, List<Instant>> moments, Instant now, @Nullable UUID person) {
        List<String> purposes = new ArrayList<>();
        List<String> fields = new ArrayList<>();
        for (Purpose purpose : Purpose.values()) {
            if (purpose.isCollecting()) {
                purpose.fields().forEach(field -> {
                    purposes.add(purpose.id());
                    fields.add(field.id());
                });
            }
        }
        List<String> sites = new ArrayList<>();
        List<Integer> numbers = new ArrayList<>();
        List<String> times = new ArrayList<>();
        moments.forEach((site, all) -> {
            for (int i = 0; i < all.size(); i++) {
                sites.add(site.toString());
                numbers.add(i);
                times.add(all.get(i).toString());
            }
        });
        OffsetDateTime latest = moments.values().stream()
                .flatMap(List::stream)
                .max(Comparator.naturalOrder())
                .orElse(now)
                .atOffset(ZoneOffset.UTC);
        return jdbc.sql(person == null ? OF_ALL : OF_ONE)
                .param(purposes.toArray(String[]::new))
                .param(fields.toArray(String[]::new))
                .param(sites.toArray(String[]::new))
                .param(numbers.toArray(Integer[]::new))
                .param(times.toArray(String[]::new))
                .param(person == null ? latest : person)
                .param(now.atOffset(ZoneOffset.UTC))
                .query((row, _) -> part(row))
                .list();
    }

    private static Part part(ResultSet row) throws SQLException {
        int within = row.getInt("n");
        boolean isBeyond = row.wasNull();
        return new Part(
                row.getObject("site_id", UUID.class),
                row.getString("kind"),
                row.getString("purpose"),
                row.getString("field"),
                isBeyond ? Optional.empty() : Optional.of(within),
                row.getLong("persons"),
                row.getLong("entries"),
                time(row, "held_first"),
                time(row, "held_last"),
                time(row, "ends_first").orElseThrow());
    }

    static Optional<Instant> time(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }

    /** Ids as a parameter of the database. */
    static String[] texts(java.util.Collection<UUID> ids) {
        return ids.stream().map(UUID::toString).toArray(String[]::new);
    }

    /** Ids as they come from the database. */
    static List<UUID> ids(ResultSet row, String column) throws SQLException {
        java.sql.Array found = row.getArray(column);
        return found == null
                ? List.of()
                : Arrays.stream((Object[]) found.getArray())
                        .map(UUID.class::cast)
                        .toList();
    }
}
