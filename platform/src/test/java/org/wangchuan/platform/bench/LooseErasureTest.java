package org.wangchuan.platform.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import org.wangchuan.canonical.Json;
import org.wangchuan.platform.custody.Device;
import org.wangchuan.platform.custody.DeviceKind;
import org.wangchuan.platform.custody.DeviceState;
import org.wangchuan.platform.custody.Devices;
import org.wangchuan.platform.intake.Actor;
import org.wangchuan.platform.intake.Channel;
import org.wangchuan.platform.intake.Counter;
import org.wangchuan.platform.intake.OrderException;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.OrderStory;
import org.wangchuan.platform.intake.Orders;
import org.wangchuan.platform.intake.OwnerInvitation;
import org.wangchuan.platform.intake.Presence;
import org.wangchuan.platform.intake.Presences;
import org.wangchuan.platform.intake.Presenter;
import org.wangchuan.platform.intake.WorkOrder;
import org.wangchuan.platform.ledger.Matches;
import org.wangchuan.platform.ledger.StatementFile;
import org.wangchuan.platform.ledger.Statements;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.InstitutionList;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.testing.Shows;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.proof.statement.PhoneClaims.Lock;
import org.wangchuan.proof.statement.Verdict;

/** Erasures that a station made without an order, and what matching them with one is worth. */
@Tag("slow")
final class LooseErasureTest extends PlatformTest {
    private static final long AN_HOUR = 3_600;

    private final Shop shop = newShop();
    private BenchOrder order;

    @BeforeEach
    void anOrderThatWaits() throws Exception {
        order = past(BenchOrder.consented(shop));
    }

    /** Statements are made to the second: what came in the same one as the consent is not surely after it. */
    static BenchOrder past(BenchOrder made) {
        jdbc().sql("""
                        UPDATE intake.work_order SET created_at = created_at - interval '30 minutes',
                          consented_at = consented_at - interval '30 minutes' WHERE id = ?""").param(made.order).update();
        return made;
    }

    @Test
    void oneAfterConsentCountsAsIfItHadBeenOrdered() throws Exception {
        UUID event = loose(by(order.serial, ""));
        assertThat(order.state()).as("nothing rests on it yet").isEqualTo(OrderState.CONSENTED);
        Browser clerk = shop.browser(Role.CLERK);
        assertThat(clerk.get("/bench/erasures").body())
                .contains(code(order), event.toString())
                .doesNotContain(order.serial);
        assertThat(clerk.get("/bench/erasures/" + event + "?order=" + code(order))
                        .body())
                .contains("It counts for this order")
                .doesNotContain(order.serial);
        assertThat(match(clerk, event, order).status()).isEqualTo(302);
        assertThat(order.state()).isEqualTo(OrderState.CLEARED);
        assertThat(order.deviceNow().state()).isEqualTo(DeviceState.CLEARED);
        assertThat(bean(Statements.class).ofOrder(order.order))
                .extracting(StatementFile::verdict)
                .containsExactly("cleared");
        assertThat(clerk.get("/bench/erasures").body()).doesNotContain(event.toString());
        assertThat(ownersPage(order))
                .contains("Erased outside the agreed course", "a clerk", "It counts for this order now");
        order.closes();
        assertThat(order.deviceNow().state()).isEqualTo(DeviceState.IN_STOCK);
    }

    /** A match leaves the order where a signature would be taken; it would say that its hand was there for what nobody watched. */
    @Test
    void nobodyWasThereForWhatNobodyOrdered() throws Exception {
        match(shop.browser(Role.CLERK), loose(by(order.serial, "")), order);
        assertThat(order.state()).isEqualTo(OrderState.CLEARED);
        Orders orders = bean(Orders.class);
        for (Presence presence : List.of(Presence.ASSERTED, Presence.CODE, Presence.HANDWRITTEN)) {
            assertThatThrownBy(() -> bean(Presences.class).present(order.order, Shows.by(presence), Actor.owner()))
                    .isInstanceOfSatisfying(
                            OrderException.class, e -> assertThat(e.code()).isEqualTo(OrderException.Code.WRONG_STATE));
            assertThatThrownBy(() -> bean(Presences.class).shows(order.order, Shows.by(presence), Actor.owner()))
                    .isInstanceOf(OrderException.class);
        }
        assertThat(orders.find(order.order).orElseThrow().presence()).isEmpty();
        Browser clerk = shop.browser(Role.CLERK);
        assertThat(clerk.get("/intake/" + order.order).body())
                .contains("It was erased outside the agreed course")
                .doesNotContain("/presence/here", "sign, see, ask");
        assertThat(clerk.get("/counter/" + order.order + "/proof"))
                .as("the screen has what else an owner may do there, and nothing to sign")
                .satisfies(
                        page -> assertThat(page.status()).isEqualTo(200),
                        page -> assertThat(page.body()).contains(code(order)).doesNotContain("<canvas"));
    }

