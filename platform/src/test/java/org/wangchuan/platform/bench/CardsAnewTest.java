package org.wangchuan.platform.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wangchuan.platform.bench.CardsTest.claimsCard;
import static org.wangchuan.platform.bench.CardsTest.erasesCard;
import static org.wangchuan.platform.bench.CardsTest.media;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wangchuan.platform.custody.CardAccount;
import org.wangchuan.platform.custody.CardsSaid;
import org.wangchuan.platform.custody.DeviceMedia;
import org.wangchuan.platform.custody.DeviceState;
import org.wangchuan.platform.intake.Actor;
import org.wangchuan.platform.intake.OrderCards;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.Orders;
import org.wangchuan.platform.intake.loss.Losses;
import org.wangchuan.platform.intake.travel.Travels;
import org.wangchuan.platform.intake.workflow.WorkflowRuns;
import org.wangchuan.platform.intake.workflow.Workflows;
import org.wangchuan.platform.ledger.OpenErasures;
import org.wangchuan.platform.ledger.Statements;
import org.wangchuan.platform.ledger.Validations;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.platform.web.access.Visitor;
import org.wangchuan.proof.statement.PhoneClaims.Lock;
import org.wangchuan.proof.statement.Verdict;

/** What was accounted for of a phone's cards, and whatever comes after it: each way in which it held on though nobody knew any more. */
@Tag("slow")
final class CardsAnewTest extends PlatformTest {
    private final Shop shop = newShop();

    /** The erasure of a card in a lane says nothing of which phone its order was begun with. */
    @Test
    void aCardsReceiptFreesNoPhonesNumber() throws Exception {
        SigningStation station = PhoneOrder.station(shop);
        String number = PhoneOrder.serial();
        PhoneOrder first = PhoneOrder.consented(shop, station, number, Optional.empty());
        first.accounts("given_back", "none", "stays", false);
        first.erases(Lock.UNLOCKED);
        erasesCard(first, SigningStation.serial(), Verdict.CLEARED);

        PhoneOrder second = PhoneOrder.consented(shop, station, number, Optional.empty());
        assertThatThrownBy(second::chosen)
                .as("one phone proves one order")
                .hasMessageContaining("another device that is here");

        PhoneOrder tried = PhoneOrder.consented(shop, station, PhoneOrder.serial(), Optional.empty());
        tried.accounts("given_back", "none", "stays", false);
        tried.claimed();
        bean(BenchTasks.class).giveUp(tried.order, tried.account);
        claimsCard(tried, SigningStation.serial());
        PhoneOrder third = PhoneOrder.consented(shop, station, tried.serial, Optional.empty());
        assertThatThrownBy(third::chosen)
                .as("nor one whose try was given up, and its card begun with since")
                .hasMessageContaining("another device that is here");
    }

    @Test
    void whatItStillShowsAfterAnAccountTakesThatBack() throws Exception {
        PhoneOrder phone = PhoneOrder.unaccounted(shop);
        UUID task = phone.claimed();
        phone.shows(task, "read", "sim", "present", "adb");
        phone.accounts("given_back", "none", "none", false);
        assertThat(phone.cards().isCounted()).isTrue();
        phone.shows(task, "observe", "sim", "present", "adb");
        assertThat(phone.cards().isOpen()).as("it is still in it").isTrue();
        assertThat(phone.cards().unexplained()).hasSize(1);
        for (int i = 0; i < 3; i++) {
            phone.shows(task, "observe", "sim", "present", "adb");
        }
        assertThat(phone.cards().seen())
                .as("nobody counts how often it is told")
                .hasSize(2);
        phone.ends(task, phone.station.phoneReceipt(phone.good(), Lock.UNLOCKED));
        phone.answersClauses(shop);
        assertThat(phone.state()).isEqualTo(OrderState.IN_PART);
        phone.accounts("given_back", "none", "none", false);
        assertThat(phone.state()).as("somebody has looked since").isEqualTo(OrderState.CLEARED);
    }

