package org.wangchuan.platform.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.workflow.Workflow;
import org.wangchuan.platform.intake.workflow.WorkflowRuns;
import org.wangchuan.platform.intake.workflow.Workflows;
import org.wangchuan.platform.ledger.LedgerException;
import org.wangchuan.platform.ledger.StatementFile;
import org.wangchuan.platform.ledger.Statements;
import org.wangchuan.platform.ledger.Validations;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.platform.web.access.Visitor;
import org.wangchuan.proof.statement.PhoneClaims.Lock;
import org.wangchuan.proof.statement.ValidationClaims.Apart;

/** One phone proves one order's device: the one that was shown, chosen, begun with and signed of; and what somebody did to it since is not hidden. */
@Tag("slow")
final class WhichPhoneTest extends PlatformTest {
    private static final String IMEI = "490154203237518";
    private static final String OTHER_IMEI = "356938035643809";

    private final Shop shop = newShop();
    private final SigningStation station = PhoneOrder.station(shop);

    /** B hangs at the place, and A's order is chosen there: A was noted by its IMEI, which nothing on a cable can be compared with. */
    @Test
    void thePhoneOfAnotherOrderIsNotBegunWith() throws Exception {
        String ofB = PhoneOrder.serial();
        PhoneOrder b = PhoneOrder.consented(shop, station, ofB, Optional.of(ofB));
        PhoneOrder a = PhoneOrder.consented(shop, station, ofB, Optional.of(IMEI));
        refused(BenchException.Code.PHONE_OF_ANOTHER, a);

        a.tellPhone(Optional.empty(), 2, "system");
        UUID task = a.chosen();
        Browser.Answer claim = station.claim(task, PhoneOrder.PLACE, ofB);
        assertThat(claim.status()).isEqualTo(409);
        assertThat(claim.body()).contains("NUMBER_OF_ANOTHER");
        assertThat(a.state()).isEqualTo(OrderState.CONSENTED);
        assertThat(station.get("/tasks").body()).doesNotContain(task.toString());
        assertThat(shop.browser(Role.TECHNICIAN)
                        .in("en")
                        .get("/bench/orders/" + a.order + "/phone")
                        .body())
                .contains("Not erased: the phone names the number of another device");
        assertThat(b.state()).isEqualTo(OrderState.CONSENTED);
    }

    @Test
    void onePhoneIsNotTwoOrders() throws Exception {
        PhoneOrder first = PhoneOrder.consented(shop, station, PhoneOrder.serial(), Optional.of(IMEI));
        assertThat(first.erases(Lock.UNLOCKED).status()).isEqualTo(200);
        PhoneOrder second = PhoneOrder.consented(shop, station, first.serial, Optional.of(OTHER_IMEI));
        refused(BenchException.Code.PHONE_OF_ANOTHER, second);
        second.tellPhone(Optional.empty(), 3, "system");
        UUID task = second.chosen();
        assertThat(station.claim(task, PhoneOrder.PLACE, first.serial).body()).contains("NUMBER_OF_ANOTHER");

        // Its own order goes on with it.
        first.tellPhone();
        first.chosen();
    }

    /** Sold from stock, and here again: noted by its IMEI, as before. What was noted says that both are one phone. */
    @Test
    void aPhoneThatWasSoldAndComesBackIsItsNewOrders() throws Exception {
        PhoneOrder sold = PhoneOrder.consented(shop, station, PhoneOrder.serial(), Optional.of(IMEI));
        assertThat(sold.erases(Lock.UNLOCKED).status()).isEqualTo(200);
        PhoneOrder tooEarly = PhoneOrder.consented(shop, station, sold.serial, Optional.of(IMEI));
        refused(BenchException.Code.PHONE_OF_ANOTHER, tooEarly);

        inStock(sold);
        tooEarly.tellPhone();
        UUID task = tooEarly.chosen();
        assertThat(station.claim(task, PhoneOrder.PLACE, sold.serial).status()).isEqualTo(200);

        // Nothing that was noted says so of this one: it may be the one that lies in stock.
        PhoneOrder other = PhoneOrder.consented(shop, station, sold.serial, Optional.of(OTHER_IMEI));
        refused(BenchException.Code.PHONE_OF_ANOTHER, other);
    }

