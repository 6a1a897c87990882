package org.wangchuan.platform.vault;

import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Lets go of what no running purpose needs, each hour; of the whole person when none runs. A legal hold keeps all while it lasts. */
@Component
class Retention {
    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    private static final int AT_ONCE = 500;

    private final Persons persons;
    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final VaultSettings settings;

    Retention(Persons persons, JdbcClient jdbc, InstantSource clock, VaultSettings settings) {
        this.persons = persons;
        this.jdbc = jdbc;
        this.clock = clock;
        this.settings = settings;
    }

    /** Looks at those for whom a purpose has ended. */
    @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT5M")
    @Transactional
    public void sweep() {
        Instant now = clock.instant();
        OffsetDateTime at = now.atOffset(ZoneOffset.UTC);
        List<UUID> due = jdbc.sql("""
                        SELECT p.id FROM vault.person p
                        WHERE p.wrapped_key IS NOT NULL AND (p.hold_reason IS NULL OR p.hold_until <= ?)
                          AND EXISTS (SELECT 1 FROM vault.person_purpose u WHERE u.person_id = p.id AND u.until <= ?)
                        ORDER BY p.id LIMIT ? FOR UPDATE SKIP LOCKED""")
                .params(at, at, AT_ONCE)
                .query((row, _) -> row.getObject(1, UUID.class))
                .list();
        for (UUID person : due) {
            letGo(person, now);
        }
        if (!due.isEmpty()) {
            LOG.info("retention looked at {} persons whose purposes had ended", due.size());
        }
    }

    private void letGo(UUID person, Instant now) {
        OffsetDateTime at = now.atOffset(ZoneOffset.UTC);
        var running = persons.purposes(person).keySet();
        if (running.isEmpty()) {
            persons.forget(person, settings.backupsUntil(now));
            return;
        }
        String needed = running.stream()
                .flatMap(purpose -> purpose.fields().stream())
                .map(Field::id)
                .distinct()
                .collect(Collectors.joining(","));
        jdbc.sql("DELETE FROM vault.value WHERE person_id = ? AND NOT field = ANY (string_to_array(?, ','))")
                .params(person, needed)
                .update();
        jdbc.sql("DELETE FROM vault.attachment WHERE person_id = ? AND NOT field = ANY (string_to_array(?, ','))")
                .params(person, needed)
                .update();
        jdbc.sql("DELETE FROM vault.person_purpose WHERE person_id = ? AND until <= ?")
                .params(person, at)
                .update();
    }
}
