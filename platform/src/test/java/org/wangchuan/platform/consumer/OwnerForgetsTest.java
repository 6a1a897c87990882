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
                .contains("Delete what the shop keeps of me (", "back-ups")
                .doesNotContain("Nobody can read it any more", "nobody can read it any more");

        Browser.Answer asked = owner.post(hand.link() + "/forget", Map.of());

        assertThat(asked.status()).isEqualTo(200);
        assertThat(asked.body())
                .contains("Delete what the shop keeps of you?", "name=\"sure\" value=\"1\"", "No, keep it")
                .contains("Back-ups of the shop may still hold it until")
                .contains("Name", "Phone");
        assertThat(owner.post(hand.link() + "/own", Map.of()).body())
                .as("nothing is gone by one tap")
                .contains("王小明");

        assertThat(owner.post(hand.link() + "/forget", Map.of("sure", "1")).status())
                .isEqualTo(302);
        assertThat(owner.get(hand.link() + "/privacy").body())
                .contains("was destroyed on", "Back-ups of the shop may still hold it until")
                .doesNotContain("Nobody can read it any more", "Delete what the shop keeps of me (");
    }

    /** What was written goes with the rest, and who has asked is told before and after that nobody can answer it then. */
    @Test
    void whoWaitsForAnAnswerIsToldThatItGoesToo() throws Exception {
        Hand hand = Hand.takesIn(newShop(), DeviceKind.PHONE, "Huawei", "Mate 30", Presenter.OWNER)
                .offers(100);
        Browser owner = nobody();
        owner.post(hand.link(), Map.of());
        owner.post(hand.link() + "/contact", Map.of("name", "王小明", "phone", "13800138000"));
        owner.post(
                hand.link() + "/requests", Map.of("kind", "complaint", "text", "Nobody told me.", "_form", "one form"));
        assertThat(owner.get(hand.link() + "/requests").body())
                .contains("You get a first answer by", "class=\"state busy\"");

        assertThat(owner.post(hand.link() + "/forget", Map.of()).body())
                .contains("1 is not answered yet", "Wait for the answer first");

        owner.post(hand.link() + "/forget", Map.of("sure", "1"));
        assertThat(owner.get(hand.link() + "/requests").body())
                .contains("what you wrote here went with them")
                .doesNotContain("You get a first answer by", "class=\"state busy\"");
    }
}
