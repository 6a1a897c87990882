package org.wangchuan.platform.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wangchuan.platform.bench.LooseErasureTest.by;
import static org.wangchuan.platform.bench.LooseErasureTest.code;
import static org.wangchuan.platform.bench.LooseErasureTest.loose;
import static org.wangchuan.platform.bench.LooseErasureTest.match;
import static org.wangchuan.platform.bench.LooseErasureTest.ownersPage;
import static org.wangchuan.platform.bench.LooseErasureTest.past;
import static org.wangchuan.platform.bench.LooseErasureTest.sent;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wangchuan.platform.custody.DeviceState;
import org.wangchuan.platform.custody.Devices;
import org.wangchuan.platform.custody.GateException;
import org.wangchuan.platform.intake.Actor;
import org.wangchuan.platform.intake.Counter;
import org.wangchuan.platform.intake.OrderException;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.OrderStory;
import org.wangchuan.platform.intake.Orders;
import org.wangchuan.platform.intake.OwnerInvitation;
import org.wangchuan.platform.intake.Presence;
import org.wangchuan.platform.intake.Presences;
import org.wangchuan.platform.ledger.Matches;
import org.wangchuan.platform.ledger.OpenErasures;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.InstitutionList;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.testing.Shows;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.proof.statement.Verdict;

/** Which evidence counts is nobody's choice: what whoever matches could leave out, take away, or bring in. */
@Tag("slow")
final class LooseEvidenceTest extends PlatformTest {
    private static final long QUARTER = 900;
    private static final long TWO_DAYS = 172_800;

    private final Shop shop = newShop();
    private BenchOrder order;

    @BeforeEach
    void anOrderThatWaits() throws Exception {
        order = past(BenchOrder.consented(shop));
    }

    /** The station's clock is behind; its log says all the same that the bad one came later. */
    @Test
    void aLaterBadOneCountsWhateverItsClockSays() throws Exception {
        order.erases(order.serial, Verdict.CLEARED);
        jdbc().sql("UPDATE intake.work_order SET consented_at = now() WHERE id = ?")
                .param(order.order)
                .update();
        UUID bad =
                loose(order.station, failed(order.serial, "").at(Instant.now().minusSeconds(QUARTER)));
        assertThat(match(shop.browser(Role.CLERK), bad, order).status()).isEqualTo(302);
        assertThat(standings()).containsExactly(Matches.Standing.COUNTS);
        assertThat(matches().getFirst().findings()).contains("BEFORE_CONSENT");
        assertThat(order.state()).isEqualTo(OrderState.NOT_CLEARED);
        assertThat(order.deviceNow().state()).isEqualTo(DeviceState.REGISTERED);
        assertThat(ownersPage(order)).contains("that counts although it was not made as agreed");
    }

    /** Of a drive that is not agreed to yet it counts, too; but the order stays where its owner has the word. */
    @Test
    void aBadOneOutsideTheCourseTakesNobodysWordAway() throws Exception {
        UUID bad =
                loose(order.station, failed(order.serial, "").at(Instant.now().minusSeconds(2 * QUARTER + 60)));
        jdbc().sql("UPDATE intake.work_order SET created_at = created_at - interval '2 hours' WHERE id = ?")
                .param(order.order)
                .update();
        match(shop.browser(Role.CLERK), bad, order);
        assertThat(matches().getFirst().findings()).containsExactly("BEFORE_CONSENT");
        assertThat(order.deviceNow().proof().orElseThrow().verdict()).isEqualTo("failed");
        assertThat(order.state()).isEqualTo(OrderState.CONSENTED);
    }

    @Test
    void anOlderBadOneOfTheSameLogIsOvertaken() throws Exception {
        UUID bad = loose(order.station, failed(order.serial, ""));
        match(shop.browser(Role.CLERK), loose(order.station, by(order.serial, "")), order);
        assertThat(order.state()).as("it is further on in the same log").isEqualTo(OrderState.CLEARED);
        match(shop.browser(Role.CLERK), bad, order);
        assertThat(matches().getLast().findings()).containsExactly("LATER_COUNTS");
        assertThat(order.state()).isEqualTo(OrderState.CLEARED);
        order.closes();
        assertThat(order.deviceNow().state()).isEqualTo(DeviceState.IN_STOCK);
    }