    @Test
    void whatItShowsIsHeardAfterItsEndToo() throws Exception {
        PhoneOrder phone = PhoneOrder.consented(shop);
        UUID task = phone.claimed();
        phone.ends(task, phone.station.phoneReceipt(phone.good(), Lock.UNLOCKED));
        phone.answersClauses(shop);
        assertThat(phone.state()).isEqualTo(OrderState.CLEARED);
        assertThat(phone.shows(task, "observe", "sim", "absent", "adb").status())
                .isEqualTo(204);
        assertThat(phone.state()).isEqualTo(OrderState.CLEARED);
        assertThat(phone.shows(task, "observe", "sim", "present", "adb").status())
                .isEqualTo(204);
        assertThat(phone.cards().isOpen()).isTrue();
        assertThat(phone.state()).isEqualTo(OrderState.IN_PART);
        assertThat(phone.deviceNow().state()).isEqualTo(DeviceState.REGISTERED);
    }

    /** What it showed last stands in no receipt: where nobody heard it, somebody looks after its end. */
    @Test
    void anAccountFromBeforeALastWordThatNobodyHeardDoesNotHold() throws Exception {
        for (boolean isToldInPart : List.of(true, false)) {
            PhoneOrder phone = PhoneOrder.consented(shop);
            UUID task = phone.claimed();
            if (isToldInPart) {
                phone.turn(task, "await-back", Optional.empty());
            }
            assertThat(phone.station
                            .finish(task, phone.station.phoneReceipt(phone.good(), Lock.UNLOCKED))
                            .status())
                    .isEqualTo(200);
            assertThat(phone.cards().isOpen()).isTrue();
            phone.answersClauses(shop);
            assertThat(phone.state()).isEqualTo(OrderState.IN_PART);
            phone.accounts("given_back", "none", "none", false);
            assertThat(phone.state()).isEqualTo(OrderState.CLEARED);
        }
        PhoneOrder late = PhoneOrder.consented(shop);
        UUID task = late.claimed();
        late.turn(task, "closed", Optional.empty());
        bean(BenchTasks.class).giveUp(late.order, late.account);
        late.accounts("given_back", "none", "none", false);
        assertThat(late.station
                        .finish(task, late.station.phoneReceipt(late.good(), Lock.UNLOCKED))
                        .status())
                .isEqualTo(200);
        assertThat(late.cards().isOpen())
                .as("given up, nobody heard it any more")
                .isTrue();
        late.answersClauses(shop);
        assertThat(late.state()).isEqualTo(OrderState.IN_PART);
    }

    /** Erased once more it is not cleared with what somebody has just found in it. */
    @Test
    void whatASecondLookRefutesIsAccountedForAnew() throws Exception {
        PhoneOrder phone = cleared();
        bean(Orders.class)
                .move(
                        phone.order,
                        Set.of(OrderState.CLEARED),
                        OrderState.NOT_CLEARED,
                        "second-found",
                        Actor.staff(phone.account));
        bean(DeviceMedia.class).refuted(phone.device.id(), true, phone.account, "second-found");
        assertThat(phone.cards().isOpen()).isTrue();
        phone.tellPhone();
        phone.erases(Lock.UNLOCKED);
        phone.answersClauses(shop);
        assertThat(phone.state()).isEqualTo(OrderState.IN_PART);
        phone.accounts("given_back", "none", "given_back", false);
        assertThat(phone.state()).isEqualTo(OrderState.CLEARED);
    }

    /** Whoever had it may have put anything into it. */
    @Test
    void whatGotLostAndWasFoundIsAccountedForAnew() throws Exception {
        PhoneOrder phone = cleared();
        losesAndFinds(phone);
        assertThat(phone.cards().isOpen()).isTrue();
        phone.tellPhone();
        phone.erases(Lock.UNLOCKED);
        phone.answersClauses(shop);
        assertThat(phone.state()).isEqualTo(OrderState.IN_PART);
    }

