package org.wangchuan.platform.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.platform.intake.DriveLanes;
import org.wangchuan.platform.intake.DriveOutlook;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.Orders;
import org.wangchuan.platform.intake.OtherVersion;
import org.wangchuan.platform.intake.WorkOrder;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.InstitutionList;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;

/** An order is carried out by the version that was agreed to: what a station says of another one says nothing of it. */
final class LaneVersionsTest extends PlatformTest {
    private static final String PURGE = "nist-purge";
    private static final JsonValue.Obj OPEN_BY_4 =
            SigningStation.open(PURGE, "a clause of version 4 stays open", "第四版有条款待定", 120);
    private static final JsonValue.Obj MET_BY_3 =
            SigningStation.of(SigningStation.met(PURGE, "as version 3 has it", "按第三版", 60), 3);
    private static final JsonValue.Obj NO_BY_2 =
            SigningStation.of(SigningStation.beyond(PURGE, "not by version 2", "第二版做不到"), 1, 2);

    private final Shop shop = newShop();
    private final Browser clerk = signedIn(shop.account(Role.CLERK));

    /** The defect that this is about: its page told of a clause that its own version does not have. */
    @Test
    void ofAnOrderByAnEarlierVersionItsOwnIsShown() throws Exception {
        BenchOrder order = agreedTo(3);
        order.station.tellRules(
                BenchOrder.LANE, order.serial, SigningStation.withEarlier(OPEN_BY_4, NO_BY_2, MET_BY_3));

        assertThat(told(order).can()).isEqualTo(DriveOutlook.Can.YES);
        assertThat(told(order).minutes()).contains(1L);
        for (String page : pages(order)) {
            assertThat(page)
                    .contains("as version 3 has it")
                    .doesNotContain("a clause of version 4 stays open", "answers for the open clause");
        }
        assertThat(order.queue()).isNotNull();
        assertThat(pages(order).getLast())
                .as("while it is in its lane")
                .contains("as version 3 has it")
                .doesNotContain("a clause of version 4 stays open", "overwrite once, read back whole");
    }

    @Test
    void ofTwoOrdersEachIsToldItsOwn() throws Exception {
        BenchOrder first = agreedTo(2);
        BenchOrder newest = agreedTo(4);
        for (BenchOrder order : List.of(first, newest)) {
            order.station.tellRules(
                    BenchOrder.LANE, order.serial, SigningStation.withEarlier(OPEN_BY_4, NO_BY_2, MET_BY_3));
        }
        assertThat(told(first).can()).isEqualTo(DriveOutlook.Can.NO);
        assertThat(told(newest).can()).isEqualTo(DriveOutlook.Can.OPEN);
        assertThatThrownBy(first::queue)
                .isInstanceOfSatisfying(
                        BenchException.class,
                        refused -> assertThat(refused.said(false)).isEqualTo("not by version 2"));
        assertThat(newest.queue()).isNotNull();
    }

    /** Neither a yes nor a no: the station decides, which asks for the version with the claim. */
    @Test
    void whatIsSaidOfAnotherVersionIsNoAnswer() throws Exception {
        BenchOrder order = agreedTo(4);
        for (JsonValue.Obj said : List.of(MET_BY_3, NO_BY_2)) {
            order.station.tellRules(BenchOrder.LANE, order.serial, said);
            assertThat(told(order).can()).isEqualTo(DriveOutlook.Can.UNKNOWN);
            assertThat(told(order).isMet()).isFalse();
            for (String page : pages(order)) {
                assertThat(page)
                        .contains("not known whether it can be done", "carried out by version 4")
                        .doesNotContain("as version 3 has it", "not by version 2", ">can be done<", "about 1 min");
            }
        }
        assertThat(told(order).other()).contains(new OtherVersion(Optional.of(2), 4));
        assertThat(clerk.in("zh").get("/intake/" + order.order).body()).contains("能否做到尚不清楚", "此规则第 2 版", "本工单按第 4 版执行");
        assertThat(order.queue()).isNotNull();
        assertThat(pages(order).getLast()).doesNotContain("overwrite once, read back whole");
    }

    /** It may have said what it knew of version 3: nobody can tell. */
    @Test
    void whatAStationOfBeforeSaysIsOfNoVersion() throws Exception {
        BenchOrder order = agreedTo(4);
        order.station.tellRules(BenchOrder.LANE, order.serial, SigningStation.of(MET_BY_3));
        assertThat(told(order).can()).isEqualTo(DriveOutlook.Can.UNKNOWN);
        assertThat(told(order).other()).contains(new OtherVersion(Optional.empty(), 4));
        assertThat(pages(order).getFirst())
                .contains("does not say of which version", "Update the station")
                .doesNotContain(">can be done<");
    }

