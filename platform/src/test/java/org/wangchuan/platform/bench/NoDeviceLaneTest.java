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

    private static void tell(BenchOrder order, String bus) {
        JsonValue.Obj lane = Json.object()
                .put("lane", BenchOrder.LANE)
                .put("model", "WD Blue")
                .put("serial", order.serial)
                .put("capacityBytes", 1_000_000_000)
                .put("medium", "magnetic")
                .put("bus", bus)
                .put("isReady", true)
                .build();
        assertThat(order.station
                        .call(
                                "PUT",
                                "/lanes",
                                Json.object()
                                        .put("lanes", new JsonValue.Array(List.of(lane)))
                                        .build())
                        .status())
                .isEqualTo(200);
    }
}
