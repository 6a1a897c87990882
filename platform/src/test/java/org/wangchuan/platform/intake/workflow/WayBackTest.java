package org.wangchuan.platform.intake.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wangchuan.platform.bench.BenchOrder;
import org.wangchuan.platform.consumer.OwnerLinks;
import org.wangchuan.platform.custody.DeviceKind;
import org.wangchuan.platform.custody.DeviceState;
import org.wangchuan.platform.intake.Actor;
import org.wangchuan.platform.intake.Channel;
import org.wangchuan.platform.intake.OrderException;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.WorkOrder;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.proof.statement.Verdict;

/** What goes back to its owner: returned is what is there, and who says so. */
final class WayBackTest extends TravellingOrders {
    @Test
    void theOwnerHasItBackUntouchedAndTheShopSaysWhenItIsSent() throws Exception {
        WorkOrder order = consented(Channel.MAIL_IN, DeviceKind.PHONE);
        Browser owner = owner(order);
        owner.post(link(order) + "/sent", Map.of("bag", "WC-5"));
        Trip.arrives(clerk, order.id(), mail(), "WC-9", Map.of());

        owner.post(link(order) + "/return", Map.of());

        // It is not home because they say so.
        assertThat(now(order).state()).isEqualTo(OrderState.CONSENTED);
        assertThat(travel(order).isWantedBack()).isTrue();
        assertThat(owner.get(link(order) + "/watch").body())
                .contains("You asked for it back")
                .doesNotContain("Back with you");
        assertNothingCanBegin(order, OrderException.Code.OWNER_ASKED);
        clerk.post("/intake/" + order.id() + "/return", Map.of());
        assertThat(now(order).state()).isEqualTo(OrderState.RETURNED_UNTOUCHED);
        // Too late to want it erased.
        assertRefused(owner.post(link(order) + "/go-on", Map.of()), "Something changed meanwhile; nothing was done");
        assertThat(travel(order).isWantedBack()).isTrue();
    }

    /** Sent back is not returned: it is on its way until its owner, or who gave it to them, says that it is there. */
    @Test
    void whatIsSentBackIsReturnedWhenItIsThere() throws Exception {
        WorkOrder order = consented(Channel.MAIL_IN, DeviceKind.PHONE);
        Browser owner = owner(order);
        owner.post(link(order) + "/sent", Map.of("bag", "WC-5"));
        assertThat(way(order, "sent-back").status()).as("not here").isEqualTo(422);
        assertRefused(owner.post(link(order) + "/home", Map.of()), "Nobody has recorded that it is on its way to you");
        Trip.arrives(clerk, order.id(), mail(), "WC-5", Map.of());
        assertRefused(owner.post(link(order) + "/home", Map.of()), "Nobody has recorded that it is on its way to you");
        assertThat(travel(order).isInTheShop()).isTrue();
        owner.post(link(order) + "/return", Map.of());

        assertThat(way(order, "sent-back").status()).isEqualTo(302);
        assertThat(now(order).state()).isEqualTo(OrderState.CONSENTED);
        assertThat(travel(order).isOnTheWayBack()).isTrue();
        assertThat(way(order, "sent-back").status()).as("once").isEqualTo(422);
        assertNothingCanBegin(order, OrderException.Code.NOT_ARRIVED);
        assertRefused(owner.post(link(order) + "/go-on", Map.of()), "Something changed meanwhile; nothing was done");
        assertThat(travel(order).isWantedBack()).as("it has left").isTrue();
        assertThat(clerk.get("/intake/" + order.id()).body())
                .contains("on its way to its owner", "on its way back")
                .doesNotContain("To the technician");
        assertThat(owner.get(link(order) + "/watch").body())
                .contains("You get it back")
                .doesNotContain("Waiting to begin", "not erased unless you say so");
        assertThat(owner.get(link(order) + "/device").body()).contains("sent back to you", "I have it again");
        // It came back, undelivered, and goes once more.
        assertThat(way(order, "found").status()).isEqualTo(302);
        assertThat(travel(order).isInTheShop()).isTrue();
        way(order, "sent-back");
        assertThat(owner.post(link(order) + "/home", Map.of()).location()).endsWith("/proof");
        assertThat(now(order).state()).isEqualTo(OrderState.RETURNED_UNTOUCHED);
        assertThat(travel(order).turn().orElseThrow().isByOwner()).isTrue();
        assertThat(clerk.get("/intake/" + order.id()).body()).contains("as they say");
    }

