package org.wangchuan.platform.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wangchuan.platform.custody.CardsSaid;
import org.wangchuan.platform.custody.DeviceMedia;
import org.wangchuan.platform.custody.DeviceState;
import org.wangchuan.platform.custody.Devices;
import org.wangchuan.platform.custody.GateException;
import org.wangchuan.platform.custody.Media;
import org.wangchuan.platform.intake.Actor;
import org.wangchuan.platform.intake.OrderCards;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.workflow.WorkflowRuns;
import org.wangchuan.platform.intake.workflow.Workflows;
import org.wangchuan.platform.ledger.Statements;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.proof.statement.PhoneClaims.Lock;
import org.wangchuan.proof.statement.Verdict;

/** SIM and memory card of a phone: each way in which it could count as cleared while a card is in it, or nobody knows of one. */
@Tag("slow")
final class CardsTest extends PlatformTest {
    static final String READER = "sdz";

    private final Shop shop = newShop();

    @Test
    void nobodyHasAccountedForThemAndItIsNotCleared() throws Exception {
        PhoneOrder phone = PhoneOrder.unaccounted(shop);
        phone.erases(Lock.UNLOCKED);
        phone.answersClauses(shop);
        assertThat(phone.state()).as("proved, and uncounted").isEqualTo(OrderState.IN_PART);
        assertThat(phone.deviceNow().state()).isEqualTo(DeviceState.REGISTERED);
        assertThat(phone.deviceNow().proof().orElseThrow().verdict()).isEqualTo("unproven");
        assertThat(bean(Devices.class).keepsOut(phone.deviceNow()))
                .contains(GateException.Code.NOT_PROVED, GateException.Code.CARDS_OPEN);
        assertThatThrownBy(() -> jdbc().sql("UPDATE custody.device SET state = 'cleared' WHERE id = ?")
                        .param(phone.device.id())
                        .update())
                .hasMessageContaining("GATE");
        assertThatThrownBy(() -> jdbc().sql("UPDATE custody.device SET state = 'cleared', media_count = 1 WHERE id = ?")
                        .param(phone.device.id())
                        .update())
                .as("a count that nobody has given")
                .hasMessageContaining("GATE");

        phone.accounts("given_back", "none", "none", false);
        assertThat(phone.state()).isEqualTo(OrderState.CLEARED);
        assertThat(phone.deviceNow().state()).isEqualTo(DeviceState.CLEARED);
        assertThat(bean(Devices.class).keepsOut(phone.deviceNow()))
                .doesNotContain(GateException.Code.CARDS_OPEN, GateException.Code.NOT_PROVED);
    }

    @Test
    void aCardThatStaysIsASecondMediumWithAReceiptOfItsOwn() throws Exception {
        for (boolean isCardFirst : List.of(true, false)) {
            PhoneOrder phone = PhoneOrder.unaccounted(shop);
            phone.accounts("none", "none", "stays", false);
            if (isCardFirst) {
                erasesCard(phone, SigningStation.serial(), Verdict.CLEARED);
                assertThat(phone.state()).as("the phone is missing").isEqualTo(OrderState.IN_PART);
            }
            phone.tellPhone();
            phone.erases(Lock.UNLOCKED);
            phone.answersClauses(shop);
            if (!isCardFirst) {
                assertThat(phone.state()).as("the card is missing").isEqualTo(OrderState.IN_PART);
                assertThat(phone.deviceNow().state()).isEqualTo(DeviceState.REGISTERED);
                erasesCard(phone, SigningStation.serial(), Verdict.CLEARED);
            }
            assertThat(phone.state()).isEqualTo(OrderState.CLEARED);
            assertThat(phone.deviceNow().state()).isEqualTo(DeviceState.CLEARED);
            Media media = media(phone);
            assertThat(media.count()).contains(2);
            assertThat(media.good()).isEqualTo(2);
            assertThat(bean(Statements.class).ofOrder(phone.order)).hasSize(2);
        }
    }