    /** Its drive lies in a lane, and the clerk knows no more of it than if it did not. */
    @Test
    void whereOnlyAStationOfBeforeSpeaksTheClerkIsToldOfTheClauseAllTheSame() throws Exception {
        String serial = SigningStation.serial();
        InstitutionList list = InstitutionList.takenIn(shop, PURGE, "bare_drive,WD,Blue," + serial + ",1");
        String path = "/intake/" + list.order(0);
        String key = "a clause stays open afterwards, and the device counts as not cleared";
        assertThat(clerk.in("en").get(path).body()).contains(key, "put it into a lane");
        SigningStation station = new SigningStation(newStation(shop.site()));
        station.tellRules("sdb", serial, SigningStation.of(MET_BY_3));
        assertThat(clerk.get(path).body())
                .contains("Update the station", key, "Its drive lies in a lane")
                .doesNotContain("put it into a lane");
        assertThat(clerk.in("zh").get(path).body()).contains("硬盘已在通道中", "会有条款待定");
        station.tellRules("sdb", serial, MET_BY_3);
        assertThat(clerk.in("en").get(path).body()).contains("Its drive lies in a lane");
        station.tellRules("sdb", serial, SigningStation.withEarlier(OPEN_BY_4, MET_BY_3));
        assertThat(clerk.get(path).body())
                .contains("a clause of version 4 stays open")
                .doesNotContain(key, "Its drive lies in a lane");
    }

    /** What a station does not know at all it knows in no version. */
    @Test
    void aRuleSetThatTheStationDoesNotKnowIsRefusedWhateverItsVersion() throws Exception {
        BenchOrder order = agreedTo(3);
        order.station.tellRules(
                BenchOrder.LANE,
                order.serial,
                SigningStation.of(SigningStation.unknown(PURGE, "it does not know the rule set", "不认识该规则")));
        assertThat(told(order).can()).isEqualTo(DriveOutlook.Can.NO);
        assertThatThrownBy(order::queue)
                .isInstanceOfSatisfying(
                        BenchException.class,
                        refused -> assertThat(refused.code()).isEqualTo(BenchException.Code.LANE_RULES));
    }

    @Test
    void aWordForAListWaitsForItsOwnVersion() throws Exception {
        String serial = SigningStation.serial();
        InstitutionList list = InstitutionList.takenIn(shop, PURGE, "bare_drive,WD,Blue," + serial + ",1");
        ListBelt belt = ListBelt.of(shop, list, List.of(serial));
        list.offered("0");
        list.agreed(list.joined());
        belt.say();
        for (JsonValue.Obj said : List.of(MET_BY_3, SigningStation.of(MET_BY_3))) {
            belt.station.tellRules(ListBelt.LANE, serial, said);
            assertThat(belt.task(0)).isEmpty();
            assertThat(belt.browser.get(belt.page()).body()).contains("tells of another version of its rule set");
        }
        belt.station.tellRules(ListBelt.LANE, serial, SigningStation.withEarlier(OPEN_BY_4, MET_BY_3));
        assertThat(belt.state(0)).isEqualTo(OrderState.AT_BENCH);
    }

    /** What a platform keeps of a lane it reads again. */
    @Test
    void eachVersionIsToldOnceAndWithItsNumber() {
        SigningStation station = new SigningStation(newStation(shop.site()));
        for (JsonValue.Obj wrong : List.of(
                SigningStation.of(MET_BY_3, 0),
                SigningStation.of(MET_BY_3, 3, 3),
                SigningStation.withEarlier(OPEN_BY_4, SigningStation.of(MET_BY_3)),
                SigningStation.withEarlier(OPEN_BY_4, SigningStation.of(MET_BY_3, 4)),
                SigningStation.withEarlier(OPEN_BY_4, MET_BY_3, MET_BY_3))) {
            assertThat(station.tellRules("sdb", "S-1", wrong).status()).isEqualTo(422);
        }
        assertThat(station.tellRules("sdb", "S-1", SigningStation.withEarlier(OPEN_BY_4, NO_BY_2, MET_BY_3))
                        .status())
                .isEqualTo(200);
        Lane kept = bean(StationLanes.class)
                .of(station.paired.id())
                .orElseThrow()
                .lanes()
                .getFirst();
        assertThat(List.of(1, 2, 3, 4))
                .map(version -> kept.under(PURGE, version).orElseThrow().isMet())
                .containsExactly(false, false, true, true);
        assertThat(kept.under(PURGE, 5)).isEmpty();
        assertThat(kept.other(PURGE, 5)).contains(new OtherVersion(Optional.of(4), 5));
        assertThat(kept.other(PURGE, 3)).isEmpty();
        assertThat(kept.other("r2v3", 1)).isEmpty();
    }

    /** That of the order, which a clerk reads, and the bench. */
    private List<String> pages(BenchOrder order) {
        return List.of(
                clerk.in("en").get("/intake/" + order.order).body(),
                signedIn(order.account)
                        .in("en")
                        .get("/bench?site=" + shop.site())
                        .body());
    }

    private BenchOrder agreedTo(int version) throws Exception {
        BenchOrder order = BenchOrder.byItself(shop);
        int changed = jdbc().sql("UPDATE intake.work_order SET policy = ?, policy_version = ? WHERE id = ?")
                .params(PURGE, version, order.order)
                .update();
        assertThat(changed).isOne();
        return order;
    }

    private static DriveOutlook told(BenchOrder order) {
        WorkOrder now = bean(Orders.class).find(order.order).orElseThrow();
        return bean(DriveLanes.class).of(now).getFirst();
    }
}
