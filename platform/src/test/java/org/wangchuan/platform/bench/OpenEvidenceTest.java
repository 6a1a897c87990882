package org.wangchuan.platform.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wangchuan.platform.bench.LooseErasureTest.by;
import static org.wangchuan.platform.bench.LooseErasureTest.loose;
import static org.wangchuan.platform.bench.LooseErasureTest.match;
import static org.wangchuan.platform.bench.LooseErasureTest.ownersPage;
import static org.wangchuan.platform.bench.LooseErasureTest.past;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.wangchuan.canonical.Json;
import org.wangchuan.platform.custody.BagNumber;
import org.wangchuan.platform.custody.DeviceCorrections;
import org.wangchuan.platform.custody.DeviceKind;
import org.wangchuan.platform.custody.DeviceNumber;
import org.wangchuan.platform.custody.DeviceState;
import org.wangchuan.platform.custody.Devices;
import org.wangchuan.platform.custody.GateException;
import org.wangchuan.platform.intake.Actor;
import org.wangchuan.platform.intake.Counter;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.Orders;
import org.wangchuan.platform.ledger.FormerVersion;
import org.wangchuan.platform.ledger.OpenErasures;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.InstitutionList;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.proof.statement.NotProved;
import org.wangchuan.proof.statement.Verdict;

/** No page says a good word against open evidence, and nothing that speaks against a device is dropped. */
@Tag("slow")
final class OpenEvidenceTest extends PlatformTest {
    private final Shop shop = newShop();
    private BenchOrder order;

    @BeforeEach
    void anOrderThatWaits() throws Exception {
        order = past(BenchOrder.consented(shop));
    }

    /** Each page that words a verdict says the same, by the same rule. */
    @Test
    void stockAndBenchSayWhatTheOrdersPageSays() throws Exception {
        order.erases(order.serial, Verdict.CLEARED);
        Browser clerk = shop.browser(Role.CLERK);
        Browser technician = shop.browser(Role.TECHNICIAN);
        String stock = "/stock?q=" + order.device.code();
        assertThat(clerk.get(stock).body()).contains("finding cleared", "state device-cleared");
        assertThat(technician.get("/bench").body()).contains("finding cleared");
        assertThat(clerk.get("/intake").body()).contains("state order-cleared");
        assertThat(clerk.get("/intake/" + order.order).body()).contains("finding cleared", "/close");
        loose(order.station, failed(order.serial));
        for (String body :
                List.of(clerk.get(stock).body(), technician.get("/bench").body())) {
            assertThat(body)
                    .contains("finding unproven", "another erasure did not end well")
                    .doesNotContain("finding cleared", "state device-cleared", ">The rule is met");
        }
        assertThat(clerk.get("/intake").body())
                .contains("another erasure did not end well")
                .doesNotContain("state order-cleared");
        assertThat(clerk.get("/intake/" + order.order).body())
                .contains("finding unproven", "verdict unproven", "unproven again")
                .doesNotContain("finding cleared", "state order-cleared", "/close");
        assertThat(clerk.get("/intake/" + order.order + "/receipt").body()).contains("unproven again");
        assertThat(ownersPage(order)).contains("can't be said any more").doesNotContain("the evidence is complete");
    }

    /** It is in stock already when the bad one comes. */
    @Test
    void whatIsInStockIsNotCalledClearedEither() throws Exception {
        order.erases(order.serial, Verdict.CLEARED);
        order.closes();
        loose(order.station, failed(order.serial));
        Browser clerk = shop.browser(Role.CLERK);
        assertThat(clerk.get("/stock?q=" + order.device.code()).body())
                .contains("finding unproven", "in stock")
                .doesNotContain("finding cleared", "state device-in_stock");
        assertThat(shop.browser(Role.TECHNICIAN).get("/bench").body()).doesNotContain("finding cleared");
        assertThat(ownersPage(order)).contains("can't be said any more").doesNotContain("Cleared, and in stock");
    }

