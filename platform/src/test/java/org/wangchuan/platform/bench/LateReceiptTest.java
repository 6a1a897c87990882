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
        assertThat(order.deviceNow().state()).isEqualTo(DeviceState.BLOCKED);
        assertThat(bean(Statements.class).ofOrder(order.order))
                .extracting(StatementFile::verdict)
                .containsExactly("failed");
    }

    @Test
    void aBadOneBlocksEvenWhatIsInStock() throws Exception {
        order.erases(order.serial, Verdict.CLEARED);
        bean(Counter.class).close(order.order, order.account);
        assertThat(order.deviceNow().state()).isEqualTo(DeviceState.IN_STOCK);
        assertThat(order.station.finish(first, bad(AN_HOUR)).status()).isEqualTo(200);
        assertThat(order.state()).isEqualTo(OrderState.CLOSED);
        assertThat(order.deviceNow().state()).isEqualTo(DeviceState.BLOCKED);
    }

    @Test
    void aBadOneThatWasMadeBeforeTheNextTryTakesNothingBack() throws Exception {
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
        bean(Counter.class).giveBack(order.order, order.account);
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
