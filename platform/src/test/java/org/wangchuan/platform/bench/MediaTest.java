package org.wangchuan.platform.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.wangchuan.platform.custody.Device;
import org.wangchuan.platform.custody.DeviceMedia;
import org.wangchuan.platform.custody.DeviceState;
import org.wangchuan.platform.custody.Devices;
import org.wangchuan.platform.custody.Media;
import org.wangchuan.platform.custody.Medium;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.proof.statement.Verdict;

/** A computer with several drives: none of them speaks for another. */
@Tag("slow")
final class MediaTest extends PlatformTest {
    private final Shop shop = newShop();
    private final String first = SigningStation.serial();
    private final String second = SigningStation.serial();

    @Test
    void oneOfTwoDrivesClearsNothing() throws Exception {
        BenchOrder order = two();
        order.erases(first, Verdict.CLEARED);

        assertThat(order.state()).isEqualTo(OrderState.IN_PART);
        assertStaysOut(order);
        assertThat(order.deviceNow().proof().orElseThrow().verdict()).isEqualTo("unproven");
        Browser clerk = shop.browser(Role.CLERK);
        assertThat(clerk.post("/intake/" + order.order + "/close", Map.of("paid", "cash", "amount", "10"))
                        .status())
                .isEqualTo(422);
        assertThat(order.state()).isEqualTo(OrderState.IN_PART);

        order.erases(second, Verdict.PURGED);
        assertThat(order.state()).isEqualTo(OrderState.CLEARED);
        assertThat(order.deviceNow().proof().orElseThrow().verdict())
                .as("the worse of the two")
                .isEqualTo("cleared");
        String page =
                shop.browser(Role.MANAGER).get("/statements/" + order.order).body();
        assertThat(page).contains("Cleared", "Purged", tail(first), tail(second));
    }

    @Test
    void oneDriveErasedTwiceIsOneDrive() throws Exception {
        BenchOrder order = two();
        order.erases(first, Verdict.CLEARED);
        order.erases(first, Verdict.PURGED);
        assertThat(order.state()).isEqualTo(OrderState.IN_PART);
        assertStaysOut(order);
    }

    @Test
    void theWorstOfThemCounts() throws Exception {
        BenchOrder order = two();
        order.erases(first, Verdict.FAILED);
        assertThat(order.state()).isEqualTo(OrderState.NOT_CLEARED);
        order.erases(second, Verdict.PURGED);
        assertThat(order.state()).isEqualTo(OrderState.NOT_CLEARED);
        assertThat(order.deviceNow().proof().orElseThrow().verdict()).isEqualTo("failed");
        assertStaysOut(order);
        order.erases(first, Verdict.CLEARED);
        assertThat(order.state()).isEqualTo(OrderState.CLEARED);
    }

    @Test
    void whatNobodyHasCountedGoesIntoNoLane() throws Exception {
        BenchOrder order = BenchOrder.laptop(shop, Devices.Drives.NOT_COUNTED);
        assertRefused(order, BenchException.Code.MEDIA_NOT_COUNTED);
        Browser technician = shop.browser(Role.TECHNICIAN);
        assertThat(technician.get("/bench").body()).contains("/bench/orders/" + order.order + "/media");
        for (String wrong : List.of("", "0", "65", "-1", "1e1", "two")) {
            assertThat(count(technician, "/bench/orders/", order, wrong))
                    .as(wrong)
                    .isEqualTo(422);
        }
        assertThat(count(technician, "/bench/orders/", order, "1")).isEqualTo(302);
        order.erases(order.serial, Verdict.CLEARED);
        assertThat(order.state()).isEqualTo(OrderState.CLEARED);
    }

    @Test
    void anotherDriveFoundTakesItBack() throws Exception {
        BenchOrder order = BenchOrder.laptop(shop, new Devices.Drives(Optional.of(1), List.of()));
        order.erases(first, Verdict.CLEARED);
        assertThat(order.state()).isEqualTo(OrderState.CLEARED);

        Browser clerk = shop.browser(Role.CLERK);
        assertThat(count(clerk, "/intake/", order, "2")).isEqualTo(302);
        assertThat(order.state()).isEqualTo(OrderState.IN_PART);
        assertStaysOut(order);
        assertThat(count(clerk, "/intake/", order, "1")).isEqualTo(422);
        assertThat(clerk.post("/intake/" + order.order + "/close", Map.of("paid", "cash", "amount", "10"))
                        .status())
                .isEqualTo(422);

        assertThat(count(shop.browser(Role.MANAGER), "/intake/", order, "1"))
                .as("a manager's to say, and on record")
                .isEqualTo(302);
        assertThat(order.state()).isEqualTo(OrderState.CLEARED);
        assertThat(jdbc().sql("SELECT reason FROM custody.device_event WHERE device_id = ? ORDER BY id")
                        .param(order.device.id())
                        .query((row, _) -> row.getString(1))
                        .list())
                .containsSubsequence("statement", "media-2", "media-1");
    }

