package org.wangchuan.platform.identity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wangchuan.platform.setting.RecoveryMark;

/**
 * That the platform was put back to an older day: since when it knows, and what its stations have said since. What such a day undoes
 * is undone in the database with its row, see {@code V134__recovery.sql}; here people and stations lead out of it. Thread-safe.
 */
@Component
public class Recoveries {
    private static final String LINES = """
            SELECT s.id, s.name, s.site_id, site.name AS site, s.state, s.seen_at,
              max(w.at) FILTER (WHERE w.what = 'delivered') AS delivered_at,
              max(w.reason) FILTER (WHERE w.what = 'gone') AS reason, max(a.work_name) FILTER (WHERE w.what = 'gone') AS by_name
            FROM identity.recovery_station r JOIN identity.station s ON s.id = r.station_id
            JOIN identity.site site ON site.id = s.site_id
            LEFT JOIN identity.recovery_station_word w ON w.recovery_id = r.recovery_id AND w.station_id = r.station_id
            LEFT JOIN identity.account a ON a.id = w.by_account
            WHERE r.recovery_id = ?
            GROUP BY s.id, s.name, s.site_id, site.name, s.state, s.seen_at ORDER BY site.name, s.name""";

    private static final String SAY = """
            INSERT INTO identity.recovery_station_word (recovery_id, station_id, at, what, by_account, reason)
            SELECT r.id, ?::uuid, ?, ?, ?::uuid, ? FROM identity.recovery r
            WHERE EXISTS (SELECT 1 FROM identity.recovery_station s WHERE s.recovery_id = r.id AND s.station_id = ?)
            ON CONFLICT (recovery_id, station_id, what) DO NOTHING""";

    private static final Logger LOG = LoggerFactory.getLogger(Recoveries.class);

    /** By how much less than another process one may have counted last: each counts once a minute, and may have failed to for hours. */
    static final long OTHERS_AHEAD = 10_000;

    private final JdbcClient jdbc;
    private final InstantSource clock;