    /** Many phones show one number of test equipment: that another bears it, too, says nothing. */
    @Test
    void aNumberThatManyBearDoesNotMakeOneInStockTheOrders() throws Exception {
        for (String shared : List.of("004999010640000", "000000000000000")) {
            PhoneOrder sold = PhoneOrder.consented(shop, station, PhoneOrder.serial(), Optional.of(shared));
            assertThat(sold.erases(Lock.UNLOCKED).status()).isEqualTo(200);
            inStock(sold);

            PhoneOrder other = PhoneOrder.consented(shop, station, sold.serial, Optional.of(shared));
            refused(BenchException.Code.PHONE_OF_ANOTHER, other);
        }
    }

    /** A bar code or a misread IMEI beside a clear number is compared with nothing; alone it is, and so is a serial number that looks like something else. */
    @ParameterizedTest
    @CsvSource({
        "490154203237518, 6901443123452, false",
        "490154203237518, 356938035643801, false",
        "490154203237518, 86432100000011234, false",
        "490154203237518, 89860112345678901234, false",
        ", 6901443123452, true",
        "356938035643801, 6901443123452, true",
        "490154203237518, 49015420323751, true",
        "R58N1234567, 6901443123452, true",
    })
    void whoeverNotesMoreIsNotRefusedSooner(String first, String unclear, boolean isRefused) throws Exception {
        PhoneOrder phone =
                PhoneOrder.consented(shop, station, PhoneOrder.serial(), Optional.ofNullable(first), List.of(unclear));
        UUID task = phone.chosen();
        Browser.Answer claim = station.claim(task, PhoneOrder.PLACE, phone.serial);
        assertThat(claim.status()).as(claim.body()).isEqualTo(isRefused ? 409 : 200);
        assertThat(claim.body().contains("NUMBER_DIFFERS")).isEqualTo(isRefused);
    }

    /** Nobody knows of a number that was noted before somebody asked, in either of the two, whether it is beyond doubt. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aNumberOfWhichNobodyKnowsDoesNotMakeOneInStockTheOrders(boolean isSold) throws Exception {
        String number = "356938039911228"; // of no other test: under another spelling, too, it is noted nowhere
        PhoneOrder sold = PhoneOrder.consented(shop, station, PhoneOrder.serial(), Optional.of(number));
        assertThat(sold.erases(Lock.UNLOCKED).status()).isEqualTo(200);
        inStock(sold);
        PhoneOrder other = PhoneOrder.consented(shop, station, sold.serial, Optional.of(number));
        UUID before = (isSold ? sold : other).device.id();
        jdbc().sql("UPDATE custody.device SET is_number_doubtful = NULL WHERE id = ?")
                .param(before)
                .update();
        refused(BenchException.Code.PHONE_OF_ANOTHER, other);

        jdbc().sql("UPDATE custody.device SET is_number_doubtful = false WHERE id = ?")
                .param(before)
                .update();
        assertThat(station.claim(other.chosen(), PhoneOrder.PLACE, sold.serial).status())
                .isEqualTo(200);
    }

    /** As in a list of which one number was copied down the column: of two in stock nobody knows which of them comes back. */
    @Test
    void aNumberThatTwoInStockBearMakesNeitherTheOrders() throws Exception {
        PhoneOrder first = PhoneOrder.consented(shop, station, PhoneOrder.serial(), Optional.of(IMEI));
        assertThat(first.erases(Lock.UNLOCKED).status()).isEqualTo(200);
        PhoneOrder second = PhoneOrder.consented(shop, station, PhoneOrder.serial(), Optional.of(IMEI));
        assertThat(second.erases(Lock.UNLOCKED).status()).isEqualTo(200);
        inStock(first);
        inStock(second);

        refused(
                BenchException.Code.PHONE_OF_ANOTHER,
                PhoneOrder.consented(shop, station, first.serial, Optional.of(IMEI)));
    }

