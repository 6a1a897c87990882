package org.wangchuan.platform.intake;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.custody.OwnNumbers;

/** The number that each order of a list came with. Thread-safe. */
@Component
class OrderNumbers implements OwnNumbers {
    private final JdbcClient jdbc;

    OrderNumbers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Of a device that came twice, the later. */
    @Override
    public Map<UUID, String> of(Collection<UUID> devices) {
        return jdbc
                .sql("""
                        SELECT device_id, reference FROM intake.work_order
                        WHERE device_id = ANY (?::uuid[]) AND reference IS NOT NULL ORDER BY created_at, id""")
                .param(texts(devices))
                .query((row, _) -> Map.entry(row.getObject(1, UUID.class), row.getString(2)))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (_, later) -> later));
    }

    /** Compared byte by byte, as its index is; to the last character that there can be. */
    @Override
    public List<UUID> find(Collection<UUID> sites, String text, int limit) {
        return jdbc.sql("""
                        SELECT device_id FROM intake.work_order WHERE reference IS NOT NULL
                          AND upper(reference) COLLATE "C" >= upper(?) AND upper(reference) COLLATE "C" < upper(?) || chr(1114111)
                          AND site_id = ANY (?::uuid[]) ORDER BY created_at DESC, id LIMIT ?""")
                .param(text)
                .param(text)
                .param(texts(sites))
                .param(limit)
                .query((row, _) -> row.getObject(1, UUID.class))
                .list();
    }

    private static String[] texts(Collection<UUID> ids) {
        return ids.stream().map(UUID::toString).toArray(String[]::new);
    }
}
