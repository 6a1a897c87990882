package org.wangchuan.platform.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wangchuan.canonical.Json;
import org.wangchuan.platform.custody.DeviceState;
import org.wangchuan.platform.intake.Actor;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.Orders;
import org.wangchuan.platform.intake.workflow.WorkflowRuns;
import org.wangchuan.platform.intake.workflow.Workflows;
import org.wangchuan.platform.ledger.Conflicts;
import org.wangchuan.platform.ledger.LedgerException;
import org.wangchuan.platform.ledger.OpenErasures;
import org.wangchuan.platform.ledger.StatementFile;
import org.wangchuan.platform.ledger.Statements;
import org.wangchuan.platform.ledger.Validations;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.platform.web.access.Visitor;
import org.wangchuan.proof.statement.PhoneClaims.Lock;
import org.wangchuan.proof.statement.Verdict;

/** A phone's job by order, from choosing to the gate: what its statement says counts, and what the station says beside it does not. */
@Tag("slow")
final class PhoneByOrderTest extends PlatformTest {
    private final Shop shop = newShop();

    @Test
    void fromChoosingToTheGate() throws Exception {
        PhoneOrder phone = PhoneOrder.consented(shop);
        UUID task = phone.chosen();
        assertThat(phone.state()).isEqualTo(OrderState.AT_BENCH);
        assertThat(phone.station.get("/tasks").body())
                .contains("\"task\":\"" + task + "\"", "\"kind\":\"phone\"", "\"lane\":\"1-4.2\"", "\"answers\":[]")
                .doesNotContain(phone.serial, "\"serial\"");

        assertThat(phone.station.claim(task, PhoneOrder.PLACE, phone.serial).status())
                .isEqualTo(200);
        assertThat(phone.station.claim(task, PhoneOrder.PLACE, phone.serial).status())
                .as("said once more")
                .isEqualTo(200);
        assertThat(phone.state()).isEqualTo(OrderState.ERASING);
        String receipt = phone.station.phoneReceipt(phone.good(), Lock.UNLOCKED);
        Browser.Answer end = phone.ends(task, receipt);
        assertThat(end.status()).isEqualTo(200);
        assertThat(end.body()).doesNotContain("conflict");
        assertThat(phone.state()).as("hidden areas stay open").isEqualTo(OrderState.NOT_CLEARED);
        assertThat(phone.deviceNow().proof().orElseThrow().opensGate()).isFalse();
        assertThat(page(phone))
                .as("what is to be read comes before another try")
                .containsSubsequence(
                        "What was proved stands in the statement", "/statements/", "Erase the phone once more");
        assertThat(phone.station.finish(task, receipt).status())
                .as("said once more")
                .isEqualTo(200);

        answerClauses(phone);
        assertThat(phone.state()).isEqualTo(OrderState.CLEARED);
        assertThat(phone.deviceNow().state()).isEqualTo(DeviceState.CLEARED);
        assertThat(clear(phone.serial))
                .as("its number in clear, in any table of the bench")
                .isZero();
    }

    private String page(PhoneOrder phone) throws Exception {
        return shop.browser(Role.TECHNICIAN)
                .in("en")
                .get("/bench/orders/" + phone.order + "/phone")
                .body();
    }

    @Test
    void aHeldPhoneNeverPassesWhoeverAnswers() throws Exception {
        for (Lock lock : List.of(Lock.LOCKED, Lock.UNKNOWN)) {
            PhoneOrder phone = PhoneOrder.consented(shop);
            assertThat(phone.erases(lock).body()).contains("PHONE_HELD");
            assertThat(phone.state()).isEqualTo(OrderState.NOT_CLEARED);
            assertThat(phone.deviceNow().proof()).isEmpty();
            assertThat(bean(Statements.class).ofOrder(phone.order))
                    .as("nothing to answer for")
                    .isEmpty();
            assertThat(codes(phone)).containsExactly("PHONE_HELD");

            PhoneOrder bad = PhoneOrder.consented(shop);
            UUID task = bad.claimed();
            String receipt = bad.station.phoneReceipt(bad.good().with(Verdict.UNPROVEN), lock);
            assertThat(bad.station.finish(task, receipt).status()).isEqualTo(200);
            answerClauses(bad);
            assertThat(bad.state()).as("who answers opens no gate").isEqualTo(OrderState.NOT_CLEARED);
            assertThat(bad.deviceNow().state()).isEqualTo(DeviceState.REGISTERED);
        }
    }

