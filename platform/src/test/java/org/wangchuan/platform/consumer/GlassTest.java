package org.wangchuan.platform.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.wangchuan.platform.custody.BagNumber;
import org.wangchuan.platform.custody.DeviceKind;
import org.wangchuan.platform.identity.OneTimeLinks;
import org.wangchuan.platform.intake.Actor;
import org.wangchuan.platform.intake.Channel;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.OrderStory;
import org.wangchuan.platform.intake.Presence;
import org.wangchuan.platform.intake.Presenter;
import org.wangchuan.platform.intake.travel.Travels;
import org.wangchuan.platform.intake.workflow.Trip;
import org.wangchuan.platform.intake.workflow.Workflow;
import org.wangchuan.platform.intake.workflow.Workflows;
import org.wangchuan.platform.testing.Agreed;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;

/** The counter's screen and the owner's own browser are not the same, and neither is "signed" and "was there". */
final class GlassTest extends PlatformTest {
    private static final String PNG =
            "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYA"
                    + "AjCB0C8AAAAASUVORK5CYII=";

    private final Shop shop = newShop();

    @Test
    void theOrdersPageLeadsToTheScreenAndNotToTheOwnersLink() throws Exception {
        Hand hand = taken(Channel.COUNTER).offers(100);
        Browser clerk = signedIn(hand.clerk());
        String glass = "/counter/" + hand.order();

        String page = clerk.get("/intake/" + hand.order()).body();

        assertThat(page)
                .contains("href=\"" + glass + "\"", "href=\"" + glass + "/paper\"")
                .doesNotContain("/o/");
        hand.moves(OrderState.ACCEPTED).moves(OrderState.CONSENTED).moves(OrderState.ERASING);
        assertThat(clerk.get("/intake/" + hand.order()).body())
                .contains("href=\"" + glass + "\"", "href=\"" + glass + "/code\"");
    }

    /** Whoever stands there chooses for themselves, and for nobody who works there or comes next. */
    @Test
    void whatIsChosenOnTheScreenHoldsForThisOrderAlone() throws Exception {
        Hand hand = taken(Channel.COUNTER).offers(100);
        Hand next = taken(Channel.COUNTER).offers(100);
        Browser clerk = signedIn(hand.clerk());
        String before = language(clerk, "/intake");
        String other = before.equals("en") ? "zh" : "en";
        String glass = "/counter/" + hand.order();

        assertThat(clerk.get(glass + "?lang=" + other + "&large=1").body())
                .contains("class=\"owner large\"", "<html lang=\"" + other);
        assertThat(clerk.get(glass).body()).contains("class=\"owner large\"", "<html lang=\"" + other);
        assertThat(clerk.get(glass + "?large=0").body()).contains("class=\"owner\"");
        assertThat(clerk.get(glass + "?large=1").body()).contains("class=\"owner large\"");

        assertThat(language(clerk, "/intake")).isEqualTo(before);
        assertThat(clerk.get("/counter/" + next.order()).body()).contains("class=\"owner\"");
        assertThat(clerk.get("/intake/" + hand.order()).body()).contains("<html lang=\"" + before);
        assertThat(clerk.get("/intake?lang=" + other).body()).contains("<html lang=\"" + other);
        assertThat(language(clerk, "/intake")).as("the clerk's own choice").isEqualTo(other);
    }

    private static String language(Browser browser, String path) {
        return browser.get(path).body().contains("<html lang=\"en\"") ? "en" : "zh";
    }

    @Test
    void aBrowserOfSomebodyWhoWorksHereIsNotTheOwners() throws Exception {
        Hand hand = taken(Channel.COUNTER).offers(100);
        Browser clerk = signedIn(hand.clerk());
        String glass = "/counter/" + hand.order();
        Map<String, String> accepts = Map.of("step", "accept", "minor", "100", "currency", "CNY");

        assertThat(clerk.get(hand.link()).location()).isEqualTo(glass);
        assertThat(clerk.post(hand.link(), accepts).location()).isEqualTo(glass);
        assertThat(clerk.post(hand.link() + "/enter", Map.of("code", hand.code()))
                        .location())
                .isEqualTo(glass);

        assertThat(hand.now().state()).isEqualTo(OrderState.OFFERED);
        assertThat(nobody().post(hand.link(), accepts).location())
                .as("the first browser")
                .isEqualTo(hand.link() + "/prepare");
    }

