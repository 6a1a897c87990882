package org.wangchuan.platform.intake.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.dao.DataAccessException;
import org.wangchuan.platform.consumer.OwnerLinks;
import org.wangchuan.platform.custody.BagNumber;
import org.wangchuan.platform.custody.Device;
import org.wangchuan.platform.custody.DeviceKind;
import org.wangchuan.platform.custody.DeviceState;
import org.wangchuan.platform.custody.Devices;
import org.wangchuan.platform.intake.Actor;
import org.wangchuan.platform.intake.Channel;
import org.wangchuan.platform.intake.Counter;
import org.wangchuan.platform.intake.OrderException;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.Orders;
import org.wangchuan.platform.intake.Presence;
import org.wangchuan.platform.intake.Presenter;
import org.wangchuan.platform.intake.Travel;
import org.wangchuan.platform.intake.WorkOrder;
import org.wangchuan.platform.ledger.Observations;
import org.wangchuan.platform.testing.Agreed;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.Photos;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.proof.record.RecordedFile;

/** What travels waits for its arrival; what did not arrive as it was sent waits for its owner; and nobody is said to have been there. */
final class TravelTest extends PlatformTest {
    private static final List<String> FACE_TO_FACE = List.of("当面", "面对面", "face to face", "face-to-face", "in person");

    private final Shop shop = newShop();
    private final UUID account = shop.account(Role.CLERK);
    private final Browser clerk = signedIn(account);
    private final Browser technician = shop.browser(Role.TECHNICIAN);
    private final Orders orders = bean(Orders.class);
    private final WorkflowRuns runs = bean(WorkflowRuns.class);
    private final Observations observations = bean(Observations.class);

    @Test
    void byMailItGoesOnAfterItArrivedAsItWasSent() throws Exception {
        WorkOrder order = consented(Channel.MAIL_IN, DeviceKind.PHONE);
        Browser owner = owner(order);
        assertThat(owner.post(link(order) + "/sent", Map.of("bag", "ＷＣ-００７ 123 456 789"))
                        .status())
                .isEqualTo(302);
        assertNothingCanBegin(order, OrderException.Code.NOT_ARRIVED);

        Trip.arrives(clerk, order.id(), mail(), "wc-OO7-123456789", Map.of()); // O for 0: people can't tell

        assertThat(travel(order).isHere()).isTrue();
        assertThat(travel(order).arrival().orElseThrow().isAsSent()).isTrue();
        assertThat(owner.get(link(order) + "/device").body())
                .contains("WC-007 123 456 789")
                .contains("as staff say")
                .contains("You were not there");
        GuidedRun.upToThePhoto(technician, order.id());
        assertThat(now(order).state()).isEqualTo(OrderState.ERASING);
    }

    @Test
    void theRecordOfItsArrivalIsSignedAndSaysHowItCame() throws Exception {
        WorkOrder order = consented(Channel.MAIL_IN, DeviceKind.LAPTOP);
        Browser owner = owner(order);
        owner.post(link(order) + "/sent", Map.of("bag", "WC-1"));
        Trip.start(clerk, order.id());
        Trip.answers(clerk, order.id(), mail(), "WC-1", Map.of("watched", "said-live"));
        byte[] photo = Photos.plain("jpeg", Photos.picture(60, 40, 1));
        assertThat(clerk.upload("/travel/" + order.id() + "/photo", Map.of("step", "photo"), "photo", photo)
                        .status())
                .isEqualTo(302);
        clerk.post("/travel/" + order.id() + "/end", Map.of());

        Observations.Shown shown = observations.ofOrder(order.id()).getFirst();
        assertThat(shown.stage()).isEqualTo("arrival");
        String record = new String(
                RecordedFile.parse(shown.text().getBytes(java.nio.charset.StandardCharsets.UTF_8))
                        .toBytes(),
                java.nio.charset.StandardCharsets.UTF_8);
        assertThat(record).isEqualTo(shown.text());
        WorkflowRuns.Run run = runs.latest(order.id(), Workflow.Stage.ARRIVAL).orElseThrow();
        assertThat(runs.answers(run))
                .containsEntry("bag", "WC-1")
                .containsEntry("bag-compared", "same")
                .containsEntry("watched", "said-live")
                .containsEntry("photo", WorkflowRuns.TAKEN);
        String page = owner.get(link(order) + "/device").body();
        assertThat(page).contains("Yes, by video, as staff say", "not that it was so");
        assertThat(owner.get(link(order) + "/record.json?event=" + shown.run()).body())
                .isEqualTo(shown.text());
        // It is no record of an erasure, and no page takes it for one.
        assertThat(clerk.get("/statements/" + order.id()).body())
                .contains("Signed record of its arrival")
                .doesNotContain("not that anything was erased");
        // The clerk may look at what was taken on the way, and the owner sees that.
        UUID kept = runs.photos(run).getOrDefault("photo", List.of()).getFirst();
        assertThat(clerk.post("/travel/" + order.id() + "/photos/" + kept, Map.of("reason", "device"))
                        .status())
                .isEqualTo(200);
        assertThat(clerk.post("/workflow/" + order.id() + "/photos/" + kept, Map.of("reason", "device"))
                        .status())
                .isIn(403, 404);
        assertThat(owner.get(link(order) + "/privacy").body()).contains("Who looked (1)");
    }

