package org.wangchuan.platform.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.platform.intake.IntakeForm;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.Orders;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.InstitutionList;
import org.wangchuan.platform.testing.PlatformTest;

/** What a station says of the rule set of an order before anything is begun, and what follows from it. */
final class LaneRulesTest extends PlatformTest {
    private static final String NO = "no way that this medium offers reaches the level";
    private static final String NO_ZH = "该介质没有可用的方式能达到";

    private final Shop shop = newShop();

    /** Without it the station would refuse the task, and the order would have been at the bench for nothing. */
    @Test
    void whatTheStationHasSaidThatItCanNotIsRefusedBeforeAnythingIsBegun() throws Exception {
        BenchOrder order = BenchOrder.consented(shop);
        order.station.tellRules(
                BenchOrder.LANE,
                order.serial,
                SigningStation.met("nist-purge", "block erase", "块擦除", 120),
                SigningStation.beyond(SigningStation.POLICY, NO, NO_ZH));

        assertThatThrownBy(order::queue).isInstanceOfSatisfying(BenchException.class, refused -> {
            assertThat(refused.code()).isEqualTo(BenchException.Code.LANE_RULES);
            assertThat(refused.said(false)).isEqualTo(NO);
            assertThat(refused.said(true)).isEqualTo(NO_ZH);
        });
        Browser technician = signedIn(order.account);
        Browser.Answer refused = choose(technician, order);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body()).contains("rule set asks for can’t be done", NO, "let them agree anew");
        assertThat(choose(technician.in("zh"), order).body()).contains("所选规则的要求", NO_ZH);
        assertThat(state(order)).isEqualTo(OrderState.CONSENTED);
        assertThat(bean(BenchTasks.class).lastTask(order.order)).isEmpty();
        assertThat(technician.in("en").get("/bench?site=" + shop.site()).body())
                .contains("can’t be chosen: the rule set of this order", NO, "Ask the owner");
    }

    @Test
    void whereNothingIsSaidTheStationDecides() throws Exception {
        BenchOrder silent = BenchOrder.consented(shop);
        assertThat(silent.queue()).isNotNull();
        BenchOrder ofAnother = BenchOrder.consented(shop);
        ofAnother.station.tellRules(BenchOrder.LANE, ofAnother.serial, SigningStation.beyond("nist-purge", NO, NO_ZH));
        assertThat(ofAnother.queue()).isNotNull();
        assertThat(state(ofAnother)).isEqualTo(OrderState.AT_BENCH);
    }

    /** The plan of the rule set that counts by default is that of no order with another one. */
    @Test
    void theBenchShowsThePlanOfThatOrdersRuleSet() throws Exception {
        BenchOrder order = BenchOrder.consented(shop);
        order.station.tellRules(
                BenchOrder.LANE,
                order.serial,
                SigningStation.met(SigningStation.POLICY, "the plan of this very order", "本工单的方案", 7 * 60));
        Browser technician = signedIn(order.account);
        assertThat(technician.get("/bench?site=" + shop.site()).body())
                .contains("the plan of this very order", "about 7 min", "NIST SP 800-88, Clear");
        order.queue();
        assertThat(technician.get("/bench?site=" + shop.site()).body())
                .contains("the plan of this very order", "about 7 min")
                .doesNotContain("overwrite once, read back whole");
    }

    @Test
    void aWordForAListLeavesItToAPerson() throws Exception {
        ListBelt belt = ListBelt.of(shop, 1);
        belt.say();
        belt.station.tellRules(ListBelt.LANE, belt.serial(0), SigningStation.beyond(SigningStation.POLICY, NO, NO_ZH));
        assertThat(belt.state(0)).isEqualTo(OrderState.CONSENTED);
        assertThat(belt.task(0)).isEmpty();
        assertThat(belt.browser.get(belt.page()).body()).contains("its rule set can’t be met with this drive");
        belt.station.tellRules(
                ListBelt.LANE, belt.serial(0), SigningStation.met(SigningStation.POLICY, "overwrite", "覆写", 60));
        assertThat(belt.state(0)).isEqualTo(OrderState.AT_BENCH);
    }

    /** A computer sleeps, a sanitize ends, and the station looks again only in a while: until then its word keeps nobody from it. */
    @Test
    void whatMayPassIsShownAndKeepsNobodyFromIt() throws Exception {
        BenchOrder order = BenchOrder.consented(shop);
        order.station.tellRules(
                BenchOrder.LANE, order.serial, SigningStation.passing(SigningStation.POLICY, "it is frozen", "已冻结"));
        Browser technician = signedIn(order.account);
        assertThat(technician.get("/bench?site=" + shop.site()).body())
                .contains("can’t be done as it is now", "it is frozen", "this may pass")
                .doesNotContain("can’t be chosen: the rule set", "Ask the owner");
        assertThat(technician.in("zh").get("/bench?site=" + shop.site()).body()).contains("以目前的状态无法做到", "已冻结", "可能会过去");
        assertThat(order.queue()).isNotNull();
        assertThat(state(order)).isEqualTo(OrderState.AT_BENCH);
    }

    @Test
    void aWordForAListWaitsForWhatMayPass() throws Exception {
        ListBelt belt = ListBelt.of(shop, 1);
        belt.say();
        belt.station.tellRules(
                ListBelt.LANE, belt.serial(0), SigningStation.passing(SigningStation.POLICY, "it is frozen", "已冻结"));
        assertThat(belt.task(0)).isEmpty();
        assertThat(belt.browser.get(belt.page()).body()).contains("its drive refuses its rule set as it is now");
        belt.station.tellRules(
                ListBelt.LANE, belt.serial(0), SigningStation.met(SigningStation.POLICY, "overwrite", "覆写", 60));
        assertThat(belt.state(0)).isEqualTo(OrderState.AT_BENCH);
    }

    /** One that is begun before the drive was heard is refused by its station, and needs a person then. */
    @Test
    void aWordForAListWaitsUntilTheStationKnowsWhetherADriveErasesItself() throws Exception {
        ListBelt belt = byTheDrive();
        belt.say();
        JsonValue.Obj other = SigningStation.met("nist-clear", "overwrite", "覆写", 60);
        belt.station.tellRules(ListBelt.LANE, belt.serial(0), other);
        assertThat(belt.task(0)).isEmpty();
        assertThat(belt.browser.get(belt.page()).body()).contains("its station does not know yet");
        belt.station.tellRules(
                ListBelt.LANE, belt.serial(0), other, SigningStation.met("nist-purge", "block erase", "块擦除", 60));
        assertThat(belt.state(0)).isEqualTo(OrderState.AT_BENCH);
    }

    /** A station of before tells of no rule set, and never will; and what passes alone can do waits for no answer of the drive. */
    @Test
    void aWordForAListDoesNotWaitForWhatIsNeverSaid() throws Exception {
        ListBelt ofBefore = byTheDrive();
        ofBefore.say();
        ofBefore.tells(0);
        assertThat(ofBefore.state(0)).isEqualTo(OrderState.AT_BENCH);
        ListBelt overwritten = ListBelt.of(shop, 1);
        overwritten.say();
        overwritten.station.tellRules(
                ListBelt.LANE, overwritten.serial(0), SigningStation.met("nist-purge", "block erase", "块擦除", 60));
        assertThat(overwritten.state(0)).isEqualTo(OrderState.AT_BENCH);
    }

    private ListBelt byTheDrive() throws Exception {
        String serial = SigningStation.serial();
        InstitutionList list = InstitutionList.takenIn(shop, "nist-purge", "bare_drive,WD,Blue," + serial + ",1");
        ListBelt belt = ListBelt.of(shop, list, List.of(serial));
        list.offered("0");
        list.agreed(list.joined());
        return belt;
    }

    @Test
    void stationsAreToldWhichRuleSetsACounterMayChoose() {
        SigningStation station = new SigningStation(newStation(shop.site()));
        String tasks = station.get("/tasks").body();
        assertThat(tasks).contains("\"rules\":[\"" + String.join("\",\"", IntakeForm.POLICIES) + "\"]");
        assertThat(IntakeForm.POLICIES).hasSizeLessThanOrEqualTo(20);
    }

    @Test
    void aRuleSetIsToldOnceAndNoMoreThanAreTaken() {
        SigningStation station = new SigningStation(newStation(shop.site()));
        JsonValue.Obj one = SigningStation.met("nist-purge", "block erase", "块擦除", 120);
        assertThat(station.tellRules("sdb", "S-1", one, one).status()).isEqualTo(422);
        JsonValue.Obj[] many = new JsonValue.Obj[21];
        for (int i = 0; i < many.length; i++) {
            many[i] = SigningStation.met("rules-" + i, "block erase", "块擦除", 120);
        }
        assertThat(station.tellRules("sdb", "S-1", many).status()).isEqualTo(422);
        assertThat(station.tellRules("sdb", "S-1", one).status()).isEqualTo(200);
        UUID id = station.paired.id();
        List<Lane> kept = bean(StationLanes.class).of(id).orElseThrow().lanes();
        assertThat(kept.getFirst().under("nist-purge", 4).orElseThrow().minutes())
                .contains(2L);
        assertThat(kept.getFirst().under("r2v3", 1)).isEmpty();
    }

    private static Browser.Answer choose(Browser browser, BenchOrder order) {
        return browser.post(
                "/bench/orders/" + order.order + "/lane",
                Map.of("lane", order.station.paired.id() + ":" + BenchOrder.LANE));
    }

    private static OrderState state(BenchOrder order) {
        return bean(Orders.class).find(order.order).orElseThrow().state();
    }
}