    @Test
    void whatCameBackFromItsWayIsAccountedForAnew() throws Exception {
        PhoneOrder phone = cleared();
        jdbc().sql("UPDATE intake.work_order SET channel = 'mail_in' WHERE id = ?")
                .param(phone.order)
                .update();
        jdbc().sql("""
                        INSERT INTO intake.departure (order_id, said_by, account_id, has_begun, was_past_return, at)
                        VALUES (?, 'staff', ?, true, true, now())""").params(phone.order, phone.account).update();
        jdbc().sql(
                        "INSERT INTO intake.travel_turn (order_id, what, said_by, account_id, at) VALUES (?, 'sent_back', 'staff', ?, now())")
                .params(phone.order, phone.account)
                .update();
        bean(Travels.class).found(phone.order, phone.account);
        assertThat(phone.cards().isOpen()).isTrue();
        assertThat(phone.state()).isEqualTo(OrderState.IN_PART);
        assertThat(phone.deviceNow().state()).isEqualTo(DeviceState.REGISTERED);
    }

    /** A claim of before had counted it as one medium, and its order was over by then: sealed, as a rule. */
    @Test
    void whatWasOverAndIsBegunAgainIsAsked() throws Exception {
        for (boolean isFound : List.of(true, false)) {
            PhoneOrder phone = PhoneOrder.unaccounted(shop);
            jdbc().sql("UPDATE custody.device SET asks_for_cards = false, media_count = 1 WHERE id = ?")
                    .param(phone.device.id())
                    .update();
            if (isFound) {
                losesAndFinds(phone);
                assertThat(phone.cards().isOpen()).isTrue();
            } else {
                phone.erases(Lock.UNLOCKED);
                phone.answersClauses(shop);
                assertThat(phone.cards().isOpen()).isTrue();
                assertThat(phone.state()).isEqualTo(OrderState.IN_PART);
            }
        }
    }

    /** Of a phone whose card was first there still is the way by hand; and whoever goes it does nothing to the card. */
    @Test
    void aGuidedWorkflowLeavesTheCardAlone() throws Exception {
        PhoneOrder phone = PhoneOrder.unaccounted(shop);
        phone.accounts("none", "none", "stays", false);
        erasesCard(phone, SigningStation.serial(), Verdict.CLEARED);
        assertThat(phone.state()).isEqualTo(OrderState.IN_PART);
        WorkflowRuns runs = bean(WorkflowRuns.class);
        WorkflowRuns.Run run =
                runs.start(phone.order, bean(Workflows.class).find("android", 4).orElseThrow(), phone.account);
        assertThat(runs.answer(run, "identity", "same", phone.account)).isEqualTo(WorkflowRuns.Refusal.TAKEN);
        assertThat(media(phone).good()).as("the card's proof stands").isEqualTo(1);
        UUID card = bean(Statements.class).ofOrder(phone.order).getFirst().eventId();
        assertThat(bean(Validations.class).isByHandSince(card)).isFalse();
        runs.end(run, phone.account);
        assertThat(phone.state()).isEqualTo(OrderState.NOT_CLEARED);
        assertThat(media(phone).good()).isEqualTo(1);

        PhoneOrder proved = PhoneOrder.unaccounted(shop);
        proved.erases(Lock.UNLOCKED);
        proved.answersClauses(shop);
        assertThat(proved.state()).isEqualTo(OrderState.IN_PART);
        assertThatThrownBy(() -> runs.start(
                        proved.order, bean(Workflows.class).find("android", 4).orElseThrow(), proved.account))
                .as("what waits for its account alone is not begun by hand")
                .hasMessageContaining("WRONG_STATE");
    }

    /** A station that was given up brings the card's receipt after somebody has gone through a workflow with the phone: that says nothing of the card. */
    @Test
    void aLateReceiptOfTheCardCountsBesideAWorkflow() throws Exception {
        PhoneOrder phone = PhoneOrder.unaccounted(shop);
        phone.accounts("none", "none", "stays", false);
        String serial = SigningStation.serial();
        UUID task = claimsCard(phone, serial);
        String receipt = phone.station.receipt(SigningStation.Said.good(serial, phone.device.code()));
        bean(BenchTasks.class).giveUp(phone.order, phone.account);
        WorkflowRuns runs = bean(WorkflowRuns.class);
        WorkflowRuns.Run run =
                runs.start(phone.order, bean(Workflows.class).find("android", 4).orElseThrow(), phone.account);
        runs.answer(run, "identity", "same", phone.account);
        runs.end(run, phone.account);
        assertThat(phone.station.finish(task, receipt).status()).isEqualTo(200);
        assertThat(media(phone).good()).isEqualTo(1);
        assertThat(phone.state())
                .as("somebody went through a workflow with the phone, and it is not proved")
                .isEqualTo(OrderState.NOT_CLEARED);
    }