    /** A good one and a later bad one are there: whoever matches only the first gets nothing. */
    @Test
    void nobodyChoosesTheGoodOneOfTwo() throws Exception {
        UUID good = loose(order.station, by(order.serial, ""));
        UUID bad = loose(order.station, failed(order.serial, ""));
        Browser clerk = shop.browser(Role.CLERK);
        Browser.Answer refused = match(clerk, good, order);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body()).contains("Match that one first", "/bench/erasures/" + bad);
        assertThat(order.state()).isEqualTo(OrderState.CONSENTED);
        match(clerk, bad, order);
        assertThat(order.state()).isEqualTo(OrderState.NOT_CLEARED);
        match(clerk, good, order);
        assertThat(matches().getLast().findings()).containsExactly("LATER_COUNTS");
        assertThat(order.state()).isEqualTo(OrderState.NOT_CLEARED);
    }

    /** A bad one that nobody matches keeps the gate shut, here and in the database, until it is matched or the drive erased again. */
    @Test
    void anOpenBadOneKeepsTheGateShut() throws Exception {
        order.erases(order.serial, Verdict.CLEARED);
        UUID bad = loose(order.station, failed(order.serial, ""));
        assertGateShut();
        Browser clerk = shop.browser(Role.CLERK);
        assertThat(clerk.post("/intake/" + order.order + "/close", Map.of("paid", "cash", "amount", "10"))
                        .body())
                .contains("did not end well");
        assertThat(clerk.get("/intake/" + order.order).body())
                .contains("did not end well", "/bench/erasures/" + bad + "?order=" + code(order));
        assertThat(clerk.in("zh").get("/intake/" + order.order).body()).contains("且尚未匹配");
        jdbc().sql("UPDATE intake.work_order SET state = 'closed' WHERE id = ?")
                .param(order.order)
                .update();
        assertThatThrownBy(() -> jdbc().sql("UPDATE custody.device SET state = 'in_stock' WHERE id = ?")
                        .param(order.device.id())
                        .update())
                .hasMessageContaining("GATE");
        jdbc().sql("UPDATE intake.work_order SET state = 'cleared' WHERE id = ?")
                .param(order.order)
                .update();
        match(shop.browser(Role.TECHNICIAN), bad, order);
        assertThat(order.state()).isEqualTo(OrderState.NOT_CLEARED);
        order.erases(order.serial, Verdict.CLEARED);
        order.closes();
        assertThat(order.deviceNow().state()).isEqualTo(DeviceState.IN_STOCK);
    }

    /** Nor does it help to erase by the order again before that: then it is surely later, and the gate opens. */
    @Test
    void aTryThatBeganAfterItHadComeSettlesABadOne() throws Exception {
        var _ = loose(order.station, failed(order.serial, ""));
        order.erases(order.serial, Verdict.CLEARED);
        order.closes();
        assertThat(order.deviceNow().state()).isEqualTo(DeviceState.IN_STOCK);
    }

    @Test
    void aBadOneThatNamesOnlyTheLabelKeepsTheGateShut() throws Exception {
        order.erases(order.serial, Verdict.CLEARED);
        UUID bad = loose(order.station, failed("UNREAD", order.device.code()));
        assertGateShut();
        Browser technician = shop.browser(Role.TECHNICIAN);
        assertThat(match(technician, bad, order).body()).contains("Nothing was changed");
        assertThat(technician
                        .post("/bench/erasures/" + bad + "/again", Map.of("order", code(order)))
                        .status())
                .as("it is of no drive of this device, and a good proof does not hide it")
                .isEqualTo(302);
        assertThat(order.state()).isEqualTo(OrderState.NOT_CLEARED);
        order.erases(order.serial, Verdict.CLEARED);
        order.closes();
        assertThat(order.deviceNow().state()).isEqualTo(DeviceState.IN_STOCK);
    }

    /** Without a bad one, nobody undoes what was cleared. */
    @Test
    void onlyABadOneSendsAClearedOrderBack() throws Exception {
        UUID good = loose(order.station, by(order.serial, ""));
        order.erases(order.serial, Verdict.CLEARED);
        assertThat(shop.browser(Role.MANAGER)
                        .post("/bench/erasures/" + good + "/again", Map.of("order", code(order)))
                        .status())
                .isEqualTo(422);
        assertThat(order.state()).isEqualTo(OrderState.CLEARED);
    }

    /** Another station's statement under the same event id does not change what the stored one names. */
    @Test
    void aSecondStatementOfOneEventHidesNothing() throws Exception {
        order.erases(order.serial, Verdict.CLEARED);
        UUID bad = loose(order.station, failed(order.serial, ""));
        BenchOrder second = BenchOrder.consented(shop);
        SigningStation.Said other = failed("OTHER", "");
        String receipt = second.station.receipt(other, bad);
        second.station.call(
                "POST",
                "/erasures",
                org.wangchuan.canonical.Json.object().put("receipt", receipt).build());
        assertThat(bean(OpenErasures.class).against(order.device.id())).containsExactly(bad);
        assertGateShut();
    }

    /** By word alone a bad one is matched with something else, and would be out of the way. */
    @Test
    void nobodysWordPutsABadOneOutOfTheWay() throws Exception {
        BenchOrder laptop = BenchOrder.laptop(shop, new Devices.Drives(Optional.of(1), List.of()));
        BenchOrder other = past(BenchOrder.laptop(shop, new Devices.Drives(Optional.of(1), List.of())));
        laptop.erases(laptop.serial, Verdict.CLEARED);
        jdbc().sql("UPDATE custody.medium SET serial_digest = NULL, serial_tail = NULL WHERE device_id = ?")
                .param(laptop.device.id())
                .update();
        UUID bad = loose(other.station, failed(laptop.serial, ""));
        match(shop.browser(Role.CLERK), bad, other);
        assertThat(bean(Matches.class).ofOrder(other.order).getFirst().findings())
                .contains("LINK_BY_WORD");
        jdbc().sql("""
                        UPDATE custody.medium SET serial_tail = 'x',
                          serial_digest = (SELECT serial_digest FROM ledger.statement WHERE event_id = ?) WHERE device_id = ?""").params(bad, laptop.device.id()).update();
        assertThatThrownBy(laptop::closes)
                .isInstanceOfSatisfying(
                        GateException.class, e -> assertThat(e.code()).isEqualTo(GateException.Code.ERASURE_OPEN));
    }

    /** Two stations, whose clocks may be a day apart: what is not surely later heals nothing. */
    @Test
    void ofTwoStationsTheGoodOneHasNoBenefitOfTheDoubt() throws Exception {
        order.erases(order.serial, Verdict.FAILED);
        jdbc().sql("UPDATE bench.task SET claimed_at = claimed_at - interval '10 minutes' WHERE order_id = ?")
                .param(order.order)
                .update();
        BenchOrder second = BenchOrder.consented(shop);
        match(
                shop.browser(Role.CLERK),
                loose(second.station, by(order.serial, "").at(Instant.now().plusSeconds(60))),
                order);
        assertThat(matches().getFirst().findings()).containsExactly("LATER_COUNTS");
        assertThat(order.state()).isEqualTo(OrderState.NOT_CLEARED);
        jdbc().sql("""
                        UPDATE ledger.statement SET issued_at = issued_at - interval '2 days', received_at = received_at - interval '2 days'
                        WHERE order_id = ?""").param(order.order).update();
        match(shop.browser(Role.CLERK), loose(second.station, by(order.serial, "")), order);
        assertThat(order.state()).as("more than a day later").isEqualTo(OrderState.CLEARED);
    }

    @Test
    void aBadOneOfAnotherStationCountsWhateverItsClockSays() throws Exception {
        BenchOrder second = BenchOrder.consented(shop);
        order.erases(order.serial, Verdict.CLEARED);
        jdbc().sql("UPDATE bench.task SET claimed_at = claimed_at - interval '10 minutes' WHERE order_id = ?")
                .param(order.order)
                .update();
        UUID longAgo =
                loose(second.station, failed(order.serial, "").at(Instant.now().minusSeconds(TWO_DAYS)));
        assertGateShut();
        match(shop.browser(Role.CLERK), longAgo, order);
        assertThat(matches().getFirst().findings()).doesNotContain("LATER_COUNTS");
        assertThat(order.state()).isEqualTo(OrderState.NOT_CLEARED);
    }

    /** The number of a bad one would be the medium's, and the next one's link: then a clerk alone could sell what nobody erased. */
    @Test
    void aClerksLabelGivesNoMediumANumber() throws Exception {
        BenchOrder laptop = BenchOrder.laptop(shop, new Devices.Drives(Optional.of(1), List.of()));
        String label = laptop.device.code();
        UUID bad = loose(laptop.station, failed("ANOTHER-DRIVE", label));
        UUID good = loose(laptop.station, by("ANOTHER-DRIVE", label));
        Browser clerk = shop.browser(Role.CLERK);
        assertThat(match(clerk, bad, laptop).body()).contains("a technician or a manager matches it");
        match(clerk, good, laptop);
        assertThat(bean(Matches.class).ofOrder(laptop.order).getFirst().findings())
                .contains("LABEL_BY_CLERK");
        assertThat(laptop.state()).isEqualTo(OrderState.CONSENTED);
        assertThat(laptop.deviceNow().proof()).isEmpty();
    }

    /** Cleared, and then a bad one comes that nobody has matched: the gate is shut, and no page says a good word any more. */
    @Test
    void anOpenBadOneTakesEachGoodWordBack() throws Exception {
        order.erases(order.serial, Verdict.CLEARED);
        Browser clerk = shop.browser(Role.CLERK);
        List<String> pages = List.of(
                "/intake/" + order.order,
                "/intake/" + order.order + "/receipt",
                "/counter/" + order.order + "/paper",
                "/counter/" + order.order + "/proof",
                "/statements/" + order.order);
        for (String page : pages) {
            assertThat(clerk.get(page).body()).as(page).contains("verdict cleared");
        }
        loose(order.station, failed(order.serial, ""));
        for (String page : pages) {
            assertThat(clerk.get(page).body())
                    .as(page)
                    .contains("verdict unproven", "nobody has settled that")
                    .doesNotContain("verdict cleared", "state good\">The rule is met");
        }
    }

    /** What had counted was taken back, or somebody began again: the statement stays, and is of an earlier try. */
    @Test
    void whatCountsNoMoreIsShownAsAnEarlierTry() throws Exception {
        BenchOrder laptop =
                BenchOrder.laptop(shop, new Devices.Drives(Optional.of(2), List.of("DRIVE-ONE-1", "DRIVE-TWO-2")));
        laptop.erases("DRIVE-ONE-1", Verdict.CLEARED);
        Browser clerk = shop.browser(Role.CLERK);
        List<String> pages = List.of("/counter/" + laptop.order + "/proof", "/statements/" + laptop.order);
        for (String page : pages) {
            assertThat(clerk.get(page).body()).as(page).contains("verdict cleared");
        }
        laptop.station.tellLane(BenchOrder.LANE, "DRIVE-ONE-1");
        laptop.station.claim(laptop.queue(), BenchOrder.LANE, "DRIVE-ONE-1");
        bean(BenchTasks.class).giveUp(laptop.order, laptop.account);
        for (String page : pages) {
            assertThat(clerk.get(page).body())
                    .as(page)
                    .contains("verdict unproven", "An earlier try said otherwise")
                    .doesNotContain("verdict cleared");
        }
    }

    /** The owner signed for the first try, and went; what was erased by hand afterwards they have not seen. */
    @Test
    void presenceIsOfTheErasureThatItWasTakenFor() throws Exception {
        var _ = order.claimed();
        Orders orders = bean(Orders.class);
        bean(Presences.class).present(order.order, Shows.by(Presence.HANDWRITTEN), Actor.owner());
        bean(BenchTasks.class).giveUp(order.order, order.account);
        assertThat(orders.find(order.order).orElseThrow().presence()).contains(Presence.HANDWRITTEN);
        jdbc().sql("UPDATE bench.task SET claimed_at = claimed_at - interval '10 minutes' WHERE order_id = ?")
                .param(order.order)
                .update();
        match(shop.browser(Role.CLERK), loose(order.station, by(order.serial, "")), order);
        assertThat(order.state()).isEqualTo(OrderState.CLEARED);
        assertThat(orders.find(order.order).orElseThrow().presence()).isEmpty();
        assertThat(bean(Presences.class).before(order.order)).contains(Presence.HANDWRITTEN);
        assertThat(ownersProof(order))
                .contains(
                        "For an earlier try, not for the erasure that counts",
                        "there was nothing that you were asked to watch")
                .doesNotContain("/code\"", "data-pad");
        assertThat(shop.browser(Role.CLERK).get("/intake/" + order.order).body())
                .contains("For an earlier try:");
        assertThatThrownBy(() -> bean(Presences.class).present(order.order, Shows.by(Presence.CODE), Actor.owner()))
                .isInstanceOf(OrderException.class);
    }

    /** A second try by the order is another erasure: it can be signed for again. */
    @Test
    void aSecondTryIsSignedForAgain() throws Exception {
        var _ = order.claimed();
        Orders orders = bean(Orders.class);
        bean(Presences.class).present(order.order, Shows.by(Presence.HANDWRITTEN), Actor.owner());
        bean(BenchTasks.class).giveUp(order.order, order.account);
        var _ = order.claimed();
        assertThat(orders.find(order.order).orElseThrow().presence()).isEmpty();
        bean(Presences.class).shows(order.order, Shows.by(Presence.CODE), Actor.owner());
        assertThat(orders.find(order.order).orElseThrow().presence()).contains(Presence.CODE);
        assertThat(bean(Presences.class).before(order.order)).isEmpty();
    }

    /** Two drives: one found erased, and one that the bench erases before their eyes. */
    @Test
    void ofTwoDrivesTheWatchedOneIsSignedFor() throws Exception {
        String first = SigningStation.serial();
        String second = SigningStation.serial();
        BenchOrder laptop = past(BenchOrder.laptop(shop, new Devices.Drives(Optional.of(2), List.of(first, second))));
        match(shop.browser(Role.CLERK), loose(laptop.station, by(first, "")), laptop);
        assertThat(laptop.state()).isEqualTo(OrderState.IN_PART);
        Orders orders = bean(Orders.class);
        assertThat(bean(Presences.class).isOfAnErasureOutside(laptop.order)).isTrue();
        laptop.erases(second, Verdict.CLEARED);
        assertThat(laptop.state()).isEqualTo(OrderState.CLEARED);
        assertThat(bean(Presences.class).isOfAnErasureOutside(laptop.order)).isFalse();
        assertThat(bean(Presences.class).isAnyErasedOutside(laptop.order)).isTrue();
        bean(Presences.class).shows(laptop.order, Shows.by(Presence.CODE), Actor.owner());
        assertThat(orders.find(laptop.order).orElseThrow().presence()).contains(Presence.CODE);
        assertThat(ownersProof(laptop)).contains("This is of what the bench erased");
    }

    /** They watched it; what somebody matches besides, and what does not count, takes their word from nobody. */
    @Test
    void aMatchThatDoesNotCountTakesNoSignatureAway() throws Exception {
        order.erases(order.serial, Verdict.CLEARED);
        match(shop.browser(Role.CLERK), loose(order.station, by(order.serial, "")), order);
        assertThat(matches().getFirst().findings()).contains("ALREADY_PROVED");
        Orders orders = bean(Orders.class);
        bean(Presences.class).shows(order.order, Shows.by(Presence.CODE), Actor.owner());
        assertThat(orders.find(order.order).orElseThrow().presence()).contains(Presence.CODE);
    }

    @Test
    void aManagerTakesAMatchBackAndBothStayOnRecord() throws Exception {
        UUID event = loose(order.station, by(order.serial, ""));
        match(shop.browser(Role.CLERK), event, order);
        order.closes();
        assertThat(order.deviceNow().state()).isEqualTo(DeviceState.IN_STOCK);
        assertThat(shop.browser(Role.TECHNICIAN)
                        .post("/bench/erasures/" + event + "/take-back", Map.of("reason", "wrong_order"))
                        .status())
                .isEqualTo(403);
        Browser manager = shop.browser(Role.MANAGER);
        assertThat(manager.post("/bench/erasures/" + event + "/take-back", Map.of("reason", "because"))
                        .status())
                .isEqualTo(422);
        assertThat(manager.get("/statements/" + order.order).body()).contains("Take this match back");
        assertThat(manager.post("/bench/erasures/" + event + "/take-back", Map.of("reason", "wrong_order"))
                        .status())
                .isEqualTo(302);
        assertThat(order.deviceNow().state()).isEqualTo(DeviceState.BLOCKED);
        assertThat(order.deviceNow().proof()).isEmpty();
        assertThat(standings()).containsExactly(Matches.Standing.TAKEN_BACK);
        assertThat(ownersPage(order)).contains("Erased outside the agreed course", "Taken back on", "another order");
        assertThat(bean(Matches.class).orderOf(event)).isEmpty();
        assertThatThrownBy(
                        () -> jdbc().sql("DELETE FROM ledger.match_taken_back").update())
                .hasMessageContaining("APPEND_ONLY");
    }

    /** Taken back, a bad one is open again: nobody gets rid of it so. */
    @Test
    void takingABadOneBackOpensNoGate() throws Exception {
        order.erases(order.serial, Verdict.CLEARED);
        UUID bad = loose(order.station, failed(order.serial, ""));
        match(shop.browser(Role.CLERK), bad, order);
        shop.browser(Role.MANAGER).post("/bench/erasures/" + bad + "/take-back", Map.of("reason", "mistake"));
        assertThat(order.state()).isEqualTo(OrderState.NOT_CLEARED);
        assertThat(order.deviceNow().proof()).isEmpty();
        assertThat(bean(OpenErasures.class).against(order.device.id())).containsExactly(bad);
    }

    @Test
    void theOwnerTakesAnErasedDeviceHomeAndTheBenchWaitsForTheirWord() throws Exception {
        UUID event = loose(order.station, by(order.serial, "").at(Instant.now().minusSeconds(2 * QUARTER + 60)));
        match(shop.browser(Role.CLERK), event, order);
        assertThat(order.state()).isEqualTo(OrderState.CONSENTED);
        assertThatThrownBy(order::queue)
                .isInstanceOfSatisfying(
                        BenchException.class, e -> assertThat(e.code()).isEqualTo(BenchException.Code.OWNER_TO_SPEAK));
        assertThat(order.state()).isEqualTo(OrderState.CONSENTED);
        assertThat(shop.browser(Role.CLERK).get("/intake/" + order.order).body())
                .contains("The bench waits");
        Browser owner = nobody();
        String link = joined(owner, order);
        assertThat(owner.get(link + "/watch").body())
                .contains("Your word is needed", order.order.toString(), "not undone by taking it back")
                .doesNotContain("as it came");
        assertThat(owner.post(link + "/erased-on", Map.of("orders", "none")).status())
                .isEqualTo(302);
        assertThatThrownBy(order::queue).as("of another").isInstanceOf(BenchException.class);
        assertThat(owner.post(link + "/erased-on", Map.of("orders", order.order.toString()))
                        .status())
                .isEqualTo(302);
        assertThat(owner.get(link + "/watch").body()).doesNotContain("Your word is needed");
        UUID task = order.queue();
        assertThat(task).isNotNull();
        assertThat(owner.post(link + "/return", Map.of("sure", "1")).status()).isEqualTo(302);
        assertThat(order.state()).isEqualTo(OrderState.GOING_BACK);
        bean(Counter.class).giveBack(order.order, order.account, false);
        assertThat(order.state()).isEqualTo(OrderState.RETURNED_ERASED);
        assertThat(order.deviceNow().state()).isEqualTo(DeviceState.RETURNED);
    }

    /** What counted when it was matched does not for ever. */
    @Test
    void whatCountsNowIsWorkedOutFromTheLatest() throws Exception {
        match(shop.browser(Role.CLERK), loose(order.station, by(order.serial, "")), order);
        assertThat(standings()).containsExactly(Matches.Standing.COUNTS);
        match(shop.browser(Role.CLERK), loose(order.station, failed(order.serial, "")), order);
        assertThat(standings()).containsExactly(Matches.Standing.SUPERSEDED, Matches.Standing.COUNTS);
        assertThat(ownersPage(order)).contains("It has counted for this order, and does not any more");
    }

    /** Whoever takes an order in could erase any drive, name the label over it, and sell the device: not alone. */
    @Test
    void aClerksLabelClearsNothing() throws Exception {
        BenchOrder laptop = past(BenchOrder.laptop(shop, new Devices.Drives(Optional.of(1), List.of())));
        match(shop.browser(Role.CLERK), loose(laptop.station, by("ANY", laptop.device.code())), laptop);
        assertThat(bean(Matches.class).ofOrder(laptop.order).getFirst().findings())
                .containsExactly("LABEL_BY_CLERK");
        assertThat(laptop.state()).isEqualTo(OrderState.CONSENTED);
        assertThat(laptop.deviceNow().proof()).isEmpty();
    }

    @Test
    void aStationThatWasPutOutOfServiceProvesNothing() throws Exception {
        UUID event = loose(order.station, by(order.serial, ""));
        bean(org.wangchuan.platform.identity.Stations.class).end(order.station.paired.id(), order.account);
        match(shop.browser(Role.TECHNICIAN), event, order);
        assertThat(matches().getFirst().findings()).containsExactly("STATION_RETIRED");
        assertThat(order.state()).isEqualTo(OrderState.CONSENTED);
    }

    /** The very receipt that was matched is no other erasure: the station that brings it for its task is not refused. */
    @Test
    void aStationsOwnReceiptIsTakenAfterItsMatch() throws Exception {
        UUID task = order.claimed();
        String receipt = order.station.receipt(order.good().at(Instant.now().plusSeconds(2)));
        bean(BenchTasks.class).giveUp(order.order, order.account);
        UUID event = sent(order.station, receipt);
        jdbc().sql("UPDATE bench.task SET claimed_at = claimed_at - interval '10 seconds' WHERE order_id = ?")
                .param(order.order)
                .update();
        match(shop.browser(Role.TECHNICIAN), event, order);
        assertThat(order.state()).isEqualTo(OrderState.CLEARED);
        assertThat(order.station.finish(task, receipt).status()).isEqualTo(200);
        assertThat(order.state()).isEqualTo(OrderState.CLEARED);
    }

    /** Else one pair of hands would do: note the number of a spare drive, erase that, sell the device. */
    @Test
    void whoNotedTheNumberDoesNotMatchIt() throws Exception {
        UUID clerk = shop.account(Role.CLERK);
        bean(Orders.class).note(order.order, OrderStory.CORRECTED, Actor.staff(clerk));
        UUID event = loose(order.station, by(order.serial, ""));
        Browser.Answer refused = match(signedIn(clerk), event, order);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body()).contains("You noted the numbers of this device");
        assertThat(order.state()).isNotEqualTo(OrderState.CLEARED);
        assertThat(match(shop.browser(Role.CLERK), event, order).status()).isEqualTo(302);
        assertThat(order.state()).isEqualTo(OrderState.CLEARED);
    }

    /** Two at once, where each of the two could count. */
    @Test
    void ofTwoClerksAtOnceOneErasureCountsOnce() throws Exception {
        UUID first = loose(order.station, by(order.serial, ""));
        UUID second = loose(order.station, by(order.serial, ""));
        Browser one = shop.browser(Role.CLERK);
        Browser two = shop.browser(Role.CLERK);
        List<Callable<Integer>> all = List.of(
                () -> match(one, first, order).status(),
                () -> match(two, first, order).status(),
                () -> match(two, second, order).status(),
                () -> match(one, second, order).status());
        try (var pool = Executors.newFixedThreadPool(4)) {
            for (var done : pool.invokeAll(all)) {
                assertThat(done.get()).isEqualTo(302);
            }
        }
        assertThat(matches()).hasSize(2);
        assertThat(standings()).containsExactlyInAnyOrder(Matches.Standing.COUNTS, Matches.Standing.KEPT);
        assertThat(order.state()).isEqualTo(OrderState.CLEARED);
        assertThat(bean(OrderStory.class).of(order.order))
                .extracting(OrderStory.Event::kind)
                .containsOnlyOnce("matched");
    }

    /** Of a list the page says which device; and one that was erased blocks no other's way home. */
    @Test
    void aListNamesTheDeviceAndGoesHomeWhole() throws Exception {
        String serial = SigningStation.serial();
        InstitutionList list = InstitutionList.takenIn(
                        shop,
                        SigningStation.POLICY,
                        "bare_drive,Seagate,ST1,LC-1,\nbare_drive,Toshiba,MQ9," + serial + ",\n")
                .offered("0");
        Browser person = list.joined();
        list.agreed(person);
        matchCode(
                shop.browser(Role.CLERK),
                loose(order.station, by(serial, "").at(Instant.now().minusSeconds(QUARTER))),
                list.orders().get(1).code());
        assertThat(person.get(list.link() + "/device").body()).contains("<strong>Toshiba MQ9 ", "Your word is needed");
        int home = bean(org.wangchuan.platform.intake.list.ListCeremony.class)
                .takeHome(list.batch().id(), List.of(list.order(0), list.order(1)), Actor.owner());
        assertThat(home).isEqualTo(2);
        assertThat(list.states()).containsExactly(OrderState.GOING_BACK, OrderState.GOING_BACK);
        bean(Counter.class).giveBack(list.order(0), order.account, false);
        bean(Counter.class).giveBack(list.order(1), order.account, false);
        assertThat(list.states()).containsExactly(OrderState.RETURNED_UNTOUCHED, OrderState.RETURNED_ERASED);
    }

    @Test
    void whatIsNoCodeIsAnsweredWithAStableCode() throws Exception {
        UUID event = loose(order.station, by(order.serial, ""));
        Browser clerk = shop.browser(Role.CLERK);
        for (String typed : List.of("%00", "%00%00%00%00-0000", "7F3K", "'")) {
            assertThat(clerk.get("/bench/erasures?order=" + typed).status())
                    .as(typed)
                    .isEqualTo(200);
            assertThat(clerk.get("/bench/erasures?order=" + typed).body()).contains("There is no order of this code");
            assertThat(clerk.get("/bench/erasures/" + event + "?order=" + typed).body())
                    .contains("There is no order of this code");
        }
        assertThat(clerk.post("/bench/erasures/" + event + "/match", Map.of("order", "\u0000"))
                        .status())
                .isEqualTo(422);
    }

    private void assertGateShut() {
        assertThat(order.state()).isEqualTo(OrderState.CLEARED);
        assertThatThrownBy(order::closes)
                .isInstanceOfSatisfying(
                        GateException.class, e -> assertThat(e.code()).isEqualTo(GateException.Code.ERASURE_OPEN));
        assertThat(order.deviceNow().state()).isEqualTo(DeviceState.CLEARED);
    }

    private List<Matches.Match> matches() {
        return bean(Matches.class).ofOrder(order.order);
    }

    private List<Matches.Standing> standings() {
        return matches().stream().map(Matches.Match::standing).toList();
    }

    private static SigningStation.Said failed(String serial, String label) {
        return by(serial, label).with(Verdict.FAILED);
    }

    private static Browser.Answer matchCode(Browser browser, UUID event, String order) {
        return browser.post("/bench/erasures/" + event + "/match", Map.of("order", order));
    }

    private static String joined(Browser owner, BenchOrder of) {
        String link =
                java.net.URI.create(bean(OwnerInvitation.class).link(of.order)).getPath();
        owner.post(link, Map.of());
        return link;
    }

    private static String ownersProof(BenchOrder of) {
        Browser owner = nobody();
        return owner.get(joined(owner, of) + "/proof").body();
    }
}
