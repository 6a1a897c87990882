package org.wangchuan.platform.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wangchuan.platform.custody.DeviceState;
import org.wangchuan.platform.custody.Devices;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.proof.statement.Verdict;

/** The counter's list and an order's page are green only where the evidence is good now, whatever the order's state is. */
@Tag("slow")
final class ClosedMarkTest extends PlatformTest {
    private static final String GREEN = "<span class=\"state order-closed good\">";
    private static final String BAD = "<span class=\"state bad\">";

    private final Shop shop = newShop();
    private final Browser clerk = shop.browser(Role.CLERK);

    @Test
    void aClosedOrderIsGreenByItsEvidence() throws Exception {
        BenchOrder order = BenchOrder.consented(shop);
        order.erases(order.serial, Verdict.CLEARED);
        assertMark(order, "<span class=\"state order-cleared good\">");
        order.closes();
        assertMark(order, GREEN);
    }

    @Test
    void aBadReceiptAfterTheCloseIsNotGreen() throws Exception {
        BenchOrder order = BenchOrder.consented(shop);
        UUID first = order.claimed();
        bean(BenchTasks.class).giveUp(order.order, order.account);
        order.erases(order.serial, Verdict.CLEARED);
        order.closes();
        String late = order.station.receipt(
                order.good().with(Verdict.FAILED).at(Instant.now().plusSeconds(3_600)));
        order.station.finish(first, late);
        assertThat(order.deviceNow().state()).isEqualTo(DeviceState.BLOCKED);
        assertMark(order, BAD);
    }

    @Test
    void aDeviceThatIsHeldInStockIsNotGreen() throws Exception {
        BenchOrder order = BenchOrder.consented(shop);
        order.erases(order.serial, Verdict.CLEARED);
        order.closes();
        bean(Devices.class).move(order.device.id(), DeviceState.BLOCKED, order.account, "stolen");
        assertMark(order, BAD);
    }

    /** Held among the devices before it is sold: the page says so beside it, and nothing is green. */
    @Test
    void aClearedDeviceThatIsHeldIsNotGreen() throws Exception {
        BenchOrder order = BenchOrder.consented(shop);
        order.erases(order.serial, Verdict.CLEARED);
        bean(Devices.class).move(order.device.id(), DeviceState.BLOCKED, order.account, "stolen");
        assertMark(order, "<span class=\"state order-cleared\">");
    }

    private void assertMark(BenchOrder order, String mark) {
        for (String page : List.of("/intake", "/intake/" + order.order)) {
            assertThat(clerk.get(page).body()).as(page).contains(mark).doesNotContain(mark.equals(GREEN) ? BAD : GREEN);
        }
    }
}
