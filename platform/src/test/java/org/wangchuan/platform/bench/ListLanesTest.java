package org.wangchuan.platform.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.support.TransactionTemplate;
import org.wangchuan.canonical.Json;
import org.wangchuan.platform.custody.DeviceKind;
import org.wangchuan.platform.custody.Devices;
import org.wangchuan.platform.identity.AccountChanges;
import org.wangchuan.platform.identity.Stations;
import org.wangchuan.platform.intake.Actor;
import org.wangchuan.platform.intake.Counter;
import org.wangchuan.platform.intake.HoldReason;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.OrderStory;
import org.wangchuan.platform.intake.Orders;
import org.wangchuan.platform.intake.ReleaseReason;
import org.wangchuan.platform.intake.csv.DeviceList;
import org.wangchuan.platform.intake.list.Batches;
import org.wangchuan.platform.staff.Learner;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.InstitutionList;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.proof.statement.Verdict;

/** A technician says once for a list that its drives are erased as they come: what follows by itself, and what is left to a person. */
@Tag("slow")
final class ListLanesTest extends PlatformTest {
    private final Shop shop = newShop();

    /** What a person does for the whole belt: opens the page, shows a passkey, and presses one button. */
    @Test
    void aBeltOfSixtyDrivesIsClearedWithoutOneChoiceByHand() throws Exception {
        ListBelt belt = ListBelt.of(shop, 60);
        Instant began = Instant.now();
        assertThat(belt.say().location()).isEqualTo(belt.page());
        for (int i = 0; i < 60; i++) {
            belt.tells(i);
            belt.erases(i, Verdict.CLEARED);
        }
        assertThat(belt.list.states()).containsOnly(OrderState.CLEARED);
        assertThat(jdbc().sql("""
                        SELECT count(*) FROM intake.order_event e JOIN intake.work_order o ON o.id = e.order_id
                        WHERE o.batch_id = ? AND e.kind = 'lane-chosen'""")
                        .param(belt.list.batch().id())
                        .query(Integer.class)
                        .single())
                .as("lanes that somebody chose by hand")
                .isZero();
        assertThat(bean(ListWordTable.class).of(belt.list.batch().id(), 10))
                .as("what somebody pressed a button for")
                .hasSize(1);
        assertThat(jdbc().sql("""
                        SELECT count(*) FROM bench.task t JOIN intake.work_order o ON o.id = t.order_id
                        WHERE o.batch_id = ? AND t.list_word_id = ? AND t.queued_by = ? AND t.word IS NULL AND t.state = 'ended'""")
                        .params(belt.list.batch().id(), belt.word().id(), belt.technician)
                        .query(Integer.class)
                        .single())
                .isEqualTo(60);
        System.getLogger("belt")
                .log(
                        System.Logger.Level.INFO,
                        "60 drives, {0} ms",
                        Instant.now().toEpochMilli() - began.toEpochMilli());
        String page = belt.browser.get(belt.page()).body();
        assertThat(page).contains("cleared 60", "lanes chosen: 60").doesNotContain("Wait for you");
    }

    @Test
    void whatLiesInALaneAlreadyBeginsAtOnceAndWhatIsAgreedToLaterAtTheNextReport() throws Exception {
        ListBelt belt = ListBelt.takenIn(shop, 2);
        belt.list.offered("0");
        Browser person = belt.list.joined();
        assertThat(belt.say().body()).contains("Nothing of this list waits for a lane");
        belt.list.agreed(person);
        belt.tells(0);
        assertThat(belt.state(0)).as("nobody has said anything").isEqualTo(OrderState.CONSENTED);
        bean(Counter.class).hold(belt.order(1), HoldReason.AUTHORITY, belt.technician);
        assertThat(belt.say().status()).isEqualTo(302);
        assertThat(belt.state(0)).isEqualTo(OrderState.AT_BENCH);
        assertThat(belt.say().body()).contains("by themselves already");
        assertThat(belt.task(1)).isEmpty();
        belt.station.tellLanes(Map.of("sdc", belt.serial(1)));
        assertThat(belt.task(1)).as("it is held").isEmpty();
        bean(Counter.class).release(belt.order(1), ReleaseReason.OWNER, Optional.empty(), belt.technician);
        belt.station.tellLanes(Map.of("sdc", belt.serial(1)));
        assertThat(belt.state(1)).as("it waits again, and was never tried").isEqualTo(OrderState.AT_BENCH);
    }

