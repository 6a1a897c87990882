package org.wangchuan.platform.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.wangchuan.platform.custody.DeviceKind;
import org.wangchuan.platform.intake.Actor;
import org.wangchuan.platform.intake.Channel;
import org.wangchuan.platform.intake.OrderTerms;
import org.wangchuan.platform.intake.Presenter;
import org.wangchuan.platform.testing.Agreed;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;

/** What is announced is not here, and what no phone can open is no invitation. */
final class AnnouncedTest extends PlatformTest {
    private final Shop shop = newShop();

    @Test
    void aParcelThatNobodyHasSentIsNotCalledTakenIn() throws Exception {
        Hand hand = Hand.takesIn(shop, DeviceKind.LAPTOP, "Lenovo", "T14", Presenter.OWNER, Channel.MAIL_IN);
        Browser clerk = signedIn(hand.clerk());
        String page = "/intake/" + hand.order();

        assertThat(clerk.get("/intake").body())
                .contains("<span class=\"note\">Mail-in", ">order made<")
                .doesNotContain("order-taken_in\">taken in");
        assertThat(clerk.get(page + "/live").body()).contains("order made").doesNotContain(">taken in<");

        hand.offers(100);
        Actor owner = Actor.owner();
        bean(OrderTerms.class).accept(hand.order(), hand.now().offer().orElseThrow(), owner);
        bean(OrderTerms.class).consent(hand.order(), Agreed.to("erasure-away", "en"), owner);
        assertThat(clerk.get(page).body())
                .contains("It waits", "Nobody has said yet that it was sent")
                .doesNotContain("To the technician");
        assertThat(clerk.get(page + "/receipt").body())
                .contains("say so on your own page")
                .doesNotContain("Bring this slip", "bring this slip");
        assertThat(clerk.in("zh").get(page + "/receipt").body()).doesNotContain("请携带此单");
    }

    /** These tests listen on this machine only, as a platform without a name does. */
    @Test
    void whatNoPhoneCanOpenIsNotShown() throws Exception {
        Hand hand = Hand.takesIn(shop, DeviceKind.PHONE, "Huawei", "Mate 30", Presenter.OWNER);
        Browser clerk = signedIn(hand.clerk());
        String page = "/intake/" + hand.order();
        for (String part : new String[] {page, page + "/live"}) {
            assertThat(clerk.get(part).body())
                    .contains("Go on at this screen", "/counter/" + hand.order() + "\"")
                    .doesNotContain("invitation.svg", "scans this with any camera");
        }
        assertThat(clerk.get(page + "/receipt").body())
                .contains("at the counter’s screen")
                .doesNotContain("invitation.svg", "scan this");
        assertThat(clerk.get("/counter/" + hand.order() + "/paper").body())
                .contains("at the counter’s screen", "data-print", "href=\"" + page + "\"", "rel=\"icon\"")
                .doesNotContain("/o/", "<svg");

        Hand away = Hand.takesIn(shop, DeviceKind.PHONE, "Huawei", "Mate 30", Presenter.OWNER, Channel.MAIL_IN);
        assertThat(clerk.get("/intake/" + away.order()).body())
                .contains("its owner can never come to their page")
                .doesNotContain("invitation.svg");
        assertThat(clerk.get("/intake/new").body()).contains("never come to their page");
        assertThat(clerk.post("/intake/" + away.order() + "/renew", Map.of("sure", "1"))
                        .status())
                .isEqualTo(302);
    }
}
