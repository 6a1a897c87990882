package org.wangchuan.platform.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wangchuan.platform.bench.CardsTest.claimsCard;
import static org.wangchuan.platform.bench.CardsTest.erasesCard;
import static org.wangchuan.platform.bench.LooseErasureTest.loose;
import static org.wangchuan.platform.bench.LooseErasureTest.sent;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.workflow.WorkflowRuns;
import org.wangchuan.platform.intake.workflow.Workflows;
import org.wangchuan.platform.ledger.OpenErasures;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.proof.statement.PhoneClaims.Lock;
import org.wangchuan.proof.statement.Verdict;

/** A phone with several noted numbers, and a card that stays: what an erasure that nobody asked for speaks against is one of the two. */
@Tag("slow")
final class CrossingEvidenceTest extends PlatformTest {
    private static final String IMEI = "490154203237518";
    private static final String OTHER_IMEI = "356938035643809";

    private final Shop shop = newShop();
    private final String card = SigningStation.serial();
    private final SigningStation elsewhere = PhoneOrder.station(shop);

    @ParameterizedTest
    @ValueSource(strings = {IMEI, OTHER_IMEI})
    void whatNamesANotedNumberIsThePhonesAlone(String number) throws Exception {
        PhoneOrder phone = provedWithItsCard();
        UUID bad = sent(elsewhere, elsewhere.phoneReceipt(SigningStation.Said.good(number, ""), Lock.LOCKED));
        assertThat(against(phone)).containsExactly(bad);

        cardIsBegun(phone);
        assertThat(against(phone)).as("its card settles nothing of it").containsExactly(bad);

        Shop theirs = newShop();
        assertThat(against(provedWithItsCard(PhoneOrder.station(theirs), theirs)))
                .as("another company's")
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {IMEI, OTHER_IMEI})
    void whatNamesANotedNumberIsSettledByThePhone(String number) throws Exception {
        PhoneOrder phone = provedWithItsCard();
        UUID bad = sent(elsewhere, elsewhere.phoneReceipt(SigningStation.Said.good(number, ""), Lock.LOCKED));
        assertThat(against(phone)).containsExactly(bad);

        phoneIsBegun(phone);
        assertThat(against(phone)).as("nothing of it is the card's").isEmpty();
    }

    @Test
    void aDrivesErasureUnderThePhonesLabelIsItsCards() throws Exception {
        PhoneOrder phone = provedWithItsCard();
        UUID bad = loose(
                elsewhere,
                SigningStation.Said.good(SigningStation.serial(), phone.device.code())
                        .with(Verdict.FAILED));
        assertThat(against(phone)).containsExactly(bad);

        phoneIsBegun(phone);
        assertThat(against(phone)).as("the phone settles nothing of it").containsExactly(bad);
        bean(BenchTasks.class).giveUp(phone.order, phone.account);
        cardIsBegun(phone);
        assertThat(against(phone)).isEmpty();
    }

    @Test
    void aPhonesErasureUnderThePhonesLabelIsThePhones() throws Exception {
        PhoneOrder phone = provedWithItsCard();
        UUID bad = sent(
                elsewhere,
                elsewhere.phoneReceipt(
                        SigningStation.Said.good(PhoneOrder.serial(), phone.device.code()), Lock.LOCKED));
        assertThat(against(phone)).containsExactly(bad);

        cardIsBegun(phone);
        assertThat(against(phone)).containsExactly(bad);
        bean(BenchTasks.class).giveUp(phone.order, phone.account);
        phoneIsBegun(phone);
        assertThat(against(phone)).isEmpty();
    }

    /** What came of the way by hand stands first, and is gone through again from there, also where the card alone is proved since. */
    @Test
    void whatWasGoneThroughIsShownBeforeItBeginsAgain() throws Exception {
        PhoneOrder phone = PhoneOrder.unaccounted(shop);
        WorkflowRuns runs = bean(WorkflowRuns.class);
        WorkflowRuns.Run run =
                runs.start(phone.order, bean(Workflows.class).find("android", 5).orElseThrow(), phone.account);
        assertThat(runs.answer(run, "erase", "screen-lock", phone.account)).isEqualTo(WorkflowRuns.Refusal.TAKEN);
        runs.end(run, phone.account);
        phone.accounts("none", "none", "stays", false);
        erasesCard(phone, SigningStation.serial(), Verdict.CLEARED);
        assertThat(phone.state())
                .as("a card makes no part of a phone that could not be")
                .isEqualTo(OrderState.NOT_CLEARED);

        String page = shop.browser(Role.TECHNICIAN)
                .in("en")
                .get("/workflow/" + phone.order)
                .body();
        assertThat(page)
                .contains(
                        "This run has ended",
                        "Go through the guided workflow once more",
                        "/workflow/" + phone.order + "/start");
    }

    private PhoneOrder provedWithItsCard() throws Exception {
        return provedWithItsCard(PhoneOrder.station(shop), shop);
    }

    private PhoneOrder provedWithItsCard(SigningStation station, Shop of) throws Exception {
        String serial = PhoneOrder.serial();
        PhoneOrder phone = PhoneOrder.consented(of, station, serial, Optional.of(IMEI), List.of(OTHER_IMEI, serial));
        phone.accounts("given_back", "none", "stays", false);
        erasesCard(phone, card, Verdict.CLEARED);
        phone.tellPhone();
        phone.erases(Lock.UNLOCKED);
        return phone;
    }

    private void cardIsBegun(PhoneOrder phone) throws Exception {
        UUID _ = claimsCard(phone, card);
    }

    private static void phoneIsBegun(PhoneOrder phone) throws Exception {
        phone.tellPhone();
        UUID _ = phone.claimed();
    }

    private static List<UUID> against(PhoneOrder phone) {
        return bean(OpenErasures.class).against(phone.device.id());
    }
}
