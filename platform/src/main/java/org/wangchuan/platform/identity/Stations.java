package org.wangchuan.platform.identity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wangchuan.platform.process.Recently;
import org.wangchuan.proof.key.PublicKey;

/**
 * Stations that work for a site. A station is paired by a code that an administrator made and typed at it; from then on it
 * shows a token in each request. The token lets it in; what it says of erasures is believed for its signatures, made with
 * the key that it named when it was paired. Thread-safe.
 */
@Component
public class Stations {
    /** How long a pairing code can be used. */
    public static final Duration CODE_VALID = Duration.ofMinutes(30);

    /** Stations ask or tell something at least every 30 s; one that has missed three times is out of touch. */
    public static final Duration IN_TOUCH = Duration.ofSeconds(90);

    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final Accounts accounts;

    Stations(JdbcClient jdbc, InstantSource clock, Accounts accounts) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.accounts = accounts;
    }

    /**
     * A paired station.
     *
     * @param key its public key in base64url
     * @param isUnconfirmed whether the platform was put back, and nobody has said since that it still works here
     * @param seenAt when it last asked for something
     */
    public record Station(
            UUID id,
            UUID site,
            String name,
            String key,
            String thumbprint,
            boolean isActive,
            boolean isUnconfirmed,
            Instant pairedAt,
            Optional<Instant> seenAt) {
        /** Whether nobody has put it out of service: a trust list that has ended a station does not take that back. */
        public boolean isHere() {
            return isActive || isUnconfirmed;
        }

        /** Whether it should be there, was, and has not been heard of for a while. */
        public boolean isLost(Instant now) {
            return isActive
                    && seenAt.filter(at -> !Recently.isWithin(at, IN_TOUCH, now))
                            .isPresent();
        }
    }

    /** What a station is told once, when it is paired. */
    public record Paired(Station station, String token) {}

    /** A new pairing code for a site; told to whoever stands at the station, and to nobody else. */
    @Transactional
    public String newCode(UUID site, Optional<UUID> by) {
        String code = Secrets.random();
        OffsetDateTime now = now();
        jdbc.sql("INSERT INTO identity.pairing_code VALUES (?, ?, ?, ?)")
                .params(Secrets.digest(code), site, now, now.plus(CODE_VALID))
                .update();
        accounts.audit(by, "pairing-code", site);
        return code;
    }

    /**
     * Pairs a station; the code is used up for all others. A station that is paired again, with the same key, keeps its identity and
     * gets a new token; the old one ends. While the code is valid the same station may show it again, for the answer may have been
     * lost; but not after an administrator has ended its access.
     *
     * @param key what it signs with
     * @return empty if the code is unknown, used by another or too old, or the key belongs to a station of another site
     */
    @Transactional
    public Optional<Paired> pair(String code, String name, PublicKey key) {
        Optional<PairingCode> valid = use(code, key);
        if (valid.isEmpty()) {
            return Optional.empty();
        }
        String token = Secrets.random();
        Optional<UUID> id = jdbc.sql("""
                        INSERT INTO identity.station
                          (id, site_id, name, key, thumbprint, token_digest, state, paired_at)
                        VALUES (?, ?, ?, ?, ?, ?, 'active', ?)
                        ON CONFLICT (thumbprint) DO UPDATE
                          SET token_digest = excluded.token_digest, name = excluded.name, state = 'active'
                          WHERE station.site_id = excluded.site_id AND (NOT ? OR station.state = 'active')
                        RETURNING id""")
                .params(
                        UUID.randomUUID(),
                        valid.get().site(),
                        name,
                        key.base64Url(),
                        key.thumbprint(),
                        Secrets.digest(token),
                        now(),
                        valid.get().isAgain())
                .query((row, _) -> row.getObject(1, UUID.class))
                .optional();
        if (id.isEmpty()) {
            return Optional.empty();
        }
        accounts.audit(Optional.empty(), "station-paired", id.get());
        return Optional.of(new Paired(find(id.get()).orElseThrow(), token));
    }

    private record PairingCode(UUID site, boolean isAgain) {}

    /** Uses a code up for this key; of two at once, one waits for the other. */
    private Optional<PairingCode> use(String code, PublicKey key) {
        Optional<PairingCode> valid = jdbc.sql("""
                        SELECT site_id, used_at IS NOT NULL FROM identity.pairing_code
                        WHERE digest = ? AND expires_at > ? AND expires_at <= ? AND (used_at IS NULL OR used_by = ?) FOR UPDATE""")
                .params(Secrets.digest(code), now(), now().plus(CODE_VALID).plus(Recently.SKEW), key.thumbprint())
                .query((row, _) -> new PairingCode(row.getObject(1, UUID.class), row.getBoolean(2)))
                .optional();
        if (valid.isPresent()) {
            jdbc.sql("UPDATE identity.pairing_code SET used_at = coalesce(used_at, ?), used_by = ? WHERE digest = ?")
                    .params(now(), key.thumbprint(), Secrets.digest(code))
                    .update();
        }
        return valid;
    }

    /** The station that shows this token, active or not confirmed since a restore; notes that it was seen. */
    @Transactional
    public Optional<Station> byToken(String token) {
        return jdbc.sql("""
                        UPDATE identity.station SET seen_at = CASE state WHEN 'active' THEN ? ELSE seen_at END
                        WHERE token_digest = ? AND state IN ('active', 'unconfirmed') RETURNING *""")
                .params(now(), Secrets.digest(token))
                .query((row, _) -> read(row))
                .optional();
    }

    /** A station, active or not. */
    public Optional<Station> find(UUID id) {
        return jdbc.sql("SELECT * FROM identity.station WHERE id = ?")
                .param(id)
                .query((row, _) -> read(row))
                .optional();
    }

    /** The station that signs with the key of this thumbprint, active or not. */
    public Optional<Station> byThumbprint(String thumbprint) {
        return jdbc.sql("SELECT * FROM identity.station WHERE thumbprint = ?")
                .param(thumbprint)
                .query((row, _) -> read(row))
                .optional();
    }

    /** The stations of a site by name. */
    public List<Station> ofSite(UUID site) {
        return jdbc.sql("SELECT * FROM identity.station WHERE site_id = ? ORDER BY name")
                .param(site)
                .query((row, _) -> read(row))
                .list();
    }

    /** All stations of this platform, ended ones as well. */
    public List<Station> all() {
        return jdbc.sql("SELECT * FROM identity.station ORDER BY paired_at, id")
                .query((row, _) -> read(row))
                .list();
    }

    /** All stations of this platform that are let in. */
    public List<Station> active() {
        return all().stream().filter(Station::isActive).toList();
    }

    /** Ends a station's access; what it has signed stays as true as it was. */
    @Transactional
    public void end(UUID id, UUID by) {
        jdbc.sql("UPDATE identity.station SET state = 'ended' WHERE id = ?")
                .param(id)
                .update();
        accounts.audit(Optional.of(by), "station-ended", id);
    }

    private static Station read(ResultSet row) throws SQLException {
        OffsetDateTime seen = row.getObject("seen_at", OffsetDateTime.class);
        return new Station(
                row.getObject("id", UUID.class),
                row.getObject("site_id", UUID.class),
                row.getString("name"),
                row.getString("key"),
                row.getString("thumbprint"),
                "active".equals(row.getString("state")),
                "unconfirmed".equals(row.getString("state")),
                row.getObject("paired_at", OffsetDateTime.class).toInstant(),
                Optional.ofNullable(seen).map(OffsetDateTime::toInstant));
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
