package org.wangchuan.platform.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wangchuan.platform.ledger.Conflicts;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.proof.statement.PhoneClaims.Lock;

/** What a station sends of a phone: taken and matched as a drive's is, and never taken for ready while something may hold the phone. */
@Tag("slow")
final class PhoneReceiptTest extends PlatformTest {
    private final Shop shop = newShop();

    @Test
    void aPhoneProvesNoDrive() throws Exception {
        BenchOrder order = BenchOrder.consented(shop);
        String receipt = order.station.phoneReceipt(order.good(), Lock.UNLOCKED);
        assertConflict("OTHER_KIND", order, receipt);
        String page = shop.browser(Role.MANAGER)
                .in("zh")
                .get("/statements/" + order.order)
                .body();
        assertThat(page).doesNotContain(order.serial);
    }

    @Test
    void aPhoneThatIsHeldOrMayBeIsNotProved() throws Exception {
        for (Lock lock : new Lock[] {Lock.LOCKED, Lock.UNKNOWN}) {
            BenchOrder order = BenchOrder.consented(shop);
            assertConflict("PHONE_HELD", order, order.station.phoneReceipt(order.good(), lock));
        }
    }

    @Test
    void aReceiptOfAnotherPhoneIsNotThisOnes() throws Exception {
        BenchOrder order = BenchOrder.consented(shop);
        assertConflict(
                "SERIAL_DIFFERS", order, order.station.phoneReceipt(order.good().about("another"), Lock.UNLOCKED));
    }

    private void assertConflict(String code, BenchOrder order, String receipt) throws Exception {
        UUID task = order.claimed();
        Browser.Answer answer = order.station.finish(task, receipt);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).contains(code);
        assertThat(order.deviceNow().proof()).isEmpty();
        assertThat(bean(Conflicts.class).ofOrder(order.order))
                .extracting(Conflicts.Conflict::code)
                .containsExactly(code);
        assertThat(shop.browser(Role.MANAGER)
                        .in("zh")
                        .get("/statements/" + order.order)
                        .body())
                .contains("不采信", code);
    }
}
