package org.wangchuan.platform.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.wangchuan.platform.bench.BenchOrder;
import org.wangchuan.platform.intake.Orders;
import org.wangchuan.platform.setting.PlatformSettings;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.testing.Soon;
import org.wangchuan.platform.vault.RetentionRuns.Count;
import org.wangchuan.platform.vault.RetentionRuns.Run;
import org.wangchuan.platform.vault.VaultException.Code;
import org.wangchuan.platform.web.access.Role;

/** What runs delete is what was shown beforehand, whole for each person and counted once, whatever happens in between. */
final class RetentionTest extends PlatformTest {
    private static final int SECONDS_MAX = 60;
    /** A thread of its own for each: those of the common pool would wait for one another where there are two processors. */
    private static final Executor EACH = task -> Thread.ofPlatform().daemon().start(task);

    private static final UUID OFFICER = UUID.randomUUID();

    private final UUID site = UUID.randomUUID();
    private final Vault vault = bean(Vault.class);
    private final RetentionTable table = bean(RetentionTable.class);
    private final AtomicReference<Instant> time = new AtomicReference<>(Instant.now());
    private final InstantSource clock = time::get;
    private RetentionLock.Held held;

    /** The platform's own thread goes on with whatever is open: here it waits. */
    @BeforeEach
    void alone() throws Exception {
        held = Soon.comes("nobody else deletes", bean(RetentionLock.class)::take);
        bean(Retention.class).finishOpen();
    }

    @AfterEach
    void together() {
        bean(Retention.class).finishOpen();
        held.close();
    }

    private Retention retention() {
        return retention(bean(DataSource.class));
    }

    /** The same by another way to the database. */
    private Retention retention(DataSource database) {
        JdbcClient jdbc = JdbcClient.create(database);
        return new Retention(
                new Persons(jdbc, clock, bean(MasterKey.class)),
                new RetentionTable(jdbc),
                new RetentionPlan(jdbc),
                bean(RetentionLock.class),
                jdbc,
                clock,
                bean(VaultSettings.class),
                new JdbcTransactionManager(database));
    }

    /** A run for this site alone, which has ended. */
    private Run run(Retention retention) {
        assertThat(retention.begin(Set.of(site), Optional.of(OFFICER))).isTrue();
        retention.finishOpen();
        Run run = last();
        assertThat(run.finishedAt()).isPresent();
        return run;
    }

    private Run last() {
        return jdbc().sql("SELECT max(id) FROM vault.retention_run WHERE ? = ANY (sites)")
                .param(site)
                .query((row, _) -> table.find(row.getLong(1)).orElseThrow())
                .single();
    }

    private List<Count> counts(Run run) {
        return table.counts(List.of(run.id()), Set.of(site)).getOrDefault(run.id(), List.of());
    }

    private static long sum(List<Count> counts, String kind, boolean isOfEntries) {
        return counts.stream()
                .filter(count -> count.kind().equals(kind))
                .mapToLong(isOfEntries ? Count::entries : Count::persons)
                .sum();
    }

    /** Somebody of whom these are kept; until when, in SQL's own time. */
    private UUID person(Map<Purpose, Instant> purposes) throws VaultException {
        Persons persons = bean(Persons.class);
        UUID person = persons.create(site);
        Persons.Known known = persons.find(person).orElseThrow();
        for (Map.Entry<Purpose, Instant> one : purposes.entrySet()) {
            persons.begin(person, one.getKey());
            for (Field field : one.getKey().fields()) {
                if (!field.isAttachment()) {
                    persons.put(known, field, "甲乙丙丁");
                }
            }
            if (one.getKey() == Purpose.RIGHTS || one.getKey() == Purpose.COMPLAINT) {
                vault.note(person, Field.REQUEST, "一", one.getKey(), Reader.owner(site));
                vault.note(person, Field.REQUEST, "二", one.getKey(), Reader.owner(site));
            }
            jdbc().sql("UPDATE vault.person_purpose SET until = ? WHERE person_id = ? AND purpose = ?")
                    .params(
                            one.getValue().atOffset(ZoneOffset.UTC),
                            person,
                            one.getKey().id())
                    .update();
        }
        return person;
    }

    private void holdUntil(UUID person, Instant until) {
        jdbc().sql("UPDATE vault.person SET hold_reason = 'x', hold_until = ? WHERE id = ?")
                .params(until.atOffset(ZoneOffset.UTC), person)
                .update();
    }

