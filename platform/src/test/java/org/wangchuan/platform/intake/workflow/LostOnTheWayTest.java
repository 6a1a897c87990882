package org.wangchuan.platform.intake.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.wangchuan.platform.bench.BenchOrder;
import org.wangchuan.platform.custody.DeviceKind;
import org.wangchuan.platform.intake.Channel;
import org.wangchuan.platform.intake.OrderException;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.WorkOrder;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.proof.statement.Verdict;

/** What is lost has an end, proves nothing, and goes on when it turns up. */
final class LostOnTheWayTest extends TravellingOrders {
    @Test
    void whatIsLostHasAnEndAndGoesOnWhenItTurnsUp() throws Exception {
        WorkOrder order = consented(Channel.MAIL_IN, DeviceKind.PHONE);
        Browser owner = owner(order);
        assertThat(way(order, "lost").status()).as("it never left").isEqualTo(422);
        owner.post(link(order) + "/sent", Map.of("bag", "WC-5"));
        assertThat(way(order, "found").status()).as("nothing is lost").isEqualTo(422);
        assertThat(clerk.post("/intake/" + order.id() + "/way/lost", Map.of("tracked", "yes"))
                        .status())
                .isEqualTo(302);

        assertThat(now(order).state()).isEqualTo(OrderState.LOST);
        assertThat(way(order, "lost").status()).as("once").isEqualTo(422);
        assertThat(owner.get(link(order) + "/proof").body())
                .contains("Nothing of it was erased here", "unproven", "as the shop said", "the carrier has to answer")
                .doesNotContain("Cleared", "verdict cleared");
        assertThat(clerk.get("/intake/" + order.id()).body()).contains("Lost, as staff said", "ask the carrier");
        assertNothingCanBegin(order, OrderException.Code.WRONG_STATE);
        Trip.arrives(clerk, order.id(), mail(), "WC-5", Map.of());
        assertThat(travel(order).isHere()).as("first it has to have turned up").isFalse();

        assertThat(way(order, "found").status()).isEqualTo(302);
        assertThat(now(order).state()).isEqualTo(OrderState.CONSENTED);
        Trip.arrives(clerk, order.id(), mail(), "WC-5", Map.of());
        assertThat(travel(order).mayBeErased()).isTrue();
        for (String change : List.of(
                "UPDATE intake.travel_turn SET is_tracked = false WHERE order_id = ?",
                "DELETE FROM intake.travel_turn WHERE order_id = ?")) {
            assertThatThrownBy(() -> jdbc().sql(change).param(order.id()).update())
                    .isInstanceOf(DataAccessException.class);
        }
    }

    @Test
    void anOwnerSaysThatItIsLostAndThatTheyHaveItAgain() throws Exception {
        WorkOrder order = consented(Channel.MAIL_IN, DeviceKind.PHONE);
        Browser owner = owner(order);
        owner.post(link(order) + "/sent", Map.of("bag", "WC-5"));
        assertThat(owner.post(link(order) + "/lost", Map.of()).status()).isEqualTo(302);
        assertThat(now(order).state()).isEqualTo(OrderState.LOST);
        assertThat(clerk.get("/intake/" + order.id()).body()).contains("as its owner said", "no consignment number");
        owner.post(link(order) + "/home", Map.of());
        assertThat(now(order).state()).isEqualTo(OrderState.RETURNED_UNTOUCHED);
    }

    /** What began at the door is neither proved nor undone by the loss. */
    @Test
    void whatBeganAtTheDoorAndIsLostSaysSo() throws Exception {
        WorkOrder order = consented(Channel.DOORSTEP, DeviceKind.PHONE);
        Browser owner = owner(order);
        GuidedRun.upToThePhoto(technician, order.id());
        Trip.leaves(clerk, order.id(), bag());
        way(order, "lost");
        assertThat(owner.get(link(order) + "/proof").body())
                .contains("had begun, which proves nothing", "unproven")
                .doesNotContain("Nothing of it was erased");
        way(order, "found");
        assertThat(now(order).state()).isEqualTo(OrderState.ERASING);
        assertThat(orders.hasBegun(order.id())).isTrue();
        way(order, "lost");
        assertThat(clerk.post("/intake/" + order.id() + "/return", Map.of()).status())
                .as("nobody here has seen it")
                .isEqualTo(422);
        owner.post(link(order) + "/home", Map.of());
        assertThat(now(order).state()).isEqualTo(OrderState.RETURNED_ERASED);
    }