    /** Each is one thing that is not as it was sent. */
    @ParameterizedTest
    @CsvSource({
        "WC-5,seal,damaged",
        "WC-5,seal,none",
        "WC-5,contents,differs",
        "WC-5,contents,more",
        "WC-5,contents,unopened",
        "WC-5,state,worse",
        "WC-6,seal,intact",
        "none,seal,intact"
    })
    void whatDidNotArriveAsItWasSentWaitsForItsOwner(String bag, String step, String answer) throws Exception {
        WorkOrder order = consented(Channel.MAIL_IN, DeviceKind.PHONE);
        Browser owner = owner(order);
        owner.post(link(order) + "/sent", Map.of("bag", "WC-5"));
        Trip.arrives(clerk, order.id(), mail(), bag, Map.of(step, answer));

        assertThat(travel(order).isOwnerAsked()).isTrue();
        assertNothingCanBegin(order, OrderException.Code.OWNER_ASKED);
        assertThat(clerk.get("/intake/" + order.id()).body()).contains("Nobody can say it for them");
        // The clerk can't say it in the owner's place: not on the glass, not by recording the arrival again.
        for (String name : List.of("go-on", "sent", "agree", "accept")) {
            assertThat(clerk.post("/counter/" + order.id() + "/" + name, Map.of())
                            .status())
                    .isGreaterThanOrEqualTo(400);
        }
        Trip.arrives(clerk, order.id(), mail(), "WC-5", Map.of());
        assertNothingCanBegin(order, OrderException.Code.OWNER_ASKED);

        // Nor by the paper's code, which the shop knows: that browser only sees it, or has it sent back.
        Browser came = nobody();
        came.post(link(order) + "/enter", Map.of("code", bean(OwnerLinks.class).paperCode(order.id())));
        assertThat(came.get(link(order) + "/watch").body()).contains("It did not arrive as it left");
        Browser.Answer refused = came.post(link(order) + "/go-on", Map.of());
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.body()).contains("the shop knows the digits");
        assertNothingCanBegin(order, OrderException.Code.OWNER_ASKED);

