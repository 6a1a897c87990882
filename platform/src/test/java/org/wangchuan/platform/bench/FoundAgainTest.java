package org.wangchuan.platform.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wangchuan.platform.bench.LooseErasureTest.by;
import static org.wangchuan.platform.bench.LooseErasureTest.loose;
import static org.wangchuan.platform.bench.LooseErasureTest.match;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.wangchuan.platform.custody.BagNumber;
import org.wangchuan.platform.custody.DeviceHolds;
import org.wangchuan.platform.custody.DeviceKind;
import org.wangchuan.platform.custody.DeviceState;
import org.wangchuan.platform.custody.GateException;
import org.wangchuan.platform.custody.HandOvers;
import org.wangchuan.platform.custody.Processor;
import org.wangchuan.platform.custody.Processors;
import org.wangchuan.platform.intake.Counter;
import org.wangchuan.platform.intake.HoldReason;
import org.wangchuan.platform.intake.OrderException;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.Orders;
import org.wangchuan.platform.intake.OwnerInvitation;
import org.wangchuan.platform.intake.loss.LossTable;
import org.wangchuan.platform.ledger.Records;
import org.wangchuan.platform.ledger.StatementFile;
import org.wangchuan.platform.ledger.Statements;
import org.wangchuan.platform.oversight.secondcheck.Drawn;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.proof.statement.Verdict;

/** What was found that had got lost here: no way leads past the gate, and to nobody, by what was known or agreed before. */
final class FoundAgainTest extends PlatformTest {
    private final Shop shop = newShop();
    private final UUID account = shop.account(Role.MANAGER);
    private final Browser manager = confirmed(account);
    private final Browser clerk = confirmed(shop.account(Role.CLERK));

    /** Somebody could answer for a clause that was left open, and make a proof of before good that no bad word stood against. */
    @Test
    void nobodyAnswersForWhatWasProvedBeforeItWasFound() throws Exception {
        BenchOrder order = BenchOrder.consented(shop);
        order.erasesWithAnOpenClause();
        assertThat(order.state()).isEqualTo(OrderState.NOT_CLEARED);
        StatementFile statement = bean(Statements.class).ofOrder(order.order).getFirst();
        Map<String, String> answer = Map.of(
                "event", statement.eventId().toString(),
                "clause", statement.clauses().getFirst().id(),
                "reason", "because");
        String page = "/statements/" + order.order;
        assertThat(manager.get(page).body()).contains("name=\"clause\"");

        lost(order);
        assertThat(manager.get(page).body()).doesNotContain("name=\"clause\"");
        assertLostSince(manager.post(page + "/validations", answer));
        found(order);

        assertThat(bean(org.wangchuan.platform.custody.DeviceMedia.class)
                        .of(order.device.id())
                        .known())
                .allMatch(medium -> medium.proof().isEmpty());
        assertThat(manager.get(page).body()).doesNotContain("name=\"clause\"");
        assertLostSince(manager.post(page + "/validations", answer));
        assertThat(jdbc().sql("SELECT count(*) FROM ledger.validation WHERE event_id = ?")
                        .param(statement.eventId())
                        .query(Integer.class)
                        .single())
                .isZero();
        assertThat(order.state()).isEqualTo(OrderState.NOT_CLEARED);
        assertThat(order.deviceNow().state()).isEqualTo(DeviceState.REGISTERED);

        // Whatever a program says: the database does not let it through.
        jdbc().sql(
                        "UPDATE custody.medium SET statement_id = ?, verdict = 'cleared', is_conforming = true WHERE device_id = ?")
                .params(statement.eventId(), order.device.id())
                .update();
        assertThatThrownBy(() -> jdbc().sql(
                                "UPDATE custody.device SET statement_id = ?, verdict = 'cleared', is_conforming = true, state = 'cleared' WHERE id = ?")
                        .params(statement.eventId(), order.device.id())
                        .update())
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("before it was found");
    }

