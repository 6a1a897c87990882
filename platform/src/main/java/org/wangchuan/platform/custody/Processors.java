package org.wangchuan.platform.custody;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The licensed processors that an organisation hands devices over to. Thread-safe. */
@Component
public class Processors {
    private static final int LISTED_MAX = 200;

    private final JdbcClient jdbc;
    private final InstantSource clock;

    Processors(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Those of an organisation by name. */
    public List<Processor> of(UUID organisation) {
        return jdbc.sql("SELECT * FROM custody.processor WHERE organisation_id = ? ORDER BY name LIMIT ?")
                .params(organisation, LISTED_MAX)
                .query((row, _) -> read(row))
                .list();
    }

    /** One of an organisation. */
    public Optional<Processor> find(UUID id, UUID organisation) {
        return jdbc.sql("SELECT * FROM custody.processor WHERE id = ? AND organisation_id = ?")
                .params(id, organisation)
                .query((row, _) -> read(row))
                .optional();
    }

    /** Adds one, self-declared; a licence number stands there once in an organisation. */
    @Transactional
    public Processor add(
            UUID organisation, String name, String licence, Set<DeviceKind> scope, LocalDate expiresOn, UUID by) {
        UUID id = UUID.randomUUID();
        jdbc.sql("""
                        INSERT INTO custody.processor
                          (id, organisation_id, name, licence_number, scope, expires_on, created_by, created_at)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        id,
                        organisation,
                        name,
                        licence,
                        scope.stream().map(DeviceKind::id).toArray(String[]::new),
                        expiresOn,
                        by,
                        now())
                .update();
        return find(id, organisation).orElseThrow();
    }

    /** A manager has seen the licence. */
    @Transactional
    public void confirm(UUID id, UUID organisation, UUID by) {
        jdbc.sql("""
                        UPDATE custody.processor SET confirmed_by = ?, confirmed_at = ?
                        WHERE id = ? AND organisation_id = ? AND confirmed_at IS NULL""").params(by, now(), id, organisation).update();
    }

    private static Processor read(ResultSet row) throws SQLException {
        Set<DeviceKind> scope = EnumSet.noneOf(DeviceKind.class);
        for (Object kind : (Object[]) row.getArray("scope").getArray()) {
            scope.add(DeviceKind.of(String.valueOf(kind)));
        }
        OffsetDateTime confirmed = row.getObject("confirmed_at", OffsetDateTime.class);
        return new Processor(
                row.getObject("id", UUID.class),
                row.getObject("organisation_id", UUID.class),
                row.getString("name"),
                row.getString("licence_number"),
                scope,
                row.getObject("expires_on", LocalDate.class),
                Optional.ofNullable(confirmed).map(OffsetDateTime::toInstant));
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