    /** To choose it once more takes back what is proved: that is no first thing to press. */
    @Test
    void whatWaitsForItsAccountAloneIsNotOfferedForErasure() throws Exception {
        PhoneOrder phone = PhoneOrder.unaccounted(shop);
        phone.erases(Lock.UNLOCKED);
        phone.answersClauses(shop);
        phone.tellPhone();
        Browser both = shop.browser(Role.CLERK, Role.TECHNICIAN).in("en");
        String guided = "href=\"/workflow/" + phone.order;
        assertThat(both.get("/bench/orders/" + phone.order + "/phone").body())
                .contains("The phone itself is proved to be erased", "Erase the phone once more");
        assertThat(both.get("/bench").body())
                .contains("/intake/" + phone.order + "/cards")
                .doesNotContain(guided, "/bench/orders/" + phone.order + "/phone");
        assertThat(both.get("/intake/" + phone.order).body())
                .contains("/intake/" + phone.order + "/cards")
                .doesNotContain(guided, "/bench/orders/" + phone.order + "/phone");
        assertThat(both.get("/workflow").body()).doesNotContain(guided);
        phone.accounts("none", "none", "none", false);
        assertThat(both.get("/intake/" + phone.order).status()).isEqualTo(200);

        PhoneOrder card = PhoneOrder.unaccounted(shop);
        card.accounts("none", "none", "stays", false);
        erasesCard(card, SigningStation.serial(), Verdict.CLEARED);
        assertThat(both.get("/workflow").body()).contains("href=\"/workflow/" + card.order);
        assertThat(both.get("/workflow/" + card.order).body()).contains("name=\"workflow\"");
        assertThat(both.get("/intake/" + card.order).body()).contains("href=\"/workflow/" + card.order);
    }

    /** What speaks against the phone is settled by the phone, and not by its card as well. */
    @Test
    void aBadErasureOfThePhoneIsSettledByThePhone() throws Exception {
        PhoneOrder phone = PhoneOrder.unaccounted(shop);
        phone.accounts("none", "none", "stays", false);
        String cardSerial = SigningStation.serial();
        erasesCard(phone, cardSerial, Verdict.CLEARED);
        phone.tellPhone();
        phone.erases(Lock.UNLOCKED);
        jdbc().sql("""
                        INSERT INTO ledger.statement (event_id, station_id, site_id, receipt, receipt_digest, statement_digest, verdict,
                          policy, policy_version, clauses, not_proved, medium, log_index, issued_at, received_at, labels, is_phone, log_problem)
                        VALUES (gen_random_uuid(), gen_random_uuid(), ?, 'r', ?, '\\x01', 'failed', 'p', '1', '[]', '{}', 'm', 0, now(), now(),
                          ARRAY[?], true, 'statement')""").params(shop.site(), new byte[] {1}, phone.device.code()).update();
        OpenErasures open = bean(OpenErasures.class);
        assertThat(open.against(phone.device.id())).hasSize(1);
        UUID _ = claimsCard(phone, cardSerial);
        assertThat(open.against(phone.device.id()))
                .as("the card is another medium")
                .hasSize(1);
        bean(BenchTasks.class).giveUp(phone.order, phone.account);
        phone.tellPhone();
        phone.claimed();
        assertThat(open.against(phone.device.id()))
                .as("the phone is erased again")
                .isEmpty();
    }

    /** What is on a card can't be brought back: who says after the consent that it stays does not set off its erasure, too. */
    @Test
    void noOneAloneErasesACardThatItsOwnerHasNotReadOf() throws Exception {
        PhoneOrder phone = PhoneOrder.unaccounted(shop);
        bean(OrderCards.class)
                .account(
                        phone.order,
                        CardAccount.of("none", "none", "stays").orElseThrow(),
                        phone.cards().last(),
                        phone.account,
                        false);
        phone.station.tellLane(CardsTest.READER, SigningStation.serial());
        assertThatThrownBy(() -> CardsTest.queue(phone, Nameless.Answer.OWN_DRIVE))
                .hasMessageContaining("CARD_SECOND");
        assertThat(media(phone).known()).isEmpty();
        phone.accounts("none", "none", "stays", false);
        assertThat(CardsTest.queue(phone, Nameless.Answer.OWN_DRIVE)).isNotNull();
    }