    /** Of several drives none is counted as proved, and the bench offers each of them to be erased again. */
    @Test
    void noDriveIsCountedAsProved() throws Exception {
        String first = SigningStation.serial();
        BenchOrder laptop =
                BenchOrder.laptop(shop, new Devices.Drives(Optional.of(2), List.of(first, SigningStation.serial())));
        laptop.erases(first, Verdict.CLEARED);
        Browser technician = shop.browser(Role.TECHNICIAN);
        assertThat(technician.get("/bench").body()).contains("1 of 2 drives proved");
        loose(laptop.station, failed(first));
        assertThat(technician.get("/bench").body()).contains("0 of 2 drives proved");
        Browser clerk = shop.browser(Role.CLERK);
        assertThat(clerk.get("/intake/" + laptop.order + "/receipt").body()).contains("0 of 2 drives");
        assertThat(clerk.get("/counter/" + laptop.order + "/watch").body() + ownersProof(clerk, laptop))
                .contains("0 of 2 drives")
                .doesNotContain("1 of 2 drives");
    }

    /** What ended in a lane stays there as what it was: a later statement of that drive counts, and the bench says so. */
    @Test
    void theBenchSaysOfAnEarlierTryThatItIsOne() throws Exception {
        order.erases(order.serial, Verdict.CLEARED);
        order.closes();
        UUID bad = loose(order.station, failed(order.serial));
        assertThat(match(shop.browser(Role.MANAGER), bad, order).status()).isEqualTo(302);
        assertThat(order.deviceNow().state()).isEqualTo(DeviceState.BLOCKED);
        assertThat(shop.browser(Role.TECHNICIAN).get("/bench").body())
                .contains("finding unproven", "an earlier try's result counts no more")
                .doesNotContain("finding cleared");
    }

    /** Somebody began with it again and never came to an end: that it went into a bag, or home, makes the first try no better. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatSpeaksAgainstItStaysToTheEnd(boolean isSealed) throws Exception {
        order.erases(order.serial, Verdict.CLEARED);
        UUID bad = loose(order.station, failed(order.serial));
        Browser clerk = shop.browser(Role.CLERK);
        clerk.post(
                "/bench/erasures/" + bad + "/again",
                Map.of(
                        "order",
                        bean(Orders.class).find(order.order).orElseThrow().code()));
        order.station.claim(order.queue(), BenchOrder.LANE, order.serial);
        bean(BenchTasks.class).giveUp(order.order, order.account);
        if (isSealed) {
            bean(Counter.class)
                    .seal(
                            order.order,
                            BagNumber.of("B-" + UUID.randomUUID()).orElseThrow(),
                            shop.organisation(),
                            order.account);
        } else {
            bean(Counter.class).giveBack(order.order, order.account, false);
        }
        assertThat(order.state()).isEqualTo(isSealed ? OrderState.SEALED : OrderState.RETURNED_ERASED);
        String statement = clerk.get("/statements/" + order.order).body();
        String proof = ownersProof(clerk, order);
        assertThat(List.of(statement, proof)).allMatch(page -> page.contains("An earlier try said otherwise"));
        for (String page : List.of(
                statement,
                proof,
                clerk.get("/intake/" + order.order).body(),
                clerk.get("/intake/" + order.order + "/receipt").body())) {
            assertThat(page).doesNotContain("verdict cleared", "finding cleared", "<strong>Cleared</strong>");
        }
    }

    /** What was shown for an earlier try is said to be so, in each row of a list as on the pages of one. */
    @Test
    void aListsRowsSayWhatIsOfAnEarlierTry() throws Exception {
        InstitutionList list = InstitutionList.takenIn(
                        shop, SigningStation.POLICY, "bare_drive,Seagate,ST1,LE-1,\nbare_drive,Toshiba,MQ9,LE-2,\n")
                .offered("0");
        Browser person = list.joined();
        list.agreed(person);
        BenchOrder one = BenchOrder.of(shop, list.order(0), "LE-1");
        one.erases("LE-1", Verdict.CLEARED);
        jdbc().sql("UPDATE intake.work_order SET presence = NULL, presence_before = 'handwritten' WHERE id = ?")
                .param(list.order(0))
                .update();
        Browser clerk = shop.browser(Role.CLERK);
        assertThat(clerk.get(list.page()).body()).contains("For an earlier try:", "finding cleared");
        assertThat(clerk.get(list.page() + "/summary").body()).contains("For an earlier try:");
        assertThat(person.get(list.link() + "/proof").body()).contains("For an earlier try, not for the erasure");
        loose(one.station, failed("LE-1"));
        assertThat(clerk.get(list.page()).body())
                .contains("another erasure did not end well")
                .doesNotContain("finding cleared");
        assertThat(clerk.get(list.page() + "/summary").body()).contains("another erasure did not end well");
        assertThat(clerk.get(list.page() + "/results.csv").body())
                .contains("unproven", ",\"in-doubt\",", ",\"open\"\r")
                .doesNotContain("cleared\",\"true");
    }

