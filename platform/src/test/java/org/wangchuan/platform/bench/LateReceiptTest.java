package org.wangchuan.platform.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wangchuan.canonical.Json;
import org.wangchuan.platform.custody.DeviceState;
import org.wangchuan.platform.custody.GateException;
import org.wangchuan.platform.intake.Counter;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.OwnerInvitation;
import org.wangchuan.platform.ledger.Conflicts;
import org.wangchuan.platform.ledger.OpenErasures;
import org.wangchuan.platform.ledger.StatementFile;
import org.wangchuan.platform.ledger.Statements;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.proof.statement.ClearingClaims.Clause.State;
import org.wangchuan.proof.statement.Verdict;

/** A station that was given up, and comes back with a receipt. */
@Tag("slow")
final class LateReceiptTest extends PlatformTest {
    private static final long AN_HOUR = 3_600;

    private Shop shop;
    private BenchOrder order;
    private UUID first;

    @BeforeEach
    void aTaskThatWasGivenUp() throws Exception {
        shop = newShop();
        order = BenchOrder.consented(shop);
        first = order.claimed();
        bean(BenchTasks.class).giveUp(order.order, order.account);
    }

    @Test
    void itCountsIfNobodyHasBegunSince() throws Exception {
        String receipt = order.station.receipt(order.good());
        for (int i = 0; i < 2; i++) {
            assertThat(order.station.finish(first, receipt).status()).isEqualTo(200);
            assertThat(order.state()).isEqualTo(OrderState.CLEARED);
            assertThat(order.deviceNow().state()).isEqualTo(DeviceState.CLEARED);
        }
        assertThat(bean(Conflicts.class).ofOrder(order.order)).isEmpty();
        assertThat(order.station
                        .finish(first, order.station.receipt(order.good()))
                        .status())
                .as("yet another end")
                .isEqualTo(409);
    }

    @Test
    void aLieIsOneWheneverItComes() throws Exception {
        Browser.Answer answer =
                order.station.finish(first, order.station.receipt(order.good().about("another")));
        assertThat(answer.body()).contains("SERIAL_DIFFERS");
        assertThat(order.state()).isEqualTo(OrderState.NOT_CLEARED);
        assertThat(order.deviceNow().proof()).isEmpty();
    }

    @Test
    void aBadOneTakesBackWhatAnotherTryHasCleared() throws Exception {
        order.erases(order.serial, Verdict.CLEARED);
        assertThat(order.state()).isEqualTo(OrderState.CLEARED);
        assertThat(order.station.finish(first, bad(AN_HOUR)).status()).isEqualTo(200);
        assertThat(order.state()).isEqualTo(OrderState.NOT_CLEARED);
        assertThat(order.deviceNow().state()).isEqualTo(DeviceState.REGISTERED);
        assertThat(bean(Statements.class).ofOrder(order.order))
                .extracting(StatementFile::verdict)
                .containsExactly("failed");
        order.erases(order.serial, Verdict.CLEARED);
        assertThat(order.state()).as("erased once more").isEqualTo(OrderState.CLEARED);
    }

