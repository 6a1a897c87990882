package org.wangchuan.platform.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.wangchuan.platform.custody.BagNumber;
import org.wangchuan.platform.custody.DeviceHolds;
import org.wangchuan.platform.custody.DeviceState;
import org.wangchuan.platform.custody.Devices;
import org.wangchuan.platform.custody.GateException;
import org.wangchuan.platform.intake.Actor;
import org.wangchuan.platform.intake.Counter;
import org.wangchuan.platform.intake.HoldReason;
import org.wangchuan.platform.intake.OrderException;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.Orders;
import org.wangchuan.platform.intake.OwnerInvitation;
import org.wangchuan.platform.intake.WorkOrder;
import org.wangchuan.platform.intake.loss.LossTable;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.InstitutionList;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.proof.statement.Verdict;

/** What got lost in the company's hands: who says so, what its owner reads, that it goes nowhere, and what is left when it is found. */
final class LostHereTest extends PlatformTest {
    private final Shop shop = newShop();
    private final UUID account = shop.account(Role.MANAGER);
    private final Browser manager = confirmed(account);
    private final Browser clerk = confirmed(shop.account(Role.CLERK));
    private final Orders orders = bean(Orders.class);
    private final Devices devices = bean(Devices.class);

    @Test
    void itsOwnerReadsAtOnceThatItIsNotHere() throws Exception {
        BenchOrder order = BenchOrder.consented(shop);
        Browser owner = owner(order);
        String link = link(order);
        assertThat(owner.get(link + "/device").body()).doesNotContain("not here any more");

        assertThat(lost(order, "stolen").location()).isEqualTo("/intake/" + order.order);

        assertThat(order.state()).isEqualTo(OrderState.MISSING);
        assertThat(order.deviceNow().state()).isEqualTo(DeviceState.BLOCKED);
        String code = bean(LossTable.class).of(order.order).getFirst().incident();
        assertThat(owner.get(link).location()).isEqualTo(link + "/proof");
        for (String page : List.of("/proof", "/device", "/privacy")) {
            assertThat(owner.get(link + page).body())
                    .as(page)
                    .contains(
                            "Your device is not here any more",
                            "it was stolen while the shop had it",
                            "It had not been erased: your data were on it",
                            "Change the passwords that were saved on it now",
                            code)
                    .doesNotContain("can have it back", "take it home");
        }
        assertThat(owner.get(link + "/proof").body())
                .contains("<h1>Not here any more</h1>", "It was not erased. What you can do now stands above")
                .as("nothing was")
                .doesNotContain("was proved before the device left");
        assertThat(owner.get(link + "/device").body())
                .contains("not in the shop any more")
                .doesNotContain("Taken in; your data may still be on it");
        assertThat(owner.in("zh").get(link + "/proof").body())
                .contains("您的设备已不在店里", "设备在店里被盗", "尚未清除：您的数据在上面")
                .doesNotContain("途中丢失");
        // What its owner could say before leads nowhere, and nothing that they did is undone.
        owner.in("en").post(link + "/return", Map.of("sure", "1"));
        assertThat(order.state()).isEqualTo(OrderState.MISSING);

        assertThat(clerk.get("/intake/" + order.order).body())
                .contains(
                        "Lost in our hands",
                        "Stolen",
                        "It had not been erased",
                        "A manager says when it is found",
                        code)
                .doesNotContain("/return\"", "/hold\"", "/seal\"", "/loss\"", "verdict cleared");
        assertThat(clerk.get("/intake/" + order.order + "/receipt").body())
                .contains("not in the shop any more")
                .doesNotContain("Bring this slip");
        assertThat(clerk.get("/intake").body()).contains("order-missing", "lost here");
        assertThat(clerk.get("/stock?q=" + order.device.code()).body())
                .contains("Not here: it got lost")
                .doesNotContain("/release\"");
    }

