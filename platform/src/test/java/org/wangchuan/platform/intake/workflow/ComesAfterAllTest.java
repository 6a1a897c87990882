package org.wangchuan.platform.intake.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.wangchuan.platform.custody.DeviceKind;
import org.wangchuan.platform.custody.DeviceState;
import org.wangchuan.platform.intake.Actor;
import org.wangchuan.platform.intake.Channel;
import org.wangchuan.platform.intake.OrderException;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.OrderTerms;
import org.wangchuan.platform.intake.WorkOrder;
import org.wangchuan.platform.ledger.Records;
import org.wangchuan.platform.testing.Agreed;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.web.access.Role;

/** What was said to be with its owner, and comes to the shop all the same: its order goes on, and its owner is asked. */
final class ComesAfterAllTest extends TravellingOrders {
    /** Nobody had announced it, and the shop closed its order: nobody here had seen the device. */
    @Test
    void aParcelWithoutAWordIsReceivedThoughStaffSaidThatItIsHome() throws Exception {
        WorkOrder order = consented(Channel.MAIL_IN, DeviceKind.PHONE);
        Browser owner = owner(order);
        assertThat(clerk.post("/intake/" + order.id() + "/return", Map.of()).status())
                .isEqualTo(302);
        assertThat(now(order).state()).isEqualTo(OrderState.RETURNED_UNTOUCHED);
        assertThat(clerk.get("/intake/" + order.id()).body())
                .contains("It has arrived after all")
                .doesNotContain("Nobody has said yet that it was sent");

        Trip.arrives(clerk, order.id(), mail(), "none", Map.of());

        assertThat(travel(order).isHere()).isTrue();
        assertThat(device(order)).isEqualTo(DeviceState.REGISTERED);
        // What was agreed to is over, and that is signed: it takes another consent, and a word on how it came.
        assertThat(now(order).state()).isEqualTo(OrderState.ACCEPTED);
        assertThat(now(order).consent()).isEmpty();
        assertCannotStart(order);
        owner.post(link(order) + "/keep", Map.of("keep", "copied"));
        assertThat(Agreed.by(owner, link(order)).status()).isEqualTo(302);
        assertThat(now(order).state()).isEqualTo(OrderState.CONSENTED);
        assertNothingCanBegin(order, OrderException.Code.OWNER_ASKED);
        assertThat(owner.post(link(order) + "/go-on", Map.of()).status()).isEqualTo(302);
        assertThat(technician
                        .post("/workflow/" + order.id() + "/start", Map.of("workflow", "other"))
                        .status())
                .isEqualTo(302);
        assertThat(clerk.get("/intake/" + order.id()).body()).contains("turned up again");
    }

    @Test
    void aParcelIsReceivedThoughItsOwnerSaidThatTheyKeepIt() throws Exception {
        WorkOrder order = consented(Channel.MAIL_IN, DeviceKind.PHONE);
        Browser owner = owner(order);
        owner.post(link(order) + "/return", Map.of("sure", "1"));
        assertThat(now(order).state()).isEqualTo(OrderState.RETURNED_UNTOUCHED);
        Trip.arrives(clerk, order.id(), mail(), "none", Map.of());
        assertThat(now(order).state()).isEqualTo(OrderState.ACCEPTED);
        assertThat(travel(order).isOwnerAsked()).isTrue();
        assertThat(owner.get(link(order) + "/device").body()).contains("without a word from you");
    }

    /** Announced, called back, said to be home, and as it was sent all the same: their last word was that they have it. */
    @Test
    void whatArrivesAsItWasSentButWasSaidToBeHomeWaitsForItsOwner() throws Exception {
        WorkOrder order = consented(Channel.MAIL_IN, DeviceKind.PHONE);
        Browser owner = owner(order);
        owner.post(link(order) + "/sent", Map.of("bag", "WC-5"));
        owner.post(link(order) + "/return", Map.of());
        owner.post(link(order) + "/home", Map.of());
        assertThat(now(order).state()).isEqualTo(OrderState.RETURNED_UNTOUCHED);

        Trip.arrives(clerk, order.id(), mail(), "WC-5", Map.of());

        assertThat(travel(order).arrival().orElseThrow().isAsSent()).isTrue();
        assertThat(travel(order).isInTheShop()).isTrue();
        assertThat(owner.get(link(order) + "/device").body())
                .contains("It was said to be with you again, and arrived here all the same");
        assertThat(clerk.get("/intake/" + order.id()).body()).contains("The owner wants it back");
        owner.post(link(order) + "/keep", Map.of("keep", "copied"));
        Agreed.by(owner, link(order));
        assertNothingCanBegin(order, OrderException.Code.OWNER_ASKED);
        owner.post(link(order) + "/go-on", Map.of());
        assertThat(travel(order).mayBeErased()).isTrue();
    }

