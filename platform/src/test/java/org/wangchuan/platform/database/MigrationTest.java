package org.wangchuan.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What was in a database before a migration is right after it. */
@Tag("slow")
final class MigrationTest {
    @TempDir
    private static Path folder;

    private static EmbeddedDatabase server;
    private static int databases;

    /** One server for all: each test has a database of its own on it. */
    @BeforeAll
    static void start() throws IOException {
        PreparedDatabase.programInto(folder.resolve("postgres-program"));
        server = EmbeddedDatabase.start(folder);
    }

    @AfterAll
    static void end() throws Exception {
        server.close();
    }

    /** Before media had rows of their own, a statement was about the device, and nobody had counted. */
    @Test
    void whatWasProvedOfADeviceIsProvedOfOneMedium() throws Exception {
        try (HikariDataSource source = newDatabase()) {
            flyway(source).target("60").load().migrate();
            JdbcClient jdbc = JdbcClient.create(source);
            before(jdbc);
            flyway(source).load().migrate();

            assertThat(jdbc.sql("""
                                    SELECT d.code || ' ' || coalesce(d.media_count::text, '?') || ' ' || m.ordinal || ' '
                                      || coalesce(m.verdict, '-') || ' ' || (m.serial_digest IS NOT NULL)
                                    FROM custody.device d LEFT JOIN custody.medium m ON m.device_id = d.id
                                    ORDER BY d.code""")
                            .query((row, _) -> String.valueOf(row.getString(1)))
                            .list())
                    .containsExactly(
                            "A ? 1 cleared false", "B 1 1 - true", "null", "D ? 1 - false", "E ? 1 cleared false");
            assertThat(jdbc.sql("""
                                    SELECT d.state || ' ' || d.verdict || ' ' || o.state FROM custody.device d
                                    JOIN intake.work_order o ON o.device_id = d.id WHERE d.code = 'E'""")
                            .query((row, _) -> String.valueOf(row.getString(1)))
                            .single())
                    .as("cleared by a statement about one of nobody knows how many")
                    .isEqualTo("registered unproven in_part");
            assertThat(jdbc.sql("SELECT count(*) FROM bench.task WHERE state = 'claimed' AND medium_id IS NULL")
                            .query((row, _) -> row.getInt(1))
                            .single())
                    .as("a station that has begun can deliver")
                    .isZero();
        }
    }