    /** It was made by rules that this platform does not have: that it failed is true all the same, and shuts the gate. */
    @Test
    void aBadOneThatDoesNotFitShutsTheGateAndIsShown() throws Exception {
        order.erases(order.serial, Verdict.CLEARED);
        String receipt = order.station.receipt(failed(order.serial).by("77"));
        assertThat(sent(receipt).body()).contains("\"isStored\":true", "POLICY_UNKNOWN");
        assertThat(sent(receipt).status()).as("again").isEqualTo(200);
        List<UUID> open = bean(OpenErasures.class).against(order.device.id());
        assertThat(open).hasSize(1);
        assertGateShut(GateException.Code.ERASURE_OPEN);
        Browser manager = shop.browser(Role.MANAGER);
        assertThat(manager.get("/bench/erasures").body()).contains("does not have its rule set in that version");
        assertThat(manager.get("/bench").body()).contains("does not have its rule set in that version");
        assertThat(manager.get("/bench/erasures/" + open.getFirst()).body()).contains("counts all the same");
        assertThat(match(manager, open.getFirst(), order).status()).isEqualTo(302);
        assertThat(order.state()).isEqualTo(OrderState.NOT_CLEARED);
        assertThat(manager.get("/statements/" + order.order).body()).contains("verdict failed");
        order.erases(order.serial, Verdict.CLEARED);
        order.closes();
        assertThat(order.deviceNow().state()).isEqualTo(DeviceState.IN_STOCK);
    }

    /** The same by its label, of a part of a drive. */
    @Test
    void aBadOneOfAPartSpeaksAgainstTheLabelThatItNames() throws Exception {
        order.erases(order.serial, Verdict.CLEARED);
        String receipt = order.station.receipt(
                by("UNREAD", order.device.code()).with(Verdict.FAILED).not(NotProved.PARTITION_ONLY));
        assertThat(sent(receipt).body()).contains("PART_ONLY");
        assertGateShut(GateException.Code.ERASURE_OPEN);
    }

    /** It came as the end of another order's task, and is of this drive. */
    @Test
    void aBadOneThatCameForAnotherOrderSpeaksAgainstWhatItNames() throws Exception {
        order.erases(order.serial, Verdict.CLEARED);
        BenchOrder other = BenchOrder.consented(shop);
        UUID task = other.claimed();
        assertThat(other.station
                        .finish(task, other.station.receipt(failed(order.serial)))
                        .body())
                .contains("SERIAL_DIFFERS");
        assertGateShut(GateException.Code.ERASURE_OPEN);
        assertThat(shop.browser(Role.MANAGER).get("/statements/" + other.order).body())
                .contains("Kept, and not believed");
    }

    /** Whoever is told "stored" throws it away: what is not kept is not called so, and what is bad is always kept. */
    @Test
    void aLimitIsToldAndDropsNothing() throws Exception {
        order.erases(order.serial, Verdict.CLEARED);
        String good = order.station.receipt(by("SOME-DRIVE", "LABEL-OF-IT").by("77"));
        assertThat(sent(good).body()).contains("POLICY_UNKNOWN");
        Browser manager = shop.browser(Role.MANAGER);
        assertThat(manager.get("/bench/erasures").body())
                .contains("does not have its rule set in that version")
                // By these somebody finds the drive; its whole number is for nobody.
                .contains("…RIVE", "LABEL-OF-IT", "number of its statement", "station bench ")
                .doesNotContain("that no more is kept", "SOME-DRIVE");
        jdbc().sql("""
                        INSERT INTO ledger.conflict (site_id, station_id, code, detail, file, file_digest, at, is_weighed)
                        SELECT site_id, station_id, code, detail, file, sha256(n::text::bytea), at, true
                        FROM ledger.conflict, generate_series(1, 499) n WHERE station_id = ? AND order_id IS NULL""").param(order.station.paired.id()).update();
        String next = order.station.receipt(by("SOME-DRIVE", "").by("77"));
        Browser.Answer full = sent(next);
        assertThat(full.status()).isEqualTo(503);
        assertThat(full.body()).contains("CONFLICTS_FULL");
        assertThat(sent(good).status()).as("it is here").isEqualTo(200);
        assertThat(manager.get("/bench/erasures").body()).contains("that no more is kept");
        assertThat(manager.in("zh").get("/bench").body()).contains("不再留存");
        assertThat(sent(order.station.receipt(failed(order.serial).by("77"))).status())
                .as("never for want of room")
                .isEqualTo(200);
        assertGateShut(GateException.Code.ERASURE_OPEN);
        jdbc().sql("UPDATE ledger.conflict SET at = at - interval '25 hours' WHERE station_id = ?")
                .param(order.station.paired.id())
                .update();
        assertThat(sent(next).status()).as("the day is over").isEqualTo(200);
    }