    /** A station's clock may be fast by a day: what it says of a time after the finding may be of one before the loss. */
    @Test
    void aFastClockMakesNoErasureOneOfAfterwards() throws Exception {
        BenchOrder order = BenchOrder.consented(shop);
        order.erases(order.serial, Verdict.FAILED);
        UUID fast = loose(order.station, by(order.serial, "").at(Instant.now().plusSeconds(7_200)));
        lost(order);
        found(order);
        Browser.Answer refused = match(manager, fast, order);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body()).contains("not surely begun after that");
        assertThat(match(manager.in("zh"), fast, order).body()).contains("不能确定是在那之后开始的");
        manager.in("en");
        assertThat(order.state()).isEqualTo(OrderState.NOT_CLEARED);

        // Two days on it is sure.
        jdbc().sql("ALTER TABLE intake.loss DISABLE TRIGGER loss_only_append").update();
        try {
            jdbc().sql("UPDATE intake.loss SET at = at - interval '2 days' WHERE order_id = ?")
                    .param(order.order)
                    .update();
        } finally {
            jdbc().sql("ALTER TABLE intake.loss ENABLE TRIGGER loss_only_append")
                    .update();
        }
        assertThat(match(manager, fast, order).body()).doesNotContain("not surely begun after that");
    }

    /** A hold in between is no way to an erasure that nobody agreed to since. */
    @Test
    void whatWasAgreedToIsOverThroughAHoldAsWell() throws Exception {
        BenchOrder order = BenchOrder.consented(shop);
        bean(Counter.class).hold(order.order, HoldReason.CLAIMED, account);
        lost(order);
        found(order);
        assertThat(order.state()).isEqualTo(OrderState.HELD);
        assertThat(bean(Orders.class).find(order.order).orElseThrow().consent()).isEmpty();
        assertThat(bean(Records.class).agreed(order.order))
                .extracting(Records.Shown::kind)
                .endsWith(Records.Kind.WITHDRAWAL);
        assertThat(manager.post("/intake/" + order.order + "/release", Map.of("reason", "police"))
                        .status())
                .isEqualTo(302);
        assertThat(order.state()).isEqualTo(OrderState.ACCEPTED);
        assertThatThrownBy(order::queue).isInstanceOf(BenchException.class);
    }

    /** It failed, was agreed to be destroyed, and paid for: it is the company's, whoever has had it in between. */
    @Test
    void whatWasPaidForGoesIntoAnotherBagAndToNobody() throws Exception {
        BenchOrder order = BenchOrder.consented(shop);
        order.erases(order.serial, Verdict.FAILED);
        seal(order, "A");
        order.closes();
        lost(order);
        found(order);

        assertThat(order.state()).isEqualTo(OrderState.CLOSED);
        assertThat(order.deviceNow().state()).isEqualTo(DeviceState.BLOCKED);
        assertThat(order.deviceNow().bagNumber()).isEmpty();
        assertThat(bean(DeviceHolds.class).of(order.deviceNow())).containsExactly(DeviceHolds.Hold.EVIDENCE);
        assertThat(clerk.post("/intake/" + order.order + "/return", Map.of()).status())
                .isEqualTo(422);
        assertThat(sealsAmongDevices(order, "A").body()).contains("was used before");
        assertThat(sealsAmongDevices(order, "B").status()).isEqualTo(302);
        assertThat(order.deviceNow().state()).isEqualTo(DeviceState.SEALED);
        assertThat(order.state()).isEqualTo(OrderState.CLOSED);
        assertThatThrownBy(() -> jdbc().sql("UPDATE custody.device SET state = 'returned' WHERE id = ?")
                        .param(order.device.id())
                        .update())
                .isInstanceOf(DataAccessException.class);
    }

    /** Agreed to be destroyed, and not paid yet: not back to anybody with its data on it. */
    @Test
    void whatWasInABagIsGivenBackToNobody() throws Exception {
        BenchOrder order = BenchOrder.consented(shop);
        order.erases(order.serial, Verdict.FAILED);
        seal(order, "A");
        lost(order);
        found(order);
        assertThat(order.state()).isEqualTo(OrderState.NOT_CLEARED);
        assertThat(order.deviceNow().state()).isEqualTo(DeviceState.TO_DESTROY);
        String page = "/intake/" + order.order;
        assertThat(clerk.get(page).body()).doesNotContain(page + "/return\"", "WC-");
        Browser.Answer refused = clerk.post(page + "/return", Map.of());
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body()).contains("Its destruction was agreed");
        assertThat(clerk.in("zh").post(page + "/return", Map.of()).body()).contains("已同意销毁");
        assertThatThrownBy(() -> bean(Counter.class).giveBack(order.order, account, true))
                .isInstanceOfSatisfying(
                        OrderException.class,
                        e -> assertThat(e.code()).isEqualTo(OrderException.Code.RETURN_AGREED_END));
        assertThatThrownBy(() -> jdbc().sql("UPDATE custody.device SET state = 'returned' WHERE id = ?")
                        .param(order.device.id())
                        .update())
                .isInstanceOf(DataAccessException.class);
        seal(order, "B");
        order.closes();
        assertThat(order.state()).isEqualTo(OrderState.CLOSED);
        assertThat(order.deviceNow().state()).isEqualTo(DeviceState.SEALED);
    }

    /** Held by evidence out of stock, in a bag, and lost out of that: another bag, and its order stays over. */
    @Test
    void whatEvidenceHeldInABagGoesIntoAnotherOne() throws Exception {
        BenchOrder order = BenchOrder.consented(shop);
        order.erases(order.serial, Verdict.CLEARED);
        order.closes();
        lost(order);
        found(order);
        assertThat(sealsAmongDevices(order, "A").status()).isEqualTo(302);
        lost(order);
        found(order);
        assertThat(order.state()).isEqualTo(OrderState.CLOSED);
        assertThat(order.deviceNow().state()).isEqualTo(DeviceState.BLOCKED);
        assertThat(clerk.post("/intake/" + order.order + "/return", Map.of()).status())
                .isEqualTo(422);
        assertThat(sealsAmongDevices(order, "B").status()).isEqualTo(302);
        assertThat(order.deviceNow().state()).isEqualTo(DeviceState.SEALED);
    }

    /** A list of bags that was made before names a bag that the device is not in any more. */
    @Test
    void anOldListTakesNoOtherBag() throws Exception {
        BenchOrder order = BenchOrder.consented(shop);
        order.erases(order.serial, Verdict.FAILED);
        seal(order, "A");
        Processor processor = bean(Processors.class)
                .add(
                        shop.organisation(),
                        "Works Ltd",
                        "L-" + UUID.randomUUID(),
                        Set.of(DeviceKind.BARE_DRIVE),
                        LocalDate.now(ZoneOffset.UTC).plusDays(9),
                        account);
        HandOvers handOvers = bean(HandOvers.class);
        UUID list = handOvers
                .make(shop.site(), processor, List.of(order.device.id()), LocalDate.now(ZoneOffset.UTC), account)
                .id();
        handOvers.give(list, account, "clerk");
        lost(order);
        found(order);
        seal(order, "B");
        handOvers.countTry(list);
        assertThatThrownBy(() -> handOvers.take(list, "Works Ltd", LocalDate.now(ZoneOffset.UTC), shop.organisation()))
                .isInstanceOfSatisfying(
                        GateException.class, e -> assertThat(e.code()).isEqualTo(GateException.Code.BAG_CHANGED));
        assertThat(order.deviceNow().state()).isEqualTo(DeviceState.SEALED);
    }

    /** Out of the bag it is in none: erased after all, and in stock, nobody reads that it is sealed. */
    @Test
    void whatIsOutOfItsBagIsNotCalledSealed() throws Exception {
        BenchOrder order = BenchOrder.consented(shop);
        order.erases(order.serial, Verdict.FAILED);
        seal(order, "A");
        lost(order);
        found(order);
        order.erases(order.serial, Verdict.CLEARED);
        assertThat(order.state()).isEqualTo(OrderState.CLEARED);
        order.closes();
        assertThat(order.deviceNow().state()).isEqualTo(DeviceState.IN_STOCK);
        assertThat(order.deviceNow().bagNumber()).isEmpty();
        assertThat(clerk.get("/intake/" + order.order).body())
                .contains("order-closed good")
                .doesNotContain("order-sealed", bag(order, "A"));
    }

    /** What was begun before it was found says nothing of it once it is lost again. */
    @Test
    void ofOneThatIsLostTwiceOnlyWhatCameInBetweenIsSaid() throws Exception {
        BenchOrder order = BenchOrder.consented(shop);
        UUID task = order.claimed();
        lost(order);
        found(order);
        lost(order);
        assertThat(order.answersWell(task)).isEqualTo(409);
        Browser owner = nobody();
        String link = link(order);
        owner.post(link, Map.of());
        assertThat(owner.get(link + "/proof").body())
                .contains("nothing proves that it ended")
                .doesNotContain("By the evidence it was erased before");
        found(order);
        order.erases(order.serial, Verdict.CLEARED);
        lost(order);
        assertThat(owner.get(link + "/proof").body()).contains("By the evidence it was erased before");
    }

    /** Why a proof counts no more is said as it is, also where it is said that the device was there all the time. */
    @Test
    void itsOwnerReadsWhyTheProofCountsNoMore() throws Exception {
        BenchOrder order = BenchOrder.consented(shop);
        order.erases(order.serial, Verdict.CLEARED);
        lost(order);
        found(order, "never_gone");
        Browser owner = nobody();
        String link = link(order);
        owner.post(link, Map.of());
        assertThat(owner.get(link + "/proof").body())
                .contains("After this the shop said that the device was lost", "this was said by mistake")
                .doesNotContain("out of the shop’s hands", "class=\"verdict cleared\"");
        assertThat(owner.in("zh").get(link + "/proof").body()).contains("那是误报", "又已找回");
        assertThat(manager.get("/statements/" + order.order).body())
                .contains("After this the shop said that the device was lost");
    }

    /** That somebody looked at it is of before it got lost, and green for nobody. */
    @Test
    void aSecondLookOfBeforeIsNotGreen() throws Exception {
        BenchOrder order = new Drawn(shop).drive();
        assertThat(confirmed(shop.account(Role.VERIFIER))
                        .post(
                                "/second-checks/" + order.device.id() + "/result",
                                Map.of(
                                        "result",
                                        "confirmed",
                                        "place",
                                        "other_station",
                                        "looked",
                                        "number,first,last,random",
                                        "without",
                                        "no_station"))
                        .status())
                .isEqualTo(302);
        Browser owner = nobody();
        String link = link(order);
        owner.post(link, Map.of());
        String good = "class=\"state good\"";
        assertThat(owner.get(link + "/proof").body()).contains(good).doesNotContain("That was before it left the shop");
        assertThat(clerk.get("/intake/" + order.order).body()).contains(good);
        lost(order);
        for (int i = 0; i < 2; i++) {
            assertThat(owner.get(link + "/proof").body())
                    .contains("That was before it left the shop")
                    .doesNotContain(good);
            assertThat(clerk.get("/intake/" + order.order).body())
                    .contains("That was before it left, or before what speaks against its proof")
                    .doesNotContain(good);
            assertThat(clerk.get("/stock?q=" + order.device.code()).body()).doesNotContain(good);
            if (i == 0) {
                found(order);
            }
        }
    }

    /** Of an incident that somebody has decided about no further loss is a part: it would be behind their back. */
    @Test
    void noLossIsReportedWithWhatIsDecided() throws Exception {
        BenchOrder first = BenchOrder.consented(shop);
        lost(first);
        Browser officer = confirmed(shop.account(Role.DATA_PROTECTION_OFFICER));
        String code = bean(LossTable.class).of(first.order).getFirst().incident();
        UUID incident = jdbc().sql("SELECT id FROM oversight.incident WHERE code = ?")
                .param(code)
                .query((row, _) -> row.getObject(1, UUID.class))
                .single();
        String page = "/incidents/" + incident;
        assertThat(officer.get(page).body()).contains("take it up first").doesNotContain(page + "/dismiss");
        assertThat(officer.post(page + "/accept", Map.of("seen", "1")).status()).isEqualTo(302);
        int seen = 2;
        for (String duty : List.of("authority", "persons")) {
            assertThat(officer.post(
                                    page + "/not-required",
                                    Map.of("seen", Integer.toString(seen), "duty", duty, "reason", "It was empty"))
                            .status())
                    .isEqualTo(302);
            seen++;
        }
        Map<String, String> close = Map.of("seen", "4", "text", "done");
        assertThat(officer.post(page + "/close", close).body()).contains("reported with it as lost");
        String order = bean(Orders.class).find(first.order).orElseThrow().code();
        assertThat(officer.post(page + "/orders", Map.of("seen", "4", "by", "orders", "codes", order))
                        .status())
                .isEqualTo(302);
        // Taken out again with a reason is decided as well.
        assertThat(officer.post(page + "/orders-out", Map.of("seen", "5", "codes", order, "reason", "It was empty"))
                        .status())
                .isEqualTo(302);
        BenchOrder second = BenchOrder.consented(shop);
        Map<String, String> named = Map.of("reason", "stolen", "incident", code);
        assertThat(manager.post("/intake/" + second.order + "/loss", named).status())
                .isEqualTo(302);
        assertThat(officer.post(page + "/close", Map.of("seen", "6", "text", "done"))
                        .body())
                .contains("Somebody else did something to it meanwhile");
        assertThat(officer.post(page + "/close", Map.of("seen", "7", "text", "done"))
                        .body())
                .contains("reported with it as lost");
        String other = bean(Orders.class).find(second.order).orElseThrow().code();
        officer.post(page + "/orders", Map.of("seen", "7", "by", "orders", "codes", other));
        assertThat(officer.post(page + "/close", Map.of("seen", "8", "text", "done"))
                        .status())
                .isEqualTo(302);

        BenchOrder third = BenchOrder.consented(shop);
        Browser.Answer refused = manager.post("/intake/" + third.order + "/loss", named);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body()).contains("no open incident of this code");
        assertThat(third.state()).isEqualTo(OrderState.CONSENTED);
    }

    private static String link(BenchOrder order) {
        String link = bean(OwnerInvitation.class).link(order.order);
        return link.substring(link.indexOf("/o/"));
    }

    private void found(BenchOrder order, String reason) {
        assertThat(manager.post("/intake/" + order.order + "/loss/found", Map.of("reason", reason))
                        .status())
                .isEqualTo(302);
    }

    private void seal(BenchOrder order, String letter) throws Exception {
        bean(Counter.class)
                .seal(order.order, BagNumber.of(bag(order, letter)).orElseThrow(), shop.organisation(), account);
    }

    private Browser.Answer sealsAmongDevices(BenchOrder order, String letter) {
        return manager.post("/stock/" + order.device.id() + "/seal", Map.of("bag", bag(order, letter)));
    }

    private static String bag(BenchOrder order, String letter) {
        return "WC-" + order.serial.substring(0, 6) + letter;
    }

    private static void assertLostSince(Browser.Answer answer) {
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body()).contains("The device got lost after this was proved");
    }

    private void lost(BenchOrder order) {
        assertThat(manager.post("/intake/" + order.order + "/loss", Map.of("reason", "stolen"))
                        .status())
                .isEqualTo(302);
    }

    private void found(BenchOrder order) {
        found(order, "police");
    }
}
