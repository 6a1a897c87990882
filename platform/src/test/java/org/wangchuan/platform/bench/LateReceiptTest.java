package org.wangchuan.platform.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wangchuan.platform.custody.DeviceState;
import org.wangchuan.platform.intake.Counter;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.ledger.Conflicts;
import org.wangchuan.platform.ledger.StatementFile;
import org.wangchuan.platform.ledger.Statements;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.proof.statement.ClearingClaims.Clause.State;
import org.wangchuan.proof.statement.Verdict;

/** A station that was given up, and comes back with a receipt. */
@Tag("slow")
final class LateReceiptTest extends PlatformTest {
    private static final long AN_HOUR = 3_600;

    private BenchOrder order;
    private UUID first;

    @BeforeEach
    void aTaskThatWasGivenUp() throws Exception {
        order = BenchOrder.consented(newShop());
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
        order.erases(order.serial, Verdict.CLEARED);
        assertKeptAndNothingElse(bad(-AN_HOUR));
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
