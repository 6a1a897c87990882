package org.wangchuan.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.wangchuan.platform.testing.PlatformTest;

/**
 * What was answered is on the disk: asked of the database itself, by the connections that the platform works with. The library that
 * starts it was made for tests, and switches this off; a kill of all processes, as {@code UpTest} of the program does it, would not
 * show that nothing is written through to the disk.
 *
 * @see <a href="https://www.postgresql.org/docs/current/runtime-config-wal.html">PostgreSQL, Write Ahead Log</a>
 */
final class DurabilityTest extends PlatformTest {
    @Test
    void theDatabaseWaitsForTheDisk() {
        Map.of(
                        "fsync", "on",
                        "synchronous_commit", "on",
                        "full_page_writes", "on",
                        "data_sync_retry", "off", // a cache that could not be written is not asked a second time
                        "zero_damaged_pages", "off",
                        "ignore_checksum_failure", "off")
                .forEach((setting, expected) -> assertThat(jdbc().sql("SHOW " + setting)
                                .query((row, _) -> row.getString(1))
                                .single())
                        .as(setting)
                        .isEqualTo(expected));
    }

    /** No table is left out of the write-ahead log, and so empty after a crash. */
    @Test
    void noTableIsWithoutALog() {
        assertThat(jdbc().sql("""
                        SELECT relname FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
                        WHERE relpersistence = 'u' AND nspname NOT LIKE 'pg_%'""").query((row, _) -> row.getString(1)).list()).isEmpty();
    }
}
