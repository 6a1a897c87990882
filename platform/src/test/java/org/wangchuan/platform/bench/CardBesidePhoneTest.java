package org.wangchuan.platform.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wangchuan.platform.custody.CardAccount;
import org.wangchuan.platform.custody.DeviceMedia;
import org.wangchuan.platform.intake.Actor;
import org.wangchuan.platform.intake.Counter;
import org.wangchuan.platform.intake.HoldReason;
import org.wangchuan.platform.intake.OrderCards;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.OrderStory;
import org.wangchuan.platform.intake.Orders;
import org.wangchuan.platform.intake.ReleaseReason;
import org.wangchuan.platform.intake.WorkOrder;
import org.wangchuan.platform.intake.workflow.WorkflowRuns;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.InstitutionList;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.proof.statement.PhoneClaims.Lock;
import org.wangchuan.proof.statement.Verdict;

/** A card that is erased says nothing of its phone: neither that it is still to come where it failed, nor that it failed where it is still to come. */
@Tag("slow")
final class CardBesidePhoneTest extends PlatformTest {
    private final Shop shop = newShop();
    private final Browser technician = shop.browser(Role.TECHNICIAN);
    private final Browser clerk = shop.browser(Role.CLERK);

    /** What could not be erased by hand keeps its ways out, whatever becomes of its card. */
    @Test
    void aDeadPhoneIsNotClearedWithItsCardProved() throws Exception {
        PhoneOrder phone = cardStays();
        ended(phone, "dead");
        assertThat(phone.state()).isEqualTo(OrderState.NOT_CLEARED);

        CardsTest.erasesCard(phone, SigningStation.serial(), Verdict.CLEARED);
        assertThat(media(phone)).as("the card").isEqualTo(1);
        assertThat(phone.state()).as("the phone was tried").isEqualTo(OrderState.NOT_CLEARED);
        assertThat(bean(WorkflowRuns.class).wayOut(phone.order)).contains("dead");
        assertThat(clerk.in("en").get("/intake/" + phone.order).body())
                .contains("data-exit=\"dead\"", "name=\"bag\"", "1 of 2 are proved to be erased", "The signed record")
                .containsOnlyOnce("data-exit=");
        assertThat(workflow(phone)).contains("This run has ended");
    }

    @Test
    void soIsOneThatAStationCouldNotErase() throws Exception {
        PhoneOrder phone = cardStays();
        phone.tellPhone();
        phone.claimed();
        bean(BenchTasks.class).giveUp(phone.order, phone.account);
        CardsTest.erasesCard(phone, SigningStation.serial(), Verdict.CLEARED);
        assertThat(phone.state()).isEqualTo(OrderState.NOT_CLEARED);

        phone.tellPhone();
        phone.erases(Lock.UNLOCKED);
        phone.answersClauses(shop);
        phone.accounts("none", "none", "stays", false);
        assertThat(phone.state()).isEqualTo(OrderState.CLEARED);
    }

    /** The other way round: a card that failed, and then did not, leaves the phone where it was. */
    @Test
    void aPhoneThatNobodyTriedIsStillToCome() throws Exception {
        PhoneOrder phone = cardStays();
        String serial = SigningStation.serial();
        CardsTest.erasesCard(phone, serial, Verdict.FAILED);
        assertThat(phone.state()).isEqualTo(OrderState.NOT_CLEARED);
        CardsTest.erasesCard(phone, serial, Verdict.CLEARED);
        assertThat(phone.state()).isEqualTo(OrderState.IN_PART);

        bean(Counter.class).hold(phone.order, HoldReason.STOLEN, phone.counter);
        bean(Counter.class).release(phone.order, ReleaseReason.MISTAKE, Optional.empty(), phone.counter);
        assertThat(phone.state()).isEqualTo(OrderState.IN_PART);
    }

    /** Its owner wants all of it back as it is: what is on the card is theirs. */
    @Test
    void aCardIsNotErasedThatIsWantedHome() throws Exception {
        PhoneOrder phone = cardStays();
        ended(phone, "dead");
        String serial = SigningStation.serial();
        phone.station.tellLane(CardsTest.READER, serial);
        UUID task = CardsTest.queue(phone, Nameless.Answer.OWN_DRIVE);
        says(phone, OrderStory.WANTS_HOME);
        Browser.Answer late = phone.station.claim(task, CardsTest.READER, serial);
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.body()).contains("TASK_WITHDRAWN");
        assertThatThrownBy(() -> CardsTest.queue(phone, Nameless.Answer.OWN_DRIVE))
                .hasMessageContaining("OWNER_WANTS_IT");
        Browser.Answer page = technician
                .in("en")
                .post(
                        "/bench/orders/" + phone.order + "/lane",
                        Map.of("lane", phone.station.paired.id() + ":" + CardsTest.READER, "own", "yes"));
        assertThat(page.status()).isEqualTo(422);
        assertThat(page.body()).contains("they want the phone back");
        assertThat(bean(OrderStory.class).isWantedHome(order(phone))).isTrue();