    /** Somebody said that it is locked; then a station began with it: what was said is not what is left any more. */
    @Test
    void whatWasSaidBeforeAStationBeganIsOver() throws Exception {
        PhoneOrder phone = PhoneOrder.consented(shop, station, PhoneOrder.serial(), Optional.of(IMEI));
        WorkflowRuns runs = bean(WorkflowRuns.class);
        WorkflowRuns.Run run =
                runs.start(phone.order, bean(Workflows.class).find("android", 5).orElseThrow(), phone.account);
        assertThat(runs.answer(run, "erase", "screen-lock", phone.account)).isEqualTo(WorkflowRuns.Refusal.TAKEN);
        runs.end(run, phone.account);
        assertThat(runs.wayOut(phone.order)).contains("screen-lock");

        UUID task = phone.chosen();
        assertThat(station.claim(task, PhoneOrder.PLACE, phone.serial).status()).isEqualTo(200);
        assertThat(runs.wayOut(phone.order)).isEmpty();
    }

    /** A phone with two cards and a serial number: whichever it shows is one of those that were noted. */
    @Test
    void aPhoneIsKnownByEachOfItsNotedNumbers() throws Exception {
        String shown = PhoneOrder.serial();
        PhoneOrder order = PhoneOrder.consented(shop, station, shown, Optional.of(IMEI), List.of(OTHER_IMEI, shown));
        UUID wrong = order.chosen();
        assertThat(station.claim(wrong, PhoneOrder.PLACE, PhoneOrder.serial()).body())
                .contains("NUMBER_DIFFERS");

        order.tellPhone();
        assertThat(order.erases(Lock.UNLOCKED).status()).isEqualTo(200);
        assertThat(jdbc().sql("SELECT custody.is_unnoted(id) FROM custody.medium WHERE device_id = ?")
                        .param(order.device.id())
                        .query((row, _) -> row.getBoolean(1))
                        .single())
                .as("noted by the counter")
                .isFalse();
    }

    private static void inStock(PhoneOrder order) {
        jdbc().sql("ALTER TABLE custody.device DISABLE TRIGGER USER").update();
        try {
            jdbc().sql(
                            "UPDATE custody.device SET state = 'in_stock', verdict = 'cleared', is_conforming = true WHERE id = ?")
                    .param(order.device.id())
                    .update();
        } finally {
            jdbc().sql("ALTER TABLE custody.device ENABLE TRIGGER USER").update();
        }
    }

    /** Begun with the wrong phone, and given up: it is its own order's again as soon as the other one was begun with its own. */
    @Test
    void aPhoneThatWasClaimedByMistakeIsItsOwnOrdersAgain() throws Exception {
        PhoneOrder mistaken = PhoneOrder.consented(shop, station, PhoneOrder.serial(), Optional.of(IMEI));
        UUID _ = mistaken.claimed();
        bean(BenchTasks.class).giveUp(mistaken.order, mistaken.account);
        PhoneOrder own = PhoneOrder.consented(shop, station, mistaken.serial, Optional.of(OTHER_IMEI));
        refused(BenchException.Code.PHONE_OF_ANOTHER, own);

        String other = PhoneOrder.serial();
        mistaken.tellPhone(Optional.of(other), 2, "system");
        UUID right = mistaken.chosen();
        assertThat(station.claim(right, PhoneOrder.PLACE, other).status()).isEqualTo(200);
        bean(BenchTasks.class).giveUp(mistaken.order, mistaken.account);
        PhoneOrder third = PhoneOrder.consented(shop, station, other, Optional.empty());
        refused(BenchException.Code.PHONE_OF_ANOTHER, third);

        own.tellPhone();
        assertThat(own.erases(Lock.UNLOCKED).status()).isEqualTo(200);
    }

