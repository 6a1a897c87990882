package org.wangchuan.platform.custody;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Reads hand-overs. Thread-safe. */
@Component
class HandOverReader {
    private static final int LISTED_MAX = 100;

    private final JdbcClient jdbc;

    HandOverReader(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Transactional(
            readOnly = true) // one connection for all of it: whoever holds one and waits for another blocks everybody
    Optional<HandOver> find(UUID id) {
        return read("SELECT * FROM custody.hand_over WHERE id = ?", id).stream().findFirst();
    }

    Optional<HandOver> locked(UUID id) {
        return read("SELECT * FROM custody.hand_over WHERE id = ? FOR UPDATE", id).stream()
                .findFirst();
    }

    /** Those of some sites, the newest first. */
    @Transactional(readOnly = true)
    List<HandOver> of(Collection<UUID> sites) {
        return read(
                "SELECT * FROM custody.hand_over WHERE site_id = ANY(?::uuid[]) ORDER BY created_at DESC LIMIT "
                        + LISTED_MAX,
                sites.stream().map(UUID::toString).toArray(String[]::new));
    }

    List<UUID> devices(String code, Collection<UUID> sites) {
        return jdbc.sql("""
                        SELECT i.device_id FROM custody.hand_over_item i JOIN custody.hand_over h ON h.id = i.hand_over_id
                        WHERE h.code = ? AND h.site_id = ANY (?::uuid[])""")
                .params(code, sites.stream().map(UUID::toString).toArray(String[]::new))
                .query((row, _) -> row.getObject(1, UUID.class))
                .list();
    }

    Optional<HandOver.Destruction> destruction(UUID device) {
        return jdbc.sql("SELECT * FROM custody.destruction WHERE device_id = ?")
                .param(device)
                .query((row, _) -> destruction(row))
                .optional();
    }

    Map<UUID, HandOver.Destruction> destructions(Collection<UUID> devices) {
        return jdbc
                .sql("SELECT * FROM custody.destruction WHERE device_id = ANY(?::uuid[])")
                .param(devices.stream().map(UUID::toString).toArray(String[]::new))
                .query((row, _) -> Map.entry(row.getObject("device_id", UUID.class), destruction(row)))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private List<HandOver> read(String sql, Object parameter) {
        return jdbc.sql(sql).param(parameter).query((row, _) -> read(row)).list();
    }

    private HandOver read(ResultSet row) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        return new HandOver(
                id,
                row.getString("code"),
                row.getObject("site_id", UUID.class),
                row.getObject("processor_id", UUID.class),
                row.getString("licence_name"),
                row.getString("licence_number"),
                row.getObject("licence_expires_on", LocalDate.class),
                row.getBoolean("was_confirmed"),
                HexFormat.of().formatHex(row.getBytes("manifest_digest")),
                HandOver.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                signature(row.getString("given_name"), row.getObject("given_at", OffsetDateTime.class)),
                signature(row.getString("taken_name"), row.getObject("taken_at", OffsetDateTime.class)),
                items(id),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }

    private List<HandOver.Item> items(UUID handOver) {
        return jdbc.sql("""
                        SELECT i.*, d.reference, d.part, d.destroyed_on, d.recorded_at, d.recorded_by
                        FROM custody.hand_over_item i
                        LEFT JOIN custody.destruction d ON d.device_id = i.device_id AND d.hand_over_id = i.hand_over_id
                        WHERE i.hand_over_id = ? ORDER BY i.device_code""")
                .param(handOver)
                .query((row, _) -> new HandOver.Item(
                        row.getObject("device_id", UUID.class),
                        row.getString("device_code"),
                        row.getString("bag_number"),
                        row.getString("reference") == null ? Optional.empty() : Optional.of(destruction(row))))
                .list();
    }

    private static HandOver.Destruction destruction(ResultSet row) throws SQLException {
        return new HandOver.Destruction(
                row.getString("reference"),
                row.getString("part"),
                row.getObject("destroyed_on", LocalDate.class),
                row.getObject("recorded_at", OffsetDateTime.class).toInstant(),
                row.getObject("recorded_by", UUID.class) == null);
    }

    private static Optional<HandOver.Signature> signature(@Nullable String name, @Nullable OffsetDateTime at) {
        return name == null || at == null
                ? Optional.empty()
                : Optional.of(new HandOver.Signature(name, at.toInstant()));
    }
}
