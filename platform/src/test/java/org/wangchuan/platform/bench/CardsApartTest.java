package org.wangchuan.platform.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wangchuan.platform.bench.CardsTest.erasesCard;
import static org.wangchuan.platform.bench.CardsTest.media;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wangchuan.platform.custody.CardAccount;
import org.wangchuan.platform.custody.CardsSaid;
import org.wangchuan.platform.custody.Medium;
import org.wangchuan.platform.intake.Actor;
import org.wangchuan.platform.intake.OrderCards;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.ledger.OpenErasures;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.proof.statement.PhoneClaims.Lock;
import org.wangchuan.proof.statement.Verdict;

/** A phone and its card are two media: what speaks against one leaves the other alone, and of the card its owner has read, or not. */
@Tag("slow")
final class CardsApartTest extends PlatformTest {
    private final Shop shop = newShop();

    @Test
    void whatSpeaksAgainstThePhoneTakesNothingFromItsCardAndTheOtherWayRound() throws Exception {
        for (boolean isOfPhone : List.of(true, false)) {
            PhoneOrder phone = PhoneOrder.unaccounted(shop);
            phone.accounts("none", "none", "stays", false);
            phone.erases(Lock.UNLOCKED);
            phone.answersClauses(shop);
            erasesCard(phone, SigningStation.serial(), Verdict.CLEARED);
            assertThat(phone.state()).isEqualTo(OrderState.CLEARED);
            UUID open = opens(phone, isOfPhone);
            UUID against = media(phone).known().stream()
                    .filter(medium -> medium.isCard() != isOfPhone)
                    .map(Medium::id)
                    .findFirst()
                    .orElseThrow();
            assertThat(bean(OpenErasures.class).media(List.of(phone.device.id())))
                    .isEqualTo(Map.of(phone.device.id(), Set.of(against)));

            var _ = bean(LooseErasures.class).again(open, phone.order, Actor.staff(phone.account));
            assertThat(phone.state()).isEqualTo(OrderState.NOT_CLEARED);
            assertThat(media(phone).isPhoneProved()).isEqualTo(!isOfPhone);
            assertThat(media(phone).cards().good()).isEqualTo(isOfPhone ? 1 : 0);
            assertThat(media(phone).good()).isEqualTo(1);
        }
    }

    private UUID opens(PhoneOrder phone, boolean isOfPhone) {
        UUID event = UUID.randomUUID();
        jdbc().sql("""
                        INSERT INTO ledger.statement (event_id, station_id, site_id, receipt, receipt_digest, statement_digest, verdict,
                          policy, policy_version, clauses, not_proved, medium, log_index, issued_at, received_at, labels, is_phone, log_problem)
                        VALUES (?, gen_random_uuid(), ?, 'r', decode(md5(?), 'hex'), '\\x01', 'failed', 'p', '1', '[]', '{}', 'm', 0, now(), now(),
                          ARRAY[?], ?, 'statement')""")
                .params(event, shop.site(), event.toString(), phone.device.code(), isOfPhone)
                .update();
        return event;
    }

    /** In a shop of one whoever said it before the owner agreed says it again when it held no more: that is nothing new to anybody. */
    @Test
    void whoSaysAgainWhatTheOwnerReadChoosesTheLaneAsBefore() throws Exception {
        PhoneOrder phone = PhoneOrder.unaccounted(shop);
        saysAlone(phone, "stays");
        agreesNow(phone);
        seesASim(phone);
        saysAlone(phone, "stays");
        assertThat(queues(phone)).isNotNull();
    }

    @Test
    void whatItsOwnerDidNotReadTakesTwo() throws Exception {
        PhoneOrder another = PhoneOrder.unaccounted(shop);
        saysAlone(another, "stays");
        saysAlone(another, "stays");
        agreesNow(another);
        seesASim(another);
        saysAlone(another, "stays");
        assertThat(queues(another)).isNotNull();

        PhoneOrder given = PhoneOrder.unaccounted(shop);
        saysAlone(given, "given_back");
        agreesNow(given);
        saysAlone(given, "stays");
        assertThatThrownBy(() -> queues(given)).hasMessageContaining("CARD_SECOND");

        PhoneOrder fallen = PhoneOrder.unaccounted(shop);
        saysAlone(fallen, "stays");
        seesASim(fallen);
        agreesNow(fallen);
        saysAlone(fallen, "stays");
        assertThatThrownBy(() -> queues(fallen))
                .as("it held no more when they agreed: they read to take it out")
                .hasMessageContaining("CARD_SECOND");
    }

    private static void saysAlone(PhoneOrder phone, String card) throws Exception {
        bean(OrderCards.class)
                .account(
                        phone.order,
                        CardAccount.of("given_back", "none", card).orElseThrow(),
                        phone.cards().last(),
                        phone.account,
                        false);
    }

    private static void seesASim(PhoneOrder phone) throws Exception {
        bean(OrderCards.class).seen(phone.order, CardsSaid.Kind.SIM, CardsSaid.By.PERSON, Actor.staff(phone.account));
        assertThat(phone.cards().isOpen()).isTrue();
    }

    private void agreesNow(PhoneOrder phone) {
        jdbc().sql("UPDATE intake.work_order SET consented_at = clock_timestamp() WHERE id = ?")
                .param(phone.order)
                .update();
    }

    private static UUID queues(PhoneOrder phone) throws BenchException {
        phone.station.tellLane(CardsTest.READER, SigningStation.serial());
        return CardsTest.queue(phone, Nameless.Answer.OWN_DRIVE);
    }
}