    /** A phone calls a profile a SIM; whoever has seen one in its tray does not. */
    @Test
    void aSimThatSomebodySawIsNoProfile() throws Exception {
        PhoneOrder phone = PhoneOrder.unaccounted(shop);
        bean(OrderCards.class).seen(phone.order, CardsSaid.Kind.SIM, CardsSaid.By.PERSON, Actor.staff(phone.account));
        assertThatThrownBy(() -> phone.accounts("none", "deleted", "none", false))
                .hasMessageContaining("CARDS_SEEN");
        phone.accounts("destroyed", "none", "none", false);
        assertThat(phone.cards().isCounted()).isTrue();
    }

    /** However often it was seen before: what takes an account back is kept, so that whoever has the page open is told. */
    @Test
    void whatTakesAnAccountBackIsKeptHoweverMuchWasSeen() throws Exception {
        PhoneOrder phone = PhoneOrder.unaccounted(shop);
        jdbc().sql("""
                        INSERT INTO custody.card_seen (device_id, kind, seen_by, is_against, at)
                        SELECT ?, 'sim', 'phone', false, now() FROM generate_series(1, 250)""").param(phone.device.id()).update();
        assertThat(phone.cards().seen()).hasSize(250);
        bean(OrderCards.class).seen(phone.order, CardsSaid.Kind.SIM, CardsSaid.By.PERSON, Actor.staff(phone.account));
        assertThat(phone.cards().seen()).as("it speaks against nothing").hasSize(250);
        phone.accounts("given_back", "none", "none", false);
        long shown = phone.cards().last();
        bean(OrderCards.class).seen(phone.order, CardsSaid.Kind.CARD, CardsSaid.By.PERSON, Actor.staff(phone.account));
        assertThat(phone.cards().isOpen()).isTrue();
        assertThat(phone.cards().unexplained()).hasSize(1);
        assertThatThrownBy(() -> phone.accounts("given_back", "none", "none", true, shown))
                .hasMessageContaining("CHANGED");
    }

    /** Who says it over and over is told why it ends. */
    @Test
    void itIsAccountedForSoOftenAndNoMore() throws Exception {
        PhoneOrder phone = PhoneOrder.unaccounted(shop);
        jdbc().sql("""
                        INSERT INTO custody.card_account (device_id, sim, esim, card, is_against_seen, account_id, at)
                        SELECT ?, 'none', 'none', 'none', false, ?, now() FROM generate_series(1, 100)""").params(phone.device.id(), phone.account).update();
        assertThatThrownBy(() -> phone.accounts("none", "none", "none", false)).hasMessageContaining("CARDS_OFTEN");
        assertThat(shop.browser(Role.CLERK)
                        .in("en")
                        .post(
                                "/intake/" + phone.order + "/cards",
                                java.util.Map.of(
                                        "sim", "none",
                                        "esim", "none",
                                        "card", "none",
                                        "shown", String.valueOf(phone.cards().last())))
                        .body())
                .contains("accounted for more often than anybody does");
    }

    private PhoneOrder cleared() throws Exception {
        PhoneOrder phone = PhoneOrder.consented(shop);
        phone.erases(Lock.UNLOCKED);
        phone.answersClauses(shop);
        assertThat(phone.state()).isEqualTo(OrderState.CLEARED);
        return phone;
    }

    private void losesAndFinds(PhoneOrder phone) throws Exception {
        Visitor manager = new Visitor(
                shop.account(Role.MANAGER),
                "Lin",
                Optional.of(shop.organisation()),
                Optional.of(shop.site()),
                Set.of(Role.MANAGER));
        bean(Losses.class).lost(manager, phone.order, new Losses.Said("stolen", "", ""));
        bean(Losses.class).found(manager, phone.order, new Losses.Said("police", "", ""));
    }
}