    /** The station says that it has set nothing off. */
    @Test
    void whatAStationRefusedNamesNobodysPhone() throws Exception {
        PhoneOrder mistaken = PhoneOrder.consented(shop, station, PhoneOrder.serial(), Optional.of(IMEI));
        UUID task = mistaken.claimed();
        PhoneOrder own = PhoneOrder.consented(shop, station, mistaken.serial, Optional.of(OTHER_IMEI));
        assertThat(station.call(
                                "POST",
                                "/tasks/" + task + "/end",
                                org.wangchuan.canonical.Json.object()
                                        .put("outcome", "refused")
                                        .put("code", "PHONE_NO_WAY")
                                        .put("en", "no way was chosen")
                                        .put("zh", "没有选择方式")
                                        .build())
                        .status())
                .isEqualTo(200);
        assertThat(own.chosen()).isNotEqualTo(task);
    }

    /** One that tells its station no number that is good for it is known by what it showed. */
    @Test
    void neitherIsOneThatTellsNoNumber() throws Exception {
        PhoneOrder first = PhoneOrder.consented(shop, station, PhoneOrder.serial(), Optional.of(IMEI));
        UUID task = first.chosen();
        assertThat(station.claim(task, PhoneOrder.PLACE, "").status()).isEqualTo(200);
        PhoneOrder second = PhoneOrder.consented(shop, station, first.serial, Optional.empty());
        refused(BenchException.Code.PHONE_OF_ANOTHER, second);
    }

    @Test
    void whatWasShownHasToHangThereStill() throws Exception {
        PhoneOrder phone = PhoneOrder.consented(shop, station, PhoneOrder.serial(), Optional.of(IMEI));
        PhoneChoice shown = phone.choice(false);
        for (String other : List.of(PhoneOrder.serial(), phone.serial)) {
            phone.tellPhone(Optional.of(other), 2, "system");
            assertThatThrownBy(() -> bean(PhoneTasks.class).choose(phone.order, shown, phone.account))
                    .isInstanceOfSatisfying(
                            BenchException.class,
                            e -> assertThat(e.code()).isEqualTo(BenchException.Code.PLACE_CHANGED));
        }
        Browser technician = shop.browser(Role.TECHNICIAN).in("en");
        String page = "/bench/orders/" + phone.order + "/phone";
        Browser.Answer late = technician.post(
                page + "/choose", Map.of("place", station.paired.id() + ":" + PhoneOrder.PLACE + ":" + shown.mark()));
        assertThat(late.status()).isEqualTo(422);
        assertThat(late.body()).contains("Another phone hangs at this place than was shown");
        assertThat(technician
                        .post(
                                page + "/choose",
                                Map.of(
                                        "place",
                                        station.paired.id() + ":" + PhoneOrder.PLACE + ":"
                                                + phone.choice(false).mark()))
                        .status())
                .isEqualTo(302);
    }

    /** Where nothing that was noted tells: what was shown when somebody chose it does. */
    @Test
    void anotherThanWasShownIsNotBegunWith() throws Exception {
        PhoneOrder phone = PhoneOrder.consented(shop, station, PhoneOrder.serial(), Optional.of(IMEI));
        UUID task = phone.chosen();
        assertThat(station.claim(task, PhoneOrder.PLACE, PhoneOrder.serial()).body())
                .contains("NUMBER_DIFFERS");
        assertThat(phone.state()).isEqualTo(OrderState.CONSENTED);
    }