    /** Whoever takes it home says that it is lost: so nobody says so alone and unseen, and nobody who finds a browser open. */
    @Test
    void aManagerSaysItWithTheirPasskeyAndTheOfficerLearnsOfIt() throws Exception {
        BenchOrder order = BenchOrder.consented(shop);
        String path = "/intake/" + order.order + "/loss";
        assertThat(clerk.get(path).status()).isEqualTo(403);
        assertThat(clerk.post(path, Map.of("reason", "stolen")).status()).isEqualTo(403);
        Browser open = shop.browser(Role.MANAGER);
        assertThat(open.get(path).body())
                .contains("Show your own passkey first")
                .doesNotContain("name=\"reason\"");
        assertThat(open.post(path, Map.of("reason", "stolen")).location()).startsWith("/confirm?next=");
        assertThat(newShop().browser(Role.MANAGER).get(path).status()).isEqualTo(404);
        assertThat(confirmed(newShop().account(Role.MANAGER))
                        .post(path, Map.of("reason", "stolen"))
                        .status())
                .isEqualTo(404);

        assertThat(manager.post(path, Map.of("reason", "")).body()).contains("Choose one of the list");
        assertThat(manager.post(path, Map.of("reason", "stolen", "note", "Call 13800138000"))
                        .body())
                .contains("looks as if it held", "value=\"Call 13800138000\"");
        assertThat(manager.post(path, Map.of("reason", "stolen", "note", "x".repeat(201)))
                        .body())
                .contains("at most 200 characters");
        assertThat(manager.post(path, Map.of("reason", "stolen", "incident", "7F3K-22QX"))
                        .body())
                .contains("no open incident of this code");
        assertThat(order.state()).isEqualTo(OrderState.CONSENTED);
        assertThat(bean(LossTable.class).of(order.order)).isEmpty();
        assertThat(incidents()).isZero();

        assertThat(manager.post(path, Map.of("reason", "not_found", "note", "Shelf 4"))
                        .status())
                .isEqualTo(302);
        String code = bean(LossTable.class).of(order.order).getFirst().incident();
        Browser officer = confirmed(shop.account(Role.DATA_PROTECTION_OFFICER));
        UUID incident = jdbc().sql("SELECT id FROM oversight.incident WHERE code = ?")
                .param(code)
                .query((row, _) -> row.getObject(1, UUID.class))
                .single();
        assertThat(officer.get("/incidents/" + incident).body())
                .contains("A device was lost or stolen before it was cleared", code(order), "can't be found");
        assertThat(manager.get(path).body()).contains("Shelf 4", code, "It is here again");
        assertThat(owner(order).get(link(order) + "/proof").body()).doesNotContain("Shelf 4");

        // Of the same burglary there is one incident; when it is decided, no loss hides behind it.
        BenchOrder second = BenchOrder.consented(shop);
        assertThat(manager.post(
                                "/intake/" + second.order + "/loss",
                                Map.of("reason", "stolen", "incident", code.toLowerCase(java.util.Locale.ROOT)))
                        .status())
                .isEqualTo(302);
        assertThat(incidents()).isEqualTo(1);
        // Whoever had its page open has not seen the second one; and what got lost is not said to be nothing unseen.
        assertThat(officer.post("/incidents/" + incident + "/accept", Map.of("seen", "1"))
                        .body())
                .contains("Somebody else did something to it meanwhile");
        Map<String, String> none = Map.of("seen", "2", "reason", "It was empty");
        assertThat(officer.post("/incidents/" + incident + "/dismiss", none).body())
                .contains("reported with it as lost", "One more device lost here", code(second));
        assertThat(officer.in("zh")
                        .post("/incidents/" + incident + "/dismiss", none)
                        .body())
                .contains("随它登记的丢失设备还没有人处理");
        officer.in("en");
        assertThat(officer.post("/incidents/" + incident + "/accept", Map.of("seen", "2"))
                        .status())
                .isEqualTo(302);
        assertThat(officer.get("/incidents/" + incident).body()).contains(code(order), code(second));
        assertThat(officer.post(
                                "/incidents/" + incident + "/orders",
                                Map.of("seen", "3", "by", "orders", "codes", code(order) + "\n" + code(second)))
                        .status())
                .isEqualTo(302);
        assertThat(officer.get("/incidents/" + incident).body())
                .contains("lost here")
                .doesNotContain("not taken in yet");
        // Holding what is still here takes nothing that is not.
        assertThat(officer.post("/incidents/" + incident + "/hold", Map.of("seen", "4"))
                        .status())
                .isEqualTo(422);
    }