    Recoveries(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * A restore that the platform knows of.
     *
     * @param id by which stations know the platform from then on
     * @param foundAt when the platform found it out; it had answered nobody before
     * @param backedUpAt of when its data were; absent where nothing tells it
     */
    public record Recovery(UUID id, Instant foundAt, Optional<Instant> backedUpAt, Optional<Instant> restoredAt) {}

    /** Why a station will not come again. */
    public enum Gone {
        /** Nobody knows where it is, or it was stolen. */
        LOST,
        /** What it had can't be read any more. */
        BROKEN,
        /** It had been put out of service before, or was given away. */
        REMOVED;

        /** As it stands in the database, and in the keys of words. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The one of this id. */
        public static Optional<Gone> of(String id) {
            return Arrays.stream(values()).filter(one -> one.id().equals(id)).findFirst();
        }
    }

    /**
     * A station that worked for the platform on the day of the back-up.
     *
     * @param seenAt when it last asked for something that is remembered
     * @param deliveredAt when it said that it has brought again all that it has
     * @param gone why somebody says that it will not come again: an id of {@link Gone}
     * @param goneBy the name at work of who said so
     */
    public record StationLine(
            UUID id,
            String name,
            UUID site,
            String siteName,
            boolean isUnconfirmed,
            boolean isActive,
            Optional<Instant> seenAt,
            Optional<Instant> deliveredAt,
            Optional<String> goneBy,
            Optional<String> gone) {
        /** Whether what it has may still come. */
        public boolean isAwaited() {
            return deliveredAt.isEmpty() && gone.isEmpty();
        }
    }

    /**
     * An account that nobody has confirmed.
     *
     * @param hasLink whether it is linked to the company's own identity provider
     * @param usedAt when one of its passkeys was last shown that is remembered
     */
    public record AccountLine(
            UUID id,
            String workName,
            List<String> roles,
            Optional<String> siteName,
            int passkeys,
            boolean hasPin,
            boolean hasBadge,
            boolean hasLink,
            Optional<Instant> usedAt) {
        public AccountLine {
            roles = List.copyOf(roles);
        }
    }

    /** All that follows from a restore follows from its row, which is there once. */
    void begin(UUID id, RecoveryMark mark) {
        int begun = jdbc.sql("""
                        INSERT INTO identity.recovery (id, found_at, backed_up_at, restored_at) VALUES (?, ?, ?, ?)
                        ON CONFLICT (id) DO NOTHING""")
                .param(id)
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .param(mark.backedUpAt().map(at -> at.atOffset(ZoneOffset.UTC)).orElse(null))
                .param(mark.restoredAt().map(at -> at.atOffset(ZoneOffset.UTC)).orElse(null))
                .update();
        if (begun == 1) {
            LOG.warn(
                    "the platform was put back to its state of {}: accounts, stations and devices wait for people, see /recovery",
                    mark.backedUpAt().map(Object::toString).orElse("a day that nothing tells"));
        }
    }

    /** Whoever finds a restore is alone until the end of its transaction; when the database has counted last, as it says. */
    @Transactional
    public Instant alone() {
        return jdbc.sql("SELECT at FROM identity.pulse FOR UPDATE")
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
    }

    /**
     * The database is older than what was known of it.
     *
     * @param reached how far it had counted; it goes on from beyond what any process has counted, or the same would be found once more
     * @return the restore; a new one each time, since stations bring everything again for one that they have not seen
     */
    @Transactional
    UUID foundOlder(long reached) {
        UUID id = UUID.randomUUID();
        begin(id, new RecoveryMark(Optional.empty(), Optional.of(alone()), Optional.empty()));
        jdbc.sql("UPDATE identity.pulse SET beats = greatest(beats, ?) + ?")
                .params(reached, OTHERS_AHEAD)
                .update();
        return id;
    }

    /** The database is older than the files of the log: what people, stations and devices were told since is lost. */
    @Transactional
    public UUID foundOlderByLog() {
        return foundOlder(0);
    }

    /** The last restore; absent if there never was one. */
    public Optional<Recovery> latest() {
        return jdbc.sql("SELECT * FROM identity.recovery ORDER BY number DESC LIMIT 1")
                .query((row, _) -> new Recovery(
                        row.getObject("id", UUID.class),
                        row.getObject("found_at", OffsetDateTime.class).toInstant(),
                        time(row.getObject("backed_up_at", OffsetDateTime.class)),
                        time(row.getObject("restored_at", OffsetDateTime.class))))
                .optional();
    }

    /** The last restore, as long as accounts of before wait for somebody who confirms them. */
    public Optional<Recovery> thatKeepsOut() {
        return hasUnconfirmed("true", Optional.empty()) ? latest() : Optional.empty();
    }

    private boolean hasUnconfirmed(String which, Optional<UUID> organisation) {
        return jdbc.sql("SELECT EXISTS (SELECT 1 FROM identity.account WHERE state = 'unconfirmed' AND " + which + ")")
                .params(organisation.stream().toList())
                .query((row, _) -> row.getBoolean(1))
                .single();
    }

    /** Whether an account of a company waits for somebody who confirms it. */
    public boolean hasUnconfirmed(UUID organisation) {
        return hasUnconfirmed("organisation_id = ?", Optional.of(organisation));
    }

    /** Accounts of a company that nobody has confirmed, by name; at most {@link Accounts#LISTED_MAX}. */
    public List<AccountLine> unconfirmed(UUID organisation) {
        return jdbc.sql("""
                        SELECT a.id, a.work_name, s.name AS site, count(c.credential_id) AS passkeys, max(c.last_used) AS used_at,
                          ARRAY(SELECT role FROM identity.account_role r WHERE r.account_id = a.id ORDER BY role) AS roles,
                          EXISTS (SELECT 1 FROM identity.pin p WHERE p.account_id = a.id) AS has_pin,
                          EXISTS (SELECT 1 FROM identity.badge b WHERE b.account_id = a.id) AS has_badge,
                          EXISTS (SELECT 1 FROM identity.provider_link l WHERE l.account_id = a.id) AS has_link
                        FROM identity.account a LEFT JOIN identity.site s ON s.id = a.site_id
                        LEFT JOIN identity.user_entities e ON e.name = a.id::text
                        LEFT JOIN identity.user_credentials c ON c.user_entity_user_id = e.id
                        WHERE a.organisation_id = ? AND a.state = 'unconfirmed'
                        GROUP BY a.id, a.work_name, s.name ORDER BY a.work_name LIMIT ?""")
                .params(organisation, Accounts.LISTED_MAX)
                .query((row, _) -> account(row))
                .list();
    }

    private static AccountLine account(ResultSet row) throws SQLException {
        return new AccountLine(
                row.getObject("id", UUID.class),
                row.getString("work_name"),
                List.of((String[]) row.getArray("roles").getArray()),
                Optional.ofNullable(row.getString("site")),
                row.getInt("passkeys"),
                row.getBoolean("has_pin"),
                row.getBoolean("has_badge"),
                row.getBoolean("has_link"),
                PasskeyTable.instant(row.getTimestamp("used_at")));
    }

    /** The stations of some sites that worked on the day of the back-up. */
    public List<StationLine> stations(UUID recovery, Collection<UUID> sites) {
        return jdbc
                .sql(LINES)
                .param(recovery)
                .query((row, _) -> new StationLine(
                        row.getObject("id", UUID.class),
                        row.getString("name"),
                        row.getObject("site_id", UUID.class),
                        row.getString("site"),
                        row.getString("state").equals("unconfirmed"),
                        row.getString("state").equals("active"),
                        time(row.getObject("seen_at", OffsetDateTime.class)),
                        time(row.getObject("delivered_at", OffsetDateTime.class)),
                        Optional.ofNullable(row.getString("by_name")),
                        Optional.ofNullable(row.getString("reason"))))
                .list()
                .stream()
                .filter(line -> sites.contains(line.site()))
                .toList();
    }

    /** Whether a station of a site may still bring what nobody here remembers, of any restore. */
    public boolean awaitsStation(UUID site) {
        return jdbc.sql(
                        "SELECT EXISTS (SELECT 1 FROM identity.recovery r WHERE identity.recovery_awaits_station(r.id, ?))")
                .param(site)
                .query((row, _) -> row.getBoolean(1))
                .single();
    }

    /** A station of before is spoken with again, as one that still works here. */
    @Transactional
    public void confirm(UUID station, UUID by) {
        int confirmed = jdbc.sql("UPDATE identity.station SET state = 'active' WHERE id = ? AND state = 'unconfirmed'")
                .param(station)
                .update();
        if (confirmed == 1) {
            var _ = say(station, "confirmed", by, null);
        }
    }

    /**
     * It will not come again: it is not let in any more, and nothing waits for it. Nothing happens to one for which nothing waits after a
     * restore; that is put out of service where stations are.
     */
    @Transactional
    public void gone(UUID station, Gone why, UUID by) {
        if (say(station, "gone", by, why.id())) {
            jdbc.sql("UPDATE identity.station SET state = 'ended' WHERE id = ?")
                    .param(station)
                    .update();
        }
    }

    /**
     * A station says that it has brought again all that it has. It can be believed for what it brought, and not for what it did not.
     *
     * @return false if it has not seen the last restore yet: then nothing is noted
     */
    @Transactional
    public boolean delivered(UUID station, UUID recovery) {
        if (latest().filter(last -> last.id().equals(recovery)).isEmpty()) {
            return false;
        }
        var _ = say(station, "delivered", null, null);
        return true;
    }

    private boolean say(UUID station, String what, @Nullable UUID by, @Nullable String reason) {
        return jdbc.sql(SAY)
                        .param(station)
                        .param(clock.instant().atOffset(ZoneOffset.UTC))
                        .param(what)
                        .param(by)
                        .param(reason)
                        .param(station)
                        .update()
                > 0;
    }

    private static Optional<Instant> time(@Nullable OffsetDateTime at) {
        return Optional.ofNullable(at).map(OffsetDateTime::toInstant);
    }
}