    /** Said to be home while somebody was unpacking it. */
    @Test
    void whatIsBeingUnpackedIsNotHome() throws Exception {
        WorkOrder order = consented(Channel.MAIL_IN, DeviceKind.PHONE);
        Browser owner = owner(order);
        owner.post(link(order) + "/sent", Map.of("bag", "WC-5"));
        Trip.start(clerk, order.id());
        Trip.answers(clerk, order.id(), mail(), "WC-5", Map.of());
        owner.post(link(order) + "/return", Map.of());
        owner.post(link(order) + "/home", Map.of());
        assertThat(now(order).state()).isEqualTo(OrderState.RETURNED_UNTOUCHED);

        assertThat(clerk.post("/travel/" + order.id() + "/end", Map.of()).status())
                .isEqualTo(302);
        assertThat(now(order).state()).isEqualTo(OrderState.ACCEPTED);
        assertThat(travel(order).isInTheShop()).isTrue();
        assertThat(device(order)).isEqualTo(DeviceState.REGISTERED);
    }

    /** Begun at the door, lost, said to be home: it goes on from where it was, when its owner says so. */
    @Test
    void whatBeganAtTheDoorGoesOnWhenItsOwnerSaysSo() throws Exception {
        WorkOrder order = consented(Channel.DOORSTEP, DeviceKind.PHONE);
        Browser owner = owner(order);
        GuidedRun.upToThePhoto(technician, order.id());
        String bag = bag();
        Trip.leaves(clerk, order.id(), bag);
        way(order, "lost");
        owner.post(link(order) + "/home", Map.of());
        assertThat(now(order).state()).isEqualTo(OrderState.RETURNED_ERASED);

        Trip.arrives(clerk, order.id(), bean(Workflows.class).arrival(Channel.DOORSTEP), bag, Map.of());
        assertThat(now(order).state()).isEqualTo(OrderState.ERASING);
        assertThat(clerk.get("/intake/" + order.id()).body()).contains("It was said to be with its owner, and arrived");
        assertThat(GuidedRun.answer(technician, order.id(), "lock", "free").status())
                .isEqualTo(422);
        assertThat(owner.post(link(order) + "/go-on", Map.of()).status()).isEqualTo(302);
        assertThat(GuidedRun.answer(technician, order.id(), "lock", "free").status())
                .isEqualTo(302);
    }

    @Test
    void whatWasHeldIsHeldAgain() throws Exception {
        WorkOrder order = consented(Channel.MAIL_IN, DeviceKind.PHONE);
        clerk.post("/intake/" + order.id() + "/hold", Map.of("reason", "stolen"));
        clerk.post("/intake/" + order.id() + "/return", Map.of());
        assertThat(now(order).state()).isEqualTo(OrderState.RETURNED_UNTOUCHED);
        Trip.arrives(clerk, order.id(), mail(), "none", Map.of());
        assertThat(now(order).state()).isEqualTo(OrderState.HELD);
        assertThat(device(order)).isEqualTo(DeviceState.BLOCKED);
        assertCannotStart(order);

        // What was agreed to is over, and that is signed: a release asks its owner anew.
        assertThat(now(order).consent()).isEmpty();
        shop.browser(Role.MANAGER).post("/intake/" + order.id() + "/release", Map.of("reason", "mistake"));
        assertThat(now(order).state()).isEqualTo(OrderState.ACCEPTED);
        assertThat(device(order)).isEqualTo(DeviceState.REGISTERED);
        assertCannotStart(order);
    }

    /** What never left its owner is no shop's to hold among its devices; who did so all the same ends that first. */
    @Test
    void whatIsHeldByHandAndNeverLeftIsReleasedFirst() throws Exception {
        WorkOrder order = consented(Channel.MAIL_IN, DeviceKind.PHONE);
        clerk.post("/stock/" + order.device() + "/block", Map.of("reason", "stolen"));
        Browser.Answer refused = clerk.post("/intake/" + order.id() + "/return", Map.of());
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body()).contains("before a manager has released it");
        owner(order).post(link(order) + "/return", Map.of("sure", "1"));
        assertThat(now(order).state()).isEqualTo(OrderState.CONSENTED);
        assertThat(device(order)).isEqualTo(DeviceState.BLOCKED);

