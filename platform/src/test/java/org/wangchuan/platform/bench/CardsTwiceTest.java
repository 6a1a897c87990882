package org.wangchuan.platform.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wangchuan.platform.bench.CardsTest.erasesCard;
import static org.wangchuan.platform.bench.CardsTest.media;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.OrderStory;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.proof.statement.PhoneClaims.Lock;
import org.wangchuan.proof.statement.Verdict;

/** A card that is seen in the phone, where one was erased in a reader as its own: the other one, perhaps, which nobody erased. */
@Tag("slow")
final class CardsTwiceTest extends PlatformTest {
    private final Shop shop = newShop();

    @Test
    void aCardThatIsSeenInThePhoneIsNotTakenForTheOneThatWasErasedInTheReader() throws Exception {
        PhoneOrder phone = PhoneOrder.unaccounted(shop);
        phone.accounts("none", "none", "stays", false);
        String reader = SigningStation.serial();
        erasesCard(phone, reader, Verdict.CLEARED);
        phone.tellPhone();
        UUID task = phone.claimed();
        somebodySeesACard(phone, task);
        assertThat(phone.cards().isOpen()).isTrue();
        assertThat(phone.cards().unexplained()).hasSize(1);
        assertThat(media(phone).good())
                .as("nobody knows whether it is that one")
                .isZero();
        assertThat(bean(OrderStory.class).of(phone.order))
                .extracting(OrderStory.Event::kind)
                .contains(OrderStory.CARDS_TWICE);

        phone.ends(task, phone.station.phoneReceipt(phone.good(), Lock.UNLOCKED));
        phone.answersClauses(shop);
        assertThat(phone.state()).isEqualTo(OrderState.IN_PART);
        assertThatThrownBy(() -> phone.accounts("none", "none", "stays", false))
                .as("the one that was erased lies at hand")
                .hasMessageContaining("CARDS_SEEN");
        phone.accounts("none", "none", "stays", true);
        assertThat(phone.state()).as("to say that it stays does not erase it").isEqualTo(OrderState.IN_PART);
        assertThat(media(phone).isCardOpen()).isTrue();
        erasesCard(phone, SigningStation.serial(), Verdict.CLEARED);
        assertThat(phone.state()).isEqualTo(OrderState.CLEARED);
    }

    /** One that is still to be erased is the one that was said to stay. */
    @Test
    void beforeAnyWasBegunWithItIsTheOneThatStays() throws Exception {
        PhoneOrder phone = PhoneOrder.unaccounted(shop);
        phone.accounts("none", "none", "stays", false);
        UUID task = phone.claimed();
        somebodySeesACard(phone, task);
        assertThat(phone.cards().isCounted()).isTrue();
        phone.ends(task, phone.station.phoneReceipt(phone.good(), Lock.UNLOCKED));
        phone.answersClauses(shop);
        erasesCard(phone, SigningStation.serial(), Verdict.CLEARED);
        assertThat(phone.state()).isEqualTo(OrderState.CLEARED);
        assertThat(phone.cards().unexplained())
                .as("it was explained when it was seen")
                .isEmpty();
    }

    private static void somebodySeesACard(PhoneOrder phone, UUID task) throws BenchException {
        UUID question = UUID.randomUUID();
        phone.turn(task, "observe", Optional.of(PhoneOrder.observe(question)));
        bean(PhoneCourses.class)
                .answer(
                        phone.order,
                        question,
                        new PhoneAnswer(Map.of(
                                "seen-setup", "not-done",
                                "seen-reset-protection", "off",
                                "seen-sim", "absent",
                                "seen-card", "present")),
                        phone.account);
    }
}