    /** The good end of the try that went on meanwhile must not hide it. */
    @Test
    void aBadOneCountsAgainstTheTryThatGoesOn() throws Exception {
        UUID second = order.claimed();
        assertThat(order.station.finish(first, bad(AN_HOUR)).status()).isEqualTo(200);
        assertThat(order.state()).isEqualTo(OrderState.ERASING);
        Browser.Answer answer = order.station.finish(second, order.station.receipt(order.good()));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).contains("CONTRADICTED");
        assertThat(order.state()).isEqualTo(OrderState.NOT_CLEARED);
        assertThat(order.deviceNow().state()).isEqualTo(DeviceState.REGISTERED);
        assertThat(bean(Statements.class).ofOrder(order.order))
                .extracting(StatementFile::verdict)
                .containsExactly("failed");
        order.erases(order.serial, Verdict.CLEARED);
        assertThat(order.state()).as("erased once more").isEqualTo(OrderState.CLEARED);
    }

    /** A clause that is left open says nothing against another try, and a validation of it would clear a device that is being erased. */
    @Test
    void anOpenClauseIsNoContradiction() throws Exception {
        var _ = order.claimed();
        String open = order.station.receipt(
                order.good().with(State.UNDETERMINED).at(Instant.now().plusSeconds(AN_HOUR)));
        assertThat(order.station.finish(first, open).status()).isEqualTo(409);
        assertThat(order.deviceNow().proof()).isEmpty();
        assertThat(bean(Statements.class).ofOrder(order.order)).isEmpty();
    }

    /** A platform's clock that was set back makes no later try an earlier one. */
    @Test
    void whatBeganLaterIsNotAMatterOfClocks() throws Exception {
        order.erases(order.serial, Verdict.FAILED);
        jdbc().sql("UPDATE bench.task SET claimed_at = claimed_at - interval '2 hours' WHERE order_id = ? AND id <> ?")
                .params(order.order, first)
                .update();
        Browser.Answer answer = order.station.finish(first, order.station.receipt(order.good()));
        assertThat(answer.status()).isEqualTo(409);
        assertThat(order.state()).isEqualTo(OrderState.NOT_CLEARED);
    }

    /** A station's clock that is behind does not make its statement older than it can be. */
    @Test
    void aClockThatIsBehindHidesNothing() throws Exception {
        order.erases(order.serial, Verdict.CLEARED);
        Instant behind = Instant.now().minusSeconds(AN_HOUR);
        jdbc().sql("UPDATE bench.task SET claimed_at = claimed_at - interval '10 minutes' WHERE order_id = ?")
                .param(order.order)
                .update();
        jdbc().sql("UPDATE bench.task SET claimed_at = claimed_at + interval '10 minutes' WHERE id = ?")
                .param(first)
                .update();
        String late = order.station.receipt(order.good().with(Verdict.FAILED).at(behind));
        assertThat(order.station.finish(first, late).status()).isEqualTo(200);
        assertThat(order.state()).isEqualTo(OrderState.NOT_CLEARED);
    }

    @Test
    void anEarlierProofIsNotGivenOnceMore() throws Exception {
        String receipt = order.station.receipt(order.good().with(State.UNDETERMINED));
        assertThat(order.station.finish(first, receipt).status()).isEqualTo(200);
        UUID second = order.claimed();
        bean(BenchTasks.class).giveUp(order.order, order.account);
        assertThat(order.station.finish(second, receipt).body()).contains("EVENT_USED");
        assertThat(order.state()).isEqualTo(OrderState.NOT_CLEARED);
        assertThat(order.deviceNow().state()).isEqualTo(DeviceState.REGISTERED);
    }

    @Test
    void aBadOneBlocksEvenWhatIsInStock() throws Exception {
        order.erases(order.serial, Verdict.CLEARED);
        order.closes();
        assertThat(order.deviceNow().state()).isEqualTo(DeviceState.IN_STOCK);
        assertThat(order.station.finish(first, bad(AN_HOUR)).status()).isEqualTo(200);
        assertThat(order.state()).isEqualTo(OrderState.CLOSED);
        assertThat(order.deviceNow().state()).isEqualTo(DeviceState.BLOCKED);
    }

    @Test
    void aBadOneThatWasMadeBeforeTheNextTryTakesNothingBack() throws Exception {
        jdbc().sql("UPDATE bench.task SET claimed_at = claimed_at - interval '2 hours' WHERE id = ?")
                .param(first)
                .update();
        String before = bad(-AN_HOUR);
        order.erases(order.serial, Verdict.CLEARED);
        assertKeptAndNothingElse(before);
        assertThat(bean(OpenErasures.class).against(order.device.id())).isEmpty();
        order.closes();
        assertThat(order.deviceNow().state()).isEqualTo(DeviceState.IN_STOCK);
    }

    /** In one station's log the order is not a matter of clocks. */
    @Test
    void whatStandsLaterInTheLogOfTheSameStationIsLater() throws Exception {
        jdbc().sql("UPDATE bench.task SET claimed_at = claimed_at - interval '2 hours' WHERE id = ?")
                .param(first)
                .update();
        order.erases(order.serial, Verdict.CLEARED);
        assertThat(order.station.finish(first, bad(-AN_HOUR)).status()).isEqualTo(200);
        assertThat(order.state()).isEqualTo(OrderState.NOT_CLEARED);
    }

    /** The battery of a station's clock is empty: after a start in the middle it is days before. */
    @Test
    void aClockThatIsSetBackWhileItWorksTellsNothing() throws Exception {
        BenchOrder elsewhere = BenchOrder.of(shop, order.order, order.serial);
        elsewhere.erases(order.serial, Verdict.CLEARED);
        assertThat(order.state()).isEqualTo(OrderState.CLEARED);
        String bad = order.station.receipt(order.good().with(Verdict.FAILED).after(-3 * 24 * AN_HOUR));
        assertThat(order.station.finish(first, bad).status()).isEqualTo(200);
        assertThat(order.state()).isEqualTo(OrderState.NOT_CLEARED);
        assertThat(order.deviceNow().state()).isEqualTo(DeviceState.REGISTERED);
    }

    /** Nor does the platform's own clock hide one. */
    @Test
    void aPlatformsClockThatIsSetBackHidesNothing() throws Exception {
        order.erases(order.serial, Verdict.CLEARED);
        jdbc().sql("""
                        UPDATE ledger.statement SET counted_at = counted_at + interval '1 hour',
                          received_at = received_at + interval '1 hour' WHERE order_id = ?""").param(order.order).update();
        assertThat(order.station.finish(first, bad(60)).body()).contains("EVENT_USED");
        assertThat(bean(OpenErasures.class).against(order.device.id())).hasSize(1);
        assertThatThrownBy(order::closes).isInstanceOf(GateException.class);
        assertThat(order.deviceNow().state()).isNotEqualTo(DeviceState.IN_STOCK);
    }

    /** Its owner reads what is so, wherever the device is. */
    @Test
    void aBadOneOfADeviceThatHasLeftIsOnItsOwnersPage() throws Exception {
        order.erases(order.serial, Verdict.CLEARED);
        bean(Counter.class).giveBack(order.order, order.account, false);
        assertThat(proof()).contains("verdict cleared");
        assertThat(order.station.finish(first, bad(AN_HOUR)).status()).isEqualTo(409);
        assertThat(order.deviceNow().state()).isEqualTo(DeviceState.RETURNED);
        assertThat(bean(OpenErasures.class).against(order.device.id())).hasSize(1);
        assertThat(proof()).contains("verdict unproven").doesNotContain("verdict cleared");
    }

    /** Whoever looks at an order need not think of its evidence to learn that something does not fit. */
    @Test
    void whatDoesNotFitIsSaidOnTheOrdersPage() throws Exception {
        Browser clerk = shop.browser(Role.CLERK);
        bean(Counter.class).giveBack(order.order, order.account, false);
        assertThat(clerk.get("/intake/" + order.order).body()).doesNotContain("does not fit what stands here");
        assertThat(order.station
                        .finish(first, order.station.receipt(order.good()))
                        .status())
                .isEqualTo(409);
        assertThat(order.state()).isEqualTo(OrderState.RETURNED_ERASED);
        assertThat(clerk.get("/intake/" + order.order).body())
                .contains("does not fit what stands here (1)", "href=\"/statements/" + order.order + "\"");
        assertThat(clerk.in("zh").get("/intake/" + order.order).body()).contains("与此处所记不符（1）");
    }

    /** Also a second end of a task that had ended well. */
    @Test
    void aBadEndAfterAGoodOneShutsTheGate() throws Exception {
        UUID second = order.claimed();
        assertThat(order.station
                        .finish(second, order.station.receipt(order.good()))
                        .status())
                .isEqualTo(200);
        assertThat(order.state()).isEqualTo(OrderState.CLEARED);
        assertThat(order.station.finish(second, bad(60)).status()).isEqualTo(409);
        assertThat(bean(OpenErasures.class).against(order.device.id())).hasSize(1);
    }

    /** A clock that is days ahead, of the station or of nobody but this platform: what is bad is taken, and what is good comes again. */
    @Test
    void aClockThatIsAheadHidesNothing() throws Exception {
        order.erases(order.serial, Verdict.CLEARED);
        long days = 2 * 24 * AN_HOUR;
        Browser.Answer loose = order.station.call(
                "POST", "/erasures", Json.object().put("receipt", bad(days)).build());
        assertThat(loose.status()).isEqualTo(200);
        assertThat(loose.body()).contains("CLOCKS_DIFFER");
        assertThat(bean(OpenErasures.class).against(order.device.id())).hasSize(1);
        assertThatThrownBy(order::closes).isInstanceOf(GateException.class);

        BenchOrder other = BenchOrder.consented(shop);
        UUID task = other.claimed();
        String good = other.station.receipt(other.good().at(Instant.now().plusSeconds(days)));
        Browser.Answer early = other.station.finish(task, good);
        assertThat(early.status()).isEqualTo(503);
        assertThat(early.body()).contains("CLOCKS_DIFFER");
        assertThat(other.state()).isEqualTo(OrderState.ERASING);
        assertThat(bean(Conflicts.class).ofOrder(other.order)).isEmpty();
        String failed = other.station.receipt(
                other.good().with(Verdict.FAILED).at(Instant.now().plusSeconds(days)));
        assertThat(other.station.finish(task, failed).body()).contains("CLOCKS_DIFFER");
        assertThat(other.state()).isEqualTo(OrderState.NOT_CLEARED);
        assertThat(bean(OpenErasures.class).against(other.device.id())).hasSize(1);
    }

    private String proof() {
        Browser owner = nobody();
        bean(OwnerInvitation.class).renew(order.order);
        String link = URI.create(bean(OwnerInvitation.class).link(order.order)).getPath();
        owner.post(link, Map.of());
        return owner.get(link + "/proof").body();
    }

    @Test
    void aGoodOneDoesNotStandInForATryThatGoesOn() throws Exception {
        var _ = order.claimed();
        Browser.Answer answer = order.station.finish(first, order.station.receipt(order.good()));
        assertThat(answer.status()).isEqualTo(409);
        assertThat(order.state()).isEqualTo(OrderState.ERASING);
        assertThat(order.deviceNow().proof()).isEmpty();
        assertThat(bean(Conflicts.class).ofOrder(order.order)).hasSize(1);
    }

    @Test
    void whatIsGoneIsNotMoved() throws Exception {
        bean(Counter.class).giveBack(order.order, order.account, false);
        assertThat(order.station.finish(first, bad(AN_HOUR)).status()).isEqualTo(409);
        assertThat(order.state()).isEqualTo(OrderState.RETURNED_ERASED);
        assertThat(order.deviceNow().state()).isEqualTo(DeviceState.RETURNED);
        assertThat(bean(Conflicts.class).ofOrder(order.order)).hasSize(1);
    }

    private void assertKeptAndNothingElse(String receipt) {
        Browser.Answer answer = order.station.finish(first, receipt);
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.body()).contains("TASK_ENDED_OTHERWISE");
        assertThat(order.state()).isEqualTo(OrderState.CLEARED);
        assertThat(order.deviceNow().state()).isEqualTo(DeviceState.CLEARED);
        assertThat(bean(Conflicts.class).ofOrder(order.order)).hasSize(1);
    }

    private String bad(long seconds) throws Exception {
        return order.station.receipt(
                order.good().with(Verdict.FAILED).at(Instant.now().plusSeconds(seconds)));
    }
}
