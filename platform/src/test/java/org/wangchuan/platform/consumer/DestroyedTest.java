package org.wangchuan.platform.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.wangchuan.platform.custody.BagNumber;
import org.wangchuan.platform.custody.DeviceKind;
import org.wangchuan.platform.custody.DeviceState;
import org.wangchuan.platform.custody.Devices;
import org.wangchuan.platform.custody.HandOver;
import org.wangchuan.platform.custody.HandOvers;
import org.wangchuan.platform.custody.Processor;
import org.wangchuan.platform.custody.Processors;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.Presenter;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;

/** What a processor states of a device comes back to whoever handed it in. */
final class DestroyedTest extends PlatformTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 26);

    private final Shop shop = newShop();

    @Test
    void theStatementOfDestructionIsOnTheOwnersPages() throws Exception {
        Hand hand = Hand.takesIn(shop, DeviceKind.PHONE, "brand", "model", Presenter.OWNER)
                .offers(100)
                .moves(OrderState.ACCEPTED)
                .moves(OrderState.CONSENTED)
                .moves(OrderState.NOT_CLEARED)
                .moves(OrderState.SEALED);
        Browser owner = nobody();
        owner.post(hand.link(), Map.of());
        UUID device = hand.now().device();
        UUID handOver = handedOver(hand, device);
        assertThat(owner.get(hand.link() + "/device").body()).doesNotContain("as the processor states");

        bean(HandOvers.class).destroyed(handOver, device, "D-2026-77", "main board", TODAY, Optional.of(hand.clerk()));

        for (String page : List.of("/device", "/proof")) {
            assertThat(owner.get(hand.link() + page).body())
                    .contains("as the processor states", "D-2026-77", "main board", "2026-11-26", "It is their word");
        }
    }

    private UUID handedOver(Hand hand, UUID device) throws Exception {
        Devices devices = bean(Devices.class);
        devices.move(device, DeviceState.TO_DESTROY, hand.clerk(), "test");
        devices.seal(device, BagNumber.of("B-" + UUID.randomUUID()).orElseThrow(), shop.organisation(), hand.clerk());
        Processor processor = bean(Processors.class)
                .add(
                        shop.organisation(),
                        "Works Ltd",
                        "L-" + UUID.randomUUID(),
                        Set.of(DeviceKind.PHONE),
                        TODAY.plusYears(1),
                        hand.clerk());
        HandOvers handOvers = bean(HandOvers.class);
        HandOver made = handOvers.make(shop.site(), processor, List.of(device), TODAY, hand.clerk());
        UUID id = made.id();
        handOvers.give(id, hand.clerk(), "clerk");
        handOvers.countTry(id);
        handOvers.take(id, "Works Ltd", TODAY, shop.organisation());
        return id;
    }
}