    /** What arrived, and got lost in the shop: its owner can't say that they have it again, and what was seen of it before is over. */
    @Test
    void whatArrivedCanGetLostInTheShop() throws Exception {
        WorkOrder order = consented(Channel.MAIL_IN, DeviceKind.PHONE);
        Browser owner = owner(order);
        Browser manager = confirmed(shop.account(Role.MANAGER));
        String loss = "/intake/" + order.id() + "/loss";
        owner.post(link(order) + "/sent", Map.of("bag", "WC-5"));
        assertThat(manager.post(loss, Map.of("reason", "stolen")).status())
                .as("it is not here yet")
                .isEqualTo(422);
        Trip.arrives(clerk, order.id(), mail(), "WC-5", Map.of());
        GuidedRun.upToThePhoto(technician, order.id());
        assertThat(now(order).state()).isEqualTo(OrderState.ERASING);

        assertThat(manager.post(loss, Map.of("reason", "stolen")).status()).isEqualTo(302);
        assertThat(now(order).state()).isEqualTo(OrderState.MISSING);
        assertThat(way(order, "lost").status()).isEqualTo(422);
        assertThat(way(order, "sent-back").status()).isEqualTo(422);
        assertThat(way(order, "found").status()).isEqualTo(422);
        assertThat(clerk.post("/intake/" + order.id() + "/return", Map.of()).status())
                .isEqualTo(422);
        owner.post(link(order) + "/home", Map.of());
        assertThat(technician.post("/workflow/" + order.id() + "/end", Map.of()).status())
                .isEqualTo(422);
        assertThat(now(order).state()).isEqualTo(OrderState.MISSING);
        assertThat(owner.get(link(order) + "/proof").body())
                .contains("nothing proves that it ended", "Your device is not here any more")
                .doesNotContain("verdict cleared", "I have it again");

        assertThat(manager.post(loss + "/found", Map.of("reason", "turned_up")).status())
                .isEqualTo(302);
        assertThat(now(order).state()).isEqualTo(OrderState.NOT_CLEARED);
        assertThat(GuidedRun.answer(technician, order.id(), "identity", "same").status())
                .as("what was answered before it was lost is over")
                .isEqualTo(422);
        assertThat(technician.post("/workflow/" + order.id() + "/end", Map.of()).status())
                .isEqualTo(302);
        assertThat(now(order).state()).isEqualTo(OrderState.NOT_CLEARED);
        GuidedRun.upToThePhoto(technician, order.id());
        assertThat(now(order).state()).isEqualTo(OrderState.ERASING);
    }

    /** What was proved stays proved of then; the title says how it ended. */
    @Test
    void whatIsLostOnItsWayBackIsNotCalledCleared() throws Exception {
        BenchOrder cleared = BenchOrder.travelling(shop, Channel.MAIL_IN);
        WorkOrder order = orders.find(cleared.order).orElseThrow();
        Browser owner = owner(order);
        owner.post(link(order) + "/sent", Map.of("bag", "WC-5"));
        Trip.arrives(clerk, order.id(), mail(), "WC-5", Map.of());
        cleared.erases(cleared.serial, Verdict.CLEARED);
        String page = "/intake/" + order.id();
        assertThat(owner.get(link(order) + "/proof").body())
                .contains("<h1>The result</h1>", "<strong>Cleared</strong>", "class=\"verdict cleared\"");
        assertThat(clerk.get(page).body()).contains("class=\"verdict cleared\"", "<strong>cleared</strong>");

        assertThat(way(order, "sent-back").status()).isEqualTo(302);
        assertThat(owner.get(link(order) + "/proof").body()).contains("<strong>Cleared</strong>");
        assertThat(way(order, "lost").status()).isEqualTo(302);
        assertThat(owner.get(link(order) + "/proof").body())
                .contains(
                        "<h1>Lost on its way</h1>",
                        "<strong>Before it left the shop: Cleared</strong>",
                        "nobody here knows")
                .doesNotContain("<strong>Cleared</strong>", "class=\"verdict cleared\"");
        for (String path : List.of(page, page + "/receipt")) {
            assertThat(clerk.get(path).body())
                    .as(path)
                    .containsIgnoringCase("<strong>Before it left the shop: cleared</strong>")
                    .doesNotContain("class=\"verdict cleared\"", "class=\"finding cleared\"");
        }
        // It came to the shop again: what was done with it since nobody knows.
        assertThat(way(order, "found").status()).isEqualTo(302);
        assertThat(travel(order).isInTheShop()).isTrue();
        assertThat(owner.get(link(order) + "/proof").body())
                .contains("<strong>Before it left the shop: Cleared</strong>")
                .doesNotContain("class=\"verdict cleared\"");
        assertThat(clerk.get(page).body())
                .doesNotContain("class=\"verdict cleared\"", "state order-cleared", "The rule is met");
        for (String path : List.of("/stock", "/statements/" + order.id())) {
            assertThat(clerk.get(path).body())
                    .as(path)
                    .contains("shop’s hands")
                    .doesNotContain("finding cleared", "verdict cleared", "device-cleared", ">The rule is met");
        }
        assertThat(owner.get(link(order) + "/device").body()).doesNotContain("the evidence is complete");
    }
}