    @Test
    void whatIsAboutSomethingElseProvesNothing() throws Exception {
        PhoneOrder drive = PhoneOrder.consented(shop);
        UUID task = drive.claimed();
        assertThat(drive.station
                        .finish(task, drive.station.receipt(drive.good()))
                        .body())
                .contains("OTHER_KIND");
        assertThat(drive.deviceNow().proof()).isEmpty();
        assertThat(drive.state()).isEqualTo(OrderState.NOT_CLEARED);

        PhoneOrder label = PhoneOrder.consented(shop);
        PhoneOrder other = PhoneOrder.consented(shop);
        UUID ofLabel = label.claimed();
        SigningStation.Said ofOther = SigningStation.Said.good(label.serial, other.device.code());
        assertThat(label.station
                        .finish(ofLabel, label.station.phoneReceipt(ofOther, Lock.UNLOCKED))
                        .body())
                .contains("ASSET_DIFFERS");
        assertThat(label.deviceNow().proof()).isEmpty();
        assertThat(other.deviceNow().proof()).isEmpty();

        PhoneOrder number = PhoneOrder.consented(shop);
        UUID ofNumber = number.claimed();
        assertThat(number.station
                        .finish(
                                ofNumber,
                                number.station.phoneReceipt(number.good().about("RF0000000000"), Lock.UNLOCKED))
                        .body())
                .contains("SERIAL_DIFFERS");

        PhoneOrder rules = PhoneOrder.consented(shop);
        UUID ofRules = rules.claimed();
        assertThat(rules.station
                        .finish(ofRules, rules.station.phoneReceipt(rules.good().by("2"), Lock.UNLOCKED))
                        .body())
                .contains("POLICY_UNKNOWN");

        PhoneOrder early = PhoneOrder.consented(shop);
        UUID ofEarly = early.claimed();
        SigningStation.Said before = early.good().at(java.time.Instant.now().minusSeconds(3 * 86_400));
        assertThat(early.station
                        .finish(ofEarly, early.station.phoneReceipt(before, Lock.UNLOCKED))
                        .body())
                .contains("BEFORE_CLAIM");
    }

