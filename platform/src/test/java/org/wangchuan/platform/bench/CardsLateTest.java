package org.wangchuan.platform.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wangchuan.platform.custody.DeviceState;
import org.wangchuan.platform.intake.Counter;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.WorkOrder;
import org.wangchuan.platform.intake.payment.Payment;
import org.wangchuan.platform.intake.payment.Payments;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.vault.Reader;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.proof.statement.PhoneClaims.Lock;

/** What a station tells of a phone's cards when it says nothing of that phone any more, or not yet. */
@Tag("slow")
final class CardsLateTest extends PlatformTest {
    private final Shop shop = newShop();

    /** Days later, of a phone that was erased and sold since: nobody could ever take it back. */
    @Test
    void aTurnOfATryThatWasGivenUpSaysNothingOfAPhoneThatWasErasedSince() throws Exception {
        PhoneOrder phone = PhoneOrder.unaccounted(shop);
        UUID lost = phone.claimed();
        phone.shows(lost, "read", "sim", "present", "adb");
        bean(BenchTasks.class).giveUp(phone.order, phone.account);
        phone.accounts("given_back", "none", "none", false);
        phone.tellPhone();
        UUID task = phone.claimed();
        assertThat(phone.shows(lost, "read", "sim", "present", "adb").status()).isEqualTo(204);
        assertThat(phone.cards().isCounted()).as("while it is erased anew").isTrue();
        phone.ends(task, phone.station.phoneReceipt(phone.good(), Lock.UNLOCKED));
        phone.answersClauses(shop);
        assertThat(phone.state()).isEqualTo(OrderState.CLEARED);
        assertThat(phone.shows(lost, "read", "sim", "present", "adb").status()).isEqualTo(204);
        assertThat(phone.state()).isEqualTo(OrderState.CLEARED);
        closes(phone);
        assertThat(phone.deviceNow().state()).isEqualTo(DeviceState.IN_STOCK);
        for (UUID ended : List.of(lost, task)) {
            assertThat(phone.shows(ended, "read", "sim", "present", "adb").status())
                    .isEqualTo(204);
            assertThat(phone.deviceNow().state()).isEqualTo(DeviceState.IN_STOCK);
        }
        assertThat(phone.cards().seen()).hasSize(1);
    }

    /** As long as nothing was done to it since, it is what is known of it. */
    @Test
    void aTurnOfATryThatWasGivenUpCountsUntilItIsBegunAgain() throws Exception {
        PhoneOrder phone = PhoneOrder.consented(shop);
        UUID lost = phone.claimed();
        bean(BenchTasks.class).giveUp(phone.order, phone.account);
        assertThat(phone.shows(lost, "read", "sim", "present", "adb").status()).isEqualTo(204);
        assertThat(phone.cards().isOpen()).isTrue();
    }

    /** Nobody has held what hangs there against what was noted yet. */
    @Test
    void whatIsShownBeforeTheClaimIsOfThisPhoneOnceItIsBegunWith() throws Exception {
        PhoneOrder phone = PhoneOrder.consented(shop);
        UUID refused = phone.chosen();
        phone.shows(refused, "read", "sim", "present", "adb");
        assertThat(phone.cards().isCounted()).isTrue();
        assertThat(phone.station
                        .claim(refused, PhoneOrder.PLACE, PhoneOrder.serial())
                        .body())
                .contains("NUMBER_DIFFERS");
        phone.shows(refused, "read", "sim", "present", "adb");
        assertThat(phone.cards().isCounted()).as("it was another phone").isTrue();
        assertThat(phone.cards().seen()).isEmpty();

        UUID task = phone.chosen();
        phone.shows(task, "choose", "sim", "present", "adb");
        assertThat(phone.station.claim(task, PhoneOrder.PLACE, phone.serial).status())
                .isEqualTo(200);
        assertThat(phone.cards().isOpen()).as("it was this one").isTrue();
        assertThat(phone.cards().seen()).hasSize(1);
    }

    /** Who accounts for them while it hangs there is told that what is still told of it takes that back. */
    @Test
    void whoSaysItWhileAStationIsAtItIsToldSo() throws Exception {
        PhoneOrder phone = PhoneOrder.consented(shop);
        Browser clerk = shop.browser(Role.CLERK).in("en");
        String path = "/intake/" + phone.order + "/cards";
        assertThat(clerk.get(path).body()).doesNotContain("Better say this afterwards");
        UUID task = phone.claimed();
        assertThat(clerk.get(path).body()).contains("Better say this afterwards");
        phone.ends(task, phone.station.phoneReceipt(phone.good(), Lock.UNLOCKED));
        assertThat(clerk.get(path).body()).doesNotContain("Better say this afterwards");
    }

    private static void closes(PhoneOrder phone) throws Exception {
        bean(Counter.class)
                .close(
                        phone.order,
                        new Payments.Entry(
                                Payment.Kind.CASH,
                                new WorkOrder.Offer(1_000, "CNY"),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Map.of(),
                                false),
                        new Reader(
                                Reader.Kind.STAFF,
                                Optional.of(phone.account),
                                Set.of(Role.CLERK),
                                phone.device.site()));
    }
}