    /** A phone's claim had counted it as one medium: of what goes on nobody has accounted for its cards, and what is over stays what it was. */
    @Test
    void phonesThatGoOnAreAskedForTheirCards() throws Exception {
        try (HikariDataSource source = newDatabase()) {
            flyway(source).target("199").load().migrate();
            JdbcClient jdbc = JdbcClient.create(source);
            for (List<String> one : List.of(
                    List.of("A", "phone", "cleared", "cleared"),
                    List.of("C", "phone", "cleared", "closed"),
                    List.of("D", "tablet", "registered", "not_cleared"),
                    List.of("E", "laptop", "cleared", "cleared"),
                    List.of("F", "phone", "blocked", "held"),
                    List.of("G", "phone", "returned", "returned_erased"),
                    List.of("H", "phone", "cleared", "cleared"),
                    List.of("I", "phone", "cleared", "lost"),
                    List.of("J", "phone", "sealed", "sealed"),
                    List.of("K", "phone", "registered", "at_bench"),
                    List.of("L", "phone", "registered", "erasing"),
                    List.of("M", "phone", "cleared", "closed"))) {
                jdbc.sql("""
                                INSERT INTO custody.device (id, code, site_id, kind, brand, model, state, registered_at, media_count)
                                VALUES (gen_random_uuid(), ?, gen_random_uuid(), ?, 'b', 'm', 'registered', now(), 1)""").params(one.get(0), one.get(1)).update();
                jdbc.sql("""
                                INSERT INTO custody.medium (id, device_id, ordinal, statement_id, verdict, is_conforming)
                                SELECT gen_random_uuid(), id, 1, gen_random_uuid(), 'cleared', true FROM custody.device WHERE code = ?""").param(one.get(0)).update();
                jdbc.sql("""
                                UPDATE custody.device SET statement_id = gen_random_uuid(), verdict = 'cleared', is_conforming = true, state = ?,
                                  bag_number = CASE WHEN code = 'J' THEN 'B1' END, bag_key = CASE WHEN code = 'J' THEN 'B1' END,
                                  bag_organisation_id = CASE WHEN code = 'J' THEN gen_random_uuid() END
                                WHERE code = ?""").params(one.get(2), one.get(0)).update();
                jdbc.sql("""
                                INSERT INTO intake.work_order (id, code, site_id, device_id, channel, presenter, state, policy, created_by, created_at, currency)
                                SELECT gen_random_uuid(), code, site_id, id, 'counter', 'owner', ?, 'p', gen_random_uuid(), now(), 'CNY'
                                FROM custody.device WHERE code = ?""").params(one.get(3), one.get(0)).update();
            }
            jdbc.sql("UPDATE custody.device SET state = 'in_stock' WHERE code = 'M'")
                    .update();
            jdbc.sql("""
                            INSERT INTO intake.departure (order_id, said_by, has_begun, was_past_return, at)
                            SELECT id, 'owner', false, false, now() FROM intake.work_order WHERE code = 'H'""").update();
            jdbc.sql("""
                            INSERT INTO intake.travel_turn (order_id, what, said_by, at)
                            SELECT id, 'sent_back', 'owner', now() FROM intake.work_order WHERE code = 'H'""").update();
            flyway(source).load().migrate();
            assertThat(jdbc.sql("""
                                    SELECT d.code || ' ' || d.state || ' ' || o.state || ' ' || d.verdict || ' ' || coalesce(d.media_count::text, '?')
                                    FROM custody.device d JOIN intake.work_order o ON o.device_id = d.id ORDER BY d.code""")
                            .query((row, _) -> String.valueOf(row.getString(1)))
                            .list())
                    .containsExactly(
                            "A registered in_part unproven ?",
                            "C cleared closed cleared 1",
                            "D registered not_cleared unproven ?",
                            "E cleared cleared cleared 1",
                            "F blocked held unproven ?",
                            "G returned returned_erased cleared 1",
                            "H cleared cleared cleared 1", // on its way home
                            "I cleared lost cleared 1",
                            "J sealed sealed cleared 1",
                            "K registered at_bench unproven ?",
                            "L registered erasing unproven ?",
                            "M in_stock closed cleared 1");
            assertThat(jdbc.sql(
                                    "SELECT string_agg(code, '' ORDER BY code) FROM custody.device WHERE kind <> 'laptop' AND asks_for_cards")
                            .query((row, _) -> String.valueOf(row.getString(1)))
                            .single())
                    .isEqualTo("ADFKL");
            assertThatThrownBy(() -> jdbc.sql(
                                    "UPDATE custody.device SET state = 'cleared', media_count = 1 WHERE code = 'A'")
                            .update())
                    .as("nobody has accounted for its cards")
                    .hasMessageContaining("GATE");
            assertThat(jdbc.sql("UPDATE custody.device SET state = 'in_stock' WHERE code = 'C'")
                            .update())
                    .as("what was over is proved by the rule of its day")
                    .isEqualTo(1);
            // What was in its bag and goes on again, as after a loss, is asked.
            jdbc.sql("UPDATE custody.device SET state = 'to_destroy' WHERE code = 'J'")
                    .update();
            assertThat(jdbc.sql(
                                    "SELECT asks_for_cards AND media_count IS NULL AND verdict = 'unproven' FROM custody.device WHERE code = 'J'")
                            .query((row, _) -> row.getBoolean(1))
                            .single())
                    .isTrue();
        }
    }

    /** What is no reason for good keeps no certificate away for good, also where a former version had said so. */
    @Test
    void certificatesThatWereRefusedForWhatPassesAreTriedAgain() throws Exception {
        try (HikariDataSource source = newDatabase()) {
            flyway(source).target("185").load().migrate();
            JdbcClient jdbc = JdbcClient.create(source);
            jdbc.sql("""
                            INSERT INTO ledger.statement (event_id, station_id, site_id, receipt, receipt_digest, statement_digest,
                              verdict, policy, policy_version, clauses, not_proved, medium, log_index, issued_at, received_at,
                              start_log_index, clearing_log_index, log_problem)
                            SELECT gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 'r', '\\x01', '\\x01', 'cleared', 'p',
                              '1', '[]', '{}', 'm', 0, now(), now(), place, place + 1, problem
                            FROM (VALUES (0, 'time'), (2, 'trust-list'), (4, 'statement'), (NULL, 'time')) v (place, problem)""").update();
            flyway(source).load().migrate();
            assertThat(jdbc.sql("""
                                    SELECT coalesce(start_log_index::text, '-') || ' ' || coalesce(log_problem, '-') || ' '
                                      || (log_next_try IS NOT NULL) FROM ledger.statement ORDER BY start_log_index""")
                            .query((row, _) -> String.valueOf(row.getString(1)))
                            .list())
                    .containsExactly("0 - true", "2 - true", "4 statement false", "- time false");
        }
    }

