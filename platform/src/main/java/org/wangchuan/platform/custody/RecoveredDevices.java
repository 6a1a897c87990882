package org.wangchuan.platform.custody;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wangchuan.platform.identity.Recoveries;

/**
 * The devices that were here on the day that the platform was put back to. What came about each of them since is not known, so each is
 * looked at by somebody, when all stations have brought again what they have. The database asks the same, see {@code V134__recovery.sql}. Thread-safe.
 */
@Component
public class RecoveredDevices {
    /** Most that a page shows at once. */
    public static final int SHOWN_MAX = 100;

    private static final String LEFT = """
            FROM custody.recovery_device r JOIN custody.device d ON d.id = r.device_id
            LEFT JOIN LATERAL (SELECT l.what, l.at FROM custody.recovery_look l
              WHERE l.device_id = r.device_id AND l.recovery_id = r.recovery_id ORDER BY l.id DESC LIMIT 1) last ON true
            WHERE r.recovery_id = ? AND r.is_here AND d.site_id = ANY (?) AND last.what IS DISTINCT FROM 'here'""";

    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final Recoveries recoveries;

    RecoveredDevices(JdbcClient jdbc, InstantSource clock, Recoveries recoveries) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.recoveries = recoveries;
    }

    /** What somebody says who has looked. */
    public enum Look {
        /** It lies here, and nothing is known to them that speaks against it. */
        HERE,
        /** It was not found; it stays in doubt. */
        MISSING;

        /** As it stands in the database, and in the keys of words. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A device that nobody has found here yet.
     *
     * @param serialTail the last characters of its serial number
     * @param isMissing whether somebody has looked for it in vain
     */
    public record Left(
            UUID id,
            String code,
            String brand,
            String model,
            Optional<String> serialTail,
            DeviceState state,
            boolean isMissing) {}

    /** How many are left, and how many of these somebody has looked for in vain. */
    public record Count(int left, int missing) {
        /** Of how many nobody has said anything. */
        public int open() {
            return left - missing;
        }
    }

    /** Whether what is known of a device may be older than what came about it. */
    public boolean isAwaited(UUID device) {
        return jdbc.sql("SELECT custody.awaits_recovery(?)")
                .param(device)
                .query((row, _) -> row.getBoolean(1))
                .single();
    }

    /** How many of some sites are left. */
    public Count count(UUID recovery, Collection<UUID> sites) {
        return jdbc.sql("SELECT count(*), count(*) FILTER (WHERE last.what = 'missing') " + LEFT)
                .params(recovery, sites.toArray(UUID[]::new))
                .query((row, _) -> new Count(row.getInt(1), row.getInt(2)))
                .single();
    }

    /** Those of some sites that are left, of which nobody has said anything first; at most {@link #SHOWN_MAX}. */
    public List<Left> left(UUID recovery, Collection<UUID> sites) {
        return jdbc.sql("SELECT d.id, d.code, d.brand, d.model, d.serial_tail, d.state, last.what " + LEFT
                        + " ORDER BY last.what NULLS FIRST, d.registered_at, d.id LIMIT ?")
                .params(recovery, sites.toArray(UUID[]::new), SHOWN_MAX)
                .query((row, _) -> left(row))
                .list();
    }

    private static Left left(ResultSet row) throws SQLException {
        return new Left(
                row.getObject("id", UUID.class),
                row.getString("code"),
                row.getString("brand"),
                row.getString("model"),
                Optional.ofNullable(row.getString("serial_tail")),
                DeviceState.of(row.getString("state")),
                "missing".equals(row.getString("what")));
    }

    /** The devices of some sites that bear these codes, see {@link Codes#typed}; unknown ones are left out. */
    public Set<UUID> coded(Collection<String> codes, Collection<UUID> sites) {
        return Set.copyOf(jdbc.sql("SELECT id FROM custody.device WHERE code = ANY (?) AND site_id = ANY (?)")
                .params(codes.toArray(String[]::new), sites.toArray(UUID[]::new))
                .query((row, _) -> row.getObject(1, UUID.class))
                .list());
    }

    /**
     * Notes of some devices that somebody has looked, on record for good. Of a site whose stations may still bring something, nothing is noted: who
     * says "nothing speaks against it" has to see what comes first.
     *
     * @param sites of whoever says it; what belongs to another is as if it were not there
     * @return of how many it was noted
     * @throws GateException {@link GateException.Code#RECOVERY}, and nothing was noted
     */
    @Transactional
    public int look(Collection<UUID> devices, Look what, Collection<UUID> sites, UUID by) throws GateException {
        OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
        List<UUID> of = jdbc.sql("SELECT DISTINCT site_id FROM custody.device WHERE id = ANY (?) AND site_id = ANY (?)")
                .params(devices.toArray(UUID[]::new), sites.toArray(UUID[]::new))
                .query((row, _) -> row.getObject(1, UUID.class))
                .list();
        if (what == Look.HERE && of.stream().anyMatch(recoveries::awaitsStation)) {
            throw new GateException(GateException.Code.RECOVERY, "a station may still bring something");
        }
        return Set.copyOf(jdbc.sql("""
                        INSERT INTO custody.recovery_look (device_id, recovery_id, at, what, by_account)
                        SELECT r.device_id, r.recovery_id, ?, ?, ? FROM custody.recovery_device r
                        JOIN custody.device d ON d.id = r.device_id
                        WHERE r.is_here AND r.device_id = ANY (?) AND d.site_id = ANY (?) RETURNING device_id""")
                        .params(now, what.id(), by, devices.toArray(UUID[]::new), sites.toArray(UUID[]::new))
                        .query((row, _) -> row.getObject(1, UUID.class))
                        .list())
                .size();
    }
}