    @Test
    void whatIsRecalledOnItsWayIsNotReturnedBeforeItIsThere() throws Exception {
        WorkOrder order = consented(Channel.MAIL_IN, DeviceKind.PHONE);
        Browser owner = owner(order);
        owner.post(link(order) + "/sent", Map.of("bag", "WC-5"));
        owner.post(link(order) + "/return", Map.of());
        assertThat(now(order).state()).isEqualTo(OrderState.CONSENTED);
        assertThat(travel(order).isRecalled()).isTrue();
        assertThat(owner.get(link(order) + "/watch").body()).contains("you have called it back", "not returned");
        assertThat(clerk.get("/intake/" + order.id()).body())
                .contains("on its way, recalled")
                .doesNotContain("To the technician");
        // Nobody here has seen it: only its owner can say that they have it.
        assertThat(clerk.post("/intake/" + order.id() + "/return", Map.of()).status())
                .isEqualTo(422);
        // Nor can somebody of the shop, who knows the paper's code, say it as its owner.
        Browser came = nobody();
        came.post(link(order) + "/enter", Map.of("code", bean(OwnerLinks.class).paperCode(order.id())));
        for (String name : List.of("home", "lost")) {
            Browser.Answer refused = came.post(link(order) + "/" + name, Map.of());
            assertThat(refused.status()).as(name).isEqualTo(403);
            assertThat(refused.body()).contains("the shop knows the digits");
        }
        // On the counter's glass the clerk could say it for them: it shows where the device is, and no button.
        for (String page : List.of("/watch", "/device", "/proof")) {
            String glass = clerk.get("/counter/" + order.id() + page).body();
            assertThat(glass)
                    .as(page)
                    .contains("you have called it back", "WC-5")
                    .doesNotContain("I have it again", "/home\"", "/lost\"", "/go-on\"");
        }
        assertThat(owner.get(link(order) + "/device").body())
                .as("theirs has it")
                .contains("I have it again", "/home\"", "/lost\"");
        assertThat(now(order).state()).isEqualTo(OrderState.CONSENTED);
        owner.post(link(order) + "/home", Map.of());
        assertThat(now(order).state()).isEqualTo(OrderState.RETURNED_UNTOUCHED);
        assertThat(travel(order).isHome()).isTrue();
    }

    /** Recalled at once after its erasure had begun at the door: it goes home as it is. */
    @Test
    void whatBeganAtTheDoorAndIsRecalledIsReturnedByItsOwner() throws Exception {
        WorkOrder order = consented(Channel.DOORSTEP, DeviceKind.PHONE);
        Browser owner = owner(order);
        GuidedRun.upToThePhoto(technician, order.id());
        Trip.leaves(clerk, order.id(), bag());
        owner.post(link(order) + "/return", Map.of());
        assertThat(now(order).state()).isEqualTo(OrderState.ERASING);
        assertThat(owner.get(link(order) + "/device").body()).contains("I have it again");
        assertThat(owner.post(link(order) + "/home", Map.of()).location()).endsWith("/proof");
        assertThat(now(order).state()).isEqualTo(OrderState.RETURNED_ERASED);
        assertThat(device(order)).isEqualTo(DeviceState.RETURNED);
    }

    /** What was held or cleared here goes home by the word of staff alone: where the button can do nothing there is none. */
    @ParameterizedTest
    @CsvSource({"held", "cleared"})
    void ownersAreAskedNothingThatTheyCannotSay(String what) throws Exception {
        BenchOrder laptop = BenchOrder.travelling(shop, Channel.MAIL_IN);
        WorkOrder order = orders.find(laptop.order).orElseThrow();
        Browser owner = owner(order);
        owner.post(link(order) + "/sent", Map.of("bag", "WC-5"));
        if (what.equals("held")) {
            owner.post(link(order) + "/return", Map.of());
            assertThat(owner.get(link(order) + "/device").body()).contains("I have it again");
            clerk.post("/intake/" + order.id() + "/hold", Map.of("reason", "stolen"));
            assertThat(now(order).state()).isEqualTo(OrderState.HELD);
        } else {
            Trip.arrives(clerk, order.id(), mail(), "WC-5", Map.of());
            laptop.erases(laptop.serial, Verdict.CLEARED);
            assertThat(way(order, "sent-back").status()).isEqualTo(302);
            assertThat(now(order).state()).isEqualTo(OrderState.CLEARED);
        }
        OrderState before = now(order).state();
        assertThat(owner.get(link(order) + "/device").body())
                .contains("When you have it, tell the shop")
                .doesNotContain("I have it again", "/home\"");
        assertRefused(owner.post(link(order) + "/home", Map.of()), "Something changed meanwhile; nothing was done");
        assertThat(now(order).state()).isEqualTo(before);
        assertThat(travel(order).isHome()).isFalse();
    }

    /** Out of the shop's hands for a week, and back: nobody knows what is on it now, and it is not sold by what was proved before. */
    @Test
    void whatWasSentBackIsNotSoldByWhatWasProvedBefore() throws Exception {
        WorkOrder order = consented(Channel.MAIL_IN, DeviceKind.LAPTOP);
        owner(order).post(link(order) + "/sent", Map.of("bag", "WC-7"));
        Trip.arrives(clerk, order.id(), mail(), "WC-7", Map.of());
        orders.move(order.id(), OrderState.ERASING, "erasing", Actor.platform());
        orders.move(order.id(), OrderState.CLEARED, "cleared", Actor.platform());
        assertThat(clerk.get("/intake/" + order.id()).body()).contains("/close\"");
        assertThat(way(order, "sent-back").status()).isEqualTo(302);
        assertNotSold(order);
        assertThat(way(order, "found").status()).isEqualTo(302);
        assertNotSold(order);
        assertThat(travel(order).mayBeErased()).isFalse();
    }

    private void assertNotSold(WorkOrder order) {
        assertThat(clerk.get("/intake/" + order.id()).body()).doesNotContain("/close\"");
        assertThatThrownBy(() -> orders.move(order.id(), OrderState.CLOSED, "closed", Actor.platform()))
                .isInstanceOfSatisfying(
                        OrderException.class, e -> assertThat(e.code()).isEqualTo(OrderException.Code.NOT_ARRIVED));
    }
}