    @Test
    void nobodyCountsFewerThanAreKnown() throws Exception {
        BenchOrder order = two();
        assertThat(count(shop.browser(Role.MANAGER), "/intake/", order, "1")).isEqualTo(422);
        assertThat(count(newShop().browser(Role.MANAGER), "/intake/", order, "3"))
                .isEqualTo(404);
    }

    @Test
    void aDriveThatIsNoneOfThemIsRefused() throws Exception {
        BenchOrder order = two();
        order.station.tellLane(BenchOrder.LANE, SigningStation.serial());
        assertRefused(order, BenchException.Code.LANE_SERIAL_DIFFERS);
        order.station.tellLane(BenchOrder.LANE, "CHASSIS-1");
        assertRefused(order, BenchException.Code.LANE_SERIAL_DIFFERS);
    }

    @Test
    void aDriveOfAnotherOrderIsRefused() throws Exception {
        BenchOrder mine = BenchOrder.laptop(shop, new Devices.Drives(Optional.of(1), List.of(first)));
        BenchOrder other = BenchOrder.laptop(shop, new Devices.Drives(Optional.of(2), List.of()));
        other.station.tellLane(BenchOrder.LANE, first);
        assertRefused(other, BenchException.Code.MEDIUM_OF_ANOTHER);
        mine.erases(first, Verdict.CLEARED);
    }

    @Test
    void ofSeveralEachNeedsAName() throws Exception {
        DeviceMedia media = bean(DeviceMedia.class);
        BenchOrder order = BenchOrder.laptop(shop, new Devices.Drives(Optional.of(2), List.of()));
        assertThatThrownBy(() -> media.check(order.device.id(), Optional.empty()))
                .hasMessageContaining("MEDIUM_UNNAMED");
        BenchOrder single = BenchOrder.laptop(shop, new Devices.Drives(Optional.of(1), List.of()));
        UUID nameless = media.bind(single.device.id(), Optional.empty());
        assertThat(media.bind(single.device.id(), Optional.of(second)))
                .as("another cable shows its number")
                .isEqualTo(nameless);
        assertThatThrownBy(() -> media.check(single.device.id(), Optional.of(first)))
                .hasMessageContaining("MEDIUM_DIFFERS");
        assertThatThrownBy(() -> media.check(single.device.id(), Optional.empty()))
                .hasMessageContaining("MEDIUM_SERIAL_UNKNOWN");
    }

    @Test
    void oneThatHadNoNameIsNeverCountedBesideItself() throws Exception {
        DeviceMedia media = bean(DeviceMedia.class);
        Devices devices = bean(Devices.class);
        BenchOrder order = BenchOrder.laptop(shop, new Devices.Drives(Optional.of(1), List.of()));
        UUID nameless = media.bind(order.device.id(), Optional.empty());
        devices.proved(nameless, new Device.Proof(UUID.randomUUID(), "cleared", true));
        assertThat(order.deviceNow().state()).isEqualTo(DeviceState.CLEARED);
        media.count(order.device.id(), 2, order.account, false);

        UUID named = media.bind(order.device.id(), Optional.of(first));
        assertThat(named).as("it may be the very same").isEqualTo(nameless);
        devices.proved(named, new Device.Proof(UUID.randomUUID(), "cleared", true));
        assertStaysOut(order);
        assertThat(media.of(order.device.id()).known()).hasSize(1);
    }

    @Test
    void theOnlyDriveStaysTheOne() throws Exception {
        BenchOrder order = BenchOrder.laptop(shop, new Devices.Drives(Optional.of(1), List.of()));
        order.erases(first, Verdict.FAILED);
        order.station.tellLane(BenchOrder.LANE, second);
        assertRefused(order, BenchException.Code.LANE_SERIAL_DIFFERS);
        order.erases(first, Verdict.CLEARED);
        assertThat(order.state()).isEqualTo(OrderState.CLEARED);
    }