    @Test
    void nothingThatAPersonIsAskedIsAnsweredByIt() throws Exception {
        ListBelt belt = ListBelt.of(shop, 3);
        belt.say();
        belt.station.tellLane(ListBelt.LANE, "");
        assertThat(page(belt)).contains("it shows no serial number");
        belt.station.tellLane(ListBelt.LANE, SigningStation.serial());
        assertThat(page(belt)).contains("nobody noted this number here");
        // The number of the first is noted for another device that is here, too.
        bare(belt.serial(0));
        belt.tells(0);
        assertThat(page(belt)).contains("noted for two devices");
        // Two lanes show the number of the second: adapters that name all drives alike.
        belt.station.tellLanes(
                Map.of("sdb", belt.serial(1), "sdc", belt.serial(1).toLowerCase(java.util.Locale.ROOT)));
        assertThat(page(belt)).contains("two lanes show this number");
        SigningStation other = ListBelt.station(shop);
        belt.tells(1);
        assertThat(belt.state(1)).isEqualTo(OrderState.AT_BENCH);
        other.tellLane("sdx", belt.serial(2));
        assertThat(belt.state(2)).as("at all benches of the site").isEqualTo(OrderState.AT_BENCH);
        assertThat(belt.state(0)).isEqualTo(OrderState.CONSENTED);
        assertThat(tasks(belt)).isEqualTo(2);
    }

    @Test
    void twoStationsThatShowOneNumberBeginNothing() throws Exception {
        ListBelt belt = ListBelt.of(shop, 1);
        SigningStation other = ListBelt.station(shop);
        other.tellLane("sdx", belt.serial(0));
        belt.tells(0);
        belt.say();
        belt.tells(0);
        other.tellLane("sdx", belt.serial(0));
        assertThat(tasks(belt)).isZero();
        assertThat(page(belt)).contains("two lanes show this number");
        other.tellLanes(Map.of());
        belt.tells(0);
        assertThat(tasks(belt)).isOne();
    }

    @Test
    void whatWasTriedIsNotTriedAgainByItself() throws Exception {
        ListBelt belt = ListBelt.of(shop, 3);
        belt.say();
        belt.tells(0);
        belt.erases(0, Verdict.FAILED);
        belt.tells(0);
        belt.tells(0);
        assertThat(belt.state(0)).isEqualTo(OrderState.NOT_CLEARED);
        assertThat(page(belt)).contains("was tried and is not cleared");
        belt.tells(1);
        bean(BenchTasks.class).withdraw(belt.order(1), Actor.staff(belt.technician));
        belt.tells(1);
        assertThat(belt.state(1)).isEqualTo(OrderState.CONSENTED);
        assertThat(page(belt)).contains("its lane was taken back");
        belt.tells(2);
        assertThat(belt.station
                        .call(
                                "POST",
                                "/tasks/" + belt.task(2).orElseThrow().id() + "/end",
                                Json.object()
                                        .put("outcome", "refused")
                                        .put("code", "FROZEN")
                                        .put("en", "frozen")
                                        .put("zh", "已冻结")
                                        .build())
                        .status())
                .isEqualTo(200);
        belt.tells(2);
        assertThat(belt.state(2)).isEqualTo(OrderState.CONSENTED);
        assertThat(page(belt)).contains("its station could not begin");
        assertThat(tasks(belt)).isEqualTo(3);
        // A person who has looked goes on by hand, by the same page as ever.
        belt.tells(0);
        assertThat(belt.browser
                        .post(
                                "/bench/orders/" + belt.order(0) + "/lane",
                                Map.of("lane", belt.station.paired.id() + ":" + ListBelt.LANE))
                        .status())
                .isEqualTo(302);
        belt.erases(0, Verdict.CLEARED);
        assertThat(belt.state(0)).isEqualTo(OrderState.CLEARED);
    }

