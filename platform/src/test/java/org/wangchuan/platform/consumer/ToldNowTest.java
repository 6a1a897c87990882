package org.wangchuan.platform.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.wangchuan.platform.custody.DeviceKind;
import org.wangchuan.platform.intake.Channel;
import org.wangchuan.platform.intake.Counter;
import org.wangchuan.platform.intake.HoldReason;
import org.wangchuan.platform.intake.Presenter;
import org.wangchuan.platform.testing.Agreed;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;

/** A page says what is so now, and no more. */
final class ToldNowTest extends PlatformTest {
    private final Shop shop = newShop();

    @Test
    void nobodyIsToldThatTheyCanTakeBackWhatIsHeld() throws Exception {
        Hand hand = taken();
        assertThat(nobody().get(hand.link()).body()).contains("Yes, without a fee", "it can't be undone");
        bean(Counter.class).hold(hand.order(), HoldReason.CLAIMED, hand.clerk());
        assertThat(nobody().get(hand.link()).body())
                .contains("Not as long as it is on hold")
                .doesNotContain("Yes, without a fee");
    }

    /** At an address of this machine alone there is neither a link that leads here nor a code on the slip. */
    @Test
    void noLinkIsOfferedWhereNoneLeadsHere() throws Exception {
        Hand hand = taken();
        assertThat(signedIn(hand.clerk()).get("/intake/" + hand.order()).body())
                .contains("Paper for the owner<")
                .doesNotContain("Paper for the owner: link and code");
    }

    @Test
    void whoShopsReadsItsNameWithTheMarksOfTheirLanguage() throws Exception {
        Hand hand = taken();
        Browser chinese = nobody().in("zh");
        String site = "first site";
        assertThat(chinese.get(hand.link()).body()).contains("，" + site).doesNotContain(", " + site);
        assertThat(nobody().get(hand.link()).body()).contains(", " + site);
    }

    @Test
    void nothingShownIsCalledShown() throws Exception {
        Hand hand = taken();
        Browser owner = nobody();
        owner.post(hand.link(), Map.of("step", "accept", "minor", "100", "currency", "CNY"));
        owner.post(hand.link() + "/keep", Map.of("keep", "copied"));
        Agreed.by(owner, hand.link());
        assertThat(signedIn(hand.clerk()).get("/intake/" + hand.order()).body())
                .contains("What was agreed to, signed", "says nothing of who was there")
                .doesNotContain("What was agreed to and shown");
    }

    private Hand taken() throws Exception {
        return Hand.takesIn(shop, DeviceKind.PHONE, "brand", "model", Presenter.OWNER, Channel.COUNTER)
                .offers(100);
    }
}