    /** Before other records were signed, one table held those of workflows; and nobody's answer for a clause was signed. */
    @Test
    void whatWasSignedStaysInItsPlace() throws Exception {
        try (HikariDataSource source = newDatabase()) {
            flyway(source).target("92").load().migrate();
            JdbcClient jdbc = JdbcClient.create(source);
            for (String insert : List.of(
                    """
                    INSERT INTO ledger.observation (run_id, order_id, order_code, site_id, key, sequence, statement_digest,
                      verdict, tier, record, ended_at, stage)
                    VALUES ('00000000-0000-0000-0000-000000000001', gen_random_uuid(), 'O', gen_random_uuid(), 'k', 4,
                      '\\x04', 'failed', 'none', 'the file', now(), 'arrival')""",
                    "INSERT INTO ledger.observation_place SELECT run_id, 9, now() FROM ledger.observation",
                    """
                    INSERT INTO ledger.statement (event_id, station_id, site_id, receipt, receipt_digest, statement_digest,
                      verdict, policy, policy_version, clauses, not_proved, medium, log_index, issued_at, received_at)
                    VALUES ('00000000-0000-0000-0000-000000000002', gen_random_uuid(), gen_random_uuid(), 'r', '\\x01',
                      '\\x01', 'cleared', 'p', '1', '[]', '{}', 'm', 0, now(), now())""",
                    """
                    INSERT INTO ledger.validation SELECT event_id, 'c', gen_random_uuid(), 'Li', 'because', now()
                    FROM ledger.statement""")) {
                jdbc.sql(insert).update();
            }
            flyway(source).load().migrate();

            assertThat(jdbc.sql("""
                                    SELECT r.kind || ' ' || r.file || ' ' || r.sequence || ' ' || o.verdict || ' ' || o.tier || ' '
                                      || o.stage || ' ' || p.log_index FROM ledger.record r
                                    JOIN ledger.observation o ON o.event_id = r.event_id
                                    JOIN ledger.record_place p ON p.event_id = r.event_id""")
                            .query((row, _) -> String.valueOf(row.getString(1)))
                            .list())
                    .containsExactly("observation the file 4 failed none arrival 9");
            assertThat(jdbc.sql("SELECT count(*) FROM ledger.validation WHERE record_id IS NULL")
                            .query((row, _) -> row.getInt(1))
                            .single())
                    .as("what was answered stays, without a record")
                    .isEqualTo(1);
        }
    }