    @Test
    void itGoesNowhereWhateverAnybodyTries() throws Exception {
        BenchOrder order = BenchOrder.consented(shop);
        lost(order, "stolen");
        Counter counter = bean(Counter.class);
        assertRefused(() -> counter.giveBack(order.order, account, true));
        assertRefused(() -> counter.hold(order.order, HoldReason.CLAIMED, account));
        assertRefused(() -> counter.close(order.order, account));
        assertRefused(
                () -> counter.seal(order.order, BagNumber.of("WC-9001").orElseThrow(), shop.organisation(), account));
        assertRefused(() -> counter.stopForSecrets(order.order, Actor.owner()));
        assertRefused(() -> counter.wantsBack(order.order, "changed-mind", Actor.owner()));
        assertThatThrownBy(order::queue).isInstanceOf(BenchException.class);
        assertThatThrownBy(() -> devices.move(order.device.id(), DeviceState.RETURNED, account, "test"))
                .isInstanceOf(DataAccessException.class);
        for (String state : List.of("registered", "returned", "to_destroy")) {
            assertThatThrownBy(() -> jdbc().sql("UPDATE custody.device SET state = ? WHERE id = ?")
                            .params(state, order.device.id())
                            .update())
                    .as(state)
                    .isInstanceOf(DataAccessException.class)
                    .hasMessageContaining("what is not here goes nowhere");
        }
        for (String change : List.of(
                "UPDATE intake.work_order SET state = 'cleared' WHERE id = ?",
                "UPDATE intake.loss SET reason = 'destroyed' WHERE order_id = ?",
                "DELETE FROM intake.loss WHERE order_id = ?",
                "INSERT INTO intake.loss (order_id, what, at, account_id, reason, incident) SELECT order_id, what, at, account_id, reason, incident FROM intake.loss WHERE order_id = ?")) {
            assertThatThrownBy(() -> jdbc().sql(change).param(order.order).update())
                    .as(change)
                    .isInstanceOf(DataAccessException.class);
        }
        assertThat(order.state()).isEqualTo(OrderState.MISSING);
        assertThat(lost(order, "stolen").body()).contains("can’t get lost here");
    }

    /** What was agreed to before anything began is over; its owner agrees anew, or has it back. */
    @Test
    void whatIsFoundGoesOnAndItsOwnerAgreesAnew() throws Exception {
        BenchOrder order = BenchOrder.consented(shop);
        lost(order, "not_found");
        assertThat(found(order, "").body()).contains("Choose one of the list");
        assertThat(found(order, "turned_up").status()).isEqualTo(302);

        WorkOrder now = orders.find(order.order).orElseThrow();
        assertThat(now.state()).isEqualTo(OrderState.ACCEPTED);
        assertThat(now.consent()).isEmpty();
        assertThat(order.deviceNow().state()).isEqualTo(DeviceState.REGISTERED);
        assertThat(owner(order).get(link(order) + "/prepare").body())
                .contains("Your device was out of the shop’s hands")
                .doesNotContain("not here any more");
        assertThat(found(order, "turned_up").body()).contains("follow from the state");
        assertThat(manager.get("/intake/" + order.order + "/loss").body())
                .contains("It turned up in the shop", "What was said of it");
        // Lost again, it is lost again.
        lost(order, "stolen");
        assertThat(order.state()).isEqualTo(OrderState.MISSING);
        assertThat(bean(LossTable.class).of(order.order)).hasSize(2);
        assertThat(bean(Counter.class).device(now).state()).isEqualTo(DeviceState.BLOCKED);
    }