    @Test
    void anOpenBadErasureIsAPersonsToLookAt() throws Exception {
        ListBelt belt = ListBelt.of(shop, 1);
        LooseErasureTest.loose(
                belt.station, LooseErasureTest.by(belt.serial(0), "").with(Verdict.FAILED));
        belt.say();
        belt.tells(0);
        assertThat(tasks(belt)).isZero();
        assertThat(page(belt)).contains("other evidence speaks against it");
    }

    @Test
    void whoeverEndsItIsOnRecordAndWhatHasNotBegunGoesBack() throws Exception {
        ListBelt belt = ListBelt.of(shop, 3);
        belt.say();
        belt.tells(0);
        belt.station.claim(belt.task(0).orElseThrow().id(), ListBelt.LANE, belt.serial(0));
        belt.station.tellLanes(Map.of("sdc", belt.serial(1)));
        assertThat(belt.state(1)).isEqualTo(OrderState.AT_BENCH);
        UUID manager = shop.account(Role.MANAGER);
        assertThat(signedIn(manager).post(belt.page() + "/end", Map.of()).status())
                .isEqualTo(302);
        assertThat(belt.ended()).isEqualTo("person");
        assertThat(belt.word().end().orElseThrow().by()).contains(manager);
        assertThat(belt.state(0)).as("a station has begun").isEqualTo(OrderState.ERASING);
        assertThat(belt.state(1)).isEqualTo(OrderState.CONSENTED);
        belt.station.tellLanes(Map.of("sdd", belt.serial(2)));
        assertThat(belt.state(2)).isEqualTo(OrderState.CONSENTED);
        assertThat(page(belt)).contains("ended by");
        assertThatThrownBy(() -> jdbc().sql(
                                "UPDATE bench.list_word SET ended_at = NULL, ended_by = NULL, end_reason = NULL WHERE id = ?")
                        .param(belt.word().id())
                        .update())
                .isInstanceOf(DataAccessException.class);
    }

    @Test
    void itEndsWithItsTimeAndNothingLastsLongerForAClockThatWasSet() throws Exception {
        ListBelt belt = ListBelt.of(shop, 1);
        Instant now = Instant.now();
        insert(belt, now.minusSeconds(7_200), now.minusSeconds(1));
        belt.tells(0);
        assertThat(belt.ended()).isEqualTo("time");
        insert(belt, now.plusSeconds(86_400), now.plusSeconds(90_000));
        belt.tells(0);
        assertThat(belt.ended()).as("else it would begin tomorrow").isEqualTo("time");
        assertThat(tasks(belt)).isZero();
        assertThatThrownBy(() -> insert(belt, now, now.plusSeconds(12 * 3_600 + 1)))
                .as("a shift")
                .isInstanceOf(DataAccessException.class);
        assertThat(belt.say("", "12").status()).isEqualTo(302);
        assertThat(belt.state(0)).isEqualTo(OrderState.AT_BENCH);
    }

    @Test
    void itEndsWithWhoeverSaidIt() throws Exception {
        ListBelt suspended = ListBelt.of(shop, 1);
        suspended.say();
        UUID administrator = shop.account(Role.ADMINISTRATOR);
        AccountChanges changes = bean(AccountChanges.class);
        changes.setActive(shop.organisation(), suspended.technician, false, administrator);
        assertThat(suspended.ended()).isEqualTo("gone");
        changes.setActive(shop.organisation(), suspended.technician, true, administrator);
        suspended.tells(0);
        assertThat(tasks(suspended)).as("who comes back says it anew").isZero();

        ListBelt clerk = ListBelt.of(shop, 1);
        clerk.say();
        changes.roles(shop.organisation(), clerk.technician, Set.of(Role.CLERK), administrator);
        assertThat(signedIn(shop.account(Role.MANAGER)).get(clerk.page()).body())
                .contains("is no technician here now");
        clerk.tells(0);
        assertThat(clerk.ended()).isEqualTo("gone");
        assertThat(tasks(clerk)).isZero();
    }