    /** A card of a reader that tells no number is somebody's word, and never taken for the phone, which bears none either. */
    @Test
    void aCardWithoutANumberIsNeverThePhone() throws Exception {
        PhoneOrder phone = PhoneOrder.unaccounted(shop);
        phone.accounts("none", "none", "stays", false);
        phone.erases(Lock.UNLOCKED);
        phone.answersClauses(shop);
        phone.station.tellLane(READER, "");
        assertThatThrownBy(() -> queue(phone, new Nameless.Answer(Nameless.Word.NONE, List.of())))
                .hasMessageContaining("LANE_NAMELESS");
        UUID task = queue(phone, Nameless.Answer.OWN_DRIVE);
        assertThat(phone.station.claim(task, READER, "").status()).isEqualTo(200);
        Media media = media(phone);
        assertThat(media.known()).hasSize(2);
        assertThat(media.known().stream().filter(one -> one.isCard()).count()).isEqualTo(1);
        assertThat(media.good()).as("the phone's proof stands").isEqualTo(1);
    }

    @Test
    void thePhonesReceiptIsNoneOfTheCardAndTheOtherWayRound() throws Exception {
        PhoneOrder phone = PhoneOrder.unaccounted(shop);
        phone.accounts("none", "none", "stays", false);
        phone.station.tellLane(READER, "");
        UUID card = queue(phone, Nameless.Answer.OWN_DRIVE);
        assertThat(phone.station.claim(card, READER, "").status()).isEqualTo(200);
        assertThat(conflict(phone.station.finish(
                        card, phone.station.phoneReceipt(phone.good().about(""), Lock.UNLOCKED))))
                .as("of a reader that tells no number nothing but its kind speaks against it")
                .isEqualTo("OTHER_KIND");
        assertThat(media(phone).good()).isZero();

        phone.tellPhone();
        UUID itself = phone.claimed();
        assertThat(conflict(phone.station.finish(itself, phone.station.receipt(phone.good()))))
                .as("it bears the phone's number and label, and is about a drive")
                .isEqualTo("OTHER_KIND");
        phone.answersClauses(shop);
        assertThat(media(phone).good()).isZero();
        assertThat(phone.state()).isEqualTo(OrderState.NOT_CLEARED);
    }

    /** Of a reader that tells no number: what keeps it from counting once more is that it was counted, and for another order its label. */
    @Test
    void oneCardsReceiptCountsForTheTaskThatItCameFor() throws Exception {
        PhoneOrder first = PhoneOrder.unaccounted(shop);
        first.accounts("none", "none", "stays", false);
        first.station.tellLane(READER, "");
        UUID task = queue(first, Nameless.Answer.OWN_DRIVE);
        first.station.claim(task, READER, "");
        String receipt = first.station.receipt(SigningStation.Said.good("", first.device.code()));
        assertThat(first.station.finish(task, receipt).body()).doesNotContain("conflict");
        assertThat(media(first).good()).isEqualTo(1);

        first.station.tellLane(READER, "");
        UUID again = queue(first, Nameless.Answer.OWN_DRIVE);
        assertThat(first.station.claim(again, READER, "").status()).isEqualTo(200);
        assertThat(conflict(first.station.finish(again, receipt)))
                .as("of an earlier try")
                .isEqualTo("EVENT_USED");
        assertThat(media(first).good()).as("begun anew, and not proved").isZero();

        PhoneOrder second = PhoneOrder.unaccounted(shop, first.station);
        second.accounts("none", "none", "stays", false);
        second.station.tellLane(READER, "");
        // The reader names none, so that a manager has to say that it is another than before.
        UUID theirs = queue(second, new Nameless.Answer(Nameless.Word.ANOTHER_THAN_BEFORE, List.of(task, again)));
        assertThat(second.station.claim(theirs, READER, "").status()).isEqualTo(200);
        assertThat(conflict(second.station.finish(theirs, receipt)))
                .as("under another's label")
                .isEqualTo("ASSET_DIFFERS");
        assertThat(media(second).good()).isZero();
    }