    /** A good word of before says nothing of what somebody brings back: a way past the gate would be to lose a device and to find another. */
    @Test
    void whatWasProvedBeforeProvesNothingOnceItIsFound() throws Exception {
        BenchOrder order = BenchOrder.consented(shop);
        order.erases(order.serial, Verdict.CLEARED);
        Browser owner = owner(order);
        lost(order, "stolen");
        assertThat(owner.get(link(order) + "/proof").body())
                .contains("By the evidence it was erased before", "<strong>Before it left the shop: Cleared</strong>")
                .doesNotContain(
                        "class=\"verdict cleared\"",
                        "your data were on it",
                        "Change the passwords that were saved on it now");
        assertThat(clerk.get("/intake/" + order.order).body())
                .contains("By the evidence it was erased before")
                .doesNotContain("class=\"verdict cleared\"", "class=\"finding cleared\"");

        found(order, "police");

        assertThat(order.state()).isEqualTo(OrderState.NOT_CLEARED);
        assertThat(order.deviceNow().state()).isEqualTo(DeviceState.REGISTERED);
        assertThat(order.deviceNow().proof()).isEmpty();
        assertThat(owner.get(link(order) + "/proof").body()).doesNotContain("class=\"verdict cleared\"");
        assertThatThrownBy(() -> devices.move(order.device.id(), DeviceState.IN_STOCK, account, "test"))
                .isInstanceOf(GateException.class);
        order.erases(order.serial, Verdict.CLEARED);
        assertThat(order.state()).isEqualTo(OrderState.CLEARED);
        assertThat(owner.get(link(order) + "/proof").body()).contains("class=\"verdict cleared\"");
    }

    /** Losing a device heals no bad erasure: what is bad stays, and it is erased once more. */
    @Test
    void aBadWordStays() throws Exception {
        BenchOrder order = BenchOrder.consented(shop);
        order.erases(order.serial, Verdict.FAILED);
        lost(order, "stolen");
        assertThat(owner(order).get(link(order) + "/proof").body())
                .contains("nothing proves that it ended")
                .doesNotContain("By the evidence it was erased before");
        found(order, "never_gone");
        assertThat(order.state()).isEqualTo(OrderState.NOT_CLEARED);
        assertThat(bean(org.wangchuan.platform.custody.DeviceMedia.class)
                        .of(order.device.id())
                        .isAnyBad())
                .isTrue();
    }

    /** The evidence decides, also of what a station says afterwards; and no answer finds a device. */
    @Test
    void aStationThatAnswersAfterwardsIsHeardAndFindsNothing() throws Exception {
        BenchOrder order = BenchOrder.consented(shop);
        Browser owner = owner(order);
        UUID task = order.claimed();
        assertThat(order.state()).isEqualTo(OrderState.ERASING);
        lost(order, "stolen");
        assertThat(bean(BenchTasks.class).lastTask(order.order).orElseThrow().isGivenUp())
                .isTrue();
        assertThat(owner.get(link(order) + "/proof").body()).contains("nothing proves that it ended");

        assertThat(order.answersWell(task)).isEqualTo(200);
        assertThat(order.state()).isEqualTo(OrderState.MISSING);
        assertThat(order.deviceNow().state()).isEqualTo(DeviceState.BLOCKED);
        assertThat(owner.get(link(order) + "/proof").body())
                .contains("By the evidence it was erased before", "Before it left the shop: Cleared")
                .doesNotContain("class=\"verdict cleared\"");
        found(order, "police");
        assertThat(order.state()).isEqualTo(OrderState.NOT_CLEARED);
        assertThat(order.deviceNow().proof()).isEmpty();

        // And one that answers when it is found again is of before that.
        UUID next = order.claimed();
        lost(order, "stolen");
        found(order, "police");
        assertThat(order.answersWell(next)).isEqualTo(409);
        assertThat(order.state()).isEqualTo(OrderState.NOT_CLEARED);
        assertThat(order.deviceNow().proof()).isEmpty();
    }

    @Test
    void aLaneThatWasChosenIsNotBegunWith() throws Exception {
        BenchOrder order = BenchOrder.consented(shop);
        UUID task = order.queue();
        lost(order, "stolen");
        assertThat(order.station.claim(task, BenchOrder.LANE, order.serial).status())
                .isEqualTo(409);
        assertThat(order.state()).isEqualTo(OrderState.MISSING);
        found(order, "turned_up");
        assertThat(order.state()).isEqualTo(OrderState.ACCEPTED);
    }

