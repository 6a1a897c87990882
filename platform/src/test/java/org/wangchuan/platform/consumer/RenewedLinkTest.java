package org.wangchuan.platform.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.wangchuan.platform.custody.DeviceKind;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.Presence;
import org.wangchuan.platform.intake.Presenter;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;

/** A link that is lost, or locked, is renewed at any time; whoever renews it takes nobody's place unseen. See docs/attacks.md. */
final class RenewedLinkTest extends PlatformTest {
    private static final Map<String, String> SURE = Map.of("sure", "1");

    private final Shop shop = newShop();
    private final Browser clerk = signedIn(shop.account(Role.CLERK));
    private final Browser manager = signedIn(shop.account(Role.MANAGER));

    @Test
    void theCounterKeepsItsWayToTheOwnerToTheEnd() throws Exception {
        Hand hand = taken();
        for (OrderState state : new OrderState[] {
            OrderState.ACCEPTED, OrderState.CONSENTED, OrderState.ERASING, OrderState.CLEARED, OrderState.CLOSED
        }) {
            hand.moves(state);
            assertThat(clerk.get("/intake/" + hand.order()).body())
                    .as(state.id())
                    .contains("/intake/" + hand.order() + "/renew", "/counter/" + hand.order() + "\"", "/paper");
            String before = hand.link();
            assertThat(clerk.post("/intake/" + hand.order() + "/renew", Map.of())
                            .body())
                    .as("nobody looked who asks")
                    .contains("The old link holds");
            assertThat(hand.link()).isEqualTo(before);
            assertThat(clerk.post("/intake/" + hand.order() + "/renew", SURE).status())
                    .isEqualTo(302);
            assertThat(hand.link()).isNotEqualTo(before);
        }
        assertThat(clerk.get("/intake/" + hand.order()).body()).contains("new link for the owner");
    }

    @Test
    void whoIsPutOutIsToldAndObjects() throws Exception {
        Hand hand = taken();
        String old = hand.link();
        Browser owner = joined(hand);
        owner.post(old + "/contact", Map.of("name", "Wanda", "phone", "13800138000"));
        clerk.post("/intake/" + hand.order() + "/renew", SURE);
        assertThat(owner.get(old).body()).contains("This link was replaced", "I did not ask for it");
        assertThat(nobody().get(old).status())
                .as("nobody else is told that there was one")
                .isEqualTo(404);
        assertThat(nobody().post(old + "/not-me", Map.of()).status()).isEqualTo(404);
        assertThat(owner.get(old + "/privacy").status()).isNotEqualTo(200);

        Browser taker = joined(hand);
        assertThat(taker.get(hand.link() + "/privacy").body()).contains("The counter made a new link (Clerk)");
        threeDaysPass(hand.order());
        assertThat(taker.post(hand.link() + "/own", Map.of()).body())
                .as("nobody objected")
                .contains("Wanda");
        assertThat(owner.post(old + "/not-me", Map.of()).location()).isEqualTo(old);
        assertThat(owner.get(old).body())
                .contains("that you had not asked for it")
                .doesNotContain("/not-me");
        threeDaysPass(hand.order());
        assertThat(taker.post(hand.link() + "/own", Map.of()).body())
                .as("three days do not help who came in by it")
                .contains("Only the first browser")
                .doesNotContain("Wanda");

        assertThat(clerk.get("/intake/" + hand.order()).body())
                .contains("they had not asked for the new one", "says it was not them")
                .doesNotContain("/intake/" + hand.order() + "/renew");
        assertThat(clerk.post("/intake/" + hand.order() + "/renew", SURE).body())
                .contains("only a manager makes the next");
        assertThat(manager.post("/intake/" + hand.order() + "/renew", SURE).status())
                .isEqualTo(302);
        Browser again = joined(hand);
        assertThat(again.post(hand.link() + "/own", Map.of()).body()).contains("Only the first browser");
        threeDaysPass(hand.order());
        assertThat(again.post(hand.link() + "/own", Map.of()).body()).contains("Wanda");
        assertThat(clerk.get("/intake/" + hand.order()).body()).contains("/intake/" + hand.order() + "/renew");
    }