    /** Two drives of a list: one that its bench erased before their eyes, and one that was found erased and matched. */
    @Test
    void nobodyOfAListWasThereForWhatNobodyOrdered() throws Exception {
        String serial = SigningStation.serial();
        InstitutionList list = InstitutionList.takenIn(
                        shop,
                        SigningStation.POLICY,
                        "bare_drive,Seagate,ST1,LC-1,\nbare_drive,Seagate,ST1," + serial + ",\n")
                .offered("0");
        Browser person = list.joined();
        list.agreed(person);
        jdbc().sql("""
                        UPDATE intake.work_order SET created_at = created_at - interval '30 minutes',
                          consented_at = consented_at - interval '30 minutes' WHERE batch_id = ?""").param(list.batch().id()).update();
        bean(Orders.class).move(list.order(0), OrderState.ERASING, "erasing", Actor.platform());
        assertThat(list.clerk()
                        .post(
                                "/bench/erasures/" + loose(by(serial, "")) + "/match",
                                Map.of("order", list.orders().get(1).code()))
                        .status())
                .isEqualTo(302);
        assertThat(list.states()).containsExactly(OrderState.ERASING, OrderState.CLEARED);
        String seen = person.get(list.link() + "/watch").body();
        assertThat(InstitutionList.hidden(seen, "count")).isEqualTo("1");
        assertThat(list.codes(person, seen).status()).isEqualTo(302);
        assertThat(list.orders())
                .extracting(WorkOrder::presence)
                .containsExactly(Optional.of(Presence.CODE), Optional.empty());
    }

    /** The worst that could happen: an erasure that nobody had agreed to, shown as one that the owner wanted. */
    @Test
    void oneBeforeConsentIsNoErasureWithConsent() throws Exception {
        UUID event = loose(by(order.serial, "").at(Instant.now().minusSeconds(AN_HOUR)));
        jdbc().sql("UPDATE intake.work_order SET created_at = created_at - interval '2 hours' WHERE id = ?")
                .param(order.order)
                .update();
        assertThat(match(shop.browser(Role.TECHNICIAN), event, order).status()).isEqualTo(302);
        assertProvesNothing("BEFORE_CONSENT");
        assertThat(order.state()).isEqualTo(OrderState.CONSENTED);
        assertThat(ownersPage(order)).contains("It proves nothing of this order", "before the owner agreed");
        assertThat(shop.browser(Role.CLERK)
                        .in("zh")
                        .get("/statements/" + order.order)
                        .body())
                .contains("这不是经机主同意的清除");
        bean(Counter.class).giveBack(order.order, order.account, false);
        assertThat(order.state()).as("untouched it is not").isEqualTo(OrderState.RETURNED_ERASED);
    }

    @Test
    void oneBeforeIntakeSaysNothingOfWhatIsOnItNow() throws Exception {
        UUID event = loose(by(order.serial, "").at(Instant.now().minusSeconds(AN_HOUR)));
        jdbc().sql("UPDATE ledger.statement SET received_at = received_at - interval '1 hour' WHERE event_id = ?")
                .param(event)
                .update();
        match(shop.browser(Role.CLERK), event, order);
        assertProvesNothing("BEFORE_INTAKE", "BEFORE_CONSENT");
        bean(Counter.class).giveBack(order.order, order.account, false);
        assertThat(order.state()).isEqualTo(OrderState.RETURNED_UNTOUCHED);
    }

    /** By a clock that is behind it was before; but it came here afterwards, and perhaps this is what was erased. */
    @Test
    void aClockThatIsBehindSendsNothingHomeUntouched() throws Exception {
        match(
                shop.browser(Role.CLERK),
                loose(by(order.serial, "").at(Instant.now().minusSeconds(AN_HOUR))),
                order);
        assertProvesNothing("BEFORE_INTAKE", "BEFORE_CONSENT");
        bean(Counter.class).giveBack(order.order, order.account, false);
        assertThat(order.state()).isEqualTo(OrderState.RETURNED_ERASED);
    }

