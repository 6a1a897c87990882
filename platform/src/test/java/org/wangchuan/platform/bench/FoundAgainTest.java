package org.wangchuan.platform.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wangchuan.platform.bench.LooseErasureTest.by;
import static org.wangchuan.platform.bench.LooseErasureTest.loose;
import static org.wangchuan.platform.bench.LooseErasureTest.match;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.wangchuan.platform.custody.BagNumber;
import org.wangchuan.platform.custody.DeviceHolds;
import org.wangchuan.platform.custody.DeviceState;
import org.wangchuan.platform.intake.Counter;
import org.wangchuan.platform.intake.HoldReason;
import org.wangchuan.platform.intake.OrderException;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.Orders;
import org.wangchuan.platform.ledger.Records;
import org.wangchuan.platform.ledger.StatementFile;
import org.wangchuan.platform.ledger.Statements;
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
        assertThat(manager.post("/intake/" + order.order + "/loss/found", Map.of("reason", "police"))
                        .status())
                .isEqualTo(302);
    }
}
