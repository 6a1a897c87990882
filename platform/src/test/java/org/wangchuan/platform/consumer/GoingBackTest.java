package org.wangchuan.platform.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.wangchuan.platform.custody.Device;
import org.wangchuan.platform.custody.DeviceKind;
import org.wangchuan.platform.custody.DeviceState;
import org.wangchuan.platform.custody.Devices;
import org.wangchuan.platform.intake.Actor;
import org.wangchuan.platform.intake.Channel;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.OrderStory;
import org.wangchuan.platform.intake.Presenter;
import org.wangchuan.platform.intake.WorkOrder;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;

/** What an owner wants back is theirs again when somebody has handed it to them, and a price can be refused without that. */
final class GoingBackTest extends PlatformTest {
    private final Shop shop = newShop();

    @Test
    void oneTapEndsNothing() throws Exception {
        Hand hand = offered();
        Browser owner = nobody();

        Browser.Answer asked = owner.post(hand.link(), Map.of("step", "return"));

        assertThat(asked.status()).isEqualTo(200);
        assertThat(asked.body()).contains("Take it back?", "name=\"sure\" value=\"1\"", "No, go on");
        assertThat(hand.now().state()).isEqualTo(OrderState.OFFERED);
    }

    @Test
    void itIsReturnedWhenItWasHandedBack() throws Exception {
        Hand hand = offered();
        Browser owner = joined(hand);
        Browser clerk = signedIn(hand.clerk());
        String page = "/intake/" + hand.order();

        owner.post(hand.link() + "/return", Map.of("sure", "1"));
        owner.post(hand.link() + "/return", Map.of("sure", "1")); // a second tap

        assertThat(hand.now().state()).isEqualTo(OrderState.GOING_BACK);
        assertThat(device(hand).state()).isEqualTo(DeviceState.REGISTERED);
        assertThat(clerk.get(page).body())
                .contains("Hand it back to its owner", "Handed back", "to be handed back")
                .doesNotContain("Back with its owner", "returned untouched<");
        assertThat(clerk.get(page + "/receipt").body())
                .contains("to be handed back")
                .doesNotContain("returned untouched");
        assertThat(clerk.get("/intake?q=" + device(hand).serialTail().orElse("Mate"))
                        .body())
                .contains("to be handed back");
        assertThat(owner.get(hand.link() + "/proof").body())
                .contains("You get it back", "still in the shop")
                .doesNotContain("Returned");
        assertThat(owner.get(hand.link() + "/device").body()).contains("to be handed over");
        // Nothing else comes of it.
        assertThat(clerk.post(page + "/offer", Map.of("amount", "10")).status()).isEqualTo(422);
        assertThat(hand.now().state()).isEqualTo(OrderState.GOING_BACK);

        assertThat(clerk.post(page + "/return", Map.of()).status()).isEqualTo(302);

        assertThat(hand.now().state()).isEqualTo(OrderState.RETURNED_UNTOUCHED);
        assertThat(device(hand).state()).isEqualTo(DeviceState.RETURNED);
        assertThat(owner.get(hand.link() + "/proof").body())
                .contains("handed back to you")
                .doesNotContain("take it back from the clerk");
        assertThat(owner.get(hand.link() + "/device").body()).contains("Back with you");
        assertThat(clerk.get(page + "/receipt").body())
                .contains("back with whoever brought it")
                .doesNotContain("you can have it back", "Bring this slip");
        OrderStory.Event last = bean(OrderStory.class).of(hand.order()).getLast();
        assertThat(last.actor()).isEqualTo(Actor.staff(hand.clerk()));
        assertThat(clerk.get(page).body())
                .contains("Back with its owner, untouched")
                .contains("staff worker"); // who
    }

    /** What its owner has not let out of their hand is handed back by nobody. */
    @Test
    void whatNeverLeftItsOwnerStaysWithThem() throws Exception {
        Hand hand = Hand.takesIn(shop, DeviceKind.PHONE, "Huawei", "Mate 30", Presenter.OWNER, Channel.MAIL_IN)
                .offers(100);
        Browser owner = joined(hand);

        assertThat(owner.post(hand.link() + "/return", Map.of()).body()).contains("the device stays with you");
        owner.post(hand.link() + "/return", Map.of("sure", "1"));

        assertThat(hand.now().state()).isEqualTo(OrderState.RETURNED_UNTOUCHED);
        assertThat(owner.get(hand.link() + "/proof").body())
                .contains("It is with you as it was")
                .doesNotContain("handed back");
    }

    @Test
    void aPriceIsRefusedAndTheDeviceStays() throws Exception {
        Hand hand = offered();
        Browser owner = joined(hand);
        Browser clerk = signedIn(hand.clerk());
        assertThat(owner.get(hand.link()).body()).contains("Not at this price");

        assertThat(owner.post(hand.link() + "/decline", Map.of("minor", "67999", "currency", "CNY"))
                        .status())
                .as("another price")
                .isEqualTo(200);
        assertThat(hand.now().state()).isEqualTo(OrderState.OFFERED);
        Map<String, String> no = Map.of("minor", "68000", "currency", "CNY");
        assertThat(owner.post(hand.link() + "/decline", no).status()).isEqualTo(302);
        assertThat(owner.post(hand.link() + "/decline", no).status())
                .as("a second tap")
                .isEqualTo(302);

        assertThat(hand.now().state()).isEqualTo(OrderState.TAKEN_IN);
        assertThat(hand.now().offer()).isEmpty();
        assertThat(owner.get(hand.link()).body()).contains("You said no to the price", "I don’t sell it: take it home");
        assertThat(clerk.get("/intake/" + hand.order()).body()).contains("The owner said no to", "680.00");
        clerk.post("/intake/" + hand.order() + "/offer", Map.of("amount", "750"));
        assertThat(owner.get(hand.link()).body()).contains("750");
        // What was offered before stays on record.
        assertThat(bean(OrderStory.class).of(hand.order()).stream()
                        .filter(event ->
                                event.kind().equals("offered") || event.kind().equals(OrderStory.PRICE_REFUSED))
                        .map(event ->
                                event.more().offer().map(WorkOrder.Offer::minor).orElse(0L)))
                .containsExactly(68_000L, 68_000L, 75_000L);
        assertThat(clerk.get("/intake/" + hand.order()).body()).contains("price refused");
    }

    private Hand offered() throws Exception {
        return Hand.takesIn(shop, DeviceKind.PHONE, "Huawei", "Mate 30", Presenter.OWNER)
                .offers(68_000);
    }

    private static Browser joined(Hand hand) throws Exception {
        Browser owner = nobody();
        owner.post(hand.link(), Map.of());
        return owner;
    }

    private static Device device(Hand hand) {
        return bean(Devices.class).find(hand.now().device()).orElseThrow();
    }
}