    /** Their screen is turned to the owner when somebody else takes the counter over, or signs out. */
    @Test
    void whoStandsThereNeverSeesTheMenuOfStaff() throws Exception {
        Hand hand = taken(Channel.COUNTER).offers(100);
        String glass = "/counter/" + hand.order();
        Browser manager = signedIn(shop.account(Role.MANAGER));
        for (Browser.Answer answer : List.of(
                manager.get(glass),
                manager.post(glass + "/accept", Map.of()),
                nobody().post(glass + "/accept", Map.of()))) {
            assertThat(answer.status()).isIn(401, 403);
            assertThat(answer.body())
                    .contains("Nothing was changed. The clerk opens this page again", "href=\"" + glass + "\"")
                    .doesNotContain("<nav", "/sign-out", "/switch");
        }
        assertThat(manager.in("zh").get(glass).body()).contains("柜台换了人或已退出。没有改动。请店员重新打开本页。");
        assertThat(hand.now().state()).isEqualTo(OrderState.OFFERED);
    }

    /** No button leads nowhere: what was done on this screen can be looked at on it to the end. */
    @Test
    void theScreenIsReachedInEveryStateAndItsPrivacyPageSaysWhereTheRestIs() throws Exception {
        Hand hand = taken(Channel.COUNTER).offers(100);
        Browser clerk = signedIn(hand.clerk());
        for (OrderState state : List.of(
                OrderState.ACCEPTED, OrderState.CONSENTED, OrderState.ERASING, OrderState.CLEARED, OrderState.CLOSED)) {
            hand.moves(state);
            assertThat(clerk.get("/intake/" + hand.order()).body())
                    .as(state.id())
                    .contains("href=\"/counter/" + hand.order() + "\"");
        }
        assertThat(clerk.get("/counter/" + hand.order() + "/privacy").body())
                .contains("a clerk could do them in your name", "/counter/" + hand.order() + "/paper");
    }

    /** The clerk looked at the link while nobody was signed in there; the cookie of that lives on. */
    @Test
    void norIsItByACookieOfBefore() throws Exception {
        Hand hand = erasing(Channel.COUNTER);
        Browser desk = nobody();
        desk.post(hand.link(), Map.of());
        assertThat(desk.get(hand.link() + "/watch").status()).isEqualTo(200);

        desk.signIn(bean(OneTimeLinks.class).create(hand.clerk()));

        assertThat(desk.get(hand.link() + "/privacy").status()).isEqualTo(403);
        assertThat(desk.post(hand.link() + "/code", Map.of("code", hand.presenceCode()))
                        .status())
                .isEqualTo(403);
        assertThat(hand.now().presence()).isEmpty();
    }

    /** A person signs for an erasure; what ended before it had begun is none. */
    @Test
    void nobodyWasThereWhileNothingWasErased() throws Exception {
        Hand hand = taken(Channel.COUNTER)
                .offers(100)
                .moves(OrderState.ACCEPTED)
                .moves(OrderState.CONSENTED)
                .moves(OrderState.NOT_CLEARED);
        Browser owner = joined(hand);

        owner.post(hand.link() + "/code", Map.of("code", hand.presenceCode()));
        signedIn(hand.clerk()).post("/counter/" + hand.order() + "/sign", Map.of("signature", PNG));

        assertThat(hand.now().presence()).isEmpty();
    }

    @Test
    void whatIsDoneAtTheScreenSaysInWhoseSession() throws Exception {
        Hand hand = taken(Channel.COUNTER).offers(100);
        Browser clerk = signedIn(hand.clerk());
        String glass = "/counter/" + hand.order();

        clerk.post(glass + "/accept", Map.of("minor", "100", "currency", "CNY"));
        clerk.post(glass + "/keep", Map.of("keep", "copied"));
        Agreed.by(clerk, glass);

        assertThat(hand.now().state()).isEqualTo(OrderState.CONSENTED);
        List<Actor> actors = bean(OrderStory.class).of(hand.order()).stream()
                .filter(event -> event.state() == OrderState.ACCEPTED || event.state() == OrderState.CONSENTED)
                .map(OrderStory.Event::actor)
                .toList();
        assertThat(actors).hasSize(2).containsOnly(new Actor(Actor.Kind.GLASS, Optional.of(hand.clerk())));
        assertThat(clerk.get("/intake/" + hand.order()).body()).contains("owner, at the counter's screen");
    }