        shop.browser(Role.MANAGER).post("/stock/" + order.device() + "/release", Map.of("reason", "mistake"));
        assertThat(clerk.post("/intake/" + order.id() + "/return", Map.of()).status())
                .isEqualTo(302);
        assertThat(now(order).state()).isEqualTo(OrderState.RETURNED_UNTOUCHED);
        assertThat(device(order)).isEqualTo(DeviceState.RETURNED);
    }

    /** Both holds come back with it, and each has its own end. */
    @Test
    void whatWasHeldTwiceIsHeldTwiceAgain() throws Exception {
        WorkOrder order = consented(Channel.MAIL_IN, DeviceKind.PHONE);
        clerk.post("/stock/" + order.device() + "/block", Map.of("reason", "stolen"));
        clerk.post("/intake/" + order.id() + "/hold", Map.of("reason", "claimed"));
        clerk.post("/intake/" + order.id() + "/return", Map.of());
        assertThat(now(order).state()).isEqualTo(OrderState.RETURNED_UNTOUCHED);
        Trip.arrives(clerk, order.id(), mail(), "none", Map.of());
        assertThat(now(order).state()).isEqualTo(OrderState.HELD);

        Browser manager = shop.browser(Role.MANAGER);
        manager.post("/intake/" + order.id() + "/release", Map.of("reason", "mistake"));
        assertThat(now(order).state()).isEqualTo(OrderState.ACCEPTED);
        assertThat(device(order)).isEqualTo(DeviceState.BLOCKED);
        manager.post("/stock/" + order.device() + "/release", Map.of("reason", "police"));
        assertThat(device(order)).isEqualTo(DeviceState.REGISTERED);
    }

    /** Whoever agrees a second time ends that a second time. */
    @Test
    void eachConsentEndsByAWithdrawalOfItsOwn() throws Exception {
        WorkOrder order = consented(Channel.MAIL_IN, DeviceKind.PHONE);
        Browser owner = owner(order);
        owner.post(link(order) + "/return", Map.of("sure", "1"));
        Trip.arrives(clerk, order.id(), mail(), "none", Map.of());
        bean(OrderTerms.class).consent(order.id(), Agreed.to("erasure-away", "en"), Actor.owner());
        clerk.post("/intake/" + order.id() + "/return", Map.of());
        assertThat(now(order).state()).isEqualTo(OrderState.RETURNED_UNTOUCHED);
        assertThat(bean(Records.class).agreed(order.id()))
                .extracting(Records.Shown::kind)
                .containsExactly(
                        Records.Kind.CONSENT, Records.Kind.WITHDRAWAL, Records.Kind.CONSENT, Records.Kind.WITHDRAWAL);
    }

    /** What was here, and was given back, is taken in anew. */
    @Test
    void whatWentHomeFromHereDoesNotArriveAgain() throws Exception {
        WorkOrder order = consented(Channel.MAIL_IN, DeviceKind.PHONE);
        owner(order).post(link(order) + "/sent", Map.of("bag", "WC-5"));
        Trip.arrives(clerk, order.id(), mail(), "WC-5", Map.of());
        clerk.post("/intake/" + order.id() + "/return", Map.of());
        assertThat(now(order).state()).isEqualTo(OrderState.RETURNED_UNTOUCHED);
        assertThat(clerk.get("/intake/" + order.id()).body()).doesNotContain("It has arrived after all");
        assertThat(Trip.start(clerk, order.id()).status()).isEqualTo(422);
        assertThat(now(order).state()).isEqualTo(OrderState.RETURNED_UNTOUCHED);
    }

    private void assertCannotStart(WorkOrder order) {
        Browser.Answer answer = technician.post("/workflow/" + order.id() + "/start", Map.of("workflow", "other"));
        assertThat(answer.status()).isEqualTo(422);
        assertThatThrownBy(() -> orders.move(order.id(), OrderState.ERASING, "skipped", Actor.staff(account)))
                .isInstanceOfSatisfying(
                        OrderException.class, e -> assertThat(e.code()).isEqualTo(OrderException.Code.WRONG_STATE));
    }
}
