package org.wangchuan.platform.vault;

import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What is kept, in numbers: for records of processing. No person is in it. Thread-safe. */
@Component
public class VaultNumbers {
    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final VaultSettings settings;

    VaultNumbers(JdbcClient jdbc, InstantSource clock, VaultSettings settings) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.settings = settings;
    }

    /** For how many persons each purpose runs now; those with none are left out. */
    @Transactional(readOnly = true)
    public Map<Purpose, Long> running(Collection<UUID> sites) {
        Map<Purpose, Long> out = new EnumMap<>(Purpose.class);
        jdbc.sql("""
                        SELECT u.purpose, count(*) AS persons FROM vault.person_purpose u JOIN vault.person p ON p.id = u.person_id
                        WHERE p.site_id = ANY (?::uuid[]) AND u.until > ? GROUP BY u.purpose""")
                .param(RetentionPlan.texts(sites))
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .query((row, _) -> Map.entry(Purpose.of(row.getString(1)), row.getLong(2)))
                .list()
                .forEach(entry -> out.put(entry.getKey(), entry.getValue()));
        return out;
    }

    /** How often something was told to an authority, ever. */
    @Transactional(readOnly = true)
    public long disclosed(Collection<UUID> sites) {
        return jdbc.sql("""
                        SELECT count(*) FROM vault.disclosure d JOIN vault.person p ON p.id = d.person_id
                        WHERE p.site_id = ANY (?::uuid[]) AND d.opened_at IS NOT NULL""")
                .param(RetentionPlan.texts(sites))
                .query((row, _) -> row.getLong(1))
                .single();
    }

    /** How long back-ups are said to be kept, in days. */
    public int backupDays() {
        return settings.backupDays();
    }
}