    @Test
    void aSignatureFromAPhoneNeedsTheCodeOfTheScreenFirst() throws Exception {
        Hand hand = erasing(Channel.COUNTER);
        Browser owner = joined(hand);

        assertThat(owner.post(hand.link() + "/sign", Map.of("signature", PNG)).body())
                .contains("A signature counts at the counter only");
        assertThat(hand.now().presence()).isEmpty();
        assertThat(owner.get(hand.link() + "/watch").body()).doesNotContain("<canvas");

        owner.post(hand.link() + "/code", Map.of("code", hand.presenceCode()));
        assertThat(owner.get(hand.link() + "/watch").body()).contains("<canvas");
        jdbc().sql("UPDATE intake.work_order SET presence_at = presence_at - interval '11 minutes' WHERE id = ?")
                .param(hand.order())
                .update();
        owner.post(hand.link() + "/sign", Map.of("signature", PNG));
        assertThat(hand.now().presence()).as("long after the code").contains(Presence.CODE);
        jdbc().sql("UPDATE intake.work_order SET presence_at = presence_at + interval '11 minutes' WHERE id = ?")
                .param(hand.order())
                .update();
        owner.post(hand.link() + "/sign", Map.of("signature", PNG));
        assertThat(hand.now().presence()).contains(Presence.HANDWRITTEN);
    }

    @Test
    void whoHasSignedOnTheScreenIsNotAskedAgain() throws Exception {
        Hand hand = erasing(Channel.COUNTER);
        Browser clerk = signedIn(hand.clerk());
        String watch = "/counter/" + hand.order() + "/watch";
        assertThat(clerk.get(watch).body()).contains("<canvas");

        clerk.post("/counter/" + hand.order() + "/sign", Map.of("signature", PNG));

        assertThat(hand.now().presence()).contains(Presence.HANDWRITTEN);
        assertThat(clerk.get(watch).body()).contains("Present, signed by hand").doesNotContain("<canvas");
    }

    @Test
    void ofWhoSentItByMailNothingSaysThatTheyWereThere() throws Exception {
        Hand hand = erasing(Channel.MAIL_IN);
        Browser owner = joined(hand);
        Browser clerk = signedIn(hand.clerk());

        owner.post(hand.link() + "/code", Map.of("code", hand.presenceCode()));
        owner.post(hand.link() + "/sign", Map.of("signature", PNG));
        clerk.post("/counter/" + hand.order() + "/sign", Map.of("signature", PNG));
        clerk.post("/intake/" + hand.order() + "/presence/here", Map.of());

        assertThat(hand.now().presence()).isEmpty();
        assertThat(owner.get(hand.link() + "/watch").body())
                .contains("Sent by mail", "You were not there")
                .doesNotContain("<canvas", "name=\"code\"");
    }

    @Test
    void whoLeftIsNotThereAgain() throws Exception {
        Hand hand = erasing(Channel.COUNTER);
        Browser owner = joined(hand);
        Browser clerk = signedIn(hand.clerk());

        owner.post(hand.link() + "/leave", Map.of());
        owner.post(hand.link() + "/code", Map.of("code", hand.presenceCode()));
        owner.post(hand.link() + "/sign", Map.of("signature", PNG));
        clerk.post("/counter/" + hand.order() + "/sign", Map.of("signature", PNG));
        clerk.post("/intake/" + hand.order() + "/presence/here", Map.of());

        assertThat(hand.now().presence()).contains(Presence.ABSENT);
    }

    private Hand taken(Channel channel) {
        return Hand.takesIn(shop, DeviceKind.PHONE, "brand", "model", Presenter.OWNER, channel);
    }

    private Hand erasing(Channel channel) throws Exception {
        Hand hand = taken(channel).offers(100).moves(OrderState.ACCEPTED).moves(OrderState.CONSENTED);
        if (channel == Channel.MAIL_IN) {
            bean(Travels.class).sent(hand.order(), BagNumber.of("WC-1"));
            Workflow workflow = bean(Workflows.class).arrival(channel);
            Trip.arrives(signedIn(hand.clerk()), hand.order(), workflow, "WC-1", Map.of());
        }
        return hand.moves(OrderState.ERASING);
    }

    private static Browser joined(Hand hand) {
        Browser owner = nobody();
        owner.post(hand.link(), Map.of());
        return owner;
    }
}