    /** A bag that waits for its end is what is stolen; when it is found nobody knows whether it was opened. */
    @Test
    void whatWaitsForItsEndIsSealedAnew() throws Exception {
        BenchOrder order = BenchOrder.consented(shop);
        order.erases(order.serial, Verdict.FAILED);
        String bag = "WC-" + order.serial.substring(0, 6) + "1";
        bean(Counter.class).seal(order.order, BagNumber.of(bag).orElseThrow(), shop.organisation(), account);
        assertThat(order.deviceNow().state()).isEqualTo(DeviceState.SEALED);
        lost(order, "stolen");
        assertThat(order.deviceNow().state()).isEqualTo(DeviceState.BLOCKED);
        found(order, "brought_back");
        assertThat(order.state()).isEqualTo(OrderState.NOT_CLEARED);
        assertThat(order.deviceNow().state()).isEqualTo(DeviceState.TO_DESTROY);
        assertThatThrownBy(() -> bean(Counter.class)
                        .seal(order.order, BagNumber.of(bag).orElseThrow(), shop.organisation(), account))
                .isInstanceOf(GateException.class);
    }

    /** What was sold to the shop and stands in stock can be stolen as well; no word puts it back there. */
    @Test
    void whatWasInStockIsNeverSoldOnTheWordOfBefore() throws Exception {
        BenchOrder order = BenchOrder.consented(shop);
        order.erases(order.serial, Verdict.CLEARED);
        order.closes();
        lost(order, "stolen");
        assertThat(order.state()).isEqualTo(OrderState.MISSING);
        assertThat(clerk.get("/stock?q=" + order.device.code()).body())
                .doesNotContain("finding cleared", "device-in_stock");
        found(order, "police");
        assertThat(order.state()).isEqualTo(OrderState.CLOSED);
        assertThat(order.deviceNow().state()).isEqualTo(DeviceState.BLOCKED);
        assertThat(bean(DeviceHolds.class).of(order.deviceNow())).containsExactly(DeviceHolds.Hold.EVIDENCE);
    }

    /** Each hold has its own end: that it was found ends no other. */
    @Test
    void whatSomethingElseHoldsIsHeldStill() throws Exception {
        BenchOrder order = BenchOrder.consented(shop);
        bean(Counter.class).hold(order.order, HoldReason.CLAIMED, account);
        lost(order, "stolen");
        found(order, "police");
        assertThat(order.state()).isEqualTo(OrderState.HELD);
        assertThat(order.deviceNow().state()).isEqualTo(DeviceState.BLOCKED);
        assertThat(manager.post("/intake/" + order.order + "/release", Map.of("reason", "police"))
                        .status())
                .isEqualTo(302);
        assertThat(order.state()).isEqualTo(OrderState.ACCEPTED);
        assertThat(order.deviceNow().state()).isEqualTo(DeviceState.REGISTERED);
    }

    /** Of a list the institution reads which one it is; and no list of which one is lost is all good. */
    @Test
    void oneOfAListIsNamed() throws Exception {
        InstitutionList list = InstitutionList.takenIn(
                shop,
                SigningStation.POLICY,
                "bare_drive,WD,Blue,LST-" + UUID.randomUUID() + ",\nbare_drive,WD,Red,,\n");
        list.offered("0");
        Browser person = list.joined();
        list.agreed(person);
        String path = "/intake/" + list.order(1) + "/loss";
        assertThat(manager.post(path, Map.of("reason", "wrong_hands")).status()).isEqualTo(302);
        for (String page : List.of("/watch", "/proof", "/device")) {
            assertThat(person.get(list.link() + page).body())
                    .as(page)
                    .contains("Your device is not here any more", "WD Red", "gave it to somebody else by mistake");
        }
        assertThat(clerk.get(list.page()).body()).contains("lost here");
        manager.post(path + "/found", Map.of("reason", "brought_back"));
        assertThat(list.states()).containsExactly(OrderState.CONSENTED, OrderState.ACCEPTED);
        // It is agreed to anew, as those of a list are that were left out before.
        person.post(list.link() + "/keep", Map.of("keep", "copied"));
        assertThat(list.agree(person).status()).isEqualTo(302);
        assertThat(list.states()).containsOnly(OrderState.CONSENTED);
    }