    @Test
    void withoutItsNumberItNeedsSomebodysWord() throws Exception {
        PhoneOrder phone = PhoneOrder.consented(shop);
        UUID task = phone.chosen();
        assertThat(phone.station.claim(task, PhoneOrder.PLACE, "").body()).contains("NUMBER_MISSING");
        assertThat(phone.state()).isEqualTo(OrderState.CONSENTED);

        UUID said = bean(PhoneTasks.class).choose(phone.order, phone.choice(true), phone.account);
        assertThat(phone.station.claim(said, PhoneOrder.PLACE, "").status()).isEqualTo(200);
        // Begun with none, so what is signed names none.
        assertThat(phone.station
                        .finish(said, phone.station.phoneReceipt(phone.good(), Lock.UNLOCKED))
                        .body())
                .contains("SERIAL_DIFFERS");
        assertThat(phone.deviceNow().proof()).isEmpty();

        UUID again = bean(PhoneTasks.class).choose(phone.order, phone.choice(true), phone.account);
        assertThat(phone.station.claim(again, PhoneOrder.PLACE, "").status()).isEqualTo(200);
        phone.station.finish(again, phone.station.phoneReceipt(phone.good().about(""), Lock.UNLOCKED));
        assertThat(phone.deviceNow().proof()).isPresent();
        assertThat(notProved(phone)).contains("no-serial");
    }

    @Test
    void papersSayWhoseWordItRestsOn() throws Exception {
        PhoneOrder mobile = PhoneOrder.consented(shop, station, PhoneOrder.serial(), Optional.of(IMEI));
        mobile.erases(Lock.UNLOCKED);
        assertThat(notProved(mobile)).contains("unnoted");
        PhoneOrder none = PhoneOrder.consented(shop, station, PhoneOrder.serial(), Optional.empty());
        none.erases(Lock.UNLOCKED);
        assertThat(notProved(none)).contains("unnoted");
        PhoneOrder noted = PhoneOrder.consented(shop);
        noted.erases(Lock.UNLOCKED);
        assertThat(notProved(noted)).doesNotContain("unnoted", "no-serial");
    }

    /** What they chose and saw made the verdict. */
    @Test
    void whoeverAnsweredIsNoSecondPerson() throws Exception {
        PhoneOrder phone = PhoneOrder.consented(shop);
        UUID task = phone.claimed();
        UUID question = UUID.randomUUID();
        phone.turn(task, "observe", Optional.of(PhoneOrder.observe(question)));
        UUID manager = shop.account(Role.MANAGER, Role.TECHNICIAN);
        bean(PhoneCourses.class)
                .answer(
                        phone.order,
                        question,
                        new PhoneAnswer(Map.of(
                                "seen-setup",
                                "not-done",
                                "seen-reset-protection",
                                "unknown",
                                "seen-sim",
                                "unknown",
                                "seen-card",
                                "unknown")),
                        manager);
        phone.station.finish(task, phone.station.phoneReceipt(phone.good(), Lock.UNLOCKED));

        assertThat(apart(phone, manager)).isEqualTo(Apart.SAME_PERSON);
        assertThat(apart(phone, shop.account(Role.MANAGER))).isEqualTo(Apart.INDEPENDENT);
    }

    /** A clock that is set back makes no workflow older than the claim. */
    @Test
    void sinceIsByTheOrderOfTheClaims() throws Exception {
        PhoneOrder phone = PhoneOrder.consented(shop);
        UUID task = phone.claimed();
        bean(BenchTasks.class).giveUp(phone.order, phone.account);
        WorkflowRuns.Run run = begins(phone);
        answers(run, phone);
        bean(WorkflowRuns.class).end(run, phone.account);
        jdbc().sql("UPDATE intake.workflow_run SET started_at = started_at - interval '3 hours' WHERE id = ?")
                .param(run.id())
                .update();

        assertThat(phone.station
                        .finish(task, phone.station.phoneReceipt(phone.good(), Lock.UNLOCKED))
                        .status())
                .isEqualTo(409);
        assertThat(phone.deviceNow().proof()).isEmpty();
    }

    @Test
    void nobodyAnswersForAClauseBesideAWorkflow() throws Exception {
        PhoneOrder phone = PhoneOrder.consented(shop);
        phone.erases(Lock.UNLOCKED);
        StatementFile statement = bean(Statements.class).ofOrder(phone.order).getFirst();
        Visitor manager = manager(shop.account(Role.MANAGER));
        WorkflowRuns.Run run = begins(phone);
        refusedBeside(phone, statement, manager);
        assertThat(bean(Validations.class).standing(phone.order, statement.eventId(), manager))
                .isEmpty();
        assertThat(phone.deviceNow().proof()).as("it says nothing yet").isPresent();

        answers(run, phone);
        assertThat(bean(Statements.class).shown(phone.order).getFirst().doubt()).contains("earlier");
        assertThat(phone.deviceNow().proof()).isEmpty();
        bean(WorkflowRuns.class).end(run, phone.account);
        refusedBeside(phone, statement, manager);
        assertThat(bean(Validations.class).of(statement.eventId())).isEmpty();
    }