    private long entries() {
        return jdbc().sql("""
                        SELECT (SELECT count(*) FROM vault.value v JOIN vault.person p ON p.id = v.person_id WHERE p.site_id = ?)
                          + (SELECT count(*) FROM vault.attachment v JOIN vault.person p ON p.id = v.person_id WHERE p.site_id = ?)""")
                .params(site, site)
                .query((row, _) -> row.getLong(1))
                .single();
    }

    private long keys() {
        return jdbc().sql("SELECT count(*) FROM vault.person WHERE site_id = ? AND wrapped_key IS NOT NULL")
                .param(site)
                .query((row, _) -> row.getLong(1))
                .single();
    }

    private long entriesOf(UUID person) {
        return jdbc().sql("""
                        SELECT (SELECT count(*) FROM vault.value WHERE person_id = ?) + (SELECT count(*) FROM vault.attachment WHERE person_id = ?)""")
                .params(person, person)
                .query((row, _) -> row.getLong(1))
                .single();
    }

    private boolean hasKey(UUID person) {
        return jdbc().sql("SELECT wrapped_key IS NOT NULL FROM vault.person WHERE id = ?")
                .param(person)
                .query((row, _) -> row.getBoolean(1))
                .single();
    }

    /** One person as it was made up. */
    private record Made(UUID id, Map<Purpose, Instant> purposes, Optional<Instant> held) {
        /** By when a field goes; the simplest way to say it. */
        Instant goes(Field field) {
            return later(purposes.entrySet().stream()
                    .filter(one -> one.getKey().fields().contains(field))
                    .map(Map.Entry::getValue)
                    .max(Instant::compareTo)
                    .orElseThrow());
        }

        boolean hasRequests() {
            return purposes.containsKey(Purpose.RIGHTS) || purposes.containsKey(Purpose.COMPLAINT);
        }

        Instant goes() {
            return later(purposes.values().stream().max(Instant::compareTo).orElseThrow());
        }

        private Instant later(Instant end) {
            return held.filter(until -> until.isAfter(end)).orElse(end);
        }
    }