    @Test
    void whoeverIsNotQualifiedThatVeryDayBeginsNothing() throws Exception {
        ListBelt belt = ListBelt.of(shop, 2);
        Learner.qualify(belt.technician, LocalDate.now(java.time.ZoneId.of("Asia/Shanghai")), Role.TECHNICIAN);
        Learner.endIntroduction(shop);
        assertThat(belt.say().status()).isEqualTo(302);
        belt.tells(0);
        assertThat(belt.state(0)).isEqualTo(OrderState.AT_BENCH);
        ListBelt lapsed = ListBelt.of(newShop(), 1);
        lapsed.say();
        Learner.endIntroduction(lapsed.shop);
        assertThat(lapsed.browser.get(lapsed.page()).body()).contains("lacks a course");
        lapsed.tells(0);
        assertThat(lapsed.ended()).isEqualTo("not_qualified");
        assertThat(tasks(lapsed)).isZero();
        assertThat(lapsed.say().status()).isEqualTo(403);
    }

    @Test
    void forOneStationItIsOfThatOneAndEndsWithIt() throws Exception {
        ListBelt belt = ListBelt.of(shop, 2);
        SigningStation other = ListBelt.station(shop);
        assertThat(belt.say(belt.station.paired.id().toString(), "1").status()).isEqualTo(302);
        other.tellLane("sdx", belt.serial(0));
        assertThat(tasks(belt)).isZero();
        other.tellLanes(Map.of());
        belt.tells(0);
        assertThat(tasks(belt)).isOne();
        bean(Stations.class).end(belt.station.paired.id(), belt.technician);
        assertThat(belt.ended()).isEqualTo("station");
        assertThat(page(belt)).contains("put out of service");
    }

    @Test
    void whatGoesHomeInBetweenIsNotBegun() throws Exception {
        ListBelt belt = ListBelt.of(shop, 1);
        belt.say();
        bean(Orders.class).move(belt.order(0), OrderState.GOING_BACK, "returned", Actor.owner());
        belt.tells(0);
        assertThat(tasks(belt)).isZero();
        assertThat(page(belt)).contains("does not wait for a lane");
    }

    @Test
    void drivesOfOneComputerAreBegunOneAfterTheOther() throws Exception {
        String first = SigningStation.serial();
        String second = SigningStation.serial();
        DeviceList rows = DeviceList.read(
                ("kind,brand,model,serial,drives,drive serials\nlaptop,Lenovo,T14,CH-1,2," + first + ";" + second)
                        .getBytes(StandardCharsets.UTF_8),
                Map.of(
                        "channel",
                        "institution",
                        "presenter",
                        "employee",
                        "policy",
                        SigningStation.POLICY,
                        "secrets",
                        "no"));
        assertThat(rows.problems()).isEmpty();
        InstitutionList list = InstitutionList.of(
                shop,
                bean(Batches.class)
                        .takeIn("学校", rows.rows(), shop.site(), shop.account(Role.CLERK))
                        .id());
        list.offered("0");
        list.agreed(list.joined());
        ListBelt one = ListBelt.of(shop, list, List.of(first));
        one.say();
        one.station.tellLanes(new LinkedHashMap<>(Map.of("sdb", first, "sdc", second)));
        assertThat(tasks(one)).isOne();
        Task task = one.task(0).orElseThrow();
        String drive = task.serial().orElseThrow();
        String label = bean(Devices.class)
                .find(bean(Orders.class).find(list.order(0)).orElseThrow().device())
                .orElseThrow()
                .code();
        one.station.claim(task.id(), task.lane(), drive);
        one.station.finish(task.id(), one.station.receipt(SigningStation.Said.good(drive, label)));
        assertThat(one.state(0)).isEqualTo(OrderState.IN_PART);
        one.station.tellLanes(new LinkedHashMap<>(Map.of("sdb", first, "sdc", second)));
        Task next = one.task(0).orElseThrow();
        assertThat(next.serial()).isNotEqualTo(task.serial());
        one.station.claim(next.id(), next.lane(), next.serial().orElseThrow());
        one.station.finish(
                next.id(),
                one.station.receipt(SigningStation.Said.good(next.serial().orElseThrow(), label)));
        assertThat(one.state(0)).isEqualTo(OrderState.CLEARED);
        one.station.tellLanes(new LinkedHashMap<>(Map.of("sdb", first, "sdc", second)));
        assertThat(tasks(one)).isEqualTo(2);
    }