    /** Of a reader that shows a number of its own, or a card of another order. */
    @Test
    void whatShowsANumberThatIsHereIsNoOthersCard() throws Exception {
        PhoneOrder first = PhoneOrder.unaccounted(shop);
        first.accounts("none", "none", "stays", false);
        String serial = SigningStation.serial();
        erasesCard(first, serial, Verdict.CLEARED);
        PhoneOrder second = PhoneOrder.unaccounted(shop, first.station);
        second.accounts("none", "none", "stays", false);
        second.station.tellLane(READER, serial);
        assertThatThrownBy(() -> queue(second, Nameless.Answer.OWN_DRIVE))
                .as("it is the other's, which is here")
                .hasMessageContaining("MEDIUM_OF_ANOTHER");
        String another = SigningStation.serial();
        UUID theirs = claimsCard(second, another);
        assertThat(conflict(second.station.finish(
                        theirs, second.station.receipt(SigningStation.Said.good(serial, second.device.code())))))
                .as("a receipt of the other card")
                .isEqualTo("SERIAL_DIFFERS");
        assertThat(media(second).good()).isZero();
    }

    @Test
    void aLaneIsForACardThatWasSaidToStayAlone() throws Exception {
        PhoneOrder phone = PhoneOrder.unaccounted(shop);
        phone.station.tellLane(READER, SigningStation.serial());
        assertThatThrownBy(() -> queue(phone, Nameless.Answer.OWN_DRIVE)).hasMessageContaining("CARDS_OPEN");
        phone.accounts("none", "none", "given_back", false);
        assertThatThrownBy(() -> queue(phone, Nameless.Answer.OWN_DRIVE)).hasMessageContaining("NO_CARD");
        assertThat(media(phone).known()).isEmpty();
        phone.tellPhone();
        assertThat(phone.state()).isEqualTo(OrderState.CONSENTED);
    }

