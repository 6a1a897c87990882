package org.wangchuan.platform.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.platform.testing.OwnPlatform;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.testing.Soon;

/** What a clock that is wrong can delete: a day's worth an hour. A platform that was off looks the same, and catches up. */
final class RetentionClockTest extends PlatformTest {
    private static final int DAYS_OFF = 5;

    @TempDir
    private static Path folder;

    private static OwnPlatform platform;

    /** One of its own: of the shared one the first run comes by itself, five minutes after its start, and goes as far as today. */
    @BeforeAll
    static void start() throws IOException {
        platform = OwnPlatform.start(folder.resolve("data"));
    }

    @AfterAll
    static void end() {
        platform.close();
    }

    private final UUID site = UUID.randomUUID();
    private final RetentionTable table = bean(RetentionTable.class);
    private final Retention retention = bean(Retention.class);
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private RetentionLock.Held held;

    /** As if nothing had been deleted for days. */
    @BeforeEach
    void afterDaysOff() throws Exception {
        held = Soon.comes("nobody else deletes", bean(RetentionLock.class)::take);
        retention.finishOpen();
        Instant then = now.minus(Duration.ofDays(DAYS_OFF));
        long run = table.begin(then, then, Set.of(), null).orElseThrow();
        jdbc().sql("UPDATE vault.retention_run SET finished_at = ? WHERE id = ?")
                .params(then.atOffset(ZoneOffset.UTC), run)
                .update();
    }

    @AfterEach
    void caughtUp() {
        held.close();
    }

    private UUID personUntil(Instant end) throws VaultException {
        Persons persons = bean(Persons.class);
        UUID person = persons.create(site);
        Persons.Known known = persons.find(person).orElseThrow();
        persons.begin(person, Purpose.CEREMONY);
        persons.put(known, Field.PHONE, "13800000000");
        jdbc().sql("UPDATE vault.person_purpose SET until = ? WHERE person_id = ?")
                .params(end.atOffset(ZoneOffset.UTC), person)
                .update();
        return person;
    }

    private boolean isThere(UUID person) {
        return bean(Vault.class).keeping(person).orElseThrow().forgottenAt().isEmpty();
    }

    private Instant run() {
        assertThat(retention.beginByItself()).isTrue();
        Instant horizon = table.open().orElseThrow().horizon();
        retention.finishOpen();
        return horizon;
    }

    @Test
    void eachRunGoesADayFurtherAtMost() throws VaultException {
        UUID first = personUntil(now.minus(Duration.ofDays(DAYS_OFF)).plus(Duration.ofHours(12)));
        UUID second = personUntil(now.minus(Duration.ofDays(2)).plus(Duration.ofHours(12)));
        Instant horizon = run();
        assertThat(horizon)
                .isBetween(
                        now.minus(Duration.ofDays(DAYS_OFF - 1)).minusSeconds(1),
                        now.minus(Duration.ofDays(DAYS_OFF - 1)));
        assertThat(isThere(first)).isFalse();
        assertThat(isThere(second)).isTrue();
        for (int i = 2; i < DAYS_OFF; i++) {
            assertThat(run()).isBefore(now);
        }
        assertThat(isThere(second)).isFalse();
        Instant last = run();
        assertThat(run()).as("as far as the clock says").isAfterOrEqualTo(last);
        assertThat(last).isAfterOrEqualTo(now.minusSeconds(1));
    }
}