    @Test
    void aStrangersWrongCodesTakeNoPresenceFromWhoIsIn() throws Exception {
        Hand hand = taken();
        Browser owner = joined(hand);
        hand.moves(OrderState.ACCEPTED).moves(OrderState.CONSENTED).moves(OrderState.ERASING);
        Browser stranger = nobody();
        for (int i = 0; i < OwnerLinks.TRIES_MAX; i++) {
            stranger.post(hand.link() + "/enter", Map.of("code", "1234567"));
        }
        assertThat(stranger.post(hand.link() + "/enter", Map.of("code", hand.code()))
                        .body())
                .contains("lets nobody in until");
        assertThat(clerk.get("/intake/" + hand.order()).body()).contains("its code lets nobody in until");

        assertThat(owner.post(hand.link() + "/code", Map.of("code", "1234567")).body())
                .contains("not the digits of the counter");
        assertThat(owner.post(hand.link() + "/code", Map.of("code", hand.presenceCode()))
                        .status())
                .isEqualTo(302);
        assertThat(hand.now().presence()).contains(Presence.CODE);

        jdbc().sql("UPDATE consumer.link SET tried_at = tried_at - interval '24 hours' WHERE order_id = ?")
                .param(hand.order())
                .update();
        assertThat(clerk.get("/intake/" + hand.order()).body()).doesNotContain("lets nobody in until");
        assertThat(stranger.post(hand.link() + "/enter", Map.of("code", hand.code()))
                        .status())
                .as("the paper's code counts again")
                .isEqualTo(302);
    }

    @Test
    void wrongCodesOfTheScreenEndAfterAnHour() throws Exception {
        Hand hand = taken();
        Browser owner = joined(hand);
        hand.moves(OrderState.ACCEPTED).moves(OrderState.CONSENTED).moves(OrderState.ERASING);
        for (int i = 0; i < OwnerLinks.TRIES_MAX; i++) {
            owner.post(hand.link() + "/code", Map.of("code", "1234567"));
        }
        assertThat(owner.post(hand.link() + "/code", Map.of("code", hand.presenceCode()))
                        .body())
                .contains("none counts for an hour");
        assertThat(nobody().post(hand.link() + "/enter", Map.of("code", hand.code()))
                        .status())
                .as("the paper's code is another one")
                .isEqualTo(302);
        jdbc().sql(
                        "UPDATE consumer.link SET presence_tried_at = presence_tried_at - interval '1 hour' WHERE order_id = ?")
                .param(hand.order())
                .update();
        assertThat(owner.post(hand.link() + "/code", Map.of("code", hand.presenceCode()))
                        .status())
                .isEqualTo(302);
    }

    private Hand taken() throws Exception {
        return Hand.takesIn(shop, DeviceKind.PHONE, "Huawei", "Mate 30", Presenter.OWNER)
                .offers(0);
    }

    private static Browser joined(Hand hand) {
        Browser owner = nobody();
        owner.post(hand.link(), Map.of());
        return owner;
    }

    /** What the database keeps as it was is moved past its guard. */
    private static void threeDaysPass(UUID order) {
        jdbc().sql("""
                        ALTER TABLE consumer.renewal DISABLE TRIGGER guard_renewal;
                        UPDATE consumer.renewal SET at = at - interval '3 days', objected_at = objected_at - interval '3 days'
                        WHERE order_id = '%1$s';
                        UPDATE consumer.browser SET let_in_at = let_in_at - interval '3 days', ended_at = ended_at - interval '3 days'
                        WHERE order_id = '%1$s';
                        ALTER TABLE consumer.renewal ENABLE TRIGGER guard_renewal""".formatted(order)).update();
    }
}
