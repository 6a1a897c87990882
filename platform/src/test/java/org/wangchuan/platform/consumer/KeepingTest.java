package org.wangchuan.platform.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.platform.custody.DeviceKind;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.Presenter;
import org.wangchuan.platform.testing.Agreed;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;

/** Nobody agrees to an erasure without having said of what they want to keep that they have it, and nothing is said for them. */
final class KeepingTest extends PlatformTest {
    private final Shop shop = newShop();

    @Test
    void silenceIsNoAnswer() throws Exception {
        Hand hand = accepted();
        Browser owner = joined(hand);

        // As a page of before sent it: its one button said of everything that it is done.
        owner.post(hand.link() + "/prepare", Map.of("all", "1"));

        assertThat(hand.now().preparation()).isEmpty();
        assertThat(owner.get(hand.link() + "/agree").location()).endsWith("/keep");
        assertThat(owner.get(hand.link() + "/keep").body())
                .contains("Are there still photos or files on this computer that you want to keep?");
        assertThat(owner.post(hand.link() + "/agree", Map.of()).body()).contains("One question first");
        assertThat(hand.now().state()).isEqualTo(OrderState.ACCEPTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nothing", "copied"})
    void whoHasNothingLeftToKeepGoesOn(String said) throws Exception {
        Hand hand = accepted();
        Browser owner = joined(hand);
        owner.post(hand.link() + "/prepare", Map.of("item-backup", "unable"));

        assertThat(owner.post(hand.link() + "/keep", Map.of("keep", said)).location())
                .endsWith("/agree");

        assertThat(owner.get(hand.link() + "/agree").body())
                .contains("You said: ", "Keep recovery keys and licences · no answer");
        assertThat(signedIn(hand.clerk()).get("/intake/" + hand.order()).body())
                .contains("Owner says: Back up what you want to keep – can’t be done");
        Agreed.by(owner, hand.link());
        assertThat(hand.now().state()).isEqualTo(OrderState.CONSENTED);
        assertThat(signedIn(hand.clerk()).get("/intake/" + hand.order()).body())
                .as("also afterwards")
                .contains("Owner says: Back up what you want to keep – can’t be done");
        owner.post(hand.link() + "/prepare", Map.of("item-backup", "skipped"));
        assertThat(hand.now().preparation()).as("the consent rests on it").containsEntry("backup", "unable");
    }

    @Test
    void whoHasNotSavedItYetIsLedBack() throws Exception {
        Hand hand = accepted();
        Browser owner = joined(hand);

        assertThat(owner.post(hand.link() + "/keep", Map.of("keep", "not-yet")).location())
                .endsWith("/prepare");

        assertThat(owner.get(hand.link() + "/prepare").body())
                .contains("Nothing is erased. Copy what you want to keep");
        Agreed.by(owner, hand.link());
        assertThat(hand.now().state()).isEqualTo(OrderState.ACCEPTED);
        assertThat(signedIn(hand.clerk()).get("/intake/" + hand.order()).body()).contains("Do not erase it");
    }

    @Test
    void aSavedBackupIsAnswerEnoughUntilItIsTakenBack() throws Exception {
        Hand hand = accepted();
        Browser owner = joined(hand);
        owner.post(hand.link() + "/keep", Map.of("keep", "copied"));
        owner.post(hand.link() + "/prepare", Map.of("item-backup", "done"));
        assertThat(owner.get(hand.link() + "/agree").status()).isEqualTo(200);

        owner.post(hand.link() + "/prepare", Map.of("item-backup", "unable"));

        assertThat(owner.get(hand.link() + "/agree").location())
                .as("asked again")
                .endsWith("/keep");
    }

    @Test
    void inLargeTypeNoItemIsPassedByWithoutAWord() throws Exception {
        Hand hand = accepted();
        Browser owner = joined(hand);

        assertThat(owner.post(hand.link() + "/prepare", Map.of("item", "1", "more", "1"))
                        .body())
                .contains("Please choose one of the answers first");

        assertThat(owner.post(hand.link() + "/prepare", Map.of("item", "1", "more", "1", "item-keys", "skipped"))
                        .location())
                .endsWith("/prepare?item=2");
    }

    private Hand accepted() throws Exception {
        return Hand.takesIn(shop, DeviceKind.LAPTOP, "Lenovo", "E42", Presenter.OWNER)
                .offers(100);
    }

    private static Browser joined(Hand hand) {
        Browser owner = nobody();
        owner.post(hand.link(), Map.of("step", "accept", "minor", "100", "currency", "CNY"));
        return owner;
    }
}