    /** Of an order as well: the station keeps the end of its task, and the order's page says why. */
    @Test
    void theLimitOfAnOrderIsToldToo() throws Exception {
        UUID task = order.claimed();
        jdbc().sql("""
                        INSERT INTO ledger.conflict (site_id, station_id, order_id, code, detail, file, file_digest, at, is_weighed)
                        SELECT ?, ?, ?, 'POLICY_UNKNOWN', '', '', sha256(n::text::bytea), now(), true FROM generate_series(1, 50) n""")
                .params(shop.site(), order.station.paired.id(), order.order)
                .update();
        assertThat(order.station
                        .finish(task, order.station.receipt(order.good().by("77")))
                        .body())
                .contains("CONFLICTS_FULL");
        assertThat(order.state()).isEqualTo(OrderState.ERASING);
        assertThat(shop.browser(Role.MANAGER).get("/statements/" + order.order).body())
                .contains("that no more is kept");
        assertThat(order.station
                        .finish(task, order.station.receipt(failed(order.serial).by("77")))
                        .body())
                .as("what is bad is kept")
                .contains("ASSET_DIFFERS");
        assertThat(order.state()).isEqualTo(OrderState.NOT_CLEARED);
        assertThat(bean(OpenErasures.class).against(order.device.id())).hasSize(1);
    }

    /** Counted by a match of a former version, it never said what it names; taken back, it is open all the same. */
    @Test
    void whatAFormerVersionMatchedSpeaksAgainstItsDriveWhenItIsTakenBack() throws Exception {
        order.erases(order.serial, Verdict.CLEARED);
        UUID bad = loose(order.station, failed(order.serial));
        match(shop.browser(Role.TECHNICIAN), bad, order);
        jdbc().sql("UPDATE ledger.statement SET labels = NULL, serial_digest = NULL WHERE event_id = ?")
                .param(bad)
                .update();
        FormerVersion.isFollowed();
        shop.browser(Role.MANAGER).post("/bench/erasures/" + bad + "/take-back", Map.of("reason", "mistake"));
        assertThat(bean(OpenErasures.class).against(order.device.id())).containsExactly(bad);
    }

    /** Its station was never trusted again; that it failed was verified when it came. */
    @Test
    void whatAStationSaidBeforeItsTrustEndedIsNotForgotten() throws Exception {
        order.erases(order.serial, Verdict.CLEARED);
        UUID bad = loose(order.station, failed(order.serial));
        jdbc().sql("UPDATE ledger.statement SET labels = NULL, serial_digest = NULL WHERE event_id = ?")
                .param(bad)
                .update();
        jdbc().sql("DELETE FROM ledger.trust_list WHERE station_id = ?")
                .param(order.station.paired.id())
                .update();
        FormerVersion.isFollowed();
        assertThat(bean(OpenErasures.class).against(order.device.id())).containsExactly(bad);
    }

    /** A former version kept it as a conflict that no page showed. */
    @Test
    void whatAFormerVersionKeptAsAConflictIsOpened() throws Exception {
        order.erases(order.serial, Verdict.CLEARED);
        String receipt = order.station.receipt(failed(order.serial).by("77"));
        jdbc().sql("""
                        INSERT INTO ledger.conflict (site_id, station_id, code, detail, file, file_digest, at)
                        VALUES (?, ?, 'POLICY_UNKNOWN', '', ?, sha256(convert_to(?, 'UTF8')), now())""")
                .params(shop.site(), order.station.paired.id(), receipt, receipt)
                .update();
        FormerVersion.isFollowed();
        assertThat(bean(OpenErasures.class).against(order.device.id())).hasSize(1);
        assertGateShut(GateException.Code.ERASURE_OPEN);
        jdbc().sql(
                        "UPDATE ledger.statement SET received_at = received_at - interval '1 hour' WHERE misfit IS NOT NULL AND station_id = ?")
                .param(order.station.paired.id())
                .update();
        FormerVersion.isFollowed();
        assertThat(bean(OpenErasures.class).against(order.device.id()))
                .as("the order's own try began after it had come")
                .isEmpty();
    }

