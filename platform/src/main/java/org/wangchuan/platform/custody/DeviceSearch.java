package org.wangchuan.platform.custody;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds devices by what people type or scan: a code, the end of a serial number or all of it, a brand, a model. Thread-safe. */
@Component
public class DeviceSearch {
    /** Most devices of one answer. */
    public static final int PAGE = 50;

    private static final int TEXT_CHARS_MAX = 100;
    private static final String MATCHES = """
            site_id = ANY(?::uuid[]) AND (? = '' OR code LIKE ? || '%' ESCAPE '!' OR upper(serial_tail) = upper(?)
              OR serial_digest = ? OR brand || ' ' || model ILIKE '%' || ? || '%' ESCAPE '!'
              OR bag_key = ?)""";

    private final JdbcClient jdbc;
    private final KeyedDigest serials;

    DeviceSearch(JdbcClient jdbc, KeyedDigest serials) {
        this.jdbc = jdbc;
        this.serials = serials;
    }

    /** One of them; for whoever is asked by {@link Devices} itself, and so can't ask there. */
    public Optional<Device> one(UUID id) {
        return jdbc.sql("SELECT * FROM custody.device WHERE id = ?")
                .param(id)
                .query((row, _) -> Devices.read(row))
                .optional();
    }

    /**
     * A page of devices, the newest first.
     *
     * @param sites whose devices are looked at
     * @param state only these; all if absent
     * @param text empty for all
     */
    public List<Device> find(Collection<UUID> sites, Optional<DeviceState> state, String text, int offset) {
        return matching(
                        sites,
                        text,
                        "SELECT * FROM custody.device WHERE " + MATCHES
                                + " AND (?::text IS NULL OR state = ?) ORDER BY registered_at DESC, id LIMIT ? OFFSET ?")
                .param(state.map(DeviceState::id).orElse(null))
                .param(state.map(DeviceState::id).orElse(null))
                .param(PAGE)
                .param(offset)
                .query((row, _) -> Devices.read(row))
                .list();
    }

    /** The ids of the newest devices that match, for modules that search what belongs to a device. */
    public List<UUID> ids(Collection<UUID> sites, String text, int limit) {
        return matching(
                        sites,
                        text,
                        "SELECT id FROM custody.device WHERE " + MATCHES + " ORDER BY registered_at DESC LIMIT ?")
                .param(limit)
                .query((row, _) -> row.getObject(1, UUID.class))
                .list();
    }

    /** Several devices at once; in no order. */
    public List<Device> all(Collection<UUID> ids) {
        return jdbc.sql("SELECT * FROM custody.device WHERE id = ANY(?::uuid[])")
                .param(ids.stream().map(UUID::toString).toArray(String[]::new))
                .query((row, _) -> Devices.read(row))
                .list();
    }

    private JdbcClient.StatementSpec matching(Collection<UUID> sites, String text, String sql) {
        String asked = text.strip();
        asked = asked.substring(0, Math.min(asked.length(), TEXT_CHARS_MAX)).replace("\0", "");
        String pattern = asked.replaceAll("[!%_]", "!$0");
        return jdbc.sql(sql)
                .param(sites.stream().map(UUID::toString).toArray(String[]::new))
                .param(asked)
                .param(Codes.typed(asked).replaceAll("[!%_]", "!$0"))
                .param(asked)
                .param(serials.of(asked))
                .param(pattern)
                .param(BagNumber.of(asked).map(BagNumber::key).orElse(""));
    }
}