    @Test
    void whatIsWithItsOwnerCantGetLostHere() throws Exception {
        BenchOrder order = BenchOrder.consented(shop);
        bean(Counter.class).giveBack(order.order, account, true);
        assertThat(lost(order, "stolen").body()).contains("can’t get lost here");
        assertThat(manager.get("/intake/" + order.order + "/loss").body()).doesNotContain("name=\"reason\"");
        assertThat(order.state()).isEqualTo(OrderState.RETURNED_UNTOUCHED);
    }

    @Test
    void ofTwoAtOnceOneIsHeard() throws Exception {
        for (int i = 0; i < 5; i++) {
            BenchOrder order = BenchOrder.consented(shop);
            CyclicBarrier start = new CyclicBarrier(2);
            try (var both = Executors.newVirtualThreadPerTaskExecutor()) {
                Callable<Integer> says = () -> {
                    start.await();
                    return lost(order, "stolen").status();
                };
                Future<Integer> one = both.submit(says);
                Future<Integer> other = both.submit(says);
                assertThat(List.of(one.get(), other.get())).containsExactlyInAnyOrder(302, 422);
            }
            assertThat(bean(LossTable.class).of(order.order)).hasSize(1);
            assertThat(order.state()).isEqualTo(OrderState.MISSING);
        }
    }

    @Test
    void theSameFormSentTwiceIsOne() throws Exception {
        BenchOrder order = BenchOrder.consented(shop);
        Map<String, String> form =
                Map.of("reason", "stolen", "_form", UUID.randomUUID().toString().replace("-", ""));
        for (int i = 0; i < 2; i++) {
            assertThat(manager.post("/intake/" + order.order + "/loss", form).location())
                    .isEqualTo("/intake/" + order.order);
        }
        assertThat(bean(LossTable.class).of(order.order)).hasSize(1);
        assertThat(incidents()).isEqualTo(1);
    }

    /** The thief brings it in again, or whoever bought it: the counter is told, and it is not erased as somebody else's. */
    @Test
    void whoeverTakesItInAgainIsTold() throws Exception {
        BenchOrder order = BenchOrder.consented(shop);
        lost(order, "stolen");
        Map<String, String> form = new java.util.HashMap<>(
                org.wangchuan.platform.intake.IntakeForm.blank().fields());
        form.putAll(Map.of("brand", "WD", "model", "Blue", "serial", order.serial, "kind", "bare_drive"));
        WorkOrder again =
                bean(Counter.class).takeIn(new org.wangchuan.platform.intake.IntakeForm(form), shop.site(), account);
        assertThat(clerk.get("/intake/" + again.id()).body()).contains("A device of this number got lost here before");
        assertThatThrownBy(() -> bean(org.wangchuan.platform.custody.DeviceMedia.class)
                        .check(again.device(), Optional.of(order.serial)))
                .isInstanceOf(GateException.class);
    }

    private long incidents() {
        return jdbc().sql("SELECT count(*) FROM oversight.incident WHERE organisation_id = ?")
                .param(shop.organisation())
                .query((row, _) -> row.getLong(1))
                .single();
    }

    private Browser.Answer lost(BenchOrder order, String reason) {
        return manager.post("/intake/" + order.order + "/loss", Map.of("reason", reason));
    }

    private Browser.Answer found(BenchOrder order, String reason) {
        return manager.post("/intake/" + order.order + "/loss/found", Map.of("reason", reason));
    }

    private String code(BenchOrder order) {
        return orders.find(order.order).orElseThrow().code();
    }

    private static String link(BenchOrder order) {
        String link = bean(OwnerInvitation.class).link(order.order);
        return link.substring(link.indexOf("/o/"));
    }

    private static Browser owner(BenchOrder order) {
        Browser owner = nobody();
        owner.post(link(order), Map.of());
        return owner;
    }

    /** What may be refused. */
    @FunctionalInterface
    private interface Step {
        void go() throws OrderException, GateException;
    }

    private static void assertRefused(Step step) {
        assertThatThrownBy(step::go).isInstanceOfAny(OrderException.class, GateException.class);
    }
}
