package org.wangchuan.platform.intake.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wangchuan.platform.consumer.OwnerLinks;
import org.wangchuan.platform.custody.DeviceKind;
import org.wangchuan.platform.intake.Channel;
import org.wangchuan.platform.intake.OrderException;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.WorkOrder;
import org.wangchuan.platform.ledger.Observations;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.Photos;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.proof.record.RecordedFile;

/** What travels waits for its arrival, and what did not arrive as it was sent waits for its owner. */
final class ArrivalTest extends TravellingOrders {
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
                RecordedFile.parse(shown.text().getBytes(StandardCharsets.UTF_8))
                        .toBytes(),
                StandardCharsets.UTF_8);
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
                .isEqualTo(403);
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
        for (String name : List.of("agree", "accept")) {
            Browser.Answer refused = clerk.post("/counter/" + order.id() + "/" + name, Map.of());
            assertThat(refused.status()).as(name).isEqualTo(403);
            assertThat(refused.body()).as(name).contains("The device is not where its owner is");
        }
        assertThat(clerk.get("/counter/" + order.id() + "/device").body())
                .contains("It did not arrive as it left")
                .doesNotContain("/go-on\"", "/sent\"", "/return\"");
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

        assertThat(owner.get(link(order) + "/watch").body())
                .contains("It did not arrive as it left", "and its arrival is recorded")
                .doesNotContain("It begins after its arrival was recorded");
        assertThat(owner.post(link(order) + "/go-on", Map.of()).status()).isEqualTo(302);
        assertThat(technician
                        .post("/workflow/" + order.id() + "/start", Map.of("workflow", "other"))
                        .status())
                .isEqualTo(302);
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
}