    @Test
    void aStatementNamesWhatHadNoName() throws Exception {
        DeviceMedia media = bean(DeviceMedia.class);
        BenchOrder order = BenchOrder.laptop(shop, new Devices.Drives(Optional.of(1), List.of()));
        BenchOrder other = BenchOrder.laptop(shop, new Devices.Drives(Optional.of(1), List.of(second)));
        UUID nameless = media.bind(order.device.id(), Optional.empty());
        assertThat(media.canBe(nameless, Optional.empty())).isTrue();
        assertThat(media.canBe(nameless, Optional.of(first))).isTrue();
        assertThat(media.canBe(nameless, Optional.of(second))).as("another's").isFalse();
        media.named(nameless, first);
        assertThat(media.canBe(nameless, Optional.of(first))).isTrue();
        assertThat(media.canBe(nameless, Optional.of(other.serial))).isFalse();
        assertThat(media.canBe(nameless, Optional.empty())).isFalse();
    }

    @Test
    void oneDriveThatTwoOrdersNotedServesNeither() throws Exception {
        BenchOrder mine = BenchOrder.laptop(shop, new Devices.Drives(Optional.of(1), List.of(first)));
        BenchOrder other = BenchOrder.laptop(shop, new Devices.Drives(Optional.of(1), List.of(first)));
        assertRefused(mine, BenchException.Code.MEDIUM_OF_ANOTHER);
        assertRefused(other, BenchException.Code.MEDIUM_OF_ANOTHER);
    }

    @Test
    void whatIsErasedAnewIsNotProvedMeanwhile() throws Exception {
        BenchOrder order = two();
        order.erases(first, Verdict.CLEARED);
        order.erases(second, Verdict.FAILED);
        order.station.tellLane(BenchOrder.LANE, first);
        UUID task = order.queue();
        order.station.claim(task, BenchOrder.LANE, first);
        bean(BenchTasks.class).giveUp(order.order, order.account);
        order.erases(second, Verdict.CLEARED);
        assertThat(order.state()).as("nobody knows how the first one ended").isEqualTo(OrderState.IN_PART);
        assertStaysOut(order);
    }

    @Test
    void whatKeepsTheGateShutIsTheWorst() {
        Device.Proof good = new Device.Proof(UUID.randomUUID(), "cleared", true);
        Device.Proof open = new Device.Proof(UUID.randomUUID(), "purged", false);
        Media media = new Media(
                Optional.of(2),
                List.of(
                        new Medium(UUID.randomUUID(), 1, Optional.of("1"), false, Optional.of(good)),
                        new Medium(UUID.randomUUID(), 2, Optional.of("2"), false, Optional.of(open))));
        assertThat(media.together()).contains(open);
    }

    @Test
    void theDatabaseCountsToo() throws Exception {
        BenchOrder order = two();
        order.erases(first, Verdict.CLEARED);
        for (String change : List.of(
                "state = 'cleared', verdict = 'cleared', is_conforming = true",
                "state = 'cleared', verdict = 'cleared', is_conforming = true, media_count = NULL")) {
            assertThatThrownBy(() -> jdbc().sql("UPDATE custody.device SET " + change + " WHERE id = ?")
                            .param(order.device.id())
                            .update())
                    .isInstanceOf(DataAccessException.class)
                    .hasMessageContaining("GATE");
        }
    }

    private BenchOrder two() throws Exception {
        return BenchOrder.laptopByItself(shop, new Devices.Drives(Optional.of(2), List.of(first, second)));
    }

    private static int count(Browser browser, String path, BenchOrder order, String count) {
        return browser.post(path + order.order + "/media", Map.of("count", count))
                .status();
    }

    private static void assertRefused(BenchOrder order, BenchException.Code code) {
        assertThatThrownBy(order::queue)
                .isInstanceOfSatisfying(
                        BenchException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private static void assertStaysOut(BenchOrder order) {
        Device device = order.deviceNow();
        assertThat(device.state()).isEqualTo(DeviceState.REGISTERED);
        assertThat(device.proof().filter(Device.Proof::opensGate)).isEmpty();
    }

    private static String tail(String serial) {
        return "…" + serial.substring(serial.length() - 4);
    }
}