    /** As with two processes, and a station that tells its lanes once more since the answer was lost. */
    @Test
    void manyReportsAtOnceMakeOneTaskOfEachOrder() throws Exception {
        ListBelt belt = ListBelt.of(shop, 8);
        Map<String, String> lanes = new LinkedHashMap<>();
        for (int i = 0; i < 8; i++) {
            lanes.put("lane" + i, belt.serial(i));
        }
        belt.station.tellLanes(lanes);
        belt.say();
        assertThat(tasks(belt)).isEqualTo(8);
        ListBelt again = ListBelt.of(shop, 8);
        lanes.clear();
        for (int i = 0; i < 8; i++) {
            lanes.put("lane" + i, again.serial(i));
        }
        again.say();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CountDownLatch go = new CountDownLatch(1);
            List<Future<Integer>> told = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                told.add(threads.submit(() -> {
                    go.await();
                    return again.station.tellLanes(lanes).status();
                }));
            }
            go.countDown();
            for (Future<Integer> one : told) {
                assertThat(one.get()).isEqualTo(200);
            }
        }
        assertThat(tasks(again)).isEqualTo(8);
        assertThat(again.list.states()).containsOnly(OrderState.AT_BENCH);
    }

    /** Of whoever ends it and a report that chooses by it one comes first: nothing that was chosen is left when it has ended. */
    @Test
    void ofAnEndAndAReportNothingIsLeftThatNobodyHasSaid() throws Exception {
        ListBelt belt = ListBelt.of(shop, 20);
        Browser colleague = shop.browser(Role.TECHNICIAN);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 20; i++) {
                int index = i;
                assertThat(belt.say().status()).isEqualTo(302);
                CountDownLatch go = new CountDownLatch(1);
                Future<Integer> told = threads.submit(() -> {
                    go.await();
                    return belt.station
                            .tellLane(ListBelt.LANE, belt.serial(index))
                            .status();
                });
                Future<Integer> end = threads.submit(() -> {
                    go.await();
                    return colleague.post(belt.page() + "/end", Map.of()).status();
                });
                go.countDown();
                assertThat(told.get()).isEqualTo(200);
                assertThat(end.get()).isEqualTo(302);
                assertThat(belt.state(index)).as("drive %d", index).isEqualTo(OrderState.CONSENTED);
                assertThat(belt.ended()).isEqualTo("person");
            }
        }
    }

    @Test
    void afterARestoreNobodyHasSaidAnything() throws Exception {
        ListBelt belt = ListBelt.of(shop, 2);
        belt.say();
        belt.tells(0);
        bean(TransactionTemplate.class).executeWithoutResult(status -> {
            jdbc().sql("INSERT INTO identity.recovery DEFAULT VALUES").update();
            assertThat(belt.ended()).isEqualTo("recovery");
            assertThat(belt.state(0)).isEqualTo(OrderState.CONSENTED);
            assertThat(belt.task(0).orElseThrow().state()).isEqualTo(Task.State.WITHDRAWN);
            status.setRollbackOnly(); // the platform is everybody's
        });
        assertThat(belt.ended()).isEmpty();
    }

    @Test
    void aWordThatIsOverOrOfAnotherListChoosesNothing() throws Exception {
        ListBelt belt = ListBelt.of(shop, 1);
        belt.say();
        belt.ends();
        belt.tells(0);
        ListBelt other = ListBelt.of(shop, 1);
        other.say();
        for (ListWord word : List.of(belt.word(), other.word())) {
            assertThatThrownBy(() ->
                            bean(BenchTasks.class).queue(belt.order(0), belt.station.paired.id(), ListBelt.LANE, word))
                    .isInstanceOfSatisfying(
                            BenchException.class,
                            e -> assertThat(e.code()).isEqualTo(BenchException.Code.LIST_WORD_OVER));
        }
    }

    @Test
    void theDatabaseTakesNothingThatItDoesNotCover() throws Exception {
        ListBelt belt = ListBelt.of(shop, 2);
        belt.say();
        belt.tells(0);
        belt.erases(0, Verdict.FAILED);
        String serial = belt.serial(0);
        assertThatThrownBy(() -> insertTask(belt, 0, serial, belt.technician)).hasMessageContaining("tried before");
        assertThatThrownBy(() -> insertTask(belt, 1, "", belt.technician)).hasMessageContaining("asked");
        assertThatThrownBy(() -> insertTask(belt, 1, belt.serial(1), shop.account(Role.TECHNICIAN)))
                .hasMessageContaining("no word");
        bean(ListWords.class).end(belt.word(), ListWord.Why.PERSON, Optional.of(belt.technician));
        assertThatThrownBy(() -> insertTask(belt, 1, belt.serial(1), belt.technician))
                .hasMessageContaining("no word");
        assertThatThrownBy(() -> jdbc().sql("DELETE FROM bench.list_word WHERE id = ?")
                        .param(belt.word().id())
                        .update())
                .isInstanceOf(DataAccessException.class);
    }

    @Test
    void itTakesATechnicianWithAPasskeyShownJustNow() throws Exception {
        ListBelt belt = ListBelt.of(shop, 1);
        Map<String, String> form = Map.of("station", "", "hours", "8", "sure", "yes");
        assertThat(shop.browser(Role.TECHNICIAN)
                        .post(belt.page() + "/word", form)
                        .location())
                .startsWith("/confirm");
        for (Role role : List.of(Role.CLERK, Role.MANAGER, Role.ADMINISTRATOR, Role.VERIFIER)) {
            assertThat(confirmed(shop.account(role))
                            .post(belt.page() + "/word", form)
                            .status())
                    .isEqualTo(403);
        }
        assertThat(confirmed(newShop().account(Role.TECHNICIAN))
                        .post(belt.page() + "/word", form)
                        .status())
                .isEqualTo(404);
        assertThat(belt.browser
                        .post(belt.page() + "/word", Map.of("station", "", "hours", "8"))
                        .body())
                .contains("tick the box");
        for (String hours : List.of("0", "3", "13", "-1")) {
            assertThat(belt.say("", hours).status()).isEqualTo(422);
        }
        for (String where : List.of("here", newStation(newShop().site()).id().toString())) {
            assertThat(belt.say(where, "8").status()).isEqualTo(422);
        }
        assertThat(bean(ListWordTable.class).of(belt.list.batch().id(), 1)).isEmpty();
        assertThat(shop.browser(Role.MANAGER).get(belt.page()).body())
                .contains("A technician says here")
                .doesNotContain("name=\"sure\"");
    }

    @Test
    void soManyListsOfASiteAndNoMore() throws Exception {
        ListBelt belt = ListBelt.of(shop, 1);
        for (int i = 0; i < ListWords.OPEN_MAX; i++) {
            InstitutionList other = InstitutionList.takenIn(shop, SigningStation.POLICY, "bare_drive,WD,Blue,,1");
            insert(
                    other.batch().id(),
                    belt.technician,
                    Instant.now(),
                    Instant.now().plusSeconds(600));
        }
        assertThat(belt.say().body()).contains("for 20 lists of this site already");
    }

    @Test
    void ownerAndCounterReadHowTheLaneWasChosen() throws Exception {
        ListBelt belt = ListBelt.of(shop, 2);
        belt.say();
        belt.tells(0);
        assertThat(bean(OrderStory.class).of(belt.order(0)))
                .filteredOn(event -> event.kind().equals(OrderStory.LANE_BY_LIST))
                .singleElement()
                .satisfies(event -> assertThat(event.actor()).isEqualTo(Actor.staff(belt.technician)));
        assertThat(shop.browser(Role.CLERK).get("/intake/" + belt.order(0)).body())
                .contains("its lane was chosen by itself");
        assertThat(belt.list.clerk().get(belt.list.page()).body())
                .contains("lanes are chosen by themselves", "1 in a lane · 0 wait for a person")
                .doesNotContain("/bench/lists/");
        assertThat(belt.browser.get("/bench").body())
                .contains(belt.page(), "lanes are chosen by themselves", "1 wait for a lane · 1 in a lane");
    }

    /** Each report of lanes asks once where no word is open, and as often for many lanes as for one where one is. */
    @Test
    void aReportOfManyLanesAsksNoMoreThanOneOfOneLane() throws Exception {
        ListBelt belt = ListBelt.of(shop, 12);
        Stations.Station station =
                bean(Stations.class).find(belt.station.paired.id()).orElseThrow();
        belt.tells(0);
        assertThat(Questions.of(() -> bean(ListLanes.class).told(station))).isOne();
        belt.say();
        belt.tells(1);
        int ofOne = Questions.of(() -> bean(ListLanes.class).told(station));
        Map<String, String> lanes = new LinkedHashMap<>();
        for (int i = 0; i < 12; i++) {
            lanes.put("lane" + i, belt.serial(i));
        }
        belt.station.tellLanes(lanes);
        assertThat(tasks(belt)).isEqualTo(12);
        assertThat(Questions.of(() -> bean(ListLanes.class).told(station))).isEqualTo(ofOne);
    }

    private static String page(ListBelt belt) {
        return belt.browser.get(belt.page()).body();
    }

    private static int tasks(ListBelt belt) {
        return jdbc().sql(
                        "SELECT count(*) FROM bench.task t JOIN intake.work_order o ON o.id = t.order_id WHERE o.batch_id = ?")
                .param(belt.list.batch().id())
                .query(Integer.class)
                .single();
    }

    /** Another device that is here, with this number. */
    private void bare(String serial) {
        var _ = bean(Devices.class)
                .register(
                        new Devices.NewDevice(
                                shop.site(),
                                DeviceKind.BARE_DRIVE,
                                "WD",
                                "Blue",
                                Optional.of(serial),
                                "",
                                Optional.empty(),
                                Devices.Drives.NOT_COUNTED),
                        shop.account(Role.CLERK));
    }

    private static void insert(ListBelt belt, Instant from, Instant until) {
        insert(belt.list.batch().id(), belt.technician, from, until);
    }

    private static void insert(UUID list, UUID account, Instant from, Instant until) {
        OffsetDateTime at = from.atOffset(ZoneOffset.UTC);
        jdbc().sql("""
                        INSERT INTO bench.list_word (id, batch_id, site_id, account_id, said_at, until)
                        SELECT gen_random_uuid(), b.id, b.site_id, ?, ?, ? FROM intake.batch b WHERE b.id = ?""")
                .params(account, at, until.atOffset(ZoneOffset.UTC), list)
                .update();
    }

    /** Past all that asks before; for no serial number by a word of somebody's. */
    private static void insertTask(ListBelt belt, int index, String serial, UUID by) {
        jdbc().sql("""
                        INSERT INTO bench.task (id, order_id, order_code, device_id, asset, policy, site_id, station_id, lane, serial,
                          word, state, queued_by, list_word_id, queued_at)
                        SELECT gen_random_uuid(), o.id, o.code, o.device_id, 'A', o.policy, o.site_id, ?, 'sdz', nullif(?, ''),
                          CASE WHEN ? = '' THEN 'own_drive' END, 'queued', ?, ?, now()
                        FROM intake.work_order o WHERE o.id = ?""")
                .param(belt.station.paired.id())
                .param(serial)
                .param(serial)
                .param(by)
                .param(belt.word().id())
                .param(belt.order(index))
                .update();
    }
}
