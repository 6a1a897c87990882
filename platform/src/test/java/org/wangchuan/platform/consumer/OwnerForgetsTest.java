package org.wangchuan.platform.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.wangchuan.platform.custody.DeviceKind;
import org.wangchuan.platform.intake.Presenter;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;

/** What can't be undone is asked for once more, and what is said before and after is the same. */
final class OwnerForgetsTest extends PlatformTest {
    @Test
    void whatGoesAndWhatStaysIsSaidBeforeItGoes() throws Exception {
        Hand hand = Hand.takesIn(newShop(), DeviceKind.PHONE, "Huawei", "Mate 30", Presenter.OWNER)
                .offers(100);
        Browser owner = nobody();
        owner.post(hand.link(), Map.of());
        owner.post(hand.link() + "/contact", Map.of("name", "王小明", "phone", "13800138000"));
        assertThat(owner.get(hand.link() + "/privacy").body())
                .contains("Forget my data", "back-ups")
                .doesNotContain("Nobody can read it any more", "nobody can read it any more");

        Browser.Answer asked = owner.post(hand.link() + "/forget", Map.of());

        assertThat(asked.status()).isEqualTo(200);
        assertThat(asked.body())
                .contains("Forget my data?", "name=\"sure\" value=\"1\"", "No, keep it")
                .contains("Back-ups of the shop may still hold it until")
                .contains("Name", "Phone");
        assertThat(owner.post(hand.link() + "/own", Map.of()).body())
                .as("nothing is gone by one tap")
                .contains("王小明");

        assertThat(owner.post(hand.link() + "/forget", Map.of("sure", "1")).status())
                .isEqualTo(302);
        assertThat(owner.get(hand.link() + "/privacy").body())
                .contains("was destroyed on", "Back-ups of the shop may still hold it until")
                .doesNotContain("Nobody can read it any more", "Forget my data<");
    }
}