    /**
     * Random periods, over leap days, changes of clocks and years, with holds in between, some to the very moment of a run. What the preview says of
     * several moments is what runs at these moments delete, and both are what a simple look at each person says.
     */
    @Test
    void whatIsShownBeforehandIsWhatRunsDelete() throws VaultException {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 8; round++) {
            Instant begin = LocalDate.of(2027 + random.nextInt(6), 1 + random.nextInt(12), 1 + random.nextInt(28))
                    .atStartOfDay(ZoneOffset.UTC)
                    .toInstant();
            List<Instant> moments = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                moments.add(begin.plus(Duration.ofHours(i * 24L * (1 + random.nextInt(9)) + random.nextInt(24)))
                        .plus(Duration.ofDays(i * 10L)));
            }
            moments.sort(null);
            List<Made> made = new ArrayList<>();
            for (int i = 0; i < 9; i++) {
                Map<Purpose, Instant> purposes = new EnumMap<>(Purpose.class);
                List<Purpose> all = new ArrayList<>(List.of(
                        Purpose.CEREMONY,
                        Purpose.OFFER_AND_PAYMENT,
                        Purpose.SELLER_REGISTER,
                        Purpose.TAX,
                        Purpose.COMPLAINT,
                        Purpose.RIGHTS));
                java.util.Collections.shuffle(all, random);
                for (Purpose purpose : all.subList(0, 1 + random.nextInt(3))) {
                    purposes.put(purpose, end(random, moments));
                }
                Optional<Instant> until = random.nextInt(3) == 0 ? Optional.of(end(random, moments)) : Optional.empty();
                UUID person = person(purposes);
                until.ifPresent(end -> holdUntil(person, end));
                made.add(new Made(person, purposes, until));
            }
            time.set(moments.getFirst());
            List<RetentionPlan.Part> shown = bean(RetentionPlan.class).of(Map.of(site, moments), time.get());
            Map<String, Long> deleted = new TreeMap<>();
            for (int i = 0; i < moments.size(); i++) {
                time.set(moments.get(i));
                long before = entries();
                long keysBefore = keys();
                Run run = run(retention());
                List<Count> counts = counts(run);
                assertThat(sum(counts, RetentionRuns.FIELD, true))
                        .as("counted is deleted; seed %s", seed)
                        .isEqualTo(before - entries());
                assertThat(sum(counts, RetentionRuns.KEY, false)).isEqualTo(keysBefore - keys());
                counts.stream()
                        .filter(count -> count.kind().equals(RetentionRuns.FIELD)
                                || count.kind().equals(RetentionRuns.KEY))
                        .forEach(count -> deleted.merge(
                                key(count.kind(), count.purpose(), count.field()),
                                count.entries() * 1000 + count.persons(),
                                Long::sum));
                int moment = i;
                Map<String, Long> promised = new TreeMap<>();
                shown.stream()
                        .filter(part -> part.within().filter(at -> at <= moment).isPresent())
                        .forEach(part -> promised.merge(
                                key(part.kind(), part.purpose(), part.field()),
                                part.entries() * 1000 + part.persons(),
                                Long::sum));
                assertThat(deleted)
                        .as("seed %s, round %s, moment %s", seed, round, i)
                        .isEqualTo(promised);
                for (Made one : made) {
                    Instant now = moments.get(i);
                    assertThat(hasKey(one.id()))
                            .as("seed %s, %s at %s", seed, one, now)
                            .isEqualTo(one.goes().isAfter(now));
                    Set<Field> left = Set.copyOf(bean(Persons.class).fields(one.id()));
                    Set<Field> expected = one.purposes().keySet().stream()
                            .flatMap(purpose -> purpose.fields().stream())
                            .filter(field -> !field.isAttachment() || (field == Field.REQUEST && one.hasRequests()))
                            .filter(field -> one.goes(field).isAfter(now))
                            .collect(Collectors.toUnmodifiableSet());
                    assertThat(left).as("seed %s, %s at %s", seed, one, now).isEqualTo(expected);
                }
            }
        }
    }

    private static String key(String kind, String purpose, String field) {
        return kind + " " + purpose + " " + field;
    }

    /** Around the moments, and at times exactly at one, or a microsecond beside it. */
    private static Instant end(Random random, List<Instant> moments) {
        Instant near = moments.get(random.nextInt(moments.size()));
        return switch (random.nextInt(4)) {
            case 0 -> near;
            case 1 -> near.plusNanos(1000);
            case 2 -> near.minusNanos(1000);
            default -> near.plus(Duration.ofMinutes(random.nextInt(120 * 24 * 60) - 60 * 24 * 60L));
        };
    }

    /** Ninety days are ninety times 24 hours wherever the site is: over a leap day, and over a night in which clocks are changed. */
    @Test
    void aPeriodIsWholeDaysOf24HoursAndNoTimeZoneCounts() throws VaultException {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        for (String given : List.of(
                "2028-02-28T23:59:59.999999+08:00",
                "2028-02-29T00:00:00+08:00",
                "2027-03-27T12:00:00+01:00",
                "2027-10-30T12:00:00+02:00")) {
            Instant at = OffsetDateTime.parse(given).toInstant();
            UUID person = person(Map.of(Purpose.CEREMONY, at));
            time.set(at);
            jdbc().sql("DELETE FROM vault.person_purpose WHERE person_id = ?")
                    .param(person)
                    .update();
            new Persons(jdbc(), clock, bean(MasterKey.class)).begin(person, Purpose.CEREMONY);
            Instant end = at.plusSeconds(90L * 24 * 60 * 60);
            time.set(end.minusNanos(1000));
            run(retention());
            assertThat(hasKey(person)).as(given).isTrue();
            time.set(end);
            run(retention());
            assertThat(hasKey(person)).as(given).isFalse();
        }
        // Where clocks went forward meanwhile it ends an hour later by the clock on the wall, and an hour earlier where
        // they went back.
        // earlier than was promised.
        Instant noon = OffsetDateTime.parse("2027-03-27T12:00:00+01:00").toInstant();
        assertThat(noon.plus(Duration.ofDays(90)).atZone(berlin).getHour()).isEqualTo(13);
    }

    @Test
    void aHoldThatWasFirstKeepsThePersonWhole() throws Exception {
        Instant over = Instant.now().minusSeconds(60);
        UUID person =
                person(Map.of(Purpose.CEREMONY, over, Purpose.TAX, Instant.now().plusSeconds(6_000)));
        long before = entriesOf(person);
        time.set(Instant.now());
        CountDownLatch isPlaced = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        CompletableFuture<Void> holds = CompletableFuture.runAsync(
                () -> new TransactionTemplate(bean(PlatformTransactionManager.class)).executeWithoutResult(_ -> {
                    hold(person);
                    isPlaced.countDown();
                    await(mayEnd);
                }),
                EACH);
        await(isPlaced);
        CompletableFuture<Run> runs = CompletableFuture.supplyAsync(() -> run(retention()), EACH);
        assertThatThrownBy(() -> runs.get(500, TimeUnit.MILLISECONDS))
                .as("the run waits for the person")
                .isInstanceOf(java.util.concurrent.TimeoutException.class);
        mayEnd.countDown();
        holds.get(SECONDS_MAX, TimeUnit.SECONDS);
        List<Count> counts = counts(runs.get(SECONDS_MAX, TimeUnit.SECONDS));
        assertThat(entriesOf(person)).isEqualTo(before);
        assertThat(sum(counts, RetentionRuns.HELD, false)).isOne();
        assertThat(sum(counts, RetentionRuns.FIELD, true)).isZero();
    }

    @Test
    void aHoldThatCameSecondFindsWhatTheRunHasLeft() throws Exception {
        Instant over = Instant.now().minusSeconds(60);
        for (boolean isWhole : new boolean[] {true, false}) {
            UUID person = person(
                    isWhole
                            ? Map.of(Purpose.CEREMONY, over)
                            : Map.of(
                                    Purpose.CEREMONY,
                                    over,
                                    Purpose.TAX,
                                    Instant.now().plusSeconds(6_000)));
            time.set(Instant.now());
            CountDownLatch isInside = new CountDownLatch(1);
            CountDownLatch mayEnd = new CountDownLatch(1);
            Retention slow = retention(new Interfering(bean(DataSource.class), what -> {
                if (what.startsWith("DELETE FROM vault.person_purpose") && isLocked(person)) {
                    isInside.countDown();
                    await(mayEnd);
                }
            }));
            CompletableFuture<Run> runs = CompletableFuture.supplyAsync(() -> run(slow), EACH);
            await(isInside);
            CompletableFuture<Optional<Code>> holds = CompletableFuture.supplyAsync(
                    () -> {
                        try {
                            vault.hold(
                                    person,
                                    new Vault.Hold("court", whole(Instant.now().plusSeconds(9_000))),
                                    manager());
                            return Optional.empty();
                        } catch (VaultException e) {
                            return Optional.of(e.code());
                        }
                    },
                    EACH);
            assertThatThrownBy(() -> holds.get(500, TimeUnit.MILLISECONDS))
                    .as("the hold waits for the run")
                    .isInstanceOf(java.util.concurrent.TimeoutException.class);
            mayEnd.countDown();
            assertThat(sum(counts(runs.get(SECONDS_MAX, TimeUnit.SECONDS)), RetentionRuns.FIELD, true))
                    .isPositive();
            Optional<Code> refused = holds.get(SECONDS_MAX, TimeUnit.SECONDS);
            assertThat(refused).isEqualTo(isWhole ? Optional.of(Code.FORGOTTEN) : Optional.empty());
            if (isWhole) {
                assertThat(hasKey(person)).isFalse();
                assertThat(entriesOf(person)).isZero();
            } else {
                assertThat(Set.copyOf(bean(Persons.class).fields(person)))
                        .isEqualTo(Set.of(Field.NAME, Field.ID_NUMBER, Field.PAYMENT_ACCOUNT));
            }
        }
    }

    /** Whether a transaction has this person: then it is the one that is watched. */
    private static boolean isLocked(UUID person) {
        return jdbc().sql("SELECT count(*) FROM (SELECT 1 FROM vault.person WHERE id = ? FOR UPDATE SKIP LOCKED) free")
                .param(person)
                .query((row, _) -> row.getInt(1) == 0)
                .single();
    }

    private Reader manager() {
        return new Reader(Reader.Kind.STAFF, Optional.of(UUID.randomUUID()), Set.of(Role.MANAGER), site);
    }

    private void hold(UUID person) {
        try {
            vault.hold(person, new Vault.Hold("court", whole(Instant.now().plusSeconds(9_000))), manager());
        } catch (VaultException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Instant whole(Instant time) {
        return Instant.ofEpochSecond(time.getEpochSecond());
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(SECONDS_MAX, TimeUnit.SECONDS)) {
                throw new IllegalStateException("waited for too long");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The process is no more. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1;
    }

    /** Killed before each statement, before each commit and right after each: each person is whole, and counted once. */
    @Test
    void aRunThatIsKilledAnywhereIsFinishedByTheNextOne() throws VaultException {
        time.set(Instant.now());
        Instant over = time.get().minusSeconds(60);
        Instant later = time.get().plusSeconds(6_000);
        int steps = 0;
        boolean isKilled = true;
        while (isKilled) {
            UUID gone = person(Map.of(Purpose.CEREMONY, over, Purpose.RIGHTS, over));
            UUID trimmed = person(Map.of(Purpose.CEREMONY, over, Purpose.TAX, later));
            UUID kept = person(Map.of(Purpose.CEREMONY, over));
            holdUntil(kept, later);
            long all = entries();
            long keysBefore = keys();
            int last = steps;
            AtomicInteger done = new AtomicInteger();
            AtomicBoolean isDead = new AtomicBoolean();
            Retention mortal = retention(new Interfering(bean(DataSource.class), _ -> {
                if (isDead.get() || done.getAndIncrement() == last) {
                    isDead.set(true);
                    throw new Killed();
                }
            }));
            assertThat(retention().begin(Set.of(site), Optional.of(OFFICER))).isTrue();
            try {
                mortal.finishOpen();
            } catch (Killed _) {
                // as was meant
            }
            isKilled = isDead.get();
            Run cut = last();
            List<Count> counted = counts(cut);
            assertThat(sum(counted, RetentionRuns.FIELD, true))
                    .as("step %s", last)
                    .isEqualTo(all - entries());
            assertThat(sum(counted, RetentionRuns.KEY, false))
                    .as("step %s", last)
                    .isEqualTo(keysBefore - keys());
            assertThat(hasKey(gone)).as("step %s", last).isEqualTo(entriesOf(gone) == 5);
            assertThat(entriesOf(gone)).as("step %s", last).isIn(0L, 5L);
            assertThat(entriesOf(trimmed)).as("step %s", last).isIn(3L, 5L);
            assertThat(entriesOf(kept)).as("step %s", last).isEqualTo(3);

            retention().finishOpen();
            Run whole = last();
            assertThat(whole.id()).isEqualTo(cut.id());
            assertThat(whole.finishedAt()).isPresent();
            assertThat(counts(whole))
                    .as("step %s", last)
                    .hasSize(whole(site).size())
                    .containsExactlyInAnyOrderElementsOf(whole(site));
            assertThat(hasKey(gone)).isFalse();
            assertThat(entriesOf(trimmed)).isEqualTo(3);
            forgetAll();
            steps++;
        }
        assertThat(steps).as("so many places to be killed at").isGreaterThan(30);
    }

    /** What a whole run of the three persons above counts. */
    private static List<Count> whole(UUID site) {
        return List.of(
                new Count(site, RetentionRuns.FIELD, "ceremony", "authority", 2, 2),
                new Count(site, RetentionRuns.FIELD, "ceremony", "name", 1, 1),
                new Count(site, RetentionRuns.FIELD, "ceremony", "phone", 2, 2),
                new Count(site, RetentionRuns.FIELD, "rights", "request", 1, 2),
                new Count(site, RetentionRuns.KEY, "", "", 1, 0),
                new Count(site, RetentionRuns.HELD, "", "", 1, 0));
    }

    private void forgetAll() {
        jdbc().sql("DELETE FROM vault.value v USING vault.person p WHERE p.id = v.person_id AND p.site_id = ?")
                .param(site)
                .update();
        jdbc().sql("DELETE FROM vault.attachment v USING vault.person p WHERE p.id = v.person_id AND p.site_id = ?")
                .param(site)
                .update();
        jdbc().sql("DELETE FROM vault.person_purpose v USING vault.person p WHERE p.id = v.person_id AND p.site_id = ?")
                .param(site)
                .update();
        jdbc().sql(
                        "UPDATE vault.person SET wrapped_key = NULL, hold_reason = NULL, forgotten_at = now() WHERE site_id = ? AND wrapped_key IS NOT NULL")
                .param(site)
                .update();
    }

    /** What fails of one person keeps nobody else waiting, is on record, and is deleted by the next run. */
    @Test
    void whatFailsIsOnRecordAndTriedAgain() throws VaultException {
        time.set(Instant.now());
        Instant over = time.get().minusSeconds(60);
        List<UUID> both = List.of(person(Map.of(Purpose.CEREMONY, over)), person(Map.of(Purpose.CEREMONY, over)));
        AtomicBoolean isOnce = new AtomicBoolean(true);
        Run first = run(retention(new Interfering(bean(DataSource.class), what -> {
            if (what.contains("SET wrapped_key = NULL") && isOnce.getAndSet(false)) {
                throw new SQLException("no");
            }
        })));
        assertThat(sum(counts(first), RetentionRuns.FAILED, false)).isOne();
        assertThat(sum(counts(first), RetentionRuns.LEFT, false)).isOne();
        assertThat(sum(counts(first), RetentionRuns.KEY, false)).isOne();
        assertThat(both.stream().filter(RetentionTest.this::hasKey)).hasSize(1);
        Run second = run(retention());
        assertThat(sum(counts(second), RetentionRuns.KEY, false)).isOne();
        assertThat(sum(counts(second), RetentionRuns.LEFT, false)).isZero();
        assertThat(both.stream().filter(RetentionTest.this::hasKey)).isEmpty();
    }

    /** A real process, and a real kill. */
    @Test
    void aProcessThatIsKilledLeavesARunThatIsFinishedOnce(@TempDir Path folder) throws Exception {
        int persons = 3_000;
        jdbc().sql("""
                        WITH made AS (INSERT INTO vault.person (id, site_id, wrapped_key, created_at)
                          SELECT gen_random_uuid(), ?, 'x', now() FROM generate_series(1, ?) RETURNING id),
                        purposes AS (INSERT INTO vault.person_purpose SELECT id, 'ceremony', now() - interval '2 days', now() - interval '1 day' FROM made)
                        INSERT INTO vault.value SELECT id, field, 'x', now() FROM made, unnest(ARRAY['name', 'phone']) field""").params(site, persons).update();
        assertThat(bean(Retention.class).begin(Set.of(site), Optional.of(OFFICER)))
                .isTrue();
        HikariDataSource database = bean(HikariDataSource.class);
        Path log = folder.resolve("child.log");
        bean(RetentionWork.class).stop();
        bean(Retention.class).stop(false); // its thread stands still, and the test goes on with it afterwards
        held.close(); // the child's now
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        RetentionChild.class.getName(),
                        database.getJdbcUrl(),
                        database.getUsername(),
                        bean(PlatformSettings.class).data().toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("DATABASE_PASSWORD", database.getPassword());
        Process child = builder.start();
        try {
            Instant end = Instant.now().plusSeconds(SECONDS_MAX);
            while (keys() > persons - 50) {
                assertThat(Instant.now()).as(Files.readString(log)).isBefore(end);
                Thread.sleep(1);
            }
        } finally {
            child.destroyForcibly();
            child.waitFor();
        }
        Soon.until(
                "the database has seen that the process is no more",
                () -> !bean(RetentionLock.class).isTaken());
        Run cut = last();
        assertThat(cut.finishedAt()).as("half-way").isEmpty();
        assertThat(cut.attempts()).isOne();
        assertThat(keys()).isBetween(1L, (long) persons);
        assertThat(sum(counts(cut), RetentionRuns.KEY, false)).isEqualTo(persons - keys());
        assertThat(sum(counts(cut), RetentionRuns.FIELD, true)).isEqualTo(2L * persons - entries());

        assertThat(bean(Retention.class).goOn()).isTrue();
        bean(RetentionWork.class).start();
        alone();
        Run run = last();
        assertThat(run.finishedAt()).isPresent();
        assertThat(run.attempts()).isEqualTo(2);
        assertThat(keys()).isZero();
        assertThat(entries()).isZero();
        assertThat(counts(run))
                .containsExactlyInAnyOrder(
                        new Count(site, RetentionRuns.KEY, "", "", persons, 0),
                        new Count(site, RetentionRuns.FIELD, "ceremony", "name", persons, persons),
                        new Count(site, RetentionRuns.FIELD, "ceremony", "phone", persons, persons));
    }

    @Test
    void oneProcessAtATimeAndOneRunAtATime() {
        assertThat(bean(RetentionLock.class).isTaken()).isTrue();
        assertThat(bean(Retention.class).sweep()).as("this test has the lock").isFalse();
        assertThat(bean(Retention.class).begin(Set.of(site), Optional.of(OFFICER)))
                .isTrue();
        assertThat(bean(Retention.class).begin(Set.of(site), Optional.of(OFFICER)))
                .isFalse();
        assertThat(bean(Retention.class).goOn()).isFalse();
        bean(Retention.class).finishOpen();
        assertThat(last().finishedAt()).isPresent();
        held.close();
        assertThat(bean(RetentionLock.class).isTaken()).isFalse();
        held = bean(RetentionLock.class).take().orElseThrow();
    }

    @Test
    void whatARunCountedIsNotChangedAfterwards() throws VaultException {
        person(Map.of(Purpose.CEREMONY, Instant.now().minusSeconds(60)));
        time.set(Instant.now());
        long run = run(retention()).id();
        for (String sql : List.of(
                "UPDATE vault.retention_run SET finished_at = NULL WHERE id = " + run,
                "UPDATE vault.retention_run SET started_at = now() WHERE id = " + run,
                "DELETE FROM vault.retention_run WHERE id = " + run,
                "UPDATE vault.retention_count SET persons = persons + 1 WHERE run_id = " + run,
                "DELETE FROM vault.retention_count WHERE run_id = " + run,
                "INSERT INTO vault.retention_count VALUES (" + run + ", gen_random_uuid(), 'key', '', '', 1, 0)",
                "TRUNCATE vault.retention_pause")) {
            assertThatThrownBy(() -> jdbc().sql(sql).update())
                    .as(sql)
                    .rootCause()
                    .hasMessageContaining("RETENTION");
        }
    }

    @Test
    void aPauseStopsWhatRunsByItselfAndNothingElse() throws VaultException {
        RetentionRuns runs = bean(RetentionRuns.class);
        UUID person = person(Map.of(Purpose.CEREMONY, Instant.now().minusSeconds(60)));
        assertThat(pauseRefused(0, "x")).isEqualTo(Code.BAD_PAUSE);
        assertThat(pauseRefused(8, "x")).isEqualTo(Code.BAD_PAUSE);
        assertThat(pauseRefused(1, " ")).isEqualTo(Code.BAD_PAUSE_REASON);
        assertThat(pauseRefused(1, "13812341234")).isEqualTo(Code.BAD_PAUSE_REASON);
        assertThat(pauseRefused(1, "x".repeat(201))).isEqualTo(Code.BAD_PAUSE_REASON);
        runs.pause(Set.of(site), 7, "restoring a back-up", OFFICER);
        assertThat(runs.pauses(Set.of(site))).hasSize(1);
        assertThat(pauseRefused(1, "again")).isEqualTo(Code.PAUSED_BEFORE);

        time.set(Instant.now());
        assertThat(retention().begin(Set.of(), Optional.empty())).isTrue();
        Run automatic = table.open().orElseThrow();
        retention().finishOpen();
        assertThat(hasKey(person)).isTrue();
        assertThat(counts(automatic)).containsExactly(new Count(site, RetentionRuns.PAUSED, "", "", 1, 0));
        // It is due all the same, and shown as such, with the time since when.
        assertThat(runs.preview(Map.of(site, List.of(Instant.now()))))
                .anyMatch(one ->
                        one.kind().equals(RetentionRuns.KEY) && one.within().equals(Optional.of(0)));

        run(retention());
        assertThat(hasKey(person)).as("an officer's run is no automatic one").isFalse();

        runs.resume(Set.of(site), OFFICER);
        assertThat(runs.pauses(Set.of(site))).isEmpty();
        assertThat(pauseRefused(1, "again")).as("no run by itself since").isEqualTo(Code.PAUSED_BEFORE);
        time.set(Instant.now());
        assertThat(retention().begin(Set.of(), Optional.empty())).isTrue();
        retention().finishOpen();
        runs.pause(Set.of(site), 1, "again", OFFICER);
        runs.resume(Set.of(site), OFFICER);
    }

    private Code pauseRefused(int days, String reason) {
        return catchThrowableOfType(
                        VaultException.class,
                        () -> bean(RetentionRuns.class).pause(Set.of(site), days, reason, OFFICER))
                .code();
    }

    /** Whoever is to be told of a loss can still be told as long as somebody works on it, and no longer. */
    @Test
    void whoIsToBeToldOfALossIsKeptWhileItsIncidentIsWorkedOn() throws Exception {
        Shop shop = newShop();
        BenchOrder order = BenchOrder.consented(shop);
        Instant over = Instant.now().minusSeconds(60);
        UUID person = person(Map.of(Purpose.CEREMONY, over));
        UUID another = person(Map.of(Purpose.CEREMONY, over));
        bean(Orders.class).owner(order.order, person);
        Browser manager = confirmed(shop.account(Role.MANAGER));
        assertThat(manager.post("/intake/" + order.order + "/loss", Map.of("reason", "stolen"))
                        .status())
                .isEqualTo(302);
        Run first = run(retention());
        assertThat(hasKey(person)).isTrue();
        assertThat(hasKey(another)).isFalse();
        assertThat(sum(counts(first), "held", false)).isOne();

        Browser officer = confirmed(shop.account(Role.DATA_PROTECTION_OFFICER));
        UUID incident = jdbc().sql("SELECT id FROM oversight.incident WHERE organisation_id = ?")
                .param(shop.organisation())
                .query((row, _) -> row.getObject(1, UUID.class))
                .single();
        // That it is found ends nothing of what is worked on.
        assertThat(manager.post("/intake/" + order.order + "/loss/found", Map.of("reason", "police"))
                        .status())
                .isEqualTo(302);
        run(retention());
        assertThat(hasKey(person)).isTrue();

        String page = "/incidents/" + incident;
        assertThat(officer.post(page + "/accept", Map.of("seen", "1")).status()).isEqualTo(302);
        String code = bean(Orders.class).find(order.order).orElseThrow().code();
        assertThat(officer.post(page + "/orders", Map.of("seen", "2", "by", "orders", "codes", code))
                        .status())
                .isEqualTo(302);
        assertThat(officer.post(
                                page + "/not-required",
                                Map.of("seen", "3", "duty", "authority", "reason", "It was empty"))
                        .status())
                .isEqualTo(302);
        assertThat(officer.post(
                                page + "/not-required",
                                Map.of("seen", "4", "duty", "persons", "reason", "It was empty"))
                        .status())
                .isEqualTo(302);
        run(retention());
        assertThat(hasKey(person)).as("still open").isTrue();
        assertThat(officer.post(page + "/close", Map.of("seen", "5", "text", "It was empty"))
                        .status())
                .isEqualTo(302);
        run(retention());
        assertThat(hasKey(person)).isFalse();
    }

    /** Whoever lost all purposes by a mistake is nobody's: it is said, and not guessed. */
    @Test
    void whoHasNoPurposeIsUnproven() throws VaultException {
        UUID person = person(Map.of(Purpose.CEREMONY, Instant.now().plusSeconds(600)));
        jdbc().sql("DELETE FROM vault.person_purpose WHERE person_id = ?")
                .param(person)
                .update();
        RetentionRuns runs = bean(RetentionRuns.class);
        assertThat(runs.withoutPurpose(Set.of(site))).isOne();
        jdbc().sql("INSERT INTO vault.person_purpose VALUES (?, 'ceremony', now(), now() + interval '1 day')")
                .param(person)
                .update();
        assertThat(runs.withoutPurpose(Set.of(site))).as("one that was given").isZero();
        jdbc().sql("DELETE FROM vault.person_purpose WHERE person_id = ?")
                .param(person)
                .update();
        jdbc().sql(
                        "INSERT INTO vault.person (id, site_id, wrapped_key, created_at) VALUES (gen_random_uuid(), ?, 'k', now())")
                .param(site)
                .update();
        assertThat(runs.withoutPurpose(Set.of(site)))
                .as("one that never had any")
                .isEqualTo(2);
        jdbc().sql(
                        "UPDATE vault.person SET wrapped_key = NULL, forgotten_at = now(), backups_until = now() WHERE site_id = ? AND id NOT IN (SELECT person_id FROM vault.person_purpose)")
                .param(site)
                .update();
        assertThat(runs.withoutPurpose(Set.of(site))).as("forgotten").isZero();
    }
}