    /** Whoever matched a bad erasure put it out of the way, before matches had findings of their own events. */
    @Test
    void aBadErasureThatWasMatchedAndThrownAwayIsOpenAgain() throws Exception {
        try (HikariDataSource source = newDatabase()) {
            flyway(source).target("100").load().migrate();
            JdbcClient jdbc = JdbcClient.create(source);
            jdbc.sql("""
                            INSERT INTO custody.device (id, code, site_id, kind, brand, model, state, registered_at)
                            VALUES (gen_random_uuid(), 'A', gen_random_uuid(), 'bare_drive', 'b', 'm', 'registered', now())""").update();
            jdbc.sql("""
                            INSERT INTO intake.work_order (id, code, site_id, device_id, channel, presenter, state, policy, created_by, created_at)
                            SELECT gen_random_uuid(), 'O', site_id, id, 'counter', 'owner', 'cleared', 'p', gen_random_uuid(), now()
                            FROM custody.device""").update();
            for (List<String> erasure : List.of(
                    List.of("thrown away", "failed", "{BEFORE_CONSENT}"),
                    List.of("kept since", "failed", "{LATER_COUNTS}"),
                    List.of("by word", "failed", "{LINK_BY_WORD}"),
                    List.of("good", "cleared", "{BEFORE_CONSENT}"))) {
                jdbc.sql("""
                                INSERT INTO ledger.statement (event_id, station_id, site_id, receipt, receipt_digest, statement_digest,
                                  verdict, policy, policy_version, clauses, not_proved, medium, log_index, issued_at, received_at,
                                  match_order_id, match_account_id, match_name, match_role, match_began_at, match_findings, matched_at)
                                SELECT gen_random_uuid(), gen_random_uuid(), site_id, 'r', '\\x01', '\\x01', ?, 'p', '1', '[]', '{}', ?, 0,
                                  now(), now(), id, gen_random_uuid(), 'Li', 'clerk', now(), ?::text[], now() FROM intake.work_order""")
                        .params(erasure.get(1), erasure.get(0), erasure.get(2))
                        .update();
            }
            jdbc.sql("""
                            INSERT INTO intake.order_event (order_id, at, kind, from_state, to_state, actor, erasure_id)
                            SELECT match_order_id, now(), 'matched-erased', 'cleared', 'cleared', 'staff', event_id
                            FROM ledger.statement WHERE medium = 'kept since'""").update();
            flyway(source).load().migrate();

            assertThat(jdbc.sql("SELECT medium FROM ledger.statement WHERE match_order_id IS NULL")
                            .query((row, _) -> String.valueOf(row.getString(1)))
                            .list())
                    .containsExactly("thrown away");
            assertThat(jdbc.sql("""
                                    SELECT s.medium || ' ' || b.name || ' ' || b.findings[1] || ' ' || b.had_counted || ' ' || b.reason
                                      || ' ' || e.kind || ' ' || e.to_state
                                    FROM ledger.match_taken_back b JOIN ledger.statement s ON s.event_id = b.event_id
                                    JOIN intake.order_event e ON e.erasure_id = b.event_id AND e.order_id = b.order_id""")
                            .query((row, _) -> String.valueOf(row.getString(1)))
                            .list())
                    .as("who had matched it stays on record")
                    .containsExactly("thrown away Li BEFORE_CONSENT false rule_changed matched-taken-back cleared");
        }
    }

    /** Before anybody had to be qualified, people worked: they have time to learn, and nobody is refused by the update. */
    @Test
    void aCompanyOfBeforeHasFourteenDays() throws Exception {
        try (HikariDataSource source = newDatabase()) {
            flyway(source).target("126").load().migrate();
            JdbcClient jdbc = JdbcClient.create(source);
            jdbc.sql("""
                            INSERT INTO identity.organisation (id, name, created_at)
                            VALUES (gen_random_uuid(), 'old', now() - interval '3 years')""").update();
            flyway(source).load().migrate();

            assertThat(jdbc.sql("""
                                    SELECT what || ' ' || (until > now() + interval '13 days 23 hours') || ' '
                                      || (until <= now() + interval '14 days') || ' ' || (by_account IS NULL)
                                    FROM staff.introduction""")
                            .query((row, _) -> String.valueOf(row.getString(1)))
                            .list())
                    .containsExactly("update true true true");
        }
    }

    /** Of what counters offered in a release there was one version: what was agreed to then is carried out so, and what was not known stays open. */
    @Test
    void whatWasAgreedToBeforeIsOfTheFirstVersion() throws Exception {
        try (HikariDataSource source = newDatabase()) {
            flyway(source).target("209").load().migrate();
            JdbcClient jdbc = JdbcClient.create(source);
            for (List<String> one : List.of(
                    List.of("agreed", "gb-46864-2025", "now()"),
                    List.of("open", "gb-46864-2025", "NULL"),
                    List.of("other", "nist-purge", "now()"))) {
                jdbc.sql("""
                                INSERT INTO custody.device (id, code, site_id, kind, brand, model, state, registered_at)
                                VALUES (gen_random_uuid(), ?, gen_random_uuid(), 'bare_drive', 'b', 'm', 'registered', now())""").param(one.getFirst()).update();
                jdbc.sql("""
                                INSERT INTO intake.work_order (id, code, site_id, device_id, channel, presenter, state, currency,
                                  policy, consent_text, consent_language, consented_at, created_by, created_at)
                                SELECT gen_random_uuid(), code, site_id, id, 'counter', 'owner', 'consented', 'CNY', ?, 'erasure/3', 'en', %s,
                                  gen_random_uuid(), now() FROM custody.device WHERE code = ?""".formatted(one.get(2)))
                        .params(one.get(1), one.getFirst())
                        .update();
            }
            flyway(source).load().migrate();

            assertThat(jdbc.sql(
                                    "SELECT code || ' ' || coalesce(policy_version::text, '-') FROM intake.work_order ORDER BY code")
                            .query((row, _) -> String.valueOf(row.getString(1)))
                            .list())
                    .containsExactly("agreed 1", "open -", "other -");
        }
    }