    @Test
    void anotherNumberThanWasNotedIsNotBegunWith() throws Exception {
        PhoneOrder phone = PhoneOrder.consented(shop);
        UUID task = phone.chosen();
        Browser.Answer other = phone.station.claim(task, PhoneOrder.PLACE, PhoneOrder.serial());
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.body()).contains("NUMBER_DIFFERS");
        assertThat(phone.state()).as("nothing has begun").isEqualTo(OrderState.CONSENTED);
        assertThat(page(phone)).contains("names another number than was noted", "<code>NUMBER_DIFFERS</code>");
        assertThat(phone.station.claim(task, PhoneOrder.PLACE, phone.serial).body())
                .as("it is over by that")
                .contains("TASK_WITHDRAWN");
        task = phone.chosen();
        assertThat(phone.station.claim(task, "1-4.3", phone.serial).body()).contains("LANE_DIFFERS");
        assertThat(phone.state()).as("nothing has begun").isEqualTo(OrderState.AT_BENCH);
        assertThat(phone.station
                        .claim(task, PhoneOrder.PLACE, phone.serial.toLowerCase(java.util.Locale.ROOT))
                        .status())
                .isEqualTo(200);
        assertThat(phone.station.claim(task, PhoneOrder.PLACE, "").body())
                .as("another phone after it was begun")
                .contains("LANE_DIFFERS");
    }

    /** A phone shows its serial number, and a counter notes what stands on the box. */
    @Test
    void aMobileNumberIsNoOtherNumber() throws Exception {
        for (String noted : List.of("490154203237518", "49 015420 323751 8", "IMEI: 49-015420-323751-8")) {
            PhoneOrder phone =
                    PhoneOrder.consented(shop, PhoneOrder.station(shop), PhoneOrder.serial(), Optional.of(noted));
            assertThat(phone.erases(Lock.UNLOCKED).status()).isEqualTo(200);
            assertThat(phone.deviceNow().proof()).isPresent();
        }
    }

    @Test
    void whatIsNotThereOrTakenIsNotChosen() throws Exception {
        PhoneOrder phone = PhoneOrder.consented(shop);
        PhoneTasks tasks = bean(PhoneTasks.class);
        UUID station = phone.station.paired.id();
        refused(
                BenchException.Code.PLACE_EMPTY,
                () -> tasks.choose(phone.order, PhoneOrder.choice(phone.station, "1-4.9", false), phone.account));
        SigningStation elsewhere = new SigningStation(newStation(shop.otherSite()));
        refused(
                BenchException.Code.NOT_FOUND,
                () -> tasks.choose(phone.order, PhoneOrder.choice(elsewhere, PhoneOrder.PLACE, false), phone.account));
        phone.chosen();
        refused(BenchException.Code.ORDER_NOT_WAITING, phone::chosen);
        PhoneOrder other = PhoneOrder.consented(shop, phone.station, PhoneOrder.serial(), Optional.empty());
        refused(BenchException.Code.LANE_TAKEN, other::chosen);

        BenchOrder drive = BenchOrder.consented(shop);
        refused(BenchException.Code.NO_PHONE, () -> tasks.choose(drive.order, phone.choice(false), phone.account));
        phone.station.tellLane("sdb", "S1");
        PhoneOrder waiting = PhoneOrder.consented(shop);
        refused(
                BenchException.Code.NO_CARD,
                () -> bean(BenchTasks.class)
                        .queue(waiting.order, station, "sdb", Nameless.Answer.OWN_DRIVE, phone.account));
    }

    @Test
    void beforeItsStationBeganItIsTakenBackAndAfterwardsGivenUp() throws Exception {
        PhoneOrder phone = PhoneOrder.consented(shop);
        UUID task = phone.chosen();
        bean(BenchTasks.class).withdraw(phone.order, Actor.owner());
        assertThat(phone.state()).isEqualTo(OrderState.CONSENTED);
        assertThat(phone.station.claim(task, PhoneOrder.PLACE, phone.serial).body())
                .contains("TASK_WITHDRAWN");

        UUID again = phone.claimed();
        refused(BenchException.Code.CLAIMED, () -> {
            bean(BenchTasks.class).withdraw(phone.order, Actor.owner());
            return true;
        });
        bean(BenchTasks.class).giveUp(phone.order, phone.account);
        assertThat(phone.state()).isEqualTo(OrderState.NOT_CLEARED);
        assertThat(phone.station
                        .finish(again, phone.station.phoneReceipt(phone.good(), Lock.UNLOCKED))
                        .status())
                .as("it answers after all")
                .isEqualTo(200);
        assertThat(phone.deviceNow().proof()).isPresent();
    }

    @Test
    void aStationThatCanNotBeginSaysSoAndNothingHasHappened() throws Exception {
        PhoneOrder phone = PhoneOrder.consented(shop);
        UUID task = phone.chosen();
        phone.turn(task, "choose", Optional.of(PhoneOrder.choose(UUID.randomUUID())));
        assertThat(phone.station
                        .call(
                                "POST",
                                "/tasks/" + task + "/end",
                                Json.object()
                                        .put("outcome", "refused")
                                        .put("code", "PHONE_NO_WAY")
                                        .put("en", "no way was chosen")
                                        .put("zh", "没有选择方式")
                                        .build())
                        .status())
                .isEqualTo(200);
        assertThat(phone.state()).isEqualTo(OrderState.CONSENTED);
        assertThat(bean(Orders.class).hasBegun(phone.order)).isFalse();
        assertThat(courses(task)).isZero();
        phone.chosen();
    }

    /** Of a change of mind and a claim one comes first, and the other is told. */
    @Test
    void aChangeOfMindRacesTheClaim() throws Exception {
        try (ExecutorService both = Executors.newFixedThreadPool(2)) {
            for (int i = 0; i < 8; i++) {
                PhoneOrder phone = PhoneOrder.consented(shop);
                UUID task = phone.chosen();
                Future<Integer> claim = both.submit(() -> phone.station
                        .claim(task, PhoneOrder.PLACE, phone.serial)
                        .status());
                Future<Boolean> back = both.submit(() -> {
                    try {
                        bean(BenchTasks.class).withdraw(phone.order, Actor.owner());
                        return true;
                    } catch (BenchException e) {
                        return false;
                    }
                });
                assertThat(claim.get() == 200).isNotEqualTo(back.get());
                assertThat(phone.state()).isEqualTo(back.get() ? OrderState.CONSENTED : OrderState.ERASING);
            }
        }
    }

    @Test
    void anOrderThatGoesAnotherWayTakesItsPhoneWithIt() throws Exception {
        PhoneOrder phone = PhoneOrder.consented(shop);
        UUID task = phone.chosen();
        phone.turn(task, "look", Optional.empty());
        bean(org.wangchuan.platform.intake.Counter.class)
                .hold(phone.order, org.wangchuan.platform.intake.HoldReason.STOLEN, phone.account);
        assertThat(phone.station.claim(task, PhoneOrder.PLACE, phone.serial).body())
                .contains("TASK_WITHDRAWN");
        assertThat(courses(task)).isZero();
    }

    /** Not both at once: each would be begun behind the other's back. */
    @Test
    void aWorkflowAndACableAreNotAtItTogether() throws Exception {
        PhoneOrder phone = PhoneOrder.consented(shop);
        WorkflowRuns runs = bean(WorkflowRuns.class);
        Workflows workflows = bean(Workflows.class);
        var android = workflows.of(phone.device.kind()).getFirst();
        WorkflowRuns.Run run = runs.start(phone.order, android, phone.account);
        refused(BenchException.Code.WORKFLOW_OPEN, phone::chosen);
        runs.end(run, phone.account);
        assertThat(phone.state()).isEqualTo(OrderState.NOT_CLEARED);

        phone.chosen();
        assertThatThrownBy(() -> runs.start(phone.order, android, phone.account))
                .hasMessageContaining("AT_CABLE");
    }

    /** Somebody goes through a workflow after the cable's statement: what that said is not completed by anybody's answer any more. */
    @Test
    void ofACableAndAPersonTheWorseCounts() throws Exception {
        PhoneOrder phone = PhoneOrder.consented(shop);
        phone.erases(Lock.UNLOCKED);
        WorkflowRuns runs = bean(WorkflowRuns.class);
        var android = bean(Workflows.class).of(phone.device.kind()).getFirst();
        WorkflowRuns.Run run = runs.start(phone.order, android, phone.account);
        assertThat(runs.answer(run, android.steps().getFirst().id(), firstAnswer(android), phone.account))
                .isEqualTo(WorkflowRuns.Refusal.TAKEN);
        runs.end(run, phone.account);

        answerClauses(phone);
        assertThat(phone.state()).isEqualTo(OrderState.NOT_CLEARED);
        assertThat(phone.deviceNow().state()).isEqualTo(DeviceState.REGISTERED);

        // Erased once more over the cable: that decides, as of two stations.
        phone.tellPhone();
        phone.erases(Lock.UNLOCKED);
        answerClauses(phone);
        assertThat(phone.state()).isEqualTo(OrderState.CLEARED);
    }

    /** It was given up, somebody went through a workflow, and then the station answers well. */
    @Test
    void aLateGoodWordDoesNotHideWhatSomebodySawSince() throws Exception {
        PhoneOrder phone = PhoneOrder.consented(shop);
        UUID task = phone.claimed();
        bean(BenchTasks.class).giveUp(phone.order, phone.account);
        WorkflowRuns runs = bean(WorkflowRuns.class);
        var android = bean(Workflows.class).of(phone.device.kind()).getFirst();
        WorkflowRuns.Run run = runs.start(phone.order, android, phone.account);
        runs.answer(run, android.steps().getFirst().id(), firstAnswer(android), phone.account);
        runs.end(run, phone.account);

        Browser.Answer late = phone.station.finish(task, phone.station.phoneReceipt(phone.good(), Lock.UNLOCKED));
        assertThat(late.status()).isEqualTo(409);
        assertThat(phone.deviceNow().proof()).isEmpty();
        assertThat(phone.state()).isEqualTo(OrderState.NOT_CLEARED);
    }

    /** Closed long afterwards, it says nothing of what another station has done since: neither a bad one nor one that nobody can tell the lock of. */
    @Test
    void whatWasGivenUpDoesNotOverturnWhatAnotherStationDidSince() throws Exception {
        for (boolean isHeld : new boolean[] {true, false}) {
            for (boolean isOpen : new boolean[] {true, false}) {
                PhoneOrder phone = PhoneOrder.consented(shop);
                UUID givenUp = phone.claimed();
                bean(BenchTasks.class).giveUp(phone.order, phone.account);
                SigningStation elsewhere = PhoneOrder.station(shop);
                PhoneOrder.consented(shop, elsewhere, phone.serial, Optional.empty());
                UUID task = bean(PhoneTasks.class)
                        .choose(phone.order, PhoneOrder.choice(elsewhere, PhoneOrder.PLACE, false), phone.account);
                assertThat(elsewhere.claim(task, PhoneOrder.PLACE, phone.serial).status())
                        .isEqualTo(200);
                String good = elsewhere.phoneReceipt(phone.good(), Lock.UNLOCKED);
                elsewhere.call(
                        "PUT",
                        "/tasks/" + task + "/phone",
                        PhoneOrder.turn(1, "closed", Optional.empty()).build());
                if (!isOpen) {
                    assertThat(elsewhere.finish(task, good).status()).isEqualTo(200);
                    answerClauses(phone);
                    assertThat(phone.state()).isEqualTo(OrderState.CLEARED);
                }
                SigningStation.Said said =
                        phone.good().at(java.time.Instant.now().plusSeconds(60));
                String late = isHeld
                        ? phone.station.phoneReceipt(said, Lock.UNKNOWN)
                        : phone.station.phoneReceipt(said.with(Verdict.UNPROVEN), Lock.UNLOCKED);
                Browser.Answer answer = phone.station.finish(givenUp, late);
                assertThat(answer.status()).isEqualTo(409);
                assertThat(answer.body()).contains("TASK_ENDED_OTHERWISE");
                assertThat(codes(phone)).as("it is kept").hasSize(1);
                if (isOpen) {
                    assertThat(elsewhere.finish(task, good).body()).doesNotContain("CONTRADICTED");
                    answerClauses(phone);
                }
                assertThat(phone.state()).isEqualTo(OrderState.CLEARED);
                assertThat(phone.deviceNow().state()).isEqualTo(DeviceState.CLEARED);
                assertThat(bean(OpenErasures.class).against(phone.device.id())).isEmpty();
            }
        }
    }

    /** In its own station's log it stands after what was said since: there it is no matter of when it was closed. */
    @Test
    void whatStandsLaterInTheSameLogCounts() throws Exception {
        PhoneOrder phone = PhoneOrder.consented(shop);
        UUID givenUp = phone.claimed();
        bean(BenchTasks.class).giveUp(phone.order, phone.account);
        phone.erases(Lock.UNLOCKED);
        answerClauses(phone);
        assertThat(phone.state()).isEqualTo(OrderState.CLEARED);
        String late = phone.station.phoneReceipt(phone.good().with(Verdict.UNPROVEN), Lock.UNLOCKED);
        assertThat(phone.station.finish(givenUp, late).status()).isEqualTo(200);
        assertThat(phone.state()).isEqualTo(OrderState.NOT_CLEARED);
    }

    /** In words, and without anything of the phone. */
    @Test
    void itsOwnerReadsWhereItIs() throws Exception {
        PhoneOrder phone = PhoneOrder.consented(shop);
        UUID task = phone.claimed();
        String link = bean(org.wangchuan.platform.consumer.OwnerLinks.class).link(phone.order);
        String base = link.substring(link.indexOf("/o/"));
        Browser owner = nobody();
        owner.post(base, java.util.Map.of());
        assertThat(owner.in("en").get(base + "/watch").body())
                .contains("It has begun. What the station is at", "data-state=\"erasing:begun~")
                .doesNotContain("It goes by fixed steps");
        phone.turn(task, "read-again", Optional.empty());
        assertThat(owner.in("en").get(base + "/watch").body())
                .contains("It is looked at once more", "data-state=\"erasing:read-again~")
                .doesNotContain("security patch", "Tap “Allow”", phone.serial);
        assertThat(owner.in("zh").get(base + "/watch").body()).contains("再次查看：恢复出厂设置后手机显示什么");
    }

    @Test
    void theBenchShowsWhoseItIs() throws Exception {
        PhoneOrder phone = PhoneOrder.consented(shop);
        Browser technician = shop.browser(Role.TECHNICIAN).in("en");
        String address = "/bench/orders/" + phone.order + "/phone";
        assertThat(technician.get("/bench").body()).contains(address);
        assertThat(technician.get("/workflow/" + phone.order).body()).contains(address);
        phone.claimed();
        assertThat(technician.get("/bench").body())
                .contains(address)
                .as("as a lane it would be a drive's")
                .doesNotContain("data-head=\"Lane\"><div><strong>1-4.2");
        String owner = "consumer.watch.phone";
        assertThat(technician.get(address).body()).doesNotContain(owner);
        assertThat(newShop().browser(Role.TECHNICIAN).get(address).status()).isEqualTo(404);
        assertThat(shop.browser(Role.CLERK).get(address).status()).isEqualTo(403);
    }

    private static String firstAnswer(org.wangchuan.platform.intake.workflow.Workflow workflow) {
        return workflow.steps().getFirst().options().getFirst().id();
    }

    /** A manager answers for each clause that is open, as of drives. */
    private void answerClauses(PhoneOrder phone) throws Exception {
        UUID account = shop.account(Role.MANAGER);
        Visitor manager = new Visitor(
                account,
                "Lin",
                Optional.of(shop.organisation()),
                Optional.of(shop.site()),
                java.util.Set.of(Role.MANAGER));
        for (StatementFile statement : bean(Statements.class).ofOrder(phone.order)) {
            for (var clause : statement.clauses()) {
                if (clause.isUndetermined()) {
                    try {
                        bean(Validations.class)
                                .validate(
                                        phone.order,
                                        statement.eventId(),
                                        clause.id(),
                                        "no hidden areas known",
                                        manager);
                    } catch (LedgerException e) {
                        assertThat(e.code())
                                .isIn(LedgerException.Code.STATEMENT_UNKNOWN, LedgerException.Code.BY_HAND_SINCE);
                    }
                }
            }
        }
    }

    private static List<String> codes(PhoneOrder phone) {
        return bean(Conflicts.class).ofOrder(phone.order).stream()
                .map(Conflicts.Conflict::code)
                .toList();
    }

    private static int courses(UUID task) {
        return jdbc().sql("SELECT count(*) FROM bench.phone_course WHERE task_id = ?")
                .param(task)
                .query(Integer.class)
                .single();
    }

    private static int clear(String serial) {
        return jdbc().sql("""
                        SELECT (SELECT count(*) FROM bench.task t WHERE t::text LIKE :what)
                          + (SELECT count(*) FROM bench.phone_course c WHERE c::text LIKE :what)
                          + (SELECT count(*) FROM bench.station_phones p WHERE p::text LIKE :what)
                          + (SELECT count(*) FROM custody.medium m WHERE m::text LIKE :what)""")
                .param("what", "%" + serial + "%")
                .query(Integer.class)
                .single();
    }

    private static void refused(BenchException.Code code, Callable<?> call) {
        assertThatThrownBy(call::call)
                .isInstanceOfSatisfying(
                        BenchException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
