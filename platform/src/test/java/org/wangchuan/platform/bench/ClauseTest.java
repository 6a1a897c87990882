package org.wangchuan.platform.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;

/** What the page of a statement says of a clause is what was done. */
final class ClauseTest extends PlatformTest {
    private final Shop shop = newShop();

    /** Only ATA drives hide areas: of another medium no page says that they were looked for. */
    @Test
    void aClauseThatDoesNotApplyIsNotCalledMet() throws Exception {
        BenchOrder drive = BenchOrder.consented(shop);
        drive.station.finish(drive.claimed(), drive.station.receipt(drive.good()));
        assertThat(clauseOfHiddenAreas(drive)).contains(">met<").doesNotContain("does not apply");

        BenchOrder nvme = BenchOrder.consented(shop);
        nvme.station.finish(nvme.claimed(), nvme.station.receipt(nvme.good().on("nvme")));
        assertThat(nvme.state()).isEqualTo(OrderState.CLEARED);
        assertThat(clauseOfHiddenAreas(nvme))
                .contains("does not apply", "Nothing was looked for")
                .doesNotContain(">met<");
    }

    private String clauseOfHiddenAreas(BenchOrder order) {
        String page =
                shop.browser(Role.MANAGER).get("/statements/" + order.order).body();
        int at = page.indexOf("Areas hidden from the host");
        assertThat(at).isPositive();
        return page.substring(page.lastIndexOf("<li>", at), page.indexOf("</li>", at));
    }
}