    /** A station's clock that is ahead would move an erasure behind the consent. */
    @Test
    void aClockThatIsAheadMovesNothingBehindTheConsent() throws Exception {
        UUID event = loose(by(order.serial, "").at(Instant.now().plusSeconds(AN_HOUR)));
        jdbc().sql("UPDATE intake.work_order SET consented_at = now() + interval '1 minute' WHERE id = ?")
                .param(order.order)
                .update();
        match(shop.browser(Role.CLERK), event, order);
        assertProvesNothing("BEFORE_CONSENT");
    }

    @Test
    void anOrderThatNobodyAgreedToYetIsToldOfIt() throws Exception {
        BenchOrder fresh = order;
        jdbc().sql(
                        "UPDATE intake.work_order SET state = 'offered', consented_at = NULL, consent_text = NULL, consent_language = NULL WHERE id = ?")
                .param(fresh.order)
                .update();
        UUID event = loose(by(fresh.serial, ""));
        assertThat(match(shop.browser(Role.CLERK), event, fresh).status()).isEqualTo(302);
        assertProvesNothing("BEFORE_CONSENT");
        assertThat(order.state()).isEqualTo(OrderState.OFFERED);
        bean(Counter.class).giveBack(order.order, order.account, false);
        assertThat(order.state()).isEqualTo(OrderState.RETURNED_ERASED);
    }