        says(phone, OrderStory.WANTS_DESTROYED);
        assertThat(phone.station
                        .claim(CardsTest.queue(phone, Nameless.Answer.OWN_DRIVE), CardsTest.READER, serial)
                        .status())
                .isEqualTo(200);
    }

    /** A phone that is dead can't be asked all that comes before, also where its card was first. */
    @Test
    void whereTheCardWasFirstThePhoneHasItsWaysOut() throws Exception {
        PhoneOrder phone = CardSample.cardFirst(shop);
        assertThat(clerk.in("en").get("/intake/" + phone.order).body()).contains("It is locked, broken or dead");

        start(phone);
        assertThat(workflow(phone)).contains("data-way-out", "value=\"dead\"");
        assertThat(answer(phone, "erase", "settings").status())
                .as("what erases has its turn")
                .isEqualTo(422);
        assertThat(answer(phone, "erase", "dead").status()).isEqualTo(302);
        end(phone);
        assertThat(phone.state()).isEqualTo(OrderState.NOT_CLEARED);
        assertThat(bean(WorkflowRuns.class).wayOut(phone.order)).contains("dead");
        assertThat(media(phone)).as("its card's proof stands").isEqualTo(1);
    }

    /** No button leads to a page that refuses. */
    @Test
    void whereACableFailedItsHandIsOfferedAndTaken() throws Exception {
        PhoneOrder phone = CardSample.givenUp(shop);
        assertThat(order(phone, technicianAtCounter())).contains("/workflow/" + phone.order);
        assertThat(workflow(phone)).contains("/start\"").doesNotContain("the owner has to agree first");
        start(phone);
        assertThat(answer(phone, "identity", "same").status()).isEqualTo(302);
    }

    /** Whoever goes through a workflow takes a good proof back: not where the card alone is bad. */
    @Test
    void aPhoneThatIsProvedIsNotSentIntoAWorkflow() throws Exception {
        PhoneOrder phone = CardSample.phoneFirst(shop, true);
        assertThat(order(phone, technicianAtCounter()))
                .contains("/bench?find=")
                .doesNotContain("/workflow/" + phone.order, "data-exits");
    }

    /** What speaks against a phone that was proved over its cable is settled there, and by nobody's hand. */
    @Test
    void whatIsInDoubtIsSentToItsCable() throws Exception {
        PhoneOrder phone = CardSample.phoneFirst(shop, false);
        jdbc().sql("""
                        INSERT INTO ledger.statement (event_id, station_id, site_id, receipt, receipt_digest, statement_digest, verdict,
                          policy, policy_version, clauses, not_proved, medium, log_index, issued_at, received_at, labels, is_phone, log_problem)
                        VALUES (gen_random_uuid(), gen_random_uuid(), ?, 'r', ?, '\\x01', 'failed', 'p', '1', '[]', '{}', 'm', 0, now(), now(),
                          ARRAY[?], true, 'statement')""").params(shop.site(), new byte[] {1}, phone.device.code()).update();
        assertThat(technician.in("en").get("/bench").body())
                .contains("/bench/orders/" + phone.order + "/phone")
                .doesNotContain("/workflow/" + phone.order);
        assertThat(order(phone, technicianAtCounter()))
                .containsOnlyOnce("/bench/orders/" + phone.order + "/phone")
                .doesNotContain("/workflow/" + phone.order);
    }

    @Test
    void eachWayStandsOnThePageOnce() throws Exception {
        PhoneOrder phone = CardSample.cardFirst(shop);
        assertThat(order(phone, technicianAtCounter()))
                .containsOnlyOnce("/bench/orders/" + phone.order + "/phone")
                .containsOnlyOnce("/workflow/" + phone.order);
        assertThat(order(phone, shop.browser(Role.MANAGER)))
                .containsOnlyOnce("/bench/orders/" + phone.order + "/phone");
    }

    /** Which of the three is open, and not that one of them is. */
    @Test
    void whatIsOpenIsNamed() throws Exception {
        PhoneOrder phone = CardSample.cardFirst(shop);
        assertThat(order(phone, clerk)).contains("<h2>The phone itself is not proved to be erased yet</h2>");

        assertThat(technician.in("en").get("/bench?find=" + order(phone).code()).body())
                .as("its card is known by no number")
                .contains("of phone and memory card, 1 of 2 proved")
                .doesNotContain("drives …");

        PhoneOrder open = CardSample.unaccounted(shop);
        String next = "/intake/" + open.order + "/cards\"";
        assertThat(order(open, clerk)).containsOnlyOnce(next);
        assertThat(order(open, clerk).indexOf(next))
                .as("what is next stands first")
                .isLessThan(order(open, clerk).indexOf("Seal it instead"));
        assertThat(order(open, clerk)).contains("<h2>What became of SIM and memory card is still to be said</h2>");
        open.accounts("none", "none", "stays", false);
        assertThat(order(open, clerk)).contains("<h2>Its memory card is not proved to be erased yet</h2>");
    }

    /** Its owner reads the reason that is true. */
    @Test
    void whatNobodyHeardIsNoErasure() throws Exception {
        PhoneOrder phone = PhoneOrder.consented(shop);
        UUID task = phone.claimed();
        phone.station.finish(task, phone.station.phoneReceipt(phone.good(), Lock.UNLOCKED));
        phone.answersClauses(shop);
        assertThat(phone.cards().isOpen()).isTrue();
        assertThat(phone.state()).isEqualTo(OrderState.IN_PART);
        assertThat(clerk.in("en").get("/counter/" + phone.order + "/watch").body())
                .contains("nobody heard what your phone showed at its end")
                .doesNotContain("your phone was erased");
    }

    /** Nothing of a phone waits for a lane by itself. */
    @Test
    void phonesOfAListDoNotWaitForALane() throws Exception {
        InstitutionList list = InstitutionList.takenIn(
                shop, "gb-46864-2025", "laptop,Lenovo,ThinkPad T14,,1\nphone,Xiaomi,Mi 11,,\nphone,Xiaomi,Mi 12,,\n");
        jdbc().sql("UPDATE intake.work_order SET state = 'consented' WHERE batch_id = ?")
                .param(list.batch().id())
                .update();
        assertThat(technician.in("en").get("/bench").body()).contains("1 wait for a lane");
        String page = "/bench/lists/" + list.batch().id();
        assertThat(read(list.page())).contains(page);
        jdbc().sql("UPDATE intake.work_order SET state = 'erasing' WHERE id = ?")
                .param(list.order(0))
                .update();
        assertThat(read(list.page())).doesNotContain(page);
    }

    private String read(String page) {
        return technicianAtCounter().in("en").get(page).body();
    }

    /** For a list nobody reads of each card: whoever says that one stays never sets off its erasure, too. */
    @Test
    void forAListNoOneAloneErasesACard() throws Exception {
        PhoneOrder read = PhoneOrder.unaccounted(shop);
        saysBeforeItsOwnerAgreed(read);
        read.station.tellLane(CardsTest.READER, SigningStation.serial());
        assertThat(CardsTest.queue(read, Nameless.Answer.OWN_DRIVE)).isNotNull();

        PhoneOrder listed = PhoneOrder.unaccounted(shop);
        saysBeforeItsOwnerAgreed(listed);
        UUID list = InstitutionList.takenIn(shop, "gb-46864-2025", "phone,Xiaomi,Mi 11,,\n")
                .batch()
                .id();
        jdbc().sql("UPDATE intake.work_order SET batch_id = ? WHERE id = ?")
                .params(list, listed.order)
                .update();
        listed.station.tellLane(CardsTest.READER, SigningStation.serial());
        assertThatThrownBy(() -> CardsTest.queue(listed, Nameless.Answer.OWN_DRIVE))
                .hasMessageContaining("CARD_SECOND");
    }

    /** By whoever works at the bench. */
    private static void saysBeforeItsOwnerAgreed(PhoneOrder phone) throws Exception {
        bean(OrderCards.class)
                .account(
                        phone.order,
                        CardAccount.of("none", "none", "stays").orElseThrow(),
                        phone.cards().last(),
                        phone.account,
                        false);
        jdbc().sql("UPDATE intake.work_order SET consented_at = now() + interval '1 hour' WHERE id = ?")
                .param(phone.order)
                .update();
    }

    private Browser technicianAtCounter() {
        return shop.browser(Role.TECHNICIAN, Role.CLERK);
    }

    private static String order(PhoneOrder phone, Browser browser) {
        return browser.in("en").get("/intake/" + phone.order).body();
    }

    private PhoneOrder cardStays() throws Exception {
        PhoneOrder phone = PhoneOrder.unaccounted(shop);
        phone.accounts("none", "none", "stays", false);
        return phone;
    }

    private void ended(PhoneOrder phone, String way) {
        start(phone);
        assertThat(answer(phone, "erase", way).status()).isEqualTo(302);
        end(phone);
    }

    private void start(PhoneOrder phone) {
        assertThat(technician
                        .post("/workflow/" + phone.order + "/start", Map.of("workflow", "android"))
                        .status())
                .isEqualTo(302);
    }

    private Browser.Answer answer(PhoneOrder phone, String step, String answer) {
        return technician.post("/workflow/" + phone.order + "/answer", Map.of("step", step, "answer", answer));
    }

    private void end(PhoneOrder phone) {
        assertThat(technician
                        .post("/workflow/" + phone.order + "/end", Map.of())
                        .status())
                .isEqualTo(302);
    }

    private String workflow(PhoneOrder phone) {
        return technician.in("en").get("/workflow/" + phone.order).body();
    }

    private static void says(PhoneOrder phone, String wish) throws Exception {
        bean(Orders.class).note(phone.order, wish, Actor.owner());
    }

    private static WorkOrder order(PhoneOrder phone) {
        return bean(Orders.class).find(phone.order).orElseThrow();
    }

    private static int media(PhoneOrder phone) {
        return bean(DeviceMedia.class).of(phone.device.id()).good();
    }
}
