package org.wangchuan.platform.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.testing.PlatformTest;

/** No order ends cleared by a clause that its own receipt denies, whatever the station says of it. */
final class DeniedClauseTest extends PlatformTest {
    private final Shop shop = newShop();

    /** The owner agreed to one pass at least; the receipt shows none, and calls that clause satisfied. */
    @Test
    void aClauseThatAsksToOverwriteIsNotSatisfiedWithoutAPass() throws Exception {
        BenchOrder order = BenchOrder.consented(shop);
        UUID task = order.queue();
        assertThat(order.station.claim(task, BenchOrder.LANE, order.serial, 1).status())
                .isEqualTo(200);
        order.station.isByItself = true;
        assertThat(order.station
                        .finish(task, order.station.receipt(order.good()))
                        .body())
                .contains("POLICY_CONTRADICTION");
        assertThat(order.state()).isNotEqualTo(OrderState.CLEARED);
    }

    /** By the rules for drives that erase themselves it is what was agreed to. */
    @Test
    void aDriveThatErasedItselfByRulesForThatIsCleared() throws Exception {
        BenchOrder order = BenchOrder.byItself(shop);
        UUID task = order.claimed();
        assertThat(order.station
                        .finish(task, order.station.receipt(order.good()))
                        .status())
                .isEqualTo(200);
        assertThat(order.state()).isEqualTo(OrderState.CLEARED);
    }
}