    @Test
    void aWorkflowThatSaysNothingKeepsNobodyFromAnswering() throws Exception {
        PhoneOrder phone = PhoneOrder.consented(shop);
        phone.erases(Lock.UNLOCKED);
        bean(WorkflowRuns.class).end(begins(phone), phone.account);
        StatementFile statement = bean(Statements.class).ofOrder(phone.order).getFirst();
        assertThat(bean(Validations.class)
                        .standing(phone.order, statement.eventId(), manager(shop.account(Role.MANAGER))))
                .isPresent();
    }

    /** Its device is held, or its owner wants it back: nobody asks for it again and again. */
    @Test
    void whereItCanNotBeginItIsOver() throws Exception {
        PhoneOrder phone = PhoneOrder.consented(shop);
        UUID task = phone.chosen();
        jdbc().sql("UPDATE custody.device SET state = 'blocked' WHERE id = ?")
                .param(phone.device.id())
                .update();
        assertThat(phone.station.claim(task, PhoneOrder.PLACE, phone.serial).body())
                .contains("TASK_WITHDRAWN");
        assertThat(phone.station.get("/tasks").body()).doesNotContain(task.toString());
        assertThat(phone.state()).isEqualTo(OrderState.CONSENTED);
    }

    private static WorkflowRuns.Run begins(PhoneOrder phone) throws Exception {
        return bean(WorkflowRuns.class).start(phone.order, workflow(phone), phone.account);
    }

    private static Workflow workflow(PhoneOrder phone) {
        return bean(Workflows.class).of(phone.device.kind()).getFirst();
    }

    private static void answers(WorkflowRuns.Run run, PhoneOrder phone) throws Exception {
        Workflow.Step first = workflow(phone).steps().getFirst();
        assertThat(bean(WorkflowRuns.class)
                        .answer(run, first.id(), first.options().getFirst().id(), phone.account))
                .isEqualTo(WorkflowRuns.Refusal.TAKEN);
    }

    private static void refusedBeside(PhoneOrder phone, StatementFile statement, Visitor by) {
        String clause = statement.clauses().stream()
                .filter(one -> one.isUndetermined())
                .findFirst()
                .orElseThrow()
                .id();
        assertThatThrownBy(() -> bean(Validations.class)
                        .validate(phone.order, statement.eventId(), clause, "no hidden areas known", by))
                .isInstanceOfSatisfying(
                        LedgerException.class, e -> assertThat(e.code()).isEqualTo(LedgerException.Code.BY_HAND_SINCE));
        assertThat(bean(Statements.class).outlines(List.of(phone.order)).get(phone.order))
                .as("no page says that somebody could")
                .isNotEmpty()
                .noneMatch(one -> !one.answerable().isEmpty());
    }

    private Apart apart(PhoneOrder phone, UUID account) {
        StatementFile statement = bean(Statements.class).ofOrder(phone.order).getFirst();
        return bean(Validations.class)
                .standing(phone.order, statement.eventId(), manager(account))
                .orElseThrow()
                .apart();
    }

    private Visitor manager(UUID account) {
        return new Visitor(
                account, "Lin", Optional.of(shop.organisation()), Optional.of(shop.site()), Set.of(Role.MANAGER));
    }

    private static List<String> notProved(PhoneOrder phone) {
        return bean(Statements.class).shown(phone.order).getFirst().notProved();
    }

    private static void refused(BenchException.Code code, PhoneOrder phone) {
        assertThatThrownBy(phone::chosen)
                .isInstanceOfSatisfying(
                        BenchException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