    /** The platform's clock was an hour behind when the bad one came: by it the try of before would have begun afterwards. */
    @Test
    void aClockThatIsSetBackSettlesNothing() throws Exception {
        BenchOrder second = BenchOrder.consented(shop);
        order.erases(order.serial, Verdict.CLEARED);
        UUID bad = loose(second.station, failed(order.serial));
        cameByAClock(bad, "- interval '1 hour'");
        assertThat(bean(OpenErasures.class).against(order.device.id())).containsExactly(bad);
        assertGateShut(GateException.Code.ERASURE_OPEN);
        match(shop.browser(Role.CLERK), bad, order);
        assertThat(order.state()).as("it counts").isEqualTo(OrderState.NOT_CLEARED);
    }

    /** The platform's clock was an hour ahead when the bad one came: what began afterwards did so all the same. */
    @Test
    void whatBeganAfterwardsSettlesItByWhateverClock() throws Exception {
        BenchOrder second = BenchOrder.consented(shop);
        UUID bad = loose(second.station, failed(order.serial));
        cameByAClock(bad, "+ interval '1 hour'");
        order.erases(order.serial, Verdict.CLEARED);
        assertThat(bean(OpenErasures.class).against(order.device.id())).isEmpty();
        order.closes();
    }

    private static void cameByAClock(UUID event, String shift) {
        jdbc().sql("UPDATE ledger.statement SET received_at = received_at " + shift + " WHERE event_id = ?")
                .param(event)
                .update();
    }

    private Browser.Answer sent(String receipt) {
        return order.station.call(
                "POST", "/erasures", Json.object().put("receipt", receipt).build());
    }

    /** The number that was noted first may have been the right one: another number does not lead away from bad evidence that comes later. */
    @Test
    void whatNamesANumberThatWasCorrectedAwayShutsTheGate() throws Exception {
        String before = SigningStation.serial();
        correctedTo(before);
        correctedTo(order.serial);
        order.erases(order.serial, Verdict.CLEARED);
        SigningStation other = new SigningStation(newStation(shop.site()));
        other.call(
                "PUT",
                "/trust-list",
                Json.object().put("trustList", other.trustList()).build());
        loose(other, failed(SigningStation.serial()));
        assertThat(bean(OpenErasures.class).against(order.device.id()))
                .as("another's")
                .isEmpty();

        UUID bad = loose(other, failed(before));

        assertThat(bean(OpenErasures.class).against(order.device.id())).containsExactly(bad);
        assertGateShut(GateException.Code.ERASURE_OPEN);
        assertThat(shop.browser(Role.CLERK).get("/intake/" + order.order).body())
                .contains("finding unproven")
                .doesNotContain("finding cleared");
        // Nothing matches it; a try that begins after it has come settles it, as it does with a label.
        bean(LooseErasures.class).again(bad, order.order, Actor.staff(order.account));
        order.erases(order.serial, Verdict.CLEARED);
        assertThat(bean(OpenErasures.class).against(order.device.id())).isEmpty();
        order.closes();
    }

    private void correctedTo(String serial) {
        new TransactionTemplate(bean(PlatformTransactionManager.class)).executeWithoutResult(_ -> {
            try {
                assertThat(bean(DeviceCorrections.class)
                                .correct(
                                        order.device.id(),
                                        new DeviceCorrections.Facts(
                                                DeviceKind.BARE_DRIVE,
                                                "WD",
                                                "Blue",
                                                "",
                                                Optional.empty(),
                                                Optional.of(new DeviceCorrections.Serial(
                                                        Optional.of(DeviceNumber.plain(serial)))),
                                                DeviceCorrections.More.KEPT,
                                                Optional.of(1),
                                                Optional.empty()),
                                        order.account))
                        .isTrue();
            } catch (GateException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private void assertGateShut(GateException.Code code) {
        assertThatThrownBy(order::closes)
                .isInstanceOfSatisfying(
                        GateException.class, e -> assertThat(e.code()).isEqualTo(code));
        assertThat(order.deviceNow().state()).isEqualTo(DeviceState.CLEARED);
    }

    private static SigningStation.Said failed(String serial) {
        return by(serial, "").with(Verdict.FAILED);
    }

    private static String ownersProof(Browser counter, BenchOrder of) {
        return counter.get("/counter/" + of.order + "/proof").body();
    }
}