    @Test
    void whatIsAboutSomethingElseIsRefused() throws Exception {
        assertRefused("MATCH_SERIAL_DIFFERS", loose(by("another", "")), order);
        assertRefused("MATCH_LABEL_DIFFERS", loose(by(order.serial, "ZZZZ-ZZZZ")), order);
        assertRefused(
                "MATCH_OTHER_KIND",
                sent(order.station, order.station.phoneReceipt(order.good(), Lock.UNLOCKED)),
                order);
        BenchOrder other = BenchOrder.consented(shop, order.station);
        BenchOrder laptop = BenchOrder.laptop(shop, Devices.Drives.NOT_COUNTED);
        assertRefused("MEDIA_NOT_COUNTED", loose(by(order.serial, "")), laptop);
        assertRefused("MATCH_OF_ANOTHER", loose(by(order.serial, "")), other);
        BenchOrder counted = BenchOrder.laptop(shop, new Devices.Drives(Optional.of(1), List.of()));
        assertRefused("MATCH_OF_ANOTHER", loose(by(order.serial, "")), counted);
        BenchOrder elsewhere = BenchOrder.consented(newShop());
        UUID foreign = loose(elsewhere.station, by(order.serial, ""));
        assertThat(match(shop.browser(Role.CLERK), foreign, order).status()).isEqualTo(404);
        Browser.Answer answer = shop.browser(Role.CLERK)
                .post("/bench/erasures/" + loose(by(order.serial, "")) + "/match", Map.of("order", code(elsewhere)));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body()).contains("There is no order of this code");
        assertThat(order.state()).isEqualTo(OrderState.CONSENTED);
        assertThat(order.deviceNow().proof()).isEmpty();
    }

    @Test
    void whatIsAtTheBenchOrGoneIsRefused() throws Exception {
        UUID event = loose(by(order.serial, ""));
        order.queue();
        assertRefused("MATCH_BUSY", event, order);
        order.station.claim(
                bean(BenchTasks.class).lastTask(order.order).orElseThrow().id(), BenchOrder.LANE, order.serial);
        assertRefused("MATCH_BUSY", event, order);
        bean(BenchTasks.class).giveUp(order.order, order.account);
        bean(Counter.class).giveBack(order.order, order.account, false);
        assertRefused("MATCH_ORDER_ENDED", event, order);
    }

    /** Which of a computer's drives it was, nobody but the person says: no serial number was noted. */
    @Test
    void aPersonsWordAloneClearsNothing() throws Exception {
        order = past(BenchOrder.laptop(shop, new Devices.Drives(Optional.of(1), List.of())));
        match(shop.browser(Role.TECHNICIAN), loose(by(order.serial, "")), order);
        assertProvesNothing("LINK_BY_WORD");
        assertThat(bean(Orders.class).hasBegun(order.order))
                .as("nobody knows that it is of this device")
                .isFalse();
        UUID labelled = loose(by(order.serial, order.device.code()));
        match(shop.browser(Role.TECHNICIAN), labelled, order);
        assertThat(order.state()).as("its label was named at the station").isEqualTo(OrderState.CLEARED);
    }

    @Test
    void twoForOneMediumCountOnce() throws Exception {
        UUID first = loose(by(order.serial, ""));
        UUID second = loose(by(order.serial, ""));
        Browser clerk = shop.browser(Role.CLERK);
        match(clerk, first, order);
        match(clerk, second, order);
        assertThat(findings()).containsExactly(List.of(), List.of("ALREADY_PROVED"));
        assertThat(bean(Statements.class).ofOrder(order.order))
                .extracting(StatementFile::eventId)
                .containsExactly(first);
    }

    @Test
    void aBadOneTakesBackWhatWasClearedEvenInStock() throws Exception {
        order.erases(order.serial, Verdict.CLEARED);
        order.closes();
        UUID event = loose(by(order.serial, "").with(Verdict.FAILED));
        assertThat(match(shop.browser(Role.MANAGER), event, order).status()).isEqualTo(302);
        assertThat(order.deviceNow().state()).isEqualTo(DeviceState.BLOCKED);
        assertThat(bean(Statements.class).ofOrder(order.order))
                .extracting(StatementFile::verdict)
                .containsExactly("failed");
    }

    @Test
    void aGoodOneFromBeforeALaterTryHealsNothing() throws Exception {
        UUID event = loose(by(order.serial, ""));
        order.erases(order.serial, Verdict.FAILED);
        match(shop.browser(Role.CLERK), event, order);
        assertProvesNothing("LATER_COUNTS");
        assertThat(order.state()).isEqualTo(OrderState.NOT_CLEARED);
        jdbc().sql("UPDATE bench.task SET claimed_at = claimed_at - interval '10 minutes' WHERE order_id = ?")
                .param(order.order)
                .update();
        match(shop.browser(Role.CLERK), loose(by(order.serial, "")), order);
        assertThat(order.state()).as("erased once more").isEqualTo(OrderState.CLEARED);
    }

    /** The good receipt of a station that was given up must not hide the bad one that was matched meanwhile. */
    @Test
    void aLateReceiptHidesNoBadMatch() throws Exception {
        UUID task = order.claimed();
        bean(BenchTasks.class).giveUp(order.order, order.account);
        match(shop.browser(Role.CLERK), loose(by(order.serial, "").with(Verdict.FAILED)), order);
        assertThat(order.state()).isEqualTo(OrderState.NOT_CLEARED);
        assertThat(order.station
                        .finish(task, order.station.receipt(order.good()))
                        .status())
                .isEqualTo(409);
        assertThat(order.state()).isEqualTo(OrderState.NOT_CLEARED);
        assertThat(order.deviceNow().proof().orElseThrow().verdict()).isEqualTo("failed");
    }

    @Test
    void anotherRuleSetIsNotTheOrders() throws Exception {
        jdbc().sql("UPDATE intake.work_order SET policy = 'gb-46864-2025' WHERE id = ?")
                .param(order.order)
                .update();
        match(shop.browser(Role.CLERK), loose(by(order.serial, "")), order);
        assertProvesNothing("POLICY_DIFFERS");
    }

    @Test
    void anotherVersionOfTheRuleSetIsNotWhatWasAgreedTo() throws Exception {
        jdbc().sql("UPDATE intake.work_order SET policy_version = 2 WHERE id = ?")
                .param(order.order)
                .update();
        match(shop.browser(Role.CLERK), loose(by(order.serial, "")), order);
        assertProvesNothing("POLICY_VERSION");
    }

    /** An order from when the version was not kept. */
    @Test
    void whereNoVersionIsKeptAnyCounts() throws Exception {
        jdbc().sql("UPDATE intake.work_order SET policy_version = NULL WHERE id = ?")
                .param(order.order)
                .update();
        match(shop.browser(Role.CLERK), loose(by(order.serial, "")), order);
        assertThat(order.state()).isEqualTo(OrderState.CLEARED);
    }

    @Test
    void ofTwoClerksOneMatchesAndTheOtherIsTold() throws Exception {
        BenchOrder other = BenchOrder.laptop(shop, new Devices.Drives(Optional.of(1), List.of()));
        UUID event = loose(by("FREE-1", ""));
        BenchOrder third = BenchOrder.laptop(shop, new Devices.Drives(Optional.of(1), List.of()));
        List<Callable<Integer>> both = List.of(
                () -> match(shop.browser(Role.CLERK), event, other).status(),
                () -> match(shop.browser(Role.CLERK), event, third).status());
        try (var pool = Executors.newFixedThreadPool(2)) {
            List<Integer> statuses = pool.invokeAll(both).stream()
                    .map(one -> {
                        try {
                            return one.get();
                        } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
                            throw new IllegalStateException(e);
                        }
                    })
                    .toList();
            assertThat(statuses).containsExactlyInAnyOrder(302, 422);
        }
        assertThat(jdbc().sql("SELECT count(*) FROM ledger.statement WHERE event_id = ? AND match_order_id IN (?, ?)")
                        .params(event, other.order, third.order)
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void theSameMatchTwiceIsOne() throws Exception {
        UUID event = loose(by(order.serial, ""));
        Browser clerk = shop.browser(Role.CLERK);
        assertThat(match(clerk, event, order).status()).isEqualTo(302);
        assertThat(match(clerk, event, order).status()).isEqualTo(302);
        assertThat(bean(Matches.class).ofOrder(order.order)).hasSize(1);
        assertThat(bean(OrderStory.class).of(order.order))
                .extracting(OrderStory.Event::kind)
                .containsOnlyOnce("matched-erased", "matched");
    }

    /** A receipt that a person has matched with one order can't be given for another by a station any more. */
    @Test
    void aStationTakesNoMatchAway() throws Exception {
        BenchOrder matched = BenchOrder.laptop(shop, new Devices.Drives(Optional.of(1), List.of()));
        UUID task = order.claimed();
        String receipt = order.station.receipt(order.good());
        UUID event = sent(order.station, receipt);
        jdbc().sql("""
                        UPDATE ledger.statement SET match_order_id = ?, match_account_id = ?, match_name = 'x',
                          match_role = 'clerk', match_began_at = now(), match_findings = '{LINK_BY_WORD}', matched_at = now()
                        WHERE event_id = ?""").params(matched.order, order.account, event).update();
        assertThat(order.station.finish(task, receipt).body()).contains("EVENT_USED");
        assertThat(order.state()).isEqualTo(OrderState.NOT_CLEARED);
    }

    /** Neither the code nor a slip of it: the database itself keeps what speaks against it from being a proof. */
    @Test
    void theDatabaseRefusesAProofThatSomethingSpeaksAgainst() throws Exception {
        UUID event = loose(by(order.serial, "").at(Instant.now().minusSeconds(AN_HOUR)));
        match(shop.browser(Role.CLERK), event, order);
        for (String way : List.of(
                "counted_at = matched_at",
                "counted_at = now() + interval '1 hour'",
                "counted_at = matched_at, counted_by = 'match'",
                "counted_at = now(), counted_by = 'match'")) {
            assertThatThrownBy(
                            () -> jdbc().sql("UPDATE ledger.statement SET order_id = match_order_id, order_code = 'X', "
                                            + way + " WHERE event_id = ?")
                                    .param(event)
                                    .update())
                    .as(way)
                    .hasMessageContaining("statement_match_counts");
        }
    }

    /** Nothing is invented: what no station here has seen is unknown, and what it has seen is measured. */
    @Test
    void theTimeThatTheCounterSaysIsMeasuredHere() throws Exception {
        BenchOrder next = BenchOrder.consented(shop, order.station);
        jdbc().sql("UPDATE intake.work_order SET state = 'taken_in' WHERE id = ?")
                .param(next.order)
                .update();
        Browser clerk = shop.browser(Role.CLERK);
        assertThat(clerk.get("/intake/" + next.order).body())
                .contains("not known until a station here has erased")
                .doesNotContain("Measured here");
        order.erases(order.serial, Verdict.CLEARED);
        jdbc().sql("UPDATE ledger.statement SET work_seconds = 5400 WHERE order_id = ?")
                .param(order.order)
                .update();
        assertThat(clerk.get("/intake/" + next.order).body())
                .contains("Measured here", "magnetic 1 TB: overwritten once, read back whole", "about 90 min");
        assertThat(clerk.in("zh").get("/intake/" + next.order).body()).contains("磁盘 1 TB：步骤为覆写 1 遍、全部回读", "约 90 分钟");
        jdbc().sql("UPDATE ledger.statement SET capacity_bytes = 67108864 WHERE order_id = ?")
                .param(order.order)
                .update();
        assertThat(clerk.in("en").get("/intake/" + next.order).body()).contains("magnetic 67 MB: overwritten once");
        jdbc().sql("UPDATE intake.work_order SET state = 'accepted' WHERE id = ?")
                .param(next.order)
                .update();
        Browser owner = nobody();
        String link = java.net
                .URI
                .create(bean(OwnerInvitation.class).link(next.order))
                .getPath();
        owner.post(link, Map.of());
        owner.post(link + "/keep", Map.of("keep", "copied"));
        assertThat(owner.get(link + "/agree").body()).contains("How it is erased", "about 90 min");
    }

    @Test
    void aKioskIsDataAndNoChoiceOfTheCounter() throws Exception {
        Device device = bean(Devices.class)
                .register(
                        new Devices.NewDevice(
                                shop.site(),
                                DeviceKind.PHONE,
                                "Huawei",
                                "P60",
                                Optional.empty(),
                                "",
                                Optional.empty(),
                                Devices.Drives.NOT_COUNTED),
                        order.account);
        UUID kiosk = bean(Orders.class)
                .create(shop.site(), device.id(), Channel.KIOSK, Presenter.OWNER, SigningStation.POLICY, order.account)
                .id();
        Browser clerk = shop.browser(Role.CLERK);
        assertThat(clerk.get("/intake/" + kiosk).body()).contains("Kiosk");
        assertThat(clerk.in("zh").get("/intake/" + kiosk).body()).contains("自助机");
        assertThat(clerk.get("/intake/new").body())
                .contains("value=\"mail_in\"")
                .doesNotContain("value=\"kiosk\"");
        assertThatThrownBy(() -> jdbc().sql("UPDATE intake.work_order SET channel = 'pigeon' WHERE id = ?")
                        .param(kiosk)
                        .update())
                .hasMessageContaining("work_order_channel");
    }

    private void assertProvesNothing(String... codes) {
        assertThat(findings()).contains(List.of(codes));
        assertThat(order.deviceNow().state()).isEqualTo(DeviceState.REGISTERED);
        assertThat(order.deviceNow().proof().filter(Device.Proof::opensGate)).isEmpty();
        assertThat(bean(Matches.class).ofOrder(order.order).getLast().isCounted())
                .isFalse();
    }

    private List<List<String>> findings() {
        return bean(Matches.class).ofOrder(order.order).stream()
                .map(Matches.Match::findings)
                .toList();
    }

    private void assertRefused(String code, UUID event, BenchOrder with) {
        Browser.Answer answer = match(shop.browser(Role.CLERK), event, with);
        assertThat(answer.status()).as(code).isEqualTo(422);
        assertThat(answer.body()).contains(words("bench.problem." + code));
        assertThat(bean(Matches.class).orderOf(event)).isEmpty();
    }

    private static String words(String key) {
        return bean(org.springframework.context.MessageSource.class)
                .getMessage(key, new Object[0], java.util.Locale.ENGLISH);
    }

    static Browser.Answer match(Browser browser, UUID event, BenchOrder with) {
        return browser.post("/bench/erasures/" + event + "/match", Map.of("order", code(with)));
    }

    static String code(BenchOrder of) {
        return bean(Orders.class).find(of.order).orElseThrow().code();
    }

    static SigningStation.Said by(String serial, String label) {
        return SigningStation.Said.good(serial, label);
    }

    private UUID loose(SigningStation.Said said) throws Exception {
        return loose(order.station, said);
    }

    static UUID loose(SigningStation station, SigningStation.Said said) throws Exception {
        return sent(station, station.receipt(said));
    }

    static UUID sent(SigningStation station, String receipt) {
        assertThat(station.call(
                                "POST",
                                "/erasures",
                                Json.object().put("receipt", receipt).build())
                        .status())
                .isEqualTo(200);
        return jdbc().sql("SELECT event_id FROM ledger.statement WHERE receipt = ?")
                .param(receipt)
                .query(UUID.class)
                .single();
    }

    static String ownersPage(BenchOrder of) {
        Browser owner = nobody();
        String link =
                java.net.URI.create(bean(OwnerInvitation.class).link(of.order)).getPath();
        owner.post(link, Map.of());
        return owner.get(link + "/device").body();
    }
}
