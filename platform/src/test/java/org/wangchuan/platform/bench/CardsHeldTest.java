package org.wangchuan.platform.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wangchuan.platform.custody.DeviceState;
import org.wangchuan.platform.intake.Counter;
import org.wangchuan.platform.intake.HoldReason;
import org.wangchuan.platform.intake.OrderException;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.ReleaseReason;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.proof.statement.PhoneClaims.Lock;

/** Neither a hold that ends nor a way home makes a phone cleared whose cards nobody has accounted for. */
@Tag("slow")
final class CardsHeldTest extends PlatformTest {
    private final Shop shop = newShop();

    @Test
    void aHoldThatEndsLeavesItWaitingForItsAccount() throws Exception {
        PhoneOrder phone = inPart();
        holdsAndReleases(phone);

        assertThat(phone.state()).isEqualTo(OrderState.IN_PART);
        assertThat(phone.deviceNow().state()).isNotEqualTo(DeviceState.CLEARED);
        assertThat(phone.cards().isOpen()).isTrue();
        phone.accounts("given_back", "none", "none", false);
        assertThat(phone.state()).isEqualTo(OrderState.CLEARED);
    }

    @Test
    void oneThatWasAccountedForIsClearedAgainWhenItsHoldEnds() throws Exception {
        PhoneOrder phone = inPart();
        phone.accounts("given_back", "none", "none", false);
        holdsAndReleases(phone);

        assertThat(phone.state()).isEqualTo(OrderState.CLEARED);
        assertThat(phone.deviceNow().state()).isEqualTo(DeviceState.CLEARED);
    }

    @Test
    void oneThatGoesHomeUncountedIsNeverCleared() throws Exception {
        PhoneOrder phone = inPart();
        bean(Counter.class).giveBack(phone.order, shop.account(Role.MANAGER), true);

        assertThat(phone.state().isOver()).isTrue();
        assertThat(phone.deviceNow().state()).isEqualTo(DeviceState.RETURNED);
        assertThatThrownBy(() -> phone.accounts("given_back", "none", "none", false))
                .as("it is not here any more")
                .isInstanceOf(OrderException.class);
        assertThat(phone.deviceNow().state()).isEqualTo(DeviceState.RETURNED);
        assertThat(phone.deviceNow().proof().orElseThrow().verdict()).isEqualTo("unproven");
    }

    private PhoneOrder inPart() throws Exception {
        PhoneOrder phone = PhoneOrder.unaccounted(shop);
        phone.erases(Lock.UNLOCKED);
        phone.answersClauses(shop);
        assertThat(phone.state()).isEqualTo(OrderState.IN_PART);
        return phone;
    }

    private void holdsAndReleases(PhoneOrder phone) throws Exception {
        UUID manager = shop.account(Role.MANAGER);
        bean(Counter.class).hold(phone.order, HoldReason.CLAIMED, manager);
        assertThat(phone.state()).isEqualTo(OrderState.HELD);
        bean(Counter.class).release(phone.order, ReleaseReason.MISTAKE, Optional.empty(), manager);
    }
}
