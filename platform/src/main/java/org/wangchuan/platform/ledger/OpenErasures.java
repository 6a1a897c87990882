package org.wangchuan.platform.ledger;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Erasures without an order that ended badly, and that nothing has settled: they keep the gate shut. Thread-safe. */
@Component
public class OpenErasures {
    private static final int SHOWN_MAX = 20;

    private final JdbcClient jdbc;

    OpenErasures(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** How many there are, by device; devices without any are left out. */
    public Map<UUID, Integer> counts(Collection<UUID> devices) {
        return jdbc
                .sql("""
                        SELECT d.id, count(*) FROM unnest(?::uuid[]) d (id), LATERAL ledger.open_against(d.id) open
                        GROUP BY d.id""")
                .param(devices.stream().map(UUID::toString).toArray(String[]::new))
                .query((row, _) -> Map.entry(row.getObject(1, UUID.class), row.getInt(2)))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** The media of several devices that one of them speaks against, by the device; devices without any are left out. */
    public Map<UUID, Set<UUID>> media(Collection<UUID> devices) {
        return jdbc
                .sql("""
                        SELECT DISTINCT d.id, open.medium
                        FROM unnest(?::uuid[]) d (id), LATERAL ledger.open_against_media(d.id) open""")
                .param(devices.stream().map(UUID::toString).toArray(String[]::new))
                .query((row, _) -> Map.entry(row.getObject(1, UUID.class), row.getObject(2, UUID.class)))
                .list()
                .stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toUnmodifiableSet())));
    }

    /** The same of one of them: of a phone itself or its card, which are told apart by more than a number. */
    public Set<UUID> mediaAgainst(UUID event, UUID device) {
        return Set.copyOf(
                jdbc.sql("SELECT DISTINCT open.medium FROM ledger.open_against_media(?) open WHERE open.event = ?")
                        .params(device, event)
                        .query((row, _) -> row.getObject(1, UUID.class))
                        .list());
    }

    /** The media of a device whose serial number one of them shows; none if it shows no number, or one of no medium that is known. */
    public Set<UUID> media(UUID event, UUID device) {
        return Set.copyOf(jdbc.sql("""
                        SELECT m.id FROM custody.medium m JOIN ledger.statement s ON s.serial_digest = m.serial_digest
                        WHERE s.event_id = ? AND m.device_id = ?""")
                .params(event, device)
                .query((row, _) -> row.getObject(1, UUID.class))
                .list());
    }

    /** Those that name a device's medium, or its label; some of them, if a station makes them without an end. */
    public List<UUID> against(UUID device) {
        return jdbc.sql("SELECT open FROM ledger.open_against(?) open LIMIT ?")
                .params(device, SHOWN_MAX)
                .query((row, _) -> row.getObject(1, UUID.class))
                .list();
    }
}
