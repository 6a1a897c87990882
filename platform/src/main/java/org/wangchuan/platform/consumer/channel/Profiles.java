package org.wangchuan.platform.consumer.channel;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;
import org.wangchuan.platform.custody.DeviceKind;

/**
 * What is written of sites for strangers, and which of it they see. Whatever was written stays; that somebody showed it or took it away is on
 * record with who did. Thread-safe.
 */
@Component
public class Profiles {
    /** Most versions of a site. */
    static final int VERSIONS_MAX = 1_000;

    private static final String SELECT = """
            SELECT p.*, s.name AS site_name, s.time_zone, o.name AS company,
              (SELECT w.at FROM consumer.published w WHERE w.site_id = p.site_id AND w.version = p.version) AS shown_at
            FROM consumer.profile p JOIN identity.site s ON s.id = p.site_id
            JOIN identity.organisation o ON o.id = s.organisation_id
            """;

    private final JdbcClient jdbc;
    private final InstantSource clock;

    Profiles(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Some of what was found.
     *
     * @param isMore whether there is more after it
     */
    public record Found(List<Profile> profiles, boolean isMore) {
        public Found {
            profiles = List.copyOf(profiles);
        }
    }

    /** What strangers see of a site; empty if they see nothing. */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public Optional<Profile> published(UUID site) {
        return one(
                "JOIN consumer.published w ON w.site_id = p.site_id AND w.version = p.version WHERE p.site_id = ?",
                site);
    }

    /** What was written last of a site, whether it is shown or not. */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public Optional<Profile> latest(UUID site) {
        return one("WHERE p.site_id = ? ORDER BY p.version DESC LIMIT 1", site);
    }

    private Optional<Profile> one(String where, UUID site) {
        Map<UUID, List<Row>> rows = jdbc.sql(SELECT + where).param(site).query((row, _) -> row(row)).list().stream()
                .collect(Collectors.groupingBy(Row::site));
        return withLicences(rows.values().stream().flatMap(List::stream).toList()).stream()
                .findFirst();
    }

    /**
     * Published ones by place.
     *
     * @param words what has to stand in region, postcode, address or a name, each of them; none for all
     * @param kind what it has to take; empty for anything
     */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public Found find(List<String> words, Optional<DeviceKind> kind, int page, int size) {
        String[] patterns = words.stream().map(Profiles::pattern).toArray(String[]::new);
        List<Row> rows = jdbc.sql(SELECT + """
                        JOIN consumer.published w ON w.site_id = p.site_id AND w.version = p.version
                        WHERE concat_ws(' ', p.region, p.postcode, p.address, s.name, o.name) ILIKE ALL (:patterns::text[])
                          AND (:kind = '' OR :kind = ANY (p.kinds))
                        ORDER BY p.region, o.name, s.name, p.site_id LIMIT :limit OFFSET :offset""")
                .param("patterns", patterns)
                .param("kind", kind.map(DeviceKind::id).orElse(""))
                .param("limit", size + 1)
                .param("offset", (long) page * size)
                .query((row, _) -> row(row))
                .list();
        boolean isMore = rows.size() > size;
        return new Found(withLicences(isMore ? rows.subList(0, size) : rows), isMore);
    }

    /** Finds these letters and no others: {@code %} and {@code _} are letters. */
    private static String pattern(String word) {
        return "%" + word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
    }

    /**
     * Writes a version; nobody sees it yet.
     *
     * @return false if there are as many as there may be
     */
    @Transactional
    boolean write(UUID site, ProfileForm.Good said, UUID by) {
        lock(site);
        int version = 1 + last(site);
        if (version > VERSIONS_MAX) {
            return false;
        }
        jdbc.sql("INSERT INTO consumer.profile VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .params(
                        site,
                        version,
                        said.text().region(),
                        said.text().postcode(),
                        said.text().address(),
                        said.text().hours(),
                        said.kinds().stream().sorted().map(DeviceKind::id).toArray(String[]::new),
                        said.isWatched(),
                        by,
                        now())
                .update();
        for (Licence licence : said.licences()) {
            jdbc.sql("INSERT INTO consumer.profile_licence VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
                    .param(site)
                    .param(version)
                    .param(licence.kind().id())
                    .param(licence.number())
                    .param(licence.scope())
                    .param(licence.authority())
                    .param(licence.validFrom())
                    .param(licence.expiresOn().orElse(null))
                    .update();
        }
        return true;
    }

    /**
     * Shows the last version to strangers, if it is the one that was looked at.
     *
     * @return false if another one was written since
     */
    @Transactional
    boolean publish(UUID site, int version, UUID by) {
        lock(site);
        if (version != last(site) || version < 1) {
            return false;
        }
        if (published(site).filter(one -> one.version() == version).isEmpty()) {
            say(site, Optional.of(version), by);
        }
        return true;
    }

    /** Shows strangers nothing any more, from this moment on. */
    @Transactional
    void unpublish(UUID site, UUID by) {
        lock(site);
        if (published(site).isPresent()) {
            say(site, Optional.empty(), by);
        }
    }

    private void say(UUID site, Optional<Integer> version, UUID by) {
        jdbc.sql("INSERT INTO consumer.publication (site_id, version, by_account, at) VALUES (?, ?, ?, ?)")
                .param(site)
                .param(version.orElse(null))
                .param(by)
                .param(now())
                .update();
    }

    private void lock(UUID site) {
        jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended('consumer.profile ' || ?, 0))")
                .param(site.toString())
                .query((_, _) -> true)
                .single();
    }

    private int last(UUID site) {
        return jdbc.sql("SELECT coalesce(max(version), 0) FROM consumer.profile WHERE site_id = ?")
                .param(site)
                .query((row, _) -> row.getInt(1))
                .single();
    }

    private record Row(
            UUID site,
            String company,
            String name,
            ZoneId zone,
            int version,
            Profile.Text text,
            Set<DeviceKind> kinds,
            boolean isWatched,
            Optional<Instant> shownAt) {
        String key() {
            return site + " " + version;
        }
    }

    private static Row row(ResultSet row) throws SQLException {
        Set<DeviceKind> kinds = EnumSet.noneOf(DeviceKind.class);
        for (Object kind : (Object[]) row.getArray("kinds").getArray()) {
            kinds.add(DeviceKind.of(String.valueOf(kind)));
        }
        return new Row(
                row.getObject("site_id", UUID.class),
                row.getString("company"),
                row.getString("site_name"),
                ZoneId.of(row.getString("time_zone")),
                row.getInt("version"),
                new Profile.Text(
                        row.getString("region"),
                        row.getString("postcode"),
                        row.getString("address"),
                        row.getString("hours")),
                kinds,
                row.getBoolean("is_watched"),
                Optional.ofNullable(row.getObject("shown_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant));
    }

    private List<Profile> withLicences(List<Row> rows) {
        Map<String, List<Licence>> licences = jdbc
                .sql("""
                        SELECT l.*, l.site_id || ' ' || l.version AS key FROM consumer.profile_licence l
                        WHERE (l.site_id, l.version) IN (SELECT * FROM unnest(?::uuid[], ?::integer[])) ORDER BY l.kind""")
                .param(rows.stream().map(row -> row.site().toString()).toArray(String[]::new))
                .param(rows.stream().map(Row::version).toArray(Integer[]::new))
                .query((row, _) -> Map.entry(row.getString("key"), licence(row)))
                .list()
                .stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
        return rows.stream()
                .map(row -> new Profile(
                        row.site(),
                        row.company(),
                        row.name(),
                        row.zone(),
                        row.version(),
                        row.text(),
                        row.kinds(),
                        row.isWatched(),
                        licences.getOrDefault(row.key(), List.of()),
                        row.shownAt()))
                .toList();
    }

    private static Licence licence(ResultSet row) throws SQLException {
        return new Licence(
                Licence.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                row.getString("number"),
                row.getString("scope"),
                row.getString("authority"),
                row.getObject("valid_from", LocalDate.class),
                Optional.ofNullable(row.getObject("expires_on", LocalDate.class)));
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