    /** Before anybody was asked whose a medium without a serial number is, one could be queued by a click. */
    @Test
    void aNamelessTryThatNobodyAnsweredForIsChosenAnew() throws Exception {
        try (HikariDataSource source = newDatabase()) {
            flyway(source).target("116").load().migrate();
            JdbcClient jdbc = JdbcClient.create(source);
            for (List<String> one : List.of(
                    List.of("nameless", "at_bench", "NULL", "queued"),
                    List.of("once more", "not_cleared", "NULL", "queued"),
                    List.of("named", "at_bench", "'SN-1'", "queued"),
                    List.of("begun", "erasing", "NULL", "claimed"))) {
                jdbc.sql("""
                                INSERT INTO custody.device (id, code, site_id, kind, brand, model, state, registered_at)
                                VALUES (gen_random_uuid(), ?, gen_random_uuid(), 'bare_drive', 'b', 'm', 'registered', now())""").param(one.getFirst()).update();
                jdbc.sql("""
                                INSERT INTO intake.work_order (id, code, site_id, device_id, channel, presenter, state, policy,
                                  created_by, created_at)
                                SELECT gen_random_uuid(), code, site_id, id, 'counter', 'owner', ?, 'p', gen_random_uuid(), now()
                                FROM custody.device WHERE code = ?""").params(one.get(1), one.getFirst()).update();
                jdbc.sql("""
                                INSERT INTO bench.task (id, order_id, order_code, device_id, asset, policy, site_id, station_id,
                                  lane, serial, state, queued_by, queued_at, claimed_at)
                                SELECT gen_random_uuid(), id, code, device_id, 'a', 'p', site_id, gen_random_uuid(), 'sdb',
                                """ + one.get(2) + ", '" + one.get(3) + """
                                ', gen_random_uuid(), now(), CASE WHEN state = 'erasing' THEN now() END
                                FROM intake.work_order WHERE code = ?""")
                        .param(one.getFirst())
                        .update();
            }
            flyway(source).load().migrate();

            assertThat(jdbc.sql("""
                                    SELECT o.code || ' ' || o.state || ' ' || t.state || ' ' || coalesce(
                                      (SELECT e.kind || ' ' || e.to_state FROM intake.order_event e WHERE e.order_id = o.id), '-')
                                    FROM intake.work_order o JOIN bench.task t ON t.order_id = o.id ORDER BY o.code""")
                            .query((row, _) -> String.valueOf(row.getString(1)))
                            .list())
                    .containsExactly(
                            "begun erasing claimed -",
                            "named at_bench queued -",
                            "nameless consented withdrawn medium-unanswered consented",
                            "once more not_cleared withdrawn medium-unanswered not_cleared");
        }
    }

    /** What a company pays in now says nothing of an order that was taken in before it changed that. */
    @Test
    void anOrderOfBeforeIsInTheCurrencyOfItsTime() throws Exception {
        try (HikariDataSource source = newDatabase()) {
            flyway(source).target("119").load().migrate();
            JdbcClient jdbc = JdbcClient.create(source);
            jdbc.sql("""
                            INSERT INTO identity.organisation (id, name, created_at, currency)
                            VALUES (gen_random_uuid(), 'o', '2026-01-01', 'EUR')""").update();
            jdbc.sql("""
                            INSERT INTO identity.site SELECT gen_random_uuid(), id, 's', 'Asia/Shanghai', created_at
                            FROM identity.organisation""").update();
            jdbc.sql("""
                            INSERT INTO identity.account SELECT gen_random_uuid(), organisation_id, id, 'a', 'active', created_at
                            FROM identity.site""").update();
            for (List<String> change :
                    List.of(List.of("2026-02-01", "CNY", "JPY"), List.of("2026-04-01", "JPY", "EUR"))) {
                jdbc.sql("""
                                INSERT INTO identity.company_change (at, by_account, organisation_id, what, before, after)
                                SELECT ?::timestamptz, id, organisation_id, 'currency', ?, ? FROM identity.account""").params(List.copyOf(change)).update();
            }
            for (List<String> order : List.of(
                    List.of("first", "2026-01-15", ""),
                    List.of("second", "2026-03-15", ""),
                    List.of("third", "2026-05-15", ""),
                    List.of("offered", "2026-01-15", "KRW"))) {
                jdbc.sql("""
                                INSERT INTO custody.device (id, code, site_id, kind, brand, model, state, registered_at)
                                SELECT gen_random_uuid(), ?, id, 'phone', 'b', 'm', 'registered', now() FROM identity.site""").param(order.getFirst()).update();
                jdbc.sql("""
                                INSERT INTO intake.work_order (id, code, site_id, device_id, channel, presenter, state, policy,
                                  created_by, created_at, offer_minor, offer_currency)
                                SELECT gen_random_uuid(), code, site_id, id, 'counter', 'owner', 'taken_in', 'p', gen_random_uuid(),
                                  ?::timestamptz, CASE WHEN ? <> '' THEN 1 END, nullif(?, '')
                                FROM custody.device WHERE code = ?""")
                        .params(order.get(1), order.get(2), order.get(2), order.getFirst())
                        .update();
            }
            flyway(source).load().migrate();

            assertThat(jdbc.sql("SELECT code || ' ' || currency FROM intake.work_order")
                            .query((row, _) -> String.valueOf(row.getString(1)))
                            .list())
                    .containsExactlyInAnyOrder("first CNY", "second JPY", "third EUR", "offered KRW");
        }
    }

