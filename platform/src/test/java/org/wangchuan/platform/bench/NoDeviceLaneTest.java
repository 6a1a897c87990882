package org.wangchuan.platform.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;

/** A file, memory or a virtual disk is erased for no order: the receipt would be refused, and the device be left uncleared. */
final class NoDeviceLaneTest extends PlatformTest {
    private final Shop shop = newShop();

    @Test
    void whatNobodyHandsInIsNeitherOfferedNorTaken() throws Exception {
        BenchOrder order = BenchOrder.consented(shop);
        Browser technician = shop.browser(Role.TECHNICIAN);
        String lane = order.station.paired.id() + ":" + BenchOrder.LANE;
        for (String bus : List.of("loop", "virtio", "dm", "other")) {
            tell(order, bus);
            assertThat(technician.get("/bench").body())
                    .contains("No device that anybody hands in (" + bus + ")")
                    .doesNotContain("value=\"" + lane + "\"", "state good");
            assertThat(technician.in("zh").get("/bench").body()).contains("不是送来的设备（" + bus + "）");
            Browser.Answer refused =
                    technician.in("en").post("/bench/orders/" + order.order + "/lane", Map.of("lane", lane));
            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.body()).contains("nothing that anybody handed in", "Nothing was queued");
            assertThat(order.state()).isEqualTo(OrderState.CONSENTED);
        }
        tell(order, "ata");
        assertThat(technician
                        .post("/bench/orders/" + order.order + "/lane", Map.of("lane", lane))
                        .status())
                .isEqualTo(302);
    }

    /** It is no lane that waits for anybody's hand, whatever it hangs on and however much stands against it. */
    @Test
    void ofItsOwnDiskTheStationAsksNothing() throws Exception {
        BenchOrder order = BenchOrder.consented(shop);
        Browser technician = shop.browser(Role.TECHNICIAN);
        for (String bus : List.of("nvme", "virtio")) {
            tell(
                    order,
                    lane(order, bus, false)
                            .put(
                                    "obstacles",
                                    new JsonValue.Array(
                                            List.of(obstacle("MOUNTED"), obstacle("SYSTEM_DISK"), obstacle("HELD")))));
            assertThat(technician.in("en").get("/bench").body())
                    .contains("This computer’s own disk", "never erased", "There is nothing to do")
                    .doesNotContain(">needs a hand<", "is MOUNTED", "No device that anybody hands in");
            assertThat(technician.in("zh").get("/bench").body())
                    .contains("自己的系统盘", "从不清除")
                    .doesNotContain("MOUNTED");
        }
        tell(order, lane(order, "nvme", false).put("obstacles", new JsonValue.Array(List.of(obstacle("MOUNTED")))));
        assertThat(technician.in("en").get("/bench").body()).contains(">needs a hand<", "is MOUNTED");
    }

    /** Of two media without a number it tells one from the other, and is no name that anybody would say. */
    @Test
    void theMarkOfAPlaceStandsBesideItsName() throws Exception {
        BenchOrder order = BenchOrder.consented(shop);
        tell(
                order,
                Json.object()
                        .put("lane", "sdx~AbC-12_x")
                        .put("model", "")
                        .put("capacityBytes", 1_000_000_000)
                        .put("medium", "flash")
                        .put("bus", "usb")
                        .put("isReady", true));
        assertThat(shop.browser(Role.TECHNICIAN).get("/bench").body())
                .contains("<strong>sdx</strong><span class=\"note mark\">~AbC-12_x</span>");
    }

    private static JsonValue obstacle(String code) {
        return Json.object()
                .put("code", code)
                .put("en", "it is " + code)
                .put("zh", "它是 " + code)
                .build();
    }

    private static void tell(BenchOrder order, String bus) {
        tell(order, lane(order, bus, true));
    }

    private static Json.Builder lane(BenchOrder order, String bus, boolean isReady) {
        return Json.object()
                .put("lane", BenchOrder.LANE)
                .put("model", "WD Blue")
                .put("serial", order.serial)
                .put("capacityBytes", 1_000_000_000)
                .put("medium", "magnetic")
                .put("bus", bus)
                .put("isReady", isReady);
    }

    private static void tell(BenchOrder order, Json.Builder lane) {
        assertThat(order.station
                        .call(
                                "PUT",
                                "/lanes",
                                Json.object()
                                        .put("lanes", new JsonValue.Array(List.of(lane.build())))
                                        .build())
                        .status())
                .isEqualTo(200);
    }
}
