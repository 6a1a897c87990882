package org.wangchuan.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What was noted of devices before a device could have several numbers says no more afterwards than it did, and no less. */
@Tag("slow")
final class NumbersMigrationTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void unpack() throws IOException {
        PreparedDatabase.programInto(folder.resolve("postgres-program"));
    }

    @Test
    void whatWasNotedBeforeStaysAndIsNotBeyondDoubt() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder);
                HikariDataSource source = source(database)) {
            flyway(source).target("200").load().migrate();
            JdbcClient jdbc = JdbcClient.create(source);
            before(jdbc);
            flyway(source).load().migrate();

            assertThat(list(jdbc, """
                            SELECT d.code || ' ' || coalesce(n.number_form, '-') || ' ' || coalesce(n.is_number_doubtful::text, 'unknown')
                              || ' ' || (n.serial_digest = d.serial_digest)
                            FROM custody.noted_number n JOIN custody.device d ON d.id = n.device_id ORDER BY d.code"""))
                    .as("nobody was asked, and one that was never noted is none")
                    .containsExactly(
                            "A serial unknown true",
                            "B mobile unknown true",
                            "C - unknown true",
                            "E serial unknown true");
            assertThat(
                            list(
                                    jdbc,
                                    "SELECT code FROM custody.device d WHERE EXISTS (SELECT 1 FROM ledger.open_against(d.id)) ORDER BY 1"))
                    .as("a bad erasure of the number that was noted, and of the one that a station began with")
                    .containsExactly("A", "B");
            assertThat(list(jdbc, """
                            SELECT d.code || ' ' || custody.is_unnoted(m.id) FROM custody.medium m JOIN custody.device d ON d.id = m.device_id
                            WHERE d.kind = 'phone' ORDER BY 1""")).containsExactly("A false", "B true");
            assertThat(list(jdbc, "SELECT cardinality(number_digests)::text FROM custody.device_correction"))
                    .containsExactly("0");
            assertThat(list(jdbc, "SELECT 'learned' FROM custody.type_noted")).isEmpty();

            for (String form : List.of("serial", "mobile", "unclear")) {
                assertThat(noted(jdbc, form)).isEqualTo(1);
            }
            assertThatThrownBy(() -> noted(jdbc, "other")).isInstanceOf(DataIntegrityViolationException.class);
        }
    }

    /** Phones with a serial number, with an IMEI, with a number of which not even its form is known, and with none; and a computer. */
    private static void before(JdbcClient jdbc) {
        for (List<String> one : List.of(
                List.of("A", "phone", "01", "serial"),
                List.of("B", "phone", "02", "mobile"),
                List.of("C", "tablet", "03", ""),
                List.of("D", "phone", "", ""),
                List.of("E", "laptop", "05", "serial"))) {
            jdbc.sql("""
                            INSERT INTO custody.device (id, code, site_id, kind, brand, model, state, registered_at, serial_digest, serial_tail, number_form)
                            VALUES (gen_random_uuid(), ?, '00000000-0000-0000-0000-000000000001', ?, 'b', 'm', 'registered', now(),
                              decode(repeat(nullif(?, ''), 32), 'hex'), 'x', nullif(?, ''))""").params(one.get(0), one.get(1), one.get(2), one.get(3)).update();
        }
        jdbc.sql("""
                        INSERT INTO custody.medium (id, device_id, ordinal)
                        SELECT gen_random_uuid(), id, 1 FROM custody.device WHERE code IN ('A', 'B')""").update();
        jdbc.sql("""
                        INSERT INTO bench.task (id, kind, order_id, order_code, device_id, asset, policy, site_id, station_id, lane,
                          state, queued_by, queued_at, claimed_at, claim_no, medium_id, phone_digest)
                        SELECT gen_random_uuid(), 'phone', gen_random_uuid(), d.code, d.id, d.code, 'p', d.site_id, gen_random_uuid(), 'l',
                          'claimed', gen_random_uuid(), now(), now(), nextval('bench.claim_no'), m.id,
                          decode(repeat(CASE d.code WHEN 'A' THEN '01' ELSE '09' END, 32), 'hex')
                        FROM custody.device d JOIN custody.medium m ON m.device_id = d.id""").update();
        for (String number : List.of("01", "09")) {
            jdbc.sql("""
                            INSERT INTO ledger.statement (event_id, station_id, site_id, receipt, receipt_digest, statement_digest,
                              verdict, policy, policy_version, clauses, not_proved, medium, log_index, issued_at, received_at, serial_digest)
                            VALUES (gen_random_uuid(), gen_random_uuid(), '00000000-0000-0000-0000-000000000001', 'r', '\\x01', '\\x01',
                              'failed', 'p', '1', '[]', '{}', 'm', 0, now(), now(), decode(repeat(?, 32), 'hex'))""").param(number).update();
        }
        jdbc.sql("""
                        INSERT INTO custody.device_correction (device_id, at, account_id, changed, kind, brand, model, media_digests, media_tails)
                        SELECT id, now(), gen_random_uuid(), '{brand}', kind, 'a', 'b', '{}', '{}' FROM custody.device WHERE code = 'C'""").update();
    }

    private static int noted(JdbcClient jdbc, String form) {
        return jdbc.sql("UPDATE custody.device SET number_form = ?, is_number_doubtful = true WHERE code = 'C'")
                .param(form)
                .update();
    }

    private static List<String> list(JdbcClient jdbc, String sql) {
        return jdbc.sql(sql).query((row, _) -> row.getString(1)).list();
    }

    private static HikariDataSource source(EmbeddedDatabase database) {
        HikariDataSource source = new HikariDataSource();
        source.setJdbcUrl(database.jdbcUrl());
        source.setUsername(database.user());
        source.setPassword(database.password());
        source.setMaximumPoolSize(2);
        source.setConnectionInitSql("SET search_path TO identity,public");
        return source;
    }

    private static FluentConfiguration flyway(HikariDataSource source) {
        return Flyway.configure().dataSource(source).defaultSchema("public");
    }
}