        assertThat(owner.get(link(order) + "/watch").body()).contains("It did not arrive as it left");
        assertThat(owner.post(link(order) + "/go-on", Map.of()).status()).isEqualTo(302);
        assertThat(technician
                        .post("/workflow/" + order.id() + "/start", Map.of("workflow", "other"))
                        .status())
                .isEqualTo(302);
    }

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
        owner.post(link(order) + "/go-on", Map.of());
        assertThat(travel(order).isWantedBack()).isTrue();
    }

    /** Sent back is not returned: it is on its way until its owner, or who gave it to them, says that it is there. */
    @Test
    void whatIsSentBackIsReturnedWhenItIsThere() throws Exception {
        WorkOrder order = consented(Channel.MAIL_IN, DeviceKind.PHONE);
        Browser owner = owner(order);
        owner.post(link(order) + "/sent", Map.of("bag", "WC-5"));
        assertThat(way(order, "sent-back").status()).as("not here").isEqualTo(422);
        assertThat(owner.post(link(order) + "/home", Map.of()).status())
                .as("nobody asked")
                .isNotEqualTo(302);
        Trip.arrives(clerk, order.id(), mail(), "WC-5", Map.of());
        assertThat(owner.post(link(order) + "/home", Map.of()).status())
                .as("it is in the shop")
                .isNotEqualTo(302);
        owner.post(link(order) + "/return", Map.of());

        assertThat(way(order, "sent-back").status()).isEqualTo(302);
        assertThat(now(order).state()).isEqualTo(OrderState.CONSENTED);
        assertThat(travel(order).isOnTheWayBack()).isTrue();
        assertThat(way(order, "sent-back").status()).as("once").isEqualTo(422);
        assertNothingCanBegin(order, OrderException.Code.NOT_ARRIVED);
        assertThat(owner.post(link(order) + "/go-on", Map.of()).status())
                .as("it has left")
                .isNotEqualTo(302);
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
        // On the counter's glass the clerk could say it for them.
        assertThat(clerk.post("/counter/" + order.id() + "/home", Map.of()).status())
                .isGreaterThanOrEqualTo(400);
        assertThat(now(order).state()).isEqualTo(OrderState.CONSENTED);
        owner.post(link(order) + "/home", Map.of());
        assertThat(now(order).state()).isEqualTo(OrderState.RETURNED_UNTOUCHED);
        assertThat(travel(order).isHome()).isTrue();
    }

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

    private Browser.Answer way(WorkOrder order, String what) {
        return clerk.post("/intake/" + order.id() + "/way/" + what, Map.of());
    }

    @Test
    void aChangeOfMindOnTheWayHoldsThoughItArrivesWell() throws Exception {
        WorkOrder order = consented(Channel.MAIL_IN, DeviceKind.PHONE);
        Browser owner = owner(order);
        owner.post(link(order) + "/sent", Map.of("bag", "WC-5"));
        owner.post(link(order) + "/return", Map.of());
        // Nobody can give back what is not here.
        assertThat(clerk.post("/intake/" + order.id() + "/return", Map.of()).status())
                .isEqualTo(422);
        Trip.arrives(clerk, order.id(), mail(), "WC-5", Map.of());
        assertNothingCanBegin(order, OrderException.Code.OWNER_ASKED);
        owner.post(link(order) + "/go-on", Map.of());
        assertThat(travel(order).mayBeErased()).isTrue();
    }

    @Test
    void aWordFromBeforeTheArrivalIsNoAnswerToIt() throws Exception {
        WorkOrder order = consented(Channel.MAIL_IN, DeviceKind.PHONE);
        Browser owner = owner(order);
        owner.post(link(order) + "/sent", Map.of("bag", "WC-5"));
        owner.post(link(order) + "/return", Map.of());
        owner.post(link(order) + "/go-on", Map.of());
        Trip.arrives(clerk, order.id(), mail(), "WC-5", Map.of("seal", "damaged"));
        assertNothingCanBegin(order, OrderException.Code.OWNER_ASKED);
    }

    @Test
    void whatWasNeverAnnouncedNeedsItsOwnersWord() throws Exception {
        WorkOrder order = consented(Channel.MAIL_IN, DeviceKind.PHONE);
        Browser owner = owner(order);
        // An arrival before a departure: nothing but the clerk's word, so the owner is asked, and sees it.
        Trip.arrives(clerk, order.id(), mail(), "none", Map.of());

        assertThat(travel(order).departure().orElseThrow().isByOwner()).isFalse();
        assertNothingCanBegin(order, OrderException.Code.OWNER_ASKED);
        assertThat(owner.post(link(order) + "/sent", Map.of("bag", "WC-5")).status())
                .isEqualTo(200);
        assertThat(travel(order).departure().orElseThrow().bag()).isEmpty();
        assertThat(owner.get(link(order) + "/watch").body()).contains("without a word from you");
    }

    @Test
    void theNumberOfTheBagStays() throws Exception {
        WorkOrder order = consented(Channel.MAIL_IN, DeviceKind.PHONE);
        Browser owner = owner(order);
        owner.post(link(order) + "/sent", Map.of("bag", "WC-5"));
        owner.post(link(order) + "/sent", Map.of("bag", "WC-6"));
        owner.post(link(order) + "/sent", Map.of("none", "1"));
        assertThat(travel(order).departure().orElseThrow().bag()).contains("WC-5");
        for (String change : List.of(
                "UPDATE intake.departure SET bag_number = 'WC-6' WHERE order_id = ?",
                "DELETE FROM intake.departure WHERE order_id = ?",
                "INSERT INTO intake.departure SELECT order_id, 'WC-6', said_by, account_id, has_begun, was_past_return, at FROM intake.departure WHERE order_id = ?")) {
            assertThatThrownBy(() -> jdbc().sql(change).param(order.id()).update())
                    .isInstanceOf(DataAccessException.class);
        }
        Trip.arrives(clerk, order.id(), mail(), "WC-5", Map.of("seal", "damaged"));
        for (String change : List.of(
                "UPDATE intake.arrival SET is_as_sent = true WHERE order_id = ?",
                "DELETE FROM intake.arrival WHERE order_id = ?")) {
            assertThatThrownBy(() -> jdbc().sql(change).param(order.id()).update())
                    .isInstanceOf(DataAccessException.class);
        }
    }

    /** A number is kept in clear: what can be a person's is refused, wherever it is typed. */
    @ParameterizedTest
    @CsvSource({
        "王小明",
        "none",
        "13800138000",
        "１３８ ００１３ ８０００",
        "+86 138-0013-8000",
        "''",
        "---",
        "АВС1",
        "1234567890123456789012345678901234567890-1"
    })
    void whatIsNoNumberOfABagIsRefused(String typed) throws Exception {
        WorkOrder order = consented(Channel.MAIL_IN, DeviceKind.PHONE);
        assertThat(owner(order)
                        .post(link(order) + "/sent", Map.of("bag", typed))
                        .body())
                .contains("no telephone number");
        assertThat(travel(order).departure()).isEmpty();
        WorkOrder door = consented(Channel.DOORSTEP, DeviceKind.PHONE);
        Trip.start(clerk, door.id());
        assertThat(Trip.answer(clerk, door.id(), "bag", typed).status()).isEqualTo(422);
    }

    @Test
    void nobodyAnswersWhetherTheNumbersAgree() throws Exception {
        WorkOrder order = consented(Channel.MAIL_IN, DeviceKind.PHONE);
        owner(order).post(link(order) + "/sent", Map.of("bag", "WC-5"));
        Trip.start(clerk, order.id());
        Trip.answers(clerk, order.id(), mail(), "WC-6", Map.of());
        assertThat(Trip.answer(clerk, order.id(), "bag-compared", "same").status())
                .isEqualTo(422);
        assertThat(runs.answers(runs.latest(order.id(), Workflow.Stage.ARRIVAL).orElseThrow()))
                .containsEntry("bag-compared", "differs");
        // Not before all is answered either.
        WorkOrder other = consented(Channel.MAIL_IN, DeviceKind.PHONE);
        Trip.start(clerk, other.id());
        assertThat(clerk.post("/travel/" + other.id() + "/end", Map.of()).status())
                .isEqualTo(422);
        assertThat(travel(other).isHere()).isFalse();
        assertThat(observations.ofOrder(other.id())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"MAIL_IN", "DOORSTEP"})
    void nobodyWasThereWhereTheOwnerWasNot(Channel channel) throws Exception {
        WorkOrder order = consented(channel, DeviceKind.PHONE);
        Browser owner = owner(order);
        if (channel == Channel.DOORSTEP) {
            Trip.leaves(clerk, order.id(), bag());
        } else {
            owner.post(link(order) + "/sent", Map.of("bag", "WC-5"));
        }
        String number = travel(order).departure().orElseThrow().bag().orElseThrow();
        Trip.arrives(clerk, order.id(), bean(Workflows.class).arrival(channel), number, Map.of());
        GuidedRun.upToThePhoto(technician, order.id());
        assertThat(now(order).state()).isEqualTo(OrderState.ERASING);

        clerk.post("/intake/" + order.id() + "/presence/here", Map.of());
        String code = bean(OwnerLinks.class).presenceCode(order.id());
        owner.post(link(order) + "/code", Map.of("code", code));
        owner.post(link(order) + "/sign", Map.of("signature", SIGNATURE));
        clerk.post("/counter/" + order.id() + "/sign", Map.of("signature", SIGNATURE));
        for (Presence presence : List.of(Presence.ASSERTED, Presence.CODE, Presence.HANDWRITTEN)) {
            assertThatThrownBy(() -> orders.present(order.id(), presence, Actor.owner()))
                    .isInstanceOf(OrderException.class);
        }
        assertThat(now(order).presence()).isEmpty();
        technician.post("/workflow/" + order.id() + "/end", Map.of());
        for (String language : List.of("en", "zh")) {
            for (Map.Entry<Browser, List<String>> one : Map.of(
                            owner,
                            List.of("/watch", "/proof", "/device", "/privacy").stream()
                                    .map(link(order)::concat)
                                    .toList(),
                            clerk,
                            List.of(
                                    "/intake/" + order.id(),
                                    "/intake/" + order.id() + "/receipt",
                                    "/travel/" + order.id(),
                                    "/counter/" + order.id() + "/paper",
                                    "/statements/" + order.id()))
                    .entrySet()) {
                one.getKey().in(language);
                for (String path : one.getValue()) {
                    String body = one.getKey().get(path).body().toLowerCase(java.util.Locale.ROOT);
                    FACE_TO_FACE.forEach(words -> assertThat(body).as(path).doesNotContain(words));
                    assertThat(body).as(path).doesNotContain("present, signed by hand", "在场，已手写签名");
                }
            }
        }
        owner.in("en");
        assertThat(owner.get(link(order) + "/proof").body()).contains("You were not there when it was unpacked");
    }

    @Test
    void atTheDoorWhatBeganThereIsSaidAndNoMore() throws Exception {
        WorkOrder order = consented(Channel.DOORSTEP, DeviceKind.PHONE);
        Browser owner = owner(order);
        GuidedRun.upToThePhoto(technician, order.id()); // the collector is a technician as well
        assertThat(now(order).state()).isEqualTo(OrderState.ERASING);
        // By hand on the collector's phone, which is the counter's screen here.
        clerk.post("/counter/" + order.id() + "/sign", Map.of("signature", SIGNATURE));
        assertThat(now(order).presence()).contains(Presence.HANDWRITTEN);
        String bag = bag();
        Trip.leaves(clerk, order.id(), bag);

        assertThat(travel(order).departure().orElseThrow().hasBegun()).isTrue();
        assertThat(owner.get(link(order) + "/device").body())
                .contains(bag, "Its reset was begun there", "about what began at your door");
        assertThat(clerk.get("/intake/" + order.id() + "/receipt").body())
                .contains(bag, "the reset; the rest in the shop");
        // Nothing goes on while it is on its way, nor does it end, nor is it sealed for its end or given back.
        assertThat(GuidedRun.answer(technician, order.id(), "lock", "free").status())
                .isEqualTo(422);
        assertThat(technician.post("/workflow/" + order.id() + "/end", Map.of()).status())
                .isEqualTo(422);
        Trip.arrives(
                clerk, order.id(), bean(Workflows.class).arrival(Channel.DOORSTEP), bag, Map.of("seal", "damaged"));
        assertThat(GuidedRun.answer(technician, order.id(), "lock", "free").status())
                .isEqualTo(422);
        owner.post(link(order) + "/go-on", Map.of());
        assertThat(GuidedRun.answer(technician, order.id(), "lock", "free").status())
                .isEqualTo(302);
        technician.post("/workflow/" + order.id() + "/end", Map.of());
        assertThat(now(order).state()).isEqualTo(OrderState.NOT_CLEARED);
        assertThat(observations.ofOrder(order.id()))
                .extracting(Observations.Shown::stage)
                .containsExactly("door", "arrival", "erasure");
    }

    @Test
    void withNothingBegunAtTheDoorItIsSaidThatNothingWas() throws Exception {
        WorkOrder order = consented(Channel.DOORSTEP, DeviceKind.LAPTOP);
        String bag = bag();
        // There is no number without a bag, and no arrival before it has left.
        Trip.start(clerk, order.id());
        assertThat(Trip.answer(clerk, order.id(), "bag", "none").status()).isEqualTo(422);
        assertThat(travel(order).isAtDoor()).isTrue();
        Trip.leaves(clerk, order.id(), bag);

        assertThat(travel(order).departure().orElseThrow().hasBegun()).isFalse();
        assertThat(owner(order).get(link(order) + "/watch").body()).contains(bag, "Nothing but sealing it");
        assertThat(clerk.get("/counter/" + order.id() + "/paper").body()).contains(bag);
        // From now on nobody but staff stands at a screen of the shop.
        assertThat(clerk.post("/counter/" + order.id() + "/return", Map.of()).status())
                .isEqualTo(403);
        assertThat(travel(order).isWantedBack()).isFalse();
    }

    /** A workflow that ended at the door before anything had begun is past the point of no return as well. */
    @Test
    void whatEndedAtTheDoorWithoutABeginningCanGoBackToo() throws Exception {
        WorkOrder order = consented(Channel.DOORSTEP, DeviceKind.PHONE);
        Browser owner = owner(order);
        technician.post("/workflow/" + order.id() + "/start", Map.of("workflow", "other"));
        technician.post("/workflow/" + order.id() + "/end", Map.of());
        assertThat(now(order).state()).isEqualTo(OrderState.NOT_CLEARED);
        String bag = bag();
        Trip.leaves(clerk, order.id(), bag);
        assertThat(travel(order).departure().orElseThrow().hasBegun()).isFalse();
        Trip.arrives(
                clerk, order.id(), bean(Workflows.class).arrival(Channel.DOORSTEP), bag, Map.of("seal", "damaged"));

        assertThat(owner.get(link(order) + "/device").body()).contains("It did not arrive as it left");
        assertThat(owner.post(link(order) + "/return", Map.of()).status()).isEqualTo(302);
        assertThat(travel(order).isWantedBack()).isTrue();
    }

    /** The shop knows the code on the paper; a number is the owner's word. */
    @Test
    void whoCameByThePaperNamesNoBag() throws Exception {
        WorkOrder order = consented(Channel.MAIL_IN, DeviceKind.PHONE);
        Browser owner = owner(order);
        Browser came = nobody();
        came.post(link(order) + "/enter", Map.of("code", bean(OwnerLinks.class).paperCode(order.id())));

        assertThat(came.post(link(order) + "/sent", Map.of("bag", "WC-5")).status())
                .isEqualTo(403);
        assertThat(travel(order).departure()).isEmpty();
        assertThat(owner.post(link(order) + "/sent", Map.of("bag", "WC-5")).status())
                .isEqualTo(302);
        assertThat(travel(order).departure()).isPresent();
    }

    @ParameterizedTest
    @CsvSource({"differs", "unknown"})
    void whatMayBeAnotherDeviceDoesNotLeaveTheDoor(String answer) throws Exception {
        WorkOrder order = consented(Channel.DOORSTEP, DeviceKind.PHONE);
        Trip.start(clerk, order.id());
        Trip.answers(clerk, order.id(), bean(Workflows.class).door(), bag(), Map.of("identity", answer));

        assertThat(clerk.post("/travel/" + order.id() + "/end", Map.of()).status())
                .isEqualTo(422);
        assertThat(travel(order).isAtDoor()).isTrue();
        assertThat(travel(order).departure()).isEmpty();
    }

    @Test
    void noBagIsUsedTwice() throws Exception {
        String bag = "TR-0-" + UUID.randomUUID().toString().substring(0, 8);
        WorkOrder first = consented(Channel.DOORSTEP, DeviceKind.LAPTOP);
        WorkOrder second = consented(Channel.DOORSTEP, DeviceKind.LAPTOP);
        Trip.leaves(clerk, first.id(), bag);
        Browser.Answer refused =
                Trip.leaves(clerk, second.id(), bag.replace("0", "O").replace("-", " "));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(travel(second).isAtDoor()).isTrue();
        assertThat(observations.ofOrder(second.id())).isEmpty();
        // Nor for its end: neither that of another device nor of the same.
        for (WorkOrder one : List.of(first, second)) {
            assertThatThrownBy(() -> bean(Devices.class)
                            .takesBag(one.device(), BagNumber.of(bag).orElseThrow(), shop.organisation()))
                    .hasMessageContaining("BAG_USED");
        }
        // Of another company it is another bag; and what owners write on theirs is no business of ours.
        Shop other = newShop();
        bean(Devices.class).takesBag(second.device(), BagNumber.of(bag).orElseThrow(), other.organisation());
        WorkOrder mailed = consented(Channel.MAIL_IN, DeviceKind.PHONE);
        owner(mailed).post(link(mailed) + "/sent", Map.of("bag", bag));
        assertThat(travel(mailed).departure().orElseThrow().bag()).contains(bag);
    }

    @Test
    void aSealedBagOfTheEndIsNoneForTheWay() throws Exception {
        WorkOrder counter = consented(Channel.COUNTER, DeviceKind.PHONE);
        GuidedRun.upToThePhoto(technician, counter.id());
        technician.post("/workflow/" + counter.id() + "/end", Map.of());
        String bag = bag();
        bean(Counter.class).seal(counter.id(), BagNumber.of(bag).orElseThrow(), shop.organisation(), account);
        WorkOrder order = consented(Channel.DOORSTEP, DeviceKind.LAPTOP);
        assertThat(Trip.leaves(clerk, order.id(), bag).status()).isEqualTo(422);
        assertThat(travel(order).isAtDoor()).isTrue();
    }

    @Test
    void anotherSiteAndAnotherRoleSeeNothingOfIt() throws Exception {
        WorkOrder order = consented(Channel.MAIL_IN, DeviceKind.PHONE);
        Browser other = signedIn(shop.accountAt(Optional.of(shop.otherSite()), Role.CLERK));
        assertThat(other.get("/travel/" + order.id()).status()).isEqualTo(404);
        assertThat(Trip.start(other, order.id()).status()).isEqualTo(404);
        assertThat(Trip.start(technician, order.id()).status()).isEqualTo(403);
        assertThat(clerk.get("/travel/"
                                + consented(Channel.COUNTER, DeviceKind.PHONE).id())
                        .status())
                .isEqualTo(404);
        assertThat(runs.latest(order.id(), Workflow.Stage.ARRIVAL)).isEmpty();
        // A stranger's browser says nothing for the owner.
        assertThat(nobody().post(link(order) + "/sent", Map.of("bag", "WC-1")).status())
                .isEqualTo(403);
        assertThat(travel(order).departure()).isEmpty();
    }

    @Test
    void wordsOfTheShopAreNotOfTheOwner() throws Exception {
        WorkOrder order = consented(Channel.MAIL_IN, DeviceKind.PHONE);
        assertThat(order.consent().orElseThrow().text()).isEqualTo("erasure-away/1");
        String receipt = clerk.get("/intake/" + order.id() + "/receipt").body();
        assertThat(receipt).contains("the device is still with its owner").doesNotContain("<h1>Taken in");
    }

    private void assertNothingCanBegin(WorkOrder order, OrderException.Code code) throws IOException {
        Browser.Answer answer = technician.post("/workflow/" + order.id() + "/start", Map.of("workflow", "other"));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(runs.latest(order.id(), Workflow.Stage.ERASURE)).isEmpty();
        for (OrderState to : List.of(OrderState.AT_BENCH, OrderState.ERASING)) {
            for (Actor by : List.of(Actor.staff(account), Actor.station(UUID.randomUUID()), Actor.platform())) {
                assertThatThrownBy(() -> orders.move(order.id(), to, "skipped", by))
                        .isInstanceOfSatisfying(
                                OrderException.class, e -> assertThat(e.code()).isEqualTo(code));
            }
        }
        assertThat(bean(Devices.class).find(order.device()).orElseThrow().state())
                .isEqualTo(DeviceState.REGISTERED);
    }

    private static final String SIGNATURE = "data:image/png;base64,"
            + "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    private static String bag() {
        return "TR-" + UUID.randomUUID().toString().substring(0, 13);
    }

    private static Workflow mail() {
        return bean(Workflows.class).arrival(Channel.MAIL_IN);
    }

    private Travel travel(WorkOrder order) {
        return orders.travel(now(order)).orElseThrow();
    }

    private WorkOrder now(WorkOrder order) {
        return orders.find(order.id()).orElseThrow();
    }

    private static String link(WorkOrder order) {
        String link = bean(OwnerLinks.class).link(order.id());
        return link.substring(link.indexOf("/o/"));
    }

    private static Browser owner(WorkOrder order) {
        Browser owner = nobody();
        owner.post(link(order), Map.of());
        return owner;
    }

    /** By the owner's own pages where they have them, so that the words are those of the channel. */
    private WorkOrder consented(Channel channel, DeviceKind kind) throws OrderException {
        Device device = bean(Devices.class)
                .register(
                        new Devices.NewDevice(
                                shop.site(),
                                kind,
                                "Huawei",
                                "Mate 30",
                                Optional.empty(),
                                "",
                                Optional.empty(),
                                Devices.Drives.NOT_COUNTED),
                        account);
        WorkOrder order = orders.create(shop.site(), device.id(), channel, Presenter.OWNER, "gb-46864-2025", account);
        WorkOrder.Offer offer = new WorkOrder.Offer(100, "CNY");
        orders.offer(order.id(), offer, Actor.staff(account));
        orders.accept(order.id(), offer, Actor.owner());
        String text = channel.travels() ? "erasure-away" : "erasure";
        return orders.consent(order.id(), Agreed.to(text, "en"), Actor.owner());
    }
}