    /** A computer that is proved, a bare drive, a phone, a computer that a station is erasing just now, and one that is cleared. */
    private static void before(JdbcClient jdbc) {
        for (List<String> device : List.of(
                List.of("A", "laptop", "'cleared'"),
                List.of("B", "bare_drive", "NULL"),
                List.of("C", "phone", "NULL"),
                List.of("D", "desktop", "NULL"),
                List.of("E", "laptop", "'cleared'"))) {
            jdbc.sql("""
                            INSERT INTO custody.device (id, code, site_id, kind, brand, model, serial_digest, serial_tail,
                              state, registered_at)
                            VALUES (gen_random_uuid(), ?, gen_random_uuid(), ?, 'b', 'm', '\\x01', '1234', 'registered', now())""").params(device.get(0), device.get(1)).update();
            jdbc.sql("UPDATE custody.device SET verdict = " + device.get(2) + """
                            , statement_id = CASE WHEN kind = 'laptop' THEN gen_random_uuid() END,
                            is_conforming = CASE WHEN kind = 'laptop' THEN true END
                            WHERE code = ?""")
                    .param(device.getFirst())
                    .update();
        }
        jdbc.sql("UPDATE custody.device SET state = 'cleared' WHERE code = 'E'").update();
        jdbc.sql("""
                        INSERT INTO intake.work_order (id, code, site_id, device_id, channel, presenter, state, policy,
                          created_by, created_at)
                        SELECT gen_random_uuid(), 'O-E', site_id, id, 'counter', 'owner', 'cleared', 'p',
                          gen_random_uuid(), now() FROM custody.device WHERE code = 'E'""").update();
        jdbc.sql("""
                        INSERT INTO bench.task (id, order_id, order_code, device_id, asset, policy, site_id, station_id,
                          lane, state, queued_by, queued_at, claimed_at)
                        SELECT gen_random_uuid(), gen_random_uuid(), 'O', id, code, 'p', site_id, gen_random_uuid(),
                          'sdb', 'claimed', gen_random_uuid(), now(), now() FROM custody.device WHERE code = 'D'""").update();
    }

    /** An empty one, as the platform's own is at first: its role owns it. */
    private static HikariDataSource newDatabase() {
        databases++;
        String name = "migrated" + databases;
        String url = server.jdbcUrl().replaceFirst("/[^/]*$", "/");
        try (HikariDataSource superuser = source(url + "postgres", EmbeddedDatabase.superuser())) {
            JdbcClient.create(superuser)
                    .sql("CREATE DATABASE " + name + " OWNER " + server.user())
                    .update();
        }
        HikariDataSource source = source(url + name, server.user());
        source.setConnectionInitSql("SET search_path TO identity,public");
        return source;
    }

    private static HikariDataSource source(String url, String user) {
        HikariDataSource source = new HikariDataSource();
        source.setJdbcUrl(url);
        source.setUsername(user);
        source.setPassword(server.password());
        source.setMaximumPoolSize(2);
        return source;
    }

    private static FluentConfiguration flyway(HikariDataSource source) {
        return Flyway.configure().dataSource(source).defaultSchema("public");
    }
}