    /** A card that was chosen and then is said not to stay is not begun with. */
    @Test
    void aCardThatDoesNotStayAfterAllIsNotBegunWith() throws Exception {
        PhoneOrder phone = PhoneOrder.unaccounted(shop);
        phone.accounts("none", "none", "stays", false);
        String serial = SigningStation.serial();
        phone.station.tellLane(READER, serial);
        UUID task = queue(phone, Nameless.Answer.OWN_DRIVE);
        assertThatThrownBy(() -> phone.accounts("none", "none", "given_back", false))
                .hasMessageContaining("CARD_STAYS");
        phone.accounts("none", "none", "given_back", true);
        Browser.Answer refused = phone.station.claim(task, READER, serial);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body())
                .as("it is over, and nobody asks for it again")
                .contains("TASK_WITHDRAWN");
        assertThat(phone.state()).as("it waits again, for the phone").isEqualTo(OrderState.CONSENTED);
        assertThat(media(phone).known()).isEmpty();
    }

    @Test
    void onceBegunItCantBeSaidAwayByAnybody() throws Exception {
        PhoneOrder failed = PhoneOrder.unaccounted(shop);
        failed.accounts("none", "none", "stays", false);
        erasesCard(failed, SigningStation.serial(), Verdict.FAILED);
        failed.tellPhone();
        failed.erases(Lock.UNLOCKED);
        failed.answersClauses(shop);
        assertThat(failed.state()).isEqualTo(OrderState.NOT_CLEARED);
        for (String card : List.of("none", "given_back")) {
            assertThatThrownBy(() -> failed.accounts("none", "none", card, true))
                    .hasMessageContaining("CARD_BEGUN");
        }
        assertThat(failed.state()).isEqualTo(OrderState.NOT_CLEARED);
        assertThat(failed.deviceNow().state()).isEqualTo(DeviceState.REGISTERED);

        // The phone was never erased; one medium that is counted, and one that is proved, make no phone.
        PhoneOrder alone = PhoneOrder.unaccounted(shop);
        alone.accounts("none", "none", "stays", false);
        erasesCard(alone, SigningStation.serial(), Verdict.CLEARED);
        assertThatThrownBy(() -> alone.accounts("none", "none", "none", true)).hasMessageContaining("CARD_BEGUN");
        assertThatThrownBy(() -> jdbc().sql("UPDATE custody.device SET state = 'cleared', media_count = 1 WHERE id = ?")
                        .param(alone.device.id())
                        .update())
                .hasMessageContaining("GATE");
        assertThat(alone.state()).isEqualTo(OrderState.IN_PART);
    }

    @Test
    void aCardThatIsFoundLaterTakesBackThatItWasCleared() throws Exception {
        PhoneOrder phone = PhoneOrder.consented(shop);
        phone.erases(Lock.UNLOCKED);
        phone.answersClauses(shop);
        assertThat(phone.state()).isEqualTo(OrderState.CLEARED);
        phone.accounts("given_back", "none", "stays", false);
        assertThat(phone.state()).isEqualTo(OrderState.IN_PART);
        assertThat(phone.deviceNow().state()).isEqualTo(DeviceState.REGISTERED);
        erasesCard(phone, SigningStation.serial(), Verdict.CLEARED);
        assertThat(phone.state()).isEqualTo(OrderState.CLEARED);
    }

    /** A profile is told apart from a SIM: that one was given back does not explain it, and one that is still told of was not deleted. */
    @Test
    void aProfileThatThePhoneTellsOfIsExplainedByNothingButItsEnd() throws Exception {
        PhoneOrder phone = PhoneOrder.unaccounted(shop);
        UUID task = phone.claimed();
        assertThat(phone.shows(task, "read", "esim", "present", "adb").status()).isEqualTo(204);
        assertThatThrownBy(() -> phone.accounts("given_back", "none", "none", false))
                .hasMessageContaining("CARDS_SEEN");
        phone.accounts("given_back", "deleted", "none", false);
        assertThat(phone.cards().isCounted()).isTrue();
        assertThat(phone.shows(task, "read", "esim", "present", "adb").status()).isEqualTo(204);
        assertThat(phone.cards().isOpen()).as("it knows of it all the same").isTrue();
        assertThat(shop.browser(Role.CLERK)
                        .in("en")
                        .get("/intake/" + phone.order + "/cards")
                        .body())
                .contains("the phone knows of an eSIM");
    }

    /** A phone calls a profile a SIM, too. Of one that tells of no profile, what it calls a SIM lies in the tray. */
    @Test
    void aDeletedProfileExplainsASimOnlyWhereOneWasToldOf() throws Exception {
        PhoneOrder phone = PhoneOrder.unaccounted(shop);
        UUID task = phone.claimed();
        assertThat(phone.shows(task, "read", "sim", "present", "adb").status()).isEqualTo(204);
        assertThatThrownBy(() -> phone.accounts("none", "deleted", "none", false))
                .hasMessageContaining("CARDS_SEEN");
        assertThat(phone.cards().isCounted()).isFalse();
        assertThat(phone.shows(task, "read", "esim", "present", "adb").status()).isEqualTo(204);
        phone.accounts("none", "deleted", "none", false);
        assertThat(phone.cards().isCounted()).isTrue();
        assertThat(phone.cards().said().orElseThrow().isAgainstSeen()).isFalse();
    }

    /** What is seen after a card was erased may be another card; a profile is none. */
    @Test
    void aProfileThatIsToldOfOnceTheCardWasErasedIsNoCard() throws Exception {
        PhoneOrder phone = PhoneOrder.unaccounted(shop);
        phone.accounts("none", "none", "stays", false);
        erasesCard(phone, SigningStation.serial(), Verdict.CLEARED);
        phone.tellPhone();
        UUID task = phone.claimed();
        assertThat(phone.shows(task, "read", "esim", "present", "adb").status()).isEqualTo(204);
        assertThat(phone.cards().isOpen()).isTrue();
        assertThat(media(phone).good()).as("the card's proof stands").isEqualTo(1);
        phone.accounts("none", "deleted", "stays", false);
        assertThat(phone.cards().isCounted()).isTrue();
        assertThat(media(phone).good()).isEqualTo(1);
    }

    @Test
    void whatThePhoneShowsSpeaksAgainstWhatWasSaid() throws Exception {
        PhoneOrder phone = PhoneOrder.unaccounted(shop);
        phone.accounts("none", "none", "none", false);
        UUID task = phone.claimed();
        assertThat(phone.shows(task, "read", "sim", "absent", "adb").status()).isEqualTo(204);
        assertThat(phone.cards().isCounted()).as("absence says nothing").isTrue();
        assertThat(phone.shows(task, "read", "sim", "present", "seen").status()).isEqualTo(204);
        assertThat(phone.cards().isCounted())
                .as("people's words come by their answer")
                .isTrue();
        assertThat(phone.shows(task, "read", "sim", "present", "adb").status()).isEqualTo(204);
        assertThat(phone.cards().isOpen()).isTrue();
        assertThat(media(phone).count()).isEmpty();
        assertThat(phone.cards().unexplained()).hasSize(1);

        assertThat(phone.ends(task, phone.station.phoneReceipt(phone.good(), Lock.UNLOCKED))
                        .status())
                .isEqualTo(200);
        phone.answersClauses(shop);
        assertThat(phone.state()).as("a SIM that nobody knows of").isEqualTo(OrderState.IN_PART);
        assertThatThrownBy(() -> phone.accounts("none", "none", "none", false)).hasMessageContaining("CARDS_SEEN");
        assertThat(phone.state()).isEqualTo(OrderState.IN_PART);
        assertThatThrownBy(() -> phone.accounts("none", "deleted", "none", false))
                .as("a profile that it tells nothing of")
                .hasMessageContaining("CARDS_SEEN");
        phone.accounts("none", "deleted", "none", true);
        assertThat(phone.state()).as("it was a profile, says a manager").isEqualTo(OrderState.CLEARED);

        PhoneOrder vouched = PhoneOrder.unaccounted(shop);
        UUID theirs = vouched.claimed();
        vouched.shows(theirs, "read", "sim", "present", "adb");
        assertThatThrownBy(() -> vouched.accounts("none", "none", "none", false))
                .hasMessageContaining("CARDS_SEEN");
        vouched.accounts("none", "none", "none", true);
        assertThat(vouched.cards().said().orElseThrow().isAgainstSeen()).isTrue();
        assertThat(vouched.cards().isCounted()).isTrue();
        vouched.shows(theirs, "read", "sim", "present", "adb");
        assertThat(vouched.cards().isOpen()).as("it shows it all the same").isTrue();
        vouched.ends(theirs, vouched.station.phoneReceipt(vouched.good(), Lock.UNLOCKED));
        vouched.answersClauses(shop);
        vouched.accounts("none", "none", "none", true);
        assertThat(vouched.state()).as("a manager has looked after its end").isEqualTo(OrderState.CLEARED);
    }

    @Test
    void whatIsGivenBackIsNotInItLater() throws Exception {
        PhoneOrder phone = PhoneOrder.unaccounted(shop);
        phone.accounts("given_back", "none", "given_back", false);
        UUID task = phone.claimed();
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
        assertThat(phone.cards().isOpen()).isTrue();
        assertThat(phone.cards().seen()).extracting(CardsSaid.Seen::by).containsExactly(CardsSaid.By.PERSON);
        assertThat(phone.ends(task, phone.station.phoneReceipt(phone.good(), Lock.UNLOCKED))
                        .status())
                .isEqualTo(200);
        phone.answersClauses(shop);
        assertThat(phone.state()).isEqualTo(OrderState.IN_PART);
        phone.accounts("given_back", "none", "stays", false);
        assertThat(phone.state()).as("it stays, and is not erased yet").isEqualTo(OrderState.IN_PART);
        erasesCard(phone, SigningStation.serial(), Verdict.CLEARED);
        assertThat(phone.state()).isEqualTo(OrderState.CLEARED);
    }

    @Test
    void whatStaysInsideByAGuidedWorkflowCountsToo() throws Exception {
        PhoneOrder phone = PhoneOrder.consented(shop);
        WorkflowRuns runs = bean(WorkflowRuns.class);
        WorkflowRuns.Run run =
                runs.start(phone.order, bean(Workflows.class).find("android", 4).orElseThrow(), phone.account);
        assertThat(runs.answer(run, "identity", "same", phone.account)).isEqualTo(WorkflowRuns.Refusal.TAKEN);
        assertThat(runs.answer(run, "cards", "left", phone.account)).isEqualTo(WorkflowRuns.Refusal.TAKEN);
        assertThat(phone.cards().isOpen()).isTrue();
        phone.accounts("none", "none", "stays", false);
        phone.station.tellLane(READER, SigningStation.serial());
        assertThatThrownBy(() -> queue(phone, Nameless.Answer.OWN_DRIVE)).hasMessageContaining("WORKFLOW_OPEN");
    }

    @Test
    void whoWasShownLessIsToldAndOfTwoAtOnceOneIs() throws Exception {
        PhoneOrder phone = PhoneOrder.unaccounted(shop);
        long shown = phone.cards().last();
        phone.accounts("none", "none", "stays", false, shown);
        assertThatThrownBy(() -> phone.accounts("none", "none", "none", true, shown))
                .as("the other tab")
                .hasMessageContaining("CHANGED");
        assertThat(media(phone).count()).contains(2);

        for (int i = 0; i < 5; i++) {
            PhoneOrder both = PhoneOrder.unaccounted(shop);
            long at = both.cards().last();
            try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
                List<Callable<Boolean>> tabs = List.of(() -> says(both, "stays", at), () -> says(both, "none", at));
                int taken = 0;
                for (Future<Boolean> tab : pool.invokeAll(tabs)) {
                    taken += tab.get() ? 1 : 0;
                }
                assertThat(taken).isEqualTo(1);
            }
            String card = both.cards().said().orElseThrow().account().card().id();
            assertThat(media(both).count()).contains(card.equals("stays") ? 2 : 1);
        }
    }

    private static boolean says(PhoneOrder phone, String card, long shown) throws Exception {
        try {
            phone.accounts("none", "none", card, true, shown);
            return true;
        } catch (GateException e) {
            assertThat(e.code()).isEqualTo(GateException.Code.CHANGED);
            return false;
        }
    }

    @Test
    void nothingOfItIsEverTakenAway() throws Exception {
        PhoneOrder phone = PhoneOrder.consented(shop);
        for (String sql : List.of(
                "UPDATE custody.card_account SET card = 'none' WHERE device_id = ?",
                "DELETE FROM custody.card_account WHERE device_id = ?")) {
            assertThatThrownBy(() -> jdbc().sql(sql).param(phone.device.id()).update())
                    .hasMessageContaining("APPEND_ONLY");
        }
    }

    /** By the pages: who may, what is refused, and what its owner reads of it. */
    @Test
    void thePagesTakeItAndTheOwnerReadsIt() throws Exception {
        PhoneOrder phone = PhoneOrder.unaccounted(shop);
        String path = "/intake/" + phone.order + "/cards";
        Browser technician = shop.browser(Role.TECHNICIAN);
        assertThat(technician.in("en").get(path).body()).contains("Nobody has accounted");
        assertThat(newShop().browser(Role.CLERK).get(path).status())
                .as("another company's")
                .isEqualTo(404);
        assertThat(technician
                        .post(path, Map.of("sim", "none", "esim", "none", "shown", "0"))
                        .body())
                .contains("Choose one answer for each");
        assertThat(technician
                        .post(path, Map.of("sim", "none", "esim", "none", "card", "burnt", "shown", "0"))
                        .status())
                .isEqualTo(422);
        assertThat(technician
                        .post(
                                path,
                                Map.of("sim", "none", "esim", "none", "card", "none", "shown", "7777777777777777777"))
                        .body())
                .contains("Somebody else changed it");

        String link = ownersLink(phone);
        String base = link.substring(link.indexOf("/o/"));
        Browser owner = nobody();
        owner.post(base, Map.of());
        assertThat(owner.in("en").get(base + "/watch").body())
                .contains("Take SIM and memory card out before it begins");
        assertThat(owner.in("zh").get(base + "/watch").body()).contains("请在开始之前取出 SIM 卡和存储卡");

        Browser.Answer said =
                technician.post(path, Map.of("sim", "given_back", "esim", "deleted", "card", "stays", "shown", "0"));
        assertThat(said.status()).isEqualTo(302);
        assertThat(phone.cards().isCounted()).isTrue();
        assertThat(owner.in("en").get(base + "/watch").body())
                .contains("SIM: you have it back.", "it stays here to be erased by itself", "Keep what you want")
                .doesNotContain("Take SIM and memory card out before");
        assertThat(owner.in("zh").get(base + "/watch").body()).contains("SIM 卡：已交还给您。", "留在本店单独清除");

        phone.erases(Lock.UNLOCKED);
        phone.answersClauses(shop);
        erasesCard(phone, SigningStation.serial(), Verdict.CLEARED);
        assertThat(owner.in("en").get(base + "/proof").body())
                .contains(
                        "Of your phone and its memory card, 2 of 2 are proved to be erased.", "SIM: you have it back.");
    }

    /** By its brand; and as long as nothing was seen in it that says otherwise. */
    @Test
    void whatHasNoPlaceForACardIsAskedForNone() throws Exception {
        PhoneOrder phone = PhoneOrder.unaccounted(shop);
        jdbc().sql("UPDATE custody.device SET brand = 'Apple' WHERE id = ?")
                .param(phone.device.id())
                .update();
        String path = "/intake/" + phone.order + "/cards";
        Browser clerk = shop.browser(Role.CLERK).in("en");
        assertThat(clerk.get(path).body())
                .contains("no place for a memory card", "value=\"none\" checked")
                .doesNotContain("value=\"stays\" checked");
        Browser owner = nobody();
        String link = ownersLink(phone);
        String base = link.substring(link.indexOf("/o/"));
        owner.post(base, Map.of());
        assertThat(owner.in("en").get(base + "/watch").body())
                .contains("Take SIM and memory card out before")
                .doesNotContain("You can leave a memory card");
        bean(OrderCards.class).seen(phone.order, CardsSaid.Kind.CARD, CardsSaid.By.PERSON, Actor.staff(phone.account));
        assertThat(clerk.get(path).body()).doesNotContain("no place for a memory card", "value=\"none\" checked");
    }

    /** The code of why a receipt was kept and counts for nothing. */
    private static String conflict(Browser.Answer end) {
        assertThat(end.status()).isEqualTo(200);
        return end.body().replaceAll(".*\"conflict\" *: *\"([A-Z_]+)\".*", "$1");
    }

    private String ownersLink(PhoneOrder phone) {
        return bean(org.wangchuan.platform.consumer.OwnerLinks.class).link(phone.order);
    }

    static Media media(PhoneOrder phone) {
        return bean(DeviceMedia.class).of(phone.device.id());
    }

    static UUID queue(PhoneOrder phone, Nameless.Answer answer) throws BenchException {
        return bean(BenchTasks.class).queue(phone.order, phone.station.paired.id(), READER, answer, phone.account);
    }

    static UUID claimsCard(PhoneOrder phone, String serial) throws Exception {
        phone.station.tellLane(READER, serial);
        UUID task = queue(phone, Nameless.Answer.OWN_DRIVE);
        assertThat(phone.station.claim(task, READER, serial).status()).isEqualTo(200);
        return task;
    }

    static void erasesCard(PhoneOrder phone, String serial, Verdict verdict) throws Exception {
        UUID task = claimsCard(phone, serial);
        String receipt = phone.station.receipt(
                SigningStation.Said.good(serial, phone.device.code()).with(verdict));
        Browser.Answer end = phone.station.finish(task, receipt);
        assertThat(end.status()).isEqualTo(200);
        assertThat(end.body()).doesNotContain("conflict");
    }
}
